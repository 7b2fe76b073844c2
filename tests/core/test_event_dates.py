"""The event's days among all the days that an article names."""

from datetime import date

import pytest

from monitor.core.event_dates import EventDates, find_event_dates
from tests.factories_facts import passages

FILLER = "Các đại biểu trao đổi nhiều kinh nghiệm về công tác đối ngoại nhân dân tại địa phương."


def dates(
    *body: str, title: str = "Tin đối ngoại", published: date | None = None
) -> tuple[str, str]:
    found = find_event_dates(passages(title, *body), published)
    return str(found.start or ""), str(found.end or "")


def test_an_article_without_days_has_none() -> None:
    assert find_event_dates(passages("Tin", FILLER), date(2024, 1, 1)) == EventDates()


def test_the_words_that_gave_the_day_are_kept() -> None:
    found = find_event_dates(passages("Tin", "Sáng 16/8/2023, hội nghị diễn ra ở Sơn La."), None)
    assert "16/8/2023" in found.text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Sáng 28/6/2023, Hội tiến hành đại hội.", "2023-06-28", ""),
        ("Từ ngày 6-8/7/2022, hội nghị được tổ chức.", "2022-07-06", "2022-07-08"),
        ("Sáng 16/8/2023 khai giảng; học viên học đến ngày 31/8.", "2023-08-16", "2023-08-31"),
        ("Sáng 24-11-2025 khai giảng lớp, học đến ngày 2-1-2026.", "2025-11-24", "2026-01-02"),
        ("Ngày 18/5/2023 mở lớp. Lớp này học từ ngày 18 đến 20/5.", "2023-05-18", "2023-05-20"),
        ("The workshop was held on January 23, 2021.", "2021-01-23", ""),
        (
            "Khóa học khai mạc sáng 14/8/2025, diễn ra từ ngày 13 đến 28/8.",
            *("2025-08-13", "2025-08-28"),
        ),
        (
            "Lễ bế mạc diễn ra ngày 28/8/2025. Từ ngày 13 đến 28/8, họ đã học.",
            *("2025-08-13", "2025-08-28"),
        ),
    ],
)
def test_days_in_full(text: str, start: str, end: str) -> None:
    assert dates(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [
        ("Chiều 30/6, hội nghị diễn ra.", date(2023, 7, 1), "2023-06-30"),
        ("Ngày 27/5, hội nghị diễn ra.", date(2022, 10, 4), "2022-05-27"),
        ("Ngày 30/12, hội nghị diễn ra.", date(2024, 1, 3), "2023-12-30"),
        ("Ngày 11/10, lớp học khai giảng.", date(2020, 4, 22), ""),
        ("Ngày 25/12 sẽ diễn ra hội thảo.", date(2024, 12, 10), "2024-12-25"),
        ("Ngày 5/1 dự kiến khai mạc lớp.", date(2024, 12, 20), "2025-01-05"),
        ("Từ ngày 18 đến 20/7, hội nghị họp.", date(2023, 7, 13), "2023-07-18"),
        ("Ngày 29/2, quỹ trao học bổng.", date(2024, 3, 2), "2024-02-29"),
        ("Sáng nay (9/11), lớp học khai giảng.", date(2023, 11, 9), "2023-11-09"),
        ("Sáng nay, lớp học khai giảng.", date(2023, 11, 9), "2023-11-09"),
        ("Hôm qua (5/6), hội nghị diễn ra.", date(2023, 6, 6), "2023-06-05"),
        ("Chiều qua, hội nghị diễn ra.", date(2023, 6, 6), "2023-06-05"),
        ("Cuộc sống trong hòa bình hôm nay.", date(2023, 6, 6), ""),
    ],
)
def test_a_day_without_a_year_is_near_the_publication(
    text: str, published: date, start: str
) -> None:
    assert dates(text, published=published)[0] == start


