"""All the facts of an article at once."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.facts import extract_facts
from tests.factories_facts import an_article


def test_an_article_gives_its_facts_with_the_words_they_came_from() -> None:
    facts = extract_facts(
        an_article(
            "Sơn La: Tập huấn công tác đối ngoại nhân dân",
            "Sáng 12/10, tại Trung tâm Hội nghị tỉnh Sơn La, Liên hiệp các tổ chức hữu nghị tỉnh"
            " Sơn La mở lớp tập huấn cho gần 200 học viên, kinh phí 150 triệu đồng do tổ chức"
            " Plan International tài trợ.",
            published_on=date(2023, 10, 13),
        )
    )
    assert facts.event_start == date(2023, 10, 12)
    assert facts.event_end is None
    assert facts.provinces == facts.provinces_2025 == ("Sơn La",)
    assert facts.venue == "Trung tâm Hội nghị tỉnh Sơn La"
    assert facts.attendees == 200
    assert [(a.value, a.unit) for a in facts.amounts] == [(150e6, "VND")]
    assert "Plan International" in facts.organisations
    assert set(facts.sources) == {
        "event_start",
        "provinces",
        "venue",
        "attendees",
        "amounts",
        "organisations",
    }
    assert "12/10" in facts.sources["event_start"]


def test_an_article_that_says_nothing_gives_nothing() -> None:
    facts = extract_facts(an_article("Chân dung một người bạn", "Ông yêu Việt Nam."))
    assert facts == type(facts)()


def test_the_end_of_a_span_has_its_source() -> None:
    facts = extract_facts(an_article("Tin", "Từ ngày 6-8/7/2022, hội nghị diễn ra."))
    assert facts.event_end == date(2022, 7, 8)
    assert facts.sources["event_end"] == facts.sources["event_start"]


def test_an_end_that_stands_elsewhere_has_its_own_words() -> None:
    facts = extract_facts(an_article("Tin", "Sáng 16/8/2023 khai giảng. Lớp học đến ngày 31/8."))
    assert facts.event_end == date(2023, 8, 31)
    assert facts.sources["event_end"] == "Lớp học đến ngày 31/8."


def test_a_publication_read_from_the_text_tells_no_year() -> None:
    text = "Chiều 30/6, hội nghị diễn ra."
    published = date(2023, 7, 1)
    trusted = extract_facts(an_article("Tin", text, published_on=published))
    doubtful = extract_facts(an_article("Tin", text, published_on=published, date_from="text"))
    assert trusted.event_start == date(2023, 6, 30)
    assert doubtful.event_start is None


def test_publication_late_in_the_evening_utc_is_the_next_day_in_viet_nam() -> None:
    article = an_article("Tin", "Sáng nay, hội nghị diễn ra.", published_on=date(2023, 7, 1))
    assert article.published_at is not None
    later = article.published_at.replace(hour=0)
    moved = type(article)(
        **{f: getattr(article, f) for f in article.__slots__} | {"published_at": later}
    )
    assert extract_facts(moved).event_start == date(2023, 7, 1)


def test_the_fullest_spelling_of_a_province_is_shown() -> None:
    facts = extract_facts(
        an_article("TP.HCM đón bạn", "Lễ diễn ra ở thành phố Hồ Chí Minh và Huế, TT-Huế.")
    )
    assert facts.provinces == ("Thành phố Hồ Chí Minh", "TT-Huế")
    assert facts.provinces_2025 == ("Hồ Chí Minh", "Huế")


def test_a_headline_in_capitals_gives_usual_names() -> None:
    facts = extract_facts(an_article("HỘI NGHỊ TẠI THỪA THIÊN HUẾ, TP. HỒ CHÍ MINH VÀ BR-VT"))
    assert facts.provinces == ("Thừa Thiên Huế", "TP. Hồ Chí Minh", "BR-VT")


def test_the_seat_of_an_institution_counts_where_no_other_place_is_named() -> None:
    alone = extract_facts(an_article("Tin", "Sinh viên Trường Đại học Trà Vinh dự lễ."))
    beside = extract_facts(an_article("Tin", "Ở Sơn La có sinh viên Trường Đại học Trà Vinh."))
    assert alone.provinces == ("Trà Vinh",)
    assert beside.provinces == ("Sơn La",)


def test_places_far_down_in_a_long_article_are_not_the_events() -> None:
    filler = "Câu này không nói về nơi nào cả, chỉ để bài dài thêm một chút. " * 40
    long = extract_facts(an_article("Tin", "Hội nghị ở Sơn La.", filler, filler, "Và Cà Mau."))
    late = extract_facts(an_article("Tin", "Hội nghị.", filler, filler, "Diễn ra ở Cà Mau."))
    assert long.provinces == ("Sơn La",)
    assert late.provinces == ("Cà Mau",)


def test_a_sum_in_title_and_body_is_given_once() -> None:
    facts = extract_facts(an_article("Gần 2 triệu USD", "Tổng vốn 2 triệu USD và 5 tỷ đồng."))
    assert [(a.value, a.unit) for a in facts.amounts] == [(2e6, "USD"), (5e9, "VND")]


VOCABULARY = """
ngày 6-8/7 , . ( ) 31/12/2023 đến từ sáng nay năm 2024 tháng mười hai 2 triệu tỷ đồng USD $ 1.000
12,5 hơn 200 đại biểu dự tại Trung tâm Hội nghị tỉnh Sơn La Hòa Bình TP HCM HÀ NỘI Quyết định số
12/QĐ ký tổ chức Hội hữu nghị Việt Nam - Lào khai mạc bế mạc 29/2 0 ٣ hai trăm 5 March
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS | st.text(max_size=6), max_size=60), st.dates(date(1990, 1, 1)) | st.none())
def test_any_text_gives_facts_that_hang_together(words: list[str], published: date | None) -> None:
    facts = extract_facts(an_article("Tin", " ".join(words), published_on=published))
    assert facts.event_end is None or facts.event_start is not None
    assert not (facts.event_start and facts.event_end) or facts.event_start < facts.event_end
    assert all(amount.value > 0 for amount in facts.amounts)
    assert bool(facts.provinces) == bool(facts.provinces_2025)
    assert all(facts.sources.values())
