"""Text for Telegram: harmless, measured, shortened, split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.markup import (
    MAX_URL,
    Size,
    bold,
    escape,
    harmless,
    link,
    same_text,
    shorten,
    size,
    split_plain,
    utf16_length,
    visible_text,
    web_address,
)
from tests.bot_markup import parse, units

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x07c", "a b c"),
        ("\u202eđảo ngược\u202c\u2066\u2069\u061c", "đảo ngược"),
        ("nửa \ud83d chữ", "nửa chữ"),
        ("z\u0335\u0336\u0337\u0338\u0339\u033a!", "z\u0335\u0336\u0337!"),
        ("hai\n\ndòng\u2028nữa", "hai dòng nữa"),
        ("ẩn\U000e0041\ufeff\u200b", "ẩn"),
    ],
)
def test_nothing_that_acts_is_left_of_a_text(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(ANY)
def test_any_text_becomes_one_line_that_can_be_sent(text: str) -> None:
    shown = harmless(text)
    assert shown.encode().decode() == shown
    assert "\n" not in shown
    assert harmless(shown) == shown


@given(ANY)
def test_escaped_text_is_read_by_the_server_as_it_was(text: str) -> None:
    shown = harmless(text)
    parsed = parse(escape(shown))
    assert (parsed.text, parsed.entities) == (shown, ())
    assert visible_text(escape(shown)) == shown


@given(ANY)
def test_length_is_counted_as_telegram_counts(text: str) -> None:
    assert utf16_length(harmless(text)) == units(harmless(text))


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://x.vn",
        "https://x.vn/a b",
        'https://x.vn/"onclick',
        "https://x.vn/<b>",
        "https://x.vn/\u202e",
        "https://x.vn/" + "a" * MAX_URL,
        "https://",
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert web_address(url) is None
    assert link("tin <1>", url) == "tin &lt;1&gt;"


def test_bold_text_is_escaped() -> None:
    assert bold("a < b") == "<b>a &lt; b</b>"


def test_a_link_is_escaped_on_both_sides() -> None:
    assert link('"tin"', "https://x.vn/?a=1&b='2'") == (
        "<a href=\"https://x.vn/?a=1&amp;b='2'\">&quot;tin&quot;</a>"
    )
    assert link("", "https://x.vn") == ""


def test_a_size_counts_units_bytes_and_entities() -> None:
    measured = size('<b>Đ😀</b> <a href="https://x.vn">&lt;</a>')
    assert measured == Size(units=5, raw=45, entities=2)
    assert measured.fits(Size(units=5, raw=45, entities=2))
    assert not measured.fits(Size(units=4, raw=45, entities=2))
    assert not measured.fits(Size(units=5, raw=44, entities=2))
    assert not measured.fits(Size(units=5, raw=45, entities=1))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("vừa đủ", 6, "vừa đủ"),
        ("Hội nghị tổng kết công tác", 18, "Hội nghị tổng kết…"),
        ("Hội nghị tổng kết, công tác", 20, "Hội nghị tổng kết…"),
        ("mộttừrấtdàikhôngcódấucách", 10, "mộttừrấtd…"),
        ("😀" * 10, 6, "😀😀…"),
    ],
)
def test_a_text_is_shortened_at_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


@given(ANY, st.integers(2, 60))
def test_a_shortened_text_is_never_too_long(text: str, limit: int) -> None:
    assert units(shorten(harmless(text), limit)) <= limit


def test_plain_text_is_split_between_paragraphs_then_lines_then_words() -> None:
    assert split_plain("một hai\n\nba bốn", 10) == ("một hai", "ba bốn")
    assert split_plain("một hai\nba bốn", 10) == ("một hai", "ba bốn")
    assert split_plain("một hai ba bốn", 10) == ("một hai", "ba bốn")
    assert split_plain("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)
    assert split_plain("  ", 10) == ()
    assert split_plain("ngắn", 10) == ("ngắn",)


@given(ANY.map(harmless), st.integers(2, 40))
def test_pieces_of_plain_text_lose_only_white_space(text: str, limit: int) -> None:
    pieces = split_plain(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_texts_are_the_same_whatever_their_spaces_and_composition() -> None:
    assert same_text("Hội nghị\n\nmới ", " Ho\u0302\u0323i nghị mới")
    assert not same_text("Hội nghị", "Hội nghi")
