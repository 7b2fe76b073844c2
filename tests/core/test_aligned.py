"""What stands in one text where a nearly equal one has something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.aligned import REPLACED, aligned, replaced
from monitor.core.names import read_marks
from monitor.core.outlines import Outline, outline_of, read_outline

TITLE = "Trao nhà cho năm hộ nghèo ở xã Ea Tul"
LEAD = (
    "Sáng 12/8/2024, tổ chức World Vision cùng Liên hiệp tỉnh trao năm căn nhà cho hộ nghèo tại"
    " xã Ea Tul, huyện Cư Jút, tỉnh Đắk Nông."
)
BODY = (
    "Mỗi căn rộng 40 m2, trị giá 90 triệu đồng. Bà Lê Thu, đại diện nhà tài trợ, chúc các gia đình"
    " ở xã Ea Tul sớm yên ổn làm ăn. Hội nghị tổng kết đợt 2 sẽ họp vào tháng sau; mỗi hộ nhận 90"
    " triệu đồng."
)
MORE = "Trước đó, xã Đắk Drông và xã Nam Dong đã có nhà mới trong năm nay, theo ông Trần Bình."


def outline(*pieces: str) -> Outline:
    marks = read_marks(list(pieces))
    names, numbers = list(marks.names), list(marks.numbers)
    return read_outline(outline_of(marks, names, numbers), names, numbers)


def counted(*changes: tuple[str, str], renamed: bool = True) -> dict[str, float]:
    """What is counted as replaced after these changes of the text above."""
    pieces = [TITLE, LEAD, BODY, MORE]
    one = outline(*pieces)
    for old, new in changes:
        assert any(old in piece for piece in pieces)
        pieces = [piece.replace(old, new) for piece in pieces]
    two = outline(*pieces)
    found = replaced(one, two, renamed=renamed)
    assert found == replaced(two, one, renamed=renamed)
    assert tuple(found) == REPLACED
    return {kind: count for kind, count in found.items() if count}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Cư Jút", "Krông Ana", "place"),
        ("Ea Tul", "Dray Sáp", "place"),
        ("Đắk Nông", "Gia Lai", "place"),
        ("World Vision", "Room to Read", "name"),
        ("World Vision", "Food for the Hungry", "name"),
        ("12/8", "19/8", "day"),
        ("đợt 2", "đợt 3", "ordinal"),
        ("90 triệu", "60 triệu", "sum"),
    ],
)
def test_another_value_in_the_same_words_is_replaced(old: str, new: str, kind: str) -> None:
    assert counted((old, new)) == {kind: 1.0}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Cư Jút", "Cư Zút"),
        ("Bà Lê Thu", "Bà Lê Thư"),
        ("12/8/2024", "12-8-2024"),
        ("12/8/2024", "12/8"),
        ("12/8/2024", "12 tháng 8 năm 2024"),
        ("90 triệu", "90.000.000"),
        ("40 m2", "gần 42 m2"),
        ("đợt 2", "đợt II"),
        ("tỉnh Đắk Nông", "tỉnh Lâm Đồng"),
        ("World Vision", "World Vision International"),
        ("Hội nghị", "Buổi họp"),
        ("Trao nhà", "Năm căn nhà mới"),
    ],
)
def test_the_same_value_written_otherwise_is_kept(old: str, new: str) -> None:
    assert counted((old, new)) == {}


def test_before_the_merger_another_province_is_another() -> None:
    assert counted(("Đắk Nông", "Lâm Đồng"), renamed=False) == {"place": 1.0}


def test_people_and_counts_are_told_apart_from_what_makes_the_event() -> None:
    assert counted(("Lê Thu", "Trần Minh Hòa")) == {"person": 1.0}
    assert counted(("40 m2", "65 m2")) == {"number": 1.0}


def test_what_is_set_right_in_one_line_stands_right_in_others() -> None:
    assert counted(("ở xã Ea Tul sớm", "ở xã Nam Dong sớm")) == {}


def test_what_is_replaced_throughout_counts_though_its_place_is_taken_elsewhere() -> None:
    assert counted(("Ea Tul", "Nam Dong")) == {"place": 1.0}


def test_below_the_first_paragraph_it_counts_less() -> None:
    assert counted(("Đắk Drông", "Quảng Phú")) == {"place": 0.4}


def test_a_sum_that_is_printed_once_counts_less() -> None:
    assert counted(("hộ nhận 90", "hộ nhận 60")) == {}
    assert counted(("trị giá 90", "trị giá 70"), ("hộ nhận 90", "hộ nhận hơn")) == {"sum": 0.4}


def test_a_sentence_written_anew_replaces_nothing() -> None:
    assert counted((LEAD[:40], "Có mặt từ sớm, nhiều cán bộ của Room to Read đã")) == {}


def test_words_that_both_have_around_a_value_do_not_hide_it() -> None:
    changed = ("Sáng 12/8/2024, tổ chức", "Ngay từ sáng 19/8/2024, quỹ")
    assert counted(changed) == {"day": 1.0}


def test_an_abbreviation_written_out_replaces_nothing() -> None:
    assert counted(("Liên hiệp tỉnh", "UBND tỉnh")) == {}


def test_two_values_next_to_one_another_are_both_replaced() -> None:
    found = counted(("Ea Tul", "Dray Sáp"), ("Cư Jút", "Krông Ana"))
    assert found == {"place": 2.0}


def test_a_title_alone_may_be_another() -> None:
    assert counted((TITLE, "Niềm vui ở Krông Ana ngày cuối tuần")) == {}


def test_moved_paragraphs_replace_nothing() -> None:
    one, two = outline(TITLE, LEAD, BODY, MORE), outline(TITLE, MORE, LEAD, BODY)
    assert not any(replaced(one, two, renamed=True).values())


def test_texts_of_other_words_and_none_at_all_share_no_place() -> None:
    one, two = outline(TITLE, LEAD), outline("Lớp học tiếng Lào mở ở Huế", "Có 40 người theo học.")
    assert not any(replaced(one, two, renamed=True).values())
    assert not any(replaced(one, outline(), renamed=True).values())


def test_words_whose_bytes_are_equal_by_chance_are_told_by_their_values() -> None:
    one, two = outline(TITLE, LEAD, BODY), outline(TITLE, LEAD.replace("Jút", "Ana"), BODY)
    blurred = Outline(one.words, two.packed, two.head, two.names, two.numbers)
    assert replaced(one, blurred, renamed=True)["place"] == 1.0


def test_a_word_met_by_chance_in_a_replaced_name_hides_nothing() -> None:
    one = outline(TITLE, LEAD, BODY)
    two = outline(TITLE, LEAD.replace("World Vision", "Oxfam"), BODY)
    at = LEAD.split().index("World") + len(TITLE.split())
    near = [
        at + shift for shift in (-1, 0, 1) if two.words[at + shift] not in one.words[at - 2 : at]
    ]
    words = bytearray(two.words)
    place = next(v.start for v in two.values() if v.held == "oxfam")
    assert place in near
    words[place] = one.words[place]
    met = Outline(bytes(words), two.packed, two.head, two.names, two.numbers)
    assert replaced(one, met, renamed=True)["name"] == 1.0


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_aligned_runs_are_equal_in_both(one: bytes, two: bytes) -> None:
    for a, b in ((one, two), (one, one[:30] + two + one[30:])):
        for i, j, length in aligned(a, b, 2):
            assert length >= 2
            assert a[i : i + length] == b[j : j + length]


def test_a_run_reaches_back_over_words_that_are_repeated() -> None:
    assert aligned(b"aaaaaabcdx", b"aaaaaabcdy") == [(0, 0, 9)]
