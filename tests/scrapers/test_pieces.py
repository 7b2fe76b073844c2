"""Texts that only style sets apart are read as what a reader sees."""

from __future__ import annotations

import pytest

from scrapers.pieces import are_two, title_run


@pytest.mark.parametrize(
    ("before", "text", "apart"),
    [
        ("12/09/2025", "11:30", True),
        ("17/11/2022 13:30", "An Bình", True),
        ("đội quốc tế", "Thứ tư, ngày 9", True),
        ("H", "ội nghị", False),
        ("H", "Ội nghị", False),
        ("hội ngh", "ị", False),
        ("CO", "2", False),
    ],
)
def test_two_pieces_without_a_space_may_be_two_texts(
    before: str, text: str, *, apart: bool
) -> None:
    assert are_two(before, text) is apart


def test_a_title_stands_apart_from_the_date_in_its_line() -> None:
    pieces = ["Tin", "Mở lớp", " học", "12/09/2025"]

    assert title_run(pieces, [(1, "bai_title"), (2, "bai_title"), (3, "ngay")]) == (1, 3)
    assert title_run(["Mở lớp", "học"], [(0, "title"), (1, "sub")]) is None
    assert title_run(pieces, [(3, "ngay")]) is None
    assert title_run(pieces[1:3], [(0, "title"), (1, "title")]) is None
