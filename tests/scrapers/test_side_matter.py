"""What stands in and below a text without belonging to it, and texts that stand in pieces."""

from __future__ import annotations

import pytest

from scrapers.article import parse_article
from tests.scrapers.pages import page_of

TITLE = "Hội nghị tổng kết công tác hữu nghị nhân dân"
TEXT = (
    "Sáng nay, liên hiệp tỉnh đã tổ chức hội nghị với sự tham dự của đông đảo hội viên cả nước.",
    "Phát biểu tại hội nghị, ông chủ tịch cho biết số hội viên đã tăng lên nhiều so với năm trước.",
    "Trong thời gian tới, các hội thành viên sẽ tiếp tục đẩy mạnh giao lưu với bạn bè quốc tế.",
    "Hội nghị cũng trao bằng khen cho những tập thể và cá nhân có đóng góp lớn trong năm qua.",
)
P = tuple(f"<p>{text}</p>" for text in TEXT)
HEAD = f"<h1>{TITLE}</h1><div class=date>12/09/2025 08:15</div>"


def body(inside: str) -> tuple[str, ...]:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div>Xin chào</div>{inside}</body></html>"
    )
    return parse_article(page_of(html)).body


def test_the_pieces_that_a_page_builder_makes_are_one_text() -> None:
    row = '<div class="row_{}"><div class="column"><div class="text_{}">{}</div></div></div>'
    rows = row.format(1, 1, P[0] + P[1]) + row.format(2, 2, P[2]) + row.format(3, 3, P[3])

    assert body(f"<div class=page>{HEAD}{rows}</div>") == TEXT


@pytest.mark.parametrize(
    "other",
    [
        "<h2><a href='/2'>Đoàn khách quốc tế thăm trường vùng cao</a></h2>",
        "<h1>Đoàn khách quốc tế thăm trường vùng cao</h1>",
        "<h3>Đoàn khách quốc tế thăm trường vùng cao</h3><p>11/09/2025</p>",
    ],
)
def test_the_next_article_of_an_endless_page_is_none_of_this_one(other: str) -> None:
    articles = f"<div class='post p1'>{HEAD}<div>{P[0]}{P[1]}{P[2]}</div></div>"
    articles += f"<div class='post p2'>{other}<div>{P[3]}{P[3]}</div></div>"

    assert body(f"<div class=all>{articles}</div>") == TEXT[:3]


def test_sections_with_headings_of_their_own_are_one_text() -> None:
    sections = f"<section class=s>{HEAD}{P[0]}{P[1]}</section>"
    sections += f"<section class=s><h2>Kết quả đạt được</h2>{P[2]}{P[3]}</section>"

    assert body(f"<main>{sections}</main>") == (*TEXT[:2], "Kết quả đạt được", *TEXT[2:])


@pytest.mark.parametrize(
    "inside",
    [
        "<div><b>Bạn thấy thế nào về chương trình này?</b><p><input type=radio>Rất hay và bổ ích"
        "</p><p><input type=radio>Bình thường</p></div>",
        "<div style='position:absolute; left:-9999px'>Bài của trang này, xin đừng chép lại.</div>",
        "<div style='display: none'>Bạn đang xem phiên bản rút gọn của bài viết này.</div>",
        "<p hidden>Bạn đang xem phiên bản rút gọn của bài viết này.</p>",
        "<p>Nghe đọc bài 04:12</p>",
        "<p>Nghe audio tại đây (3:20)</p>",
        "<p>Giọng nữ miền Bắc 1x</p>",
        "<p>Nghiêm cấm sao chép dưới mọi hình thức khi chưa có sự đồng ý của tòa soạn.</p>",
        "<p>© Bản quyền thuộc về trang tin. Ghi rõ nguồn khi phát hành lại.</p>",
    ],
)
def test_polls_players_and_what_no_reader_sees_are_no_text(inside: str) -> None:
    text = f"{P[0]}{P[1]}{inside}{P[2]}"

    assert body(f"<div class=main>{HEAD}<div class=c>{text}</div></div>") == TEXT[:3]


@pytest.mark.parametrize(
    "inside",
    ["Thời gian: 8h00, ngày 12/10/2025", "Khai mạc: 12/10/2025", "Từ ngày 12/10/2025"],
)
def test_when_an_event_takes_place_is_text(inside: str) -> None:
    text = f"{P[0]}<p>{inside}</p>{P[1]}"

    assert body(f"<div class=main>{HEAD}<div class=c>{text}</div></div>") == (
        TEXT[0], inside, TEXT[1],
    )  # fmt: skip


def test_the_rest_of_an_article_that_unfolds_by_a_click_is_text() -> None:
    rest = f"<div style='display:none'>{P[1]}{P[2]}{P[3]}</div>"

    assert body(f"<div class=main>{HEAD}<div class=c>{P[0]}{rest}</div></div>") == TEXT


def test_the_account_above_a_text_is_none_of_it() -> None:
    text = f"<ul><li>quantri</li></ul>{P[0]}{P[1]}<p>vanphong@hoi.example</p>{P[2]}"

    assert body(f"<div class=main>{HEAD}<div class=c>{text}</div></div>") == (
        *TEXT[:2], "vanphong@hoi.example", TEXT[2],
    )  # fmt: skip


def test_rows_with_dates_stay_in_a_table() -> None:
    table = "<table><tr><td>Vòng 1</td><td>12/10/2025</td></tr><tr><td>Vòng 2</td><td>13/10/2025"
    text = f"{P[0]}{P[1]}{table}</td></tr></table>"

    assert body(f"<div class=main>{HEAD}<div class=c>{text}</div></div>")[2:] == (
        "Vòng 1 | 12/10/2025",
        "Vòng 2 | 13/10/2025",
    )
