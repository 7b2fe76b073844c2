"""A snippet shows the place that was looked for, as printed."""

from __future__ import annotations

from state.snippets import snippet

_TOKENS = frozenset(("doi", "ngoai"))


def test_words_side_by_side_are_marked_as_one() -> None:
    assert snippet(["Công tác Đối ngoại."], _TOKENS) == "Công tác «Đối ngoại»."


def test_the_text_with_most_words_is_shown() -> None:
    assert snippet(["Ngoài kia", "đối diện; ngoài ra", ""], _TOKENS) == "«đối» diện; «ngoài» ra"


def test_the_place_where_the_words_stand_together_is_shown() -> None:
    text = "Đổi mới. " + "từ " * 60 + "công tác đối ngoại nhân dân " + "nữa " * 60
    shown = snippet([text], _TOKENS)
    assert shown.startswith("…từ")
    assert "công tác «đối ngoại» nhân dân" in shown
    assert shown.endswith("nữa…")
    assert len(shown) < 250


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert snippet(["không có gì", ""], _TOKENS) == ""
    assert snippet(["doingoai"], _TOKENS) == ""


def test_a_word_longer_than_the_window_stays_whole() -> None:
    word = "x" * 500
    shown = snippet([f"{'a' * 100} {word} {'b' * 300}"], frozenset((word,)))
    assert f"«{word}»" in shown


def test_a_text_without_spaces_is_cut_at_the_hit() -> None:
    shown = snippet(["-" * 300 + "doi" + "-" * 300], _TOKENS)
    assert shown == "…«doi»…"