def test_an_unknown_publication_gives_no_year() -> None:
    assert dates("Chiều 30/6, hội nghị diễn ra.") == ("", "")
    assert dates("Sáng nay, hội nghị diễn ra.") == ("", "")


def test_the_year_in_the_events_name_helps_where_nothing_else_does() -> None:
    text = "Ngày 26/8, hội nghị diễn ra ở Hà Nội."
    assert dates(text, title="Hội nghị thông tin đối ngoại năm 2025")[0] == "2025-08-26"
    assert dates(text, title="Nhìn lại năm 2014, bàn việc năm 2015")[0] == "2015-08-26"
    assert dates(text, title="Nhiệm kỳ 2021-2026, hội thành lập năm 1995") == ("", "")
    assert dates(text, title="Giai đoạn từ năm 2016 đến năm 2020") == ("", "")


def test_a_day_in_full_tells_the_year_of_one_without() -> None:
    assert dates("Ngày 12/12 họp. Cuộc họp ngày 12/12/2023 kéo dài.")[0] == "2023-12-12"
    assert dates("Sau trận lũ ngày 3/8/2017, đoàn cứu trợ từ 15 đến 18/8.") == (
        "2017-08-15",
        "2017-08-18",
    )
    text = "Ngày 18/1, gặp mặt kỷ niệm ngày thiết lập quan hệ ngoại giao (18/1/1950 - 18/1/2022)."
    assert dates(text)[0] == "2022-01-18"


def test_history_tells_no_year() -> None:
    text = "Sáng 1/12, họp mặt. Ông nhắc lại ngày 17/11/1950, khi Ủy ban ra đời."
    assert dates(text) == ("", "")
    assert dates("Ôn lại ngày 17/11/1950, sáng 1/12 hội họp mặt.") == ("", "")


def test_a_day_that_stands_later_tells_no_year_of_one_before() -> None:
    lead, later = "Sáng 27/5, hội nghị họp.", "Đoàn đã thăm trường ngày 20/6/2019."
    assert find_event_dates(passages("Tin", later, lead=lead), None) == EventDates()
    assert dates(f"{lead} {later}")[0] == "2019-05-27"


def test_a_day_of_another_season_tells_no_year() -> None:
    assert dates("Ông thăm trường ngày 5/1/2020. Ngày 6/7, ông trao quà.") == ("", "")
    assert dates("Sau vụ cháy ngày 5/1/2020, ngày 20/7 đoàn trao nhà.") == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "Học viên được phổ biến Hướng dẫn số 06-HD/BĐNTW ngày 29/6/2020 về lễ tân.",
        "Hội quán triệt Chỉ thị 12-CT/TW ngày 05/01/2022 của Ban Bí thư.",
        "Lãnh đạo từ trần ngày 7/8/2020, nhiều tổ chức chia buồn.",
        "Hàng hóa dành cho nạn nhân động đất ngày 28/3/2025.",
        "Cuộc thi kỷ niệm ngày thành lập nước (2/9/1945 - 2/9/2025).",
        "Tính đến ngày 30/9/2023, tỉnh có 15 dự án.",
        "Hạn nộp hồ sơ: trước ngày 28/12/2024.",
        "Hồ sơ gửi về Sở trước 17h30 ngày 15/3/2024.",
        "Tính từ đầu kỳ, 1/1/2023 đến 31/10/2023, tỉnh vận động 10 tỷ đồng.",
        "Từ 1/11/2022 đến 30/4/2023, tỉnh có 15 dự án.",
        "Thông tư có hiệu lực từ ngày 15/8/2023.",
        "Ngày 10/10/1954 mãi là mốc son.",
        "Dự án có thời hạn không quá 30/9/2027.",
        "Dự án kéo dài từ tháng 11/2020 đến tháng 5/2021.",
        "Tỉnh đồng ý kéo dài dự án tới ngày 31/12/2025.",
        "Con số do Sở nêu trong thông cáo phát ngày 28/3/2019.",
        "Thông cáo báo chí ngày 6/6/2022 của Đại sứ quán cho hay tiền đã chuyển.",
        "Từ ngày 1/7/2021, Thông tư số 05/2021 bắt đầu có hiệu lực.",
        "Gói thầu mở từ ngày 12/8/2022 đến 9 giờ ngày 22/8/2022.",
        "Hồ sơ mời thầu phát hành từ ngày 3/5/2021 đến ngày 20/5/2021.",
        "Hạn nộp hồ sơ: 17h ngày 20/9/2022.",
    ],
)
def test_days_of_other_things_are_not_the_events(text: str) -> None:
    assert dates(text) == ("", "")


