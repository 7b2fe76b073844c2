"""Digests as their readers see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.core.digest import build_digest
from monitor.core.markup import MAX_BYTES, MAX_ENTITIES, MAX_UNITS
from monitor.core.model import Amount, Category, Digest, Facts, Part, SourceLink, Story
from notifier.render import TITLE, render_digest, title_of
from tests.bot_markup import Parsed, parse, units
from tests.factories_delivery import NOW, ZONE, channel, link, story

AID, TRAINING, CONFERENCE = Category.AID, Category.TRAINING, Category.CONFERENCE


def amount(value: float, unit: str = "VND") -> Amount:
    return Amount(value=value, unit=unit, text="")


def parts_of(*stories: Story, language: str = "vi") -> tuple[Part, ...]:
    wanted = channel(language=language, categories=tuple(Category))
    digest = build_digest(wanted, NOW, stories)
    assert digest is not None
    return render_digest(digest, wanted, zone=ZONE)


def second_line(language: str = "vi", **values: Any) -> str:
    (part,) = parts_of(story(**values), language=language)
    return parse(part.html).text.splitlines()[-1]


def test_a_digest_as_it_is_read() -> None:
    facts = Facts(
        event_start=date(2022, 7, 6),
        event_end=date(2022, 7, 8),
        provinces=("Kiên Giang",),
        provinces_2025=("An Giang",),
        venue="Rạch Giá",
        attendees=200,
        sources={"attendees": "hơn 200 đại biểu"},
    )
    (part,) = parts_of(
        story(1, title="Hội nghị Cụm 5", facts=facts, others=(link("VUFO"),)),
        story(
            2,
            title="Trao 5 căn nhà",
            categories=(AID,),
            facts=Facts(amounts=(amount(1.8e9), amount(78_450, "USD"))),
        ),
    )
    assert part.plain == (
        "Tin đối ngoại nhân dân – Thứ Bảy, 21/11/2026, 7:05\n\n"
        "Hội nghị (1)\n\n"
        "• Hội nghị Cụm 5\n"
        "6–8/7/2022 · Rạch Giá, Kiên Giang (nay là An Giang) · hơn 200 đại biểu · Thời Đại"
        " · cùng đưa tin: VUFO\n"
        "https://example.vn/bai-1.html\n\n"
        "Viện trợ (1)\n\n"
        "• Trao 5 căn nhà\n"
        "1,8 tỷ đồng (78.450 USD) · Thời Đại\n"
        "https://example.vn/bai-2.html"
    )
    parsed = parse(part.html)
    without_links = [line for line in part.plain.splitlines() if not line.startswith("https")]
    assert parsed.text.splitlines() == without_links
    assert [entity.get("url") for entity in parsed.entities if entity["type"] == "text_link"] == [
        "https://example.vn/bai-1.html",
        "https://vufo.example/x",
        "https://example.vn/bai-2.html",
    ]
    assert part.stories == (1, 2)


def test_a_digest_in_english() -> None:
    facts = Facts(
        event_start=date(2026, 12, 3),
        attendees=1200,
        provinces=("Hà Nội",),
        sources={"attendees": "gần 1.200 đại biểu"},
    )
    (part,) = parts_of(
        story(facts=facts, others=tuple(link(name) for name in "ABC")), language="en"
    )
    lines = part.plain.splitlines()
    assert lines[0] == "People-to-people diplomacy – Saturday, 21/11/2026, 7:05"
    assert lines[2] == "Conferences (1)"
    assert lines[5] == (
        "3/12/2026 (coming up) · Hà Nội · nearly 1,200 delegates · Thời Đại · also: A, B, +1 source"
    )


def test_a_last_day_stands_alone_where_the_first_is_not_known() -> None:
    assert second_line(facts=Facts(event_end=date(2022, 10, 22))).startswith("đến 22/10/2022")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 11, 21), None, "21/11/2026"),
        (date(2026, 11, 22), None, "22/11/2026 (sắp diễn ra)"),
        (date(2022, 7, 6), date(2022, 7, 6), "6/7/2022"),
        (date(2022, 6, 30), date(2022, 7, 2), "30/6–2/7/2022"),
        (date(2021, 12, 31), date(2022, 1, 2), "31/12/2021–2/1/2022"),
        (date(2022, 7, 6), date(2022, 7, 1), "6/7/2022"),
    ],
)
def test_days_are_short_and_coming_events_are_marked(
    start: date, end: date | None, said: str
) -> None:
    line = second_line(facts=Facts(event_start=start, event_end=end))
    assert line == f"{said} · Thời Đại"


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ([amount(1.8e9)], "1,8 tỷ đồng"),
        ([amount(393e9)], "393 tỷ đồng"),
        ([amount(540_750_000)], "540,75 triệu đồng"),
        ([amount(310_000_000), amount(13_478, "USD")], "310 triệu đồng (13.478 USD)"),
        ([amount(1_004_400_000)], "1.004,4 triệu đồng"),
        ([amount(500_000)], "500.000 đồng"),
        ([amount(37_024.65, "USD")], "37.024,65 USD"),
        ([amount(2_500_000, "EUR")], "2,5 triệu EUR"),
        ([amount(228_000, "USD"), amount(5e6, "USD")], "228.000 USD"),
    ],
)
def test_sums_as_people_write_them(sums: list[Amount], said: str) -> None:
    line = second_line(categories=(AID,), facts=Facts(amounts=tuple(sums)))
    assert line == f"{said} · Thời Đại"


def test_a_conference_shows_no_sums_and_aid_no_headcount() -> None:
    facts = Facts(attendees=80, amounts=(amount(1e9),))
    assert second_line(facts=facts) == "80 đại biểu · Thời Đại"
    assert second_line(facts=facts, categories=(AID,)) == "1 tỷ đồng · Thời Đại"
    both = second_line(facts=facts, categories=(TRAINING, AID))
    assert both == "80 học viên · 1 tỷ đồng · Thời Đại"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trên 150 cán bộ", "hơn 150 cán bộ"),
        ("150 đại biểu", "150 đại biểu"),
        ("", "150 đại biểu"),
        ("với khoảng 150 người", "khoảng 150 người"),
    ],
)
def test_headcounts_keep_what_was_said_of_them(text: str, said: str) -> None:
    facts = Facts(attendees=150, sources={"attendees": text})
    assert second_line(facts=facts) == f"{said} · Thời Đại"


@pytest.mark.parametrize(
    ("venue", "provinces", "said"),
    [
        (None, ("Huế",), "Huế"),
        (None, ("Thừa Thiên Huế", "TP.HCM"), "Thừa Thiên Huế, TP.HCM"),
        (None, ("Bình Dương", "Đồng Nai"), "Bình Dương (nay là TP. Hồ Chí Minh), Đồng Nai"),
        (None, ("Huế", "Hà Nội", "Lào Cai", "Sơn La"), "Huế, Hà Nội, Lào Cai, …"),
        ("Trụ sở UBND tỉnh Sơn La", ("Sơn La",), "Trụ sở UBND tỉnh Sơn La"),
        ("Thành phố Rạch Giá", ("Kiên Giang",), "Thành phố Rạch Giá, Kiên Giang (nay là An Giang)"),
        ("Khách sạn Kiên Giang", ("Kiên Giang",), "Khách sạn Kiên Giang (nay là An Giang)"),
        ("Hà Nội", (), "Hà Nội"),
        (None, ("Atlantis",), "Atlantis"),
    ],
)
def test_places_as_printed_and_as_they_are_called_now(
    venue: str | None, provinces: tuple[str, ...], said: str
) -> None:
    line = second_line(facts=Facts(venue=venue, provinces=provinces))
    assert line == f"{said} · Thời Đại"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Liên hiệp các tổ chức hữu nghị tỉnh Cao Bằng", "Liên hiệp hữu nghị Cao Bằng"),
        ("Liên hiệp các tổ chức hữu nghị TP Hà Nội (HAUFO)", "Liên hiệp hữu nghị Hà Nội"),
        ("Liên hiệp các tổ chức hữu nghị TP.HCM (HUFO)", "Liên hiệp hữu nghị TP.HCM"),
        ("Liên hiệp các tổ chức hữu nghị Việt Nam (VUFO)", "VUFO"),
        ("Liên hiệp các tổ chức hữu nghị Việt Nam", "VUFO"),
        ("Liên hiệp các tổ chức hữu nghị", "Liên hiệp các tổ chức hữu nghị"),
        ("Sở Ngoại vụ Hà Tĩnh", "Sở Ngoại vụ Hà Tĩnh"),
    ],
)
def test_a_union_is_named_shortly(name: str, label: str) -> None:
    assert second_line(source_name=name) == label


def test_other_sources_are_named_or_counted() -> None:
    one = (SourceLink(name="KUFO", url=None),)
    assert second_line(others=one) == "Thời Đại · cùng đưa tin: KUFO"
    four = tuple(link(name) for name in "ABCD")
    assert second_line(others=four) == "Thời Đại · cùng đưa tin: A, B, +2 nguồn"


def test_a_story_with_nothing_but_a_title_is_one_line() -> None:
    (part,) = parts_of(story(source_name="", url=None, title="Tin"))
    assert part.plain.endswith("• Tin")
    assert part.html.endswith("• Tin")


def test_a_capital_title_is_put_into_sentence_case() -> None:
    shouting = story(title="HỘI NGHỊ GIAO BAN CỤM 5 TẠI TỈNH KIÊN GIANG", cased=None)
    assert title_of(shouting) == "Hội nghị giao ban cụm 5 tại tỉnh Kiên Giang"


@pytest.mark.parametrize(
    "title",
    [
        '<script>alert("1")</script>',
        "</a></b>&lt;&amp;",
        '" onclick="x',
        "\u202eđảo\u202c",
        "😀" * 4000,
        "\x00\x07\ud800",
        "a" * 9000,
        "&" * 300,
    ],
)
def test_any_title_is_harmless(title: str) -> None:
    (part,) = parts_of(story(title=title))
    parsed = parse(part.html)
    assert {entity["type"] for entity in parsed.entities} == {"bold", "text_link"}
    assert units(title_of(story(title=title))) <= TITLE
    assert not set("\u202e\u202c\x00\x07\ud800") & set(part.html + part.plain)


WILD = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["<b>", "😀" * 300, "&" * 300, "x" * 900, '"' * 400, "", "một hai " * 60]
)
URLS = st.none() | st.just("https://example.vn/?" + "a&" * 900) | WILD
FACTS = st.builds(
    Facts,
    venue=st.none() | WILD,
    provinces=st.lists(WILD, max_size=6).map(tuple),
    attendees=st.none() | st.integers(0, 10**12),
    amounts=st.lists(st.builds(Amount, value=st.floats(0, 1e15), unit=WILD, text=WILD), max_size=3)
    .map(tuple),
)  # fmt: skip
STORIES = st.builds(
    story,
    title=WILD,
    url=URLS,
    source_name=WILD,
    facts=FACTS,
    categories=st.lists(st.sampled_from(list(Category)), min_size=1, max_size=2).map(tuple),
    others=st.lists(st.builds(SourceLink, name=WILD, url=URLS), max_size=5).map(tuple),
)


def accepted(part: Part) -> Parsed:
    """As the server would take it."""
    parsed = parse(part.html)
    assert 0 < units(parsed.text.strip()) <= MAX_UNITS
    assert len(part.html.encode()) < MAX_BYTES
    assert len(parsed.entities) <= MAX_ENTITIES
    assert parsed.dropped == 0
    return parsed


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STORIES, min_size=1, max_size=8))
def test_every_part_is_accepted_and_no_story_is_lost(stories: list[Story]) -> None:
    numbered = [story(n, **_values(one)) for n, one in enumerate(stories, 1)]
    parts = parts_of(*numbered)
    for part in parts:
        accepted(part)
    shown = [number for part in parts for number in part.stories]
    assert sorted(shown) == list(range(1, len(stories) + 1))


def _values(one: Story) -> dict[str, Any]:
    names = ("title", "url", "source_name", "facts", "categories", "others")
    return {name: getattr(one, name) for name in names}


def test_a_long_digest_is_split_at_its_items() -> None:
    stories = [story(n, title=f"Tin số {n}", url=None) for n in range(1, 300)]
    stories += [story(n, title=f"Tin số {n}", categories=(AID,)) for n in range(300, 420)]
    parts = parts_of(*stories)
    texts = [accepted(part).text for part in parts]
    assert [text.splitlines()[0].rpartition(" ")[2] for text in texts] == [
        f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)
    ]
    assert "Hội nghị (299)" in texts[0]
    assert "Hội nghị (tiếp)" in texts[1]
    assert sum("Viện trợ (120)" in text for text in texts) == 1
    assert max(len(parse(part.html).entities) for part in parts) <= MAX_ENTITIES
    assert min(units(text) for text in texts[:2]) > 3500  # no part is wasted


def digest_of(*stories: Story, **values: Any) -> Digest:
    return Digest(channel="main", slot_at=NOW, groups=((CONFERENCE, stories),), **values)


def test_a_posted_part_is_told_anew_as_it_was_split() -> None:
    stories = [story(n) for n in range(1, 200)]
    parts = render_digest(digest_of(*stories), channel(), zone=ZONE)
    for number, part in enumerate(parts, 1):
        again = digest_of(*stories, only=part.stories, part=number, parts=len(parts))
        assert render_digest(again, channel(), zone=ZONE) == (part,)


def test_a_part_that_has_outgrown_its_message_stays_as_it_is() -> None:
    stories = [story(n, title="dài " * 100) for n in range(1, 60)]
    again = digest_of(*stories, only=tuple(range(1, 60)))
    assert render_digest(again, channel(), zone=ZONE) == ()


def test_the_slot_is_shown_in_local_time() -> None:
    late = Digest(
        channel="main",
        slot_at=datetime.fromisoformat("2026-11-21T17:30:00+00:00"),
        groups=((CONFERENCE, (story(),)),),
    )
    (part,) = render_digest(late, channel(), zone=ZONE)
    assert part.plain.splitlines()[0].endswith("Chủ Nhật, 22/11/2026, 0:30")
