"""The outline of a text: its words as bytes, its values with their places."""

from __future__ import annotations

import pytest

from monitor.core.names import Marks, read_marks
from monitor.core.outlines import WORDS, Outline, outline_of, read_outline, same_day


def outline(*pieces: str) -> Outline:
    marks = read_marks(list(pieces))
    return kept(marks, list(marks.names), list(marks.numbers))


def kept(marks: Marks, names: list[str], numbers: list[str]) -> Outline:
    return read_outline(outline_of(marks, names, numbers), names, numbers)


def shown(*pieces: str) -> list[tuple[int, int, str, str | int]]:
    return [(v.start, v.end, v.kind, v.held) for v in outline(*pieces).values()]


def test_names_numbers_and_years_are_read_back_with_their_places() -> None:
    text = "Năm 2024, bà Lê Thu trao 30 triệu đồng và 12 xe cho xã Ea Tul, rồi thăm PACCOM."
    assert shown(text) == [
        (1, 2, "year", 2024),
        (3, 5, "person", "le thu"),
        (6, 7, "sum", "30"),
        (10, 11, "number", "12"),
        (14, 16, "place", "ea tul"),
        (18, 19, "name", "paccom"),
    ]


def test_pieces_follow_one_another_and_the_first_three_are_the_head() -> None:
    found = outline("Họp ở Huế", "", "Có 5 người.", "Có 7 người.")
    assert [value.start for value in found.values()] == [2, 4, 7]
    assert (found.head, len(found.words)) == (6, 9)


def test_an_ordinal_covers_what_it_counts() -> None:
    one, two = shown("họp cụm số 4 ở đây"), shown("họp Cụm IV ở đây")
    assert one[0][:3] == (1, 4, "ordinal")
    assert [v for v in two if v[2] == "ordinal"] == [(1, 3, "ordinal", one[0][3])]
    assert shown("họp cụm số 5 ở đây")[0][3] != one[0][3]


def test_terms_and_parts_of_a_year_are_ordinals() -> None:
    assert [v[2] for v in shown("nhiệm kỳ 2022-2027")] == ["ordinal"]
    first, last = shown("sáu tháng đầu năm"), shown("sáu tháng cuối năm")
    assert first[0][:3] == last[0][:3] == (0, 4, "ordinal")
    assert first != last


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("ngày 3/4/2024", "ngày 3 tháng 4 năm 2024", True),
        ("ngày 3/4/2024", "sáng 3 tháng 4 năm 2024", True),
        ("ngày 03/4", "ngày 3/4/2024", True),
        ("ngày 3/4/2024", "tháng 4/2024", True),
        ("từ ngày 3-5/4/2024", "ngày 5/4/2024", True),
        ("ngày 3/4/2024", "ngày 4/4/2024", False),
        ("ngày 3/4/2024", "ngày 3/5/2024", False),
        ("ngày 3/4/2024", "ngày 3/4/2023", False),
    ],
)
def test_days_are_the_same_in_every_form(one: str, two: str, same: bool) -> None:
    held = [next(v.held for v in outline(text).values() if v.kind == "day") for text in (one, two)]
    assert isinstance(held[0], int)
    assert isinstance(held[1], int)
    assert same_day(held[0], held[1]) is same


def test_what_stands_beyond_the_outlined_words_is_left_out() -> None:
    long = outline("từ " * (WORDS - 1) + "Huế có 12 người")
    assert len(long.words) == WORDS
    assert [value.held for value in long.values()] == ["hue"]


def test_a_value_that_its_list_lost_is_left_out() -> None:
    marks = read_marks(["gặp Lê Thu và PACCOM, có 12 người"])
    written = outline_of(marks, ["le thu", "paccom"], ["12"])
    assert [v.held for v in read_outline(written, ["le thu"], []).values()] == ["le thu"]
    assert [v.held for v in kept(marks, ["paccom"], []).values()] == ["paccom"]


def test_a_kind_of_a_later_version_is_left_out() -> None:
    assert Outline(b"", (15 << 14,), 0, ["hue"], ["12"]).values() == []


def test_a_name_of_many_words_is_cut_and_never_reaches_elsewhere() -> None:
    (value,) = outline("gặp " + "Ea " * 20).values()
    assert (value.start, value.end) == (1, 16)


def test_without_an_outline_there_are_no_values() -> None:
    found = read_outline({}, [], [])
    assert (found.words, found.values(), found.head) == (b"", [], 0)
    with pytest.raises(ValueError, match="ASCII"):
        read_outline({"words": "ở đây"}, [], [])