def test_a_day_long_before_publication_is_background() -> None:
    text = "Ngày 5/9/2019, hai bên tổ chức lễ ký hợp tác."
    assert dates(text, published=date(2024, 1, 1)) == ("", "")
    assert dates(text, published=date(2019, 9, 6))[0] == "2019-09-05"


def test_an_anniversary_that_is_celebrated_is_the_event() -> None:
    assert dates("Lãnh đạo dự lễ kỷ niệm ngày truyền thống hôm 16/11/2015.")[0] == "2015-11-16"


def test_the_day_after_a_plan_is_the_events() -> None:
    text = "Theo Kế hoạch số 15/KH-UBND ngày 12/1/2024, sáng ngày 20/3/2024, Sở mở lớp tập huấn."
    assert dates(text)[0] == "2024-03-20"


def test_an_approval_is_the_event_where_nothing_else_happens() -> None:
    text = "Theo Quyết định số 1405/QĐ-UBND ký ngày 9/6/2021, tỉnh tiếp nhận khoản viện trợ."
    assert dates(text)[0] == "2021-06-09"
    assert dates("Theo Quyết định số 1405/QĐ-UBND ký ngày 9/6/2021, hội họp.") == ("", "")
    course = text + " Lớp học diễn ra từ ngày 22 đến 28/6."
    assert dates(course) == ("2021-06-22", "2021-06-28")


def test_an_approval_may_be_told_in_the_first_paragraph_and_of_a_plan() -> None:
    title, lead = "Thêm vốn cho huyện", "Tổng vốn không thay đổi."
    told = "Theo Quyết định số 986/QĐ-UBND ngày 22/7/2024, tỉnh đồng ý gia hạn dự án."
    found = find_event_dates(passages(title, told, lead=lead), None)
    assert found.start == date(2024, 7, 22)
    plan = "UBND tỉnh ký Kế hoạch số 52/KH-UBND ngày 27/8/2021, gồm năm phần."
    assert dates(plan, title="Ban hành kế hoạch vận động viện trợ")[0] == "2021-08-27"
    assert dates(plan.replace("ký", "theo"), title="Ban hành kế hoạch") == ("", "")


def test_what_takes_place_after_a_press_release_or_under_an_agreement_is_the_event() -> None:
    text = "Theo thông cáo phát ngày 6/6/2022, hội thảo diễn ra ngày 15/6/2022."
    assert dates(text)[0] == "2022-06-15"
    text = "Hai bên ký bản ghi nhớ ngày 4/4/2024, có hiệu lực đến hết ngày 4/4/2027."
    assert dates(text) == ("2024-04-04", "")


def test_a_press_conference_announces_another_day() -> None:
    text = "Chiều 16/8/2024, hội họp báo về Ngày hội diễn ra từ ngày 29/8 đến 1/9."
    assert dates(text) == ("2024-08-29", "2024-09-01")
    assert dates("Chiều 16/8/2024, hội họp báo về Ngày hội.")[0] == "2024-08-16"


def test_the_lead_counts_more_than_what_comes_after() -> None:
    later = "Ngày 20/9/2023, chương trình sẽ được tổ chức ở huyện khác."
    assert dates("Ngày 1/9/2023, đoàn trao quà.", FILLER, later)[0] == "2023-09-01"
    assert dates(FILLER, FILLER, FILLER, "Liên Hợp Quốc chọn ngày 11/12/2014 cho việc này.") == (
        "",
        "",
    )


