"""Pages that answer 200 and are no article, and short articles that speak of such things."""

from __future__ import annotations

import pytest

from monitor.core.errors import NotAnArticleError
from scrapers.article import parse_article
from tests.scrapers.pages import page_of

ROWS = "".join(
    f"<tr><td>{n}/KH-LH</td><td>0{n}/09/2025</td><td>Kế hoạch giao lưu lần thứ {n}</td></tr>"
    for n in range(1, 6)
)
ADDRESS = "<p>Địa chỉ: số 8 đường Hùng Vương, phường Trung Tâm</p><p>Điện thoại: 0200 111 222</p>"
PHP = (
    "<b>Warning</b>:  mysql_connect(): Access denied for user in <b>/home/x/db.php</b> on line"
    " <b>14</b><br>"
)
TEXT = (
    "<p>Chiều nay, đoàn khách tỉnh Savannakhet đã đến thăm và chúc Tết cán bộ của liên hiệp.</p>"
    "<p>Hai bên ôn lại những năm tháng sát cánh bên nhau và bàn về chương trình của năm tới.</p>"
)


def page(title: str, body: str) -> str:
    menu = "<div><a href='/'>Trang chủ</a> <a href='/tin'>Tin tức</a></div>"
    return (
        f"<html><head><title>{title} - Liên hiệp các tổ chức hữu nghị</title></head><body>{menu}"
        f"<div class=main><h1>{title}</h1>{body}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Văn bản chỉ đạo điều hành", f"<table>{ROWS}</table>"),
        ("Lịch làm việc của Thường trực tuần 45",
         "<div>Thứ Hai 02/11: 8h00 giao ban; 14h00 tiếp đoàn khách Nhật Bản</div>"
         "<div>Thứ Ba 03/11: 7h30 dự khai mạc hội thao của khối cơ quan</div>"),
        ("Liên hệ", f"{ADDRESS}<form><input name=n></form>"),
        ("Văn phòng của chúng tôi", f"{ADDRESS}<p>E-mail: vp@hoi.example</p>"),
        ("Thông tin liên hệ", "<p>Mọi ý kiến đóng góp xin gửi về văn phòng theo mẫu dưới đây.</p>"),
        ("Kết quả tìm kiếm", "<p>Tìm thấy 3 kết quả cho từ khóa mà bạn đã nhập: hữu nghị</p>"),
        ("Tin tức", "<p>Chưa có bài viết nào trong chuyên mục này. Mời bạn quay lại sau.</p>"),
        ("Đang chuyển hướng", "<p>Vui lòng chờ trong giây lát, hoặc bấm vào đây để đi tiếp.</p>"),
        ("Thông báo", "<p>Phiên làm việc của bạn đã hết hạn, xin tải lại trang để tiếp tục.</p>"),
        ("Nội dung riêng", "<p>Bạn cần đăng nhập hoặc đăng ký thành viên để xem bài này.</p>"),
        ("Xin chào", "<p>Vui lòng bật JavaScript trong trình duyệt của bạn và tải lại trang.</p>"),
        ("Error establishing a database connection", "<p>We cannot contact the server at x.</p>"),
        ("hoi.example", "<p>This domain has expired. Contact your registration provider.</p>"),
    ],
)  # fmt: skip
def test_what_is_no_news_is_refused(title: str, body: str) -> None:
    with pytest.raises(NotAnArticleError):
        parse_article(page_of(page(title, body)))


def test_what_a_failing_script_prints_is_no_text() -> None:
    with pytest.raises(NotAnArticleError):
        parse_article(
            page_of(f"<br>{PHP}<br>{PHP}<html><head><title>:: Hội ::</title></head></html>")
        )

    title = "Đoàn khách Lào thăm tỉnh nhà dịp năm mới"
    article = parse_article(page_of(page(title, f"<div>{PHP}{TEXT}</div>")))
    assert (article.title, len(article.body)) == (title, 2)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Trao học bổng cho sinh viên Lào năm học mới",
         "<p>Sáng nay, liên hiệp đã trao học bổng cho các sinh viên sau đây, mỗi suất 3 triệu:</p>"
         f"<table>{ROWS}</table>"),
        ("Thông báo thay đổi trụ sở làm việc của liên hiệp",
         f"<p>Từ tháng 10, liên hiệp chuyển về địa chỉ mới cho khách dễ đến hơn.</p>{ADDRESS}"),
        ("Khai trương trang thông tin điện tử mới của liên hiệp",
         f"<p>Trang mới thay cho trang cũ thường xuyên bị lỗi hệ thống nhiều năm nay.</p>{TEXT}"),
        ("Lịch công tác tuần của đoàn khách Lào được điều chỉnh vì bão", TEXT),
        ("Người dân liên hệ với hội để nhận quà Tết", TEXT),
    ],
)  # fmt: skip
def test_short_news_of_such_things_is_news(title: str, body: str) -> None:
    article = parse_article(page_of(page(title, body)))

    assert article.title == title
    assert len(article.body) >= 2