def test_what_is_expected_counts_less_than_what_was() -> None:
    text = "Lễ phát động diễn ra ngày 5/5/2024; lễ trao giải dự kiến ngày 19/8/2024."
    assert dates(text) == ("2024-05-05", "")


def test_a_long_course_is_an_event() -> None:
    text = "Lớp tiếng Trung mở từ ngày 20/8 đến 20/11/2023."
    assert dates(text) == ("2023-08-20", "2023-11-20")


@pytest.mark.parametrize(
    "later",
    [
        "Phố đi bộ năm nay kéo dài đến hết 12/3.",
        "Khu trưng bày mở cửa đến hết ngày 12/3.",
        "Chợ đêm khép lại khuya 12/3.",
        "Trại sáng tác khép lại đêm 12/3.",
    ],
)
def test_what_goes_on_until_a_day_ends_on_it(later: str) -> None:
    opened = "Tối 8/3/2024, phố sách khai mạc bên sông."
    assert dates(opened, later) == ("2024-03-08", "2024-03-12")


@pytest.mark.parametrize(
    "later",
    [
        "Dự án kéo dài đến ngày 31/12/2024.",
        "Thời gian thực hiện dự án kéo dài đến hết ngày 31/12/2024.",
        "Bản ghi nhớ có giá trị đến 31/12/2024.",
        "Quầy vé nhận đăng ký đến hết ngày 31/12/2024.",
    ],
)
def test_an_undertaking_or_a_deadline_ends_no_event(later: str) -> None:
    assert dates("Sáng 8/3/2024, hai bên ký kết tại Huế.", later) == ("2024-03-08", "")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Khóa học kết thúc ngày 22/10/2022 tại Phủ Lý.", "", "2022-10-22"),
        ("Buổi kết thúc lớp tiếng Lào hôm 18/5/2019 rất đông.", "", "2019-05-18"),
        ("Chiều 30/8/2023, khóa tập huấn bế mạc sau hai tuần.", "", "2023-08-30"),
        ("Lớp tiếng Lào bế giảng ngày 5/7/2019 tại Khe Sanh.", "2019-07-05", ""),
        ("Hội nghị kết thúc chiều 5/7/2023.", "2023-07-05", ""),
        ("Sau khi kết thúc khóa học, ngày 5/7/2023 các em về quê.", "2023-07-05", ""),
        ("Lớp khai giảng ngày 5/7/2023 và kết thúc vào tháng 12.", "2023-07-05", ""),
        ("Khóa học khai giảng ngày 5/7/2023, kết thúc ngày 9/9.", "2023-07-05", "2023-09-09"),
    ],
)
def test_a_course_that_ended_tells_its_last_day(text: str, start: str, end: str) -> None:
    assert dates(text) == (start, end)


def test_a_course_that_is_closed_lasted_from_its_opening() -> None:
    closed = "Chiều 19/4/2023, lớp làm gốm bế giảng ở Biên Hòa."
    assert dates(closed, "Lớp khai giảng ngày 3/4.") == ("2023-04-03", "2023-04-19")
    assert dates(closed, "Lớp sau khai giảng ngày 3/5.") == ("2023-04-19", "")
    assert dates(closed, "Ngày 3/4 có mưa.") == ("2023-04-19", "")


def test_days_in_a_row_are_one_event() -> None:
    assert dates("Trong các ngày 4, 5, 6/9/2023, trại hè diễn ra.") == ("2023-09-04", "2023-09-06")
    assert dates("Ngày 4, 9/9/2023, hai buổi chiếu diễn ra.")[1] == ""


def test_a_day_that_counts_so_far_ends_nothing() -> None:
    text = "Ngày 13/8/2025 mở đợt quyên góp. Đến 12 giờ ngày 18/8/2025, có 325 tỷ đồng."
    assert dates(text) == ("2025-08-13", "")
