"""trafilatura is asked where we are not sure, and believed where it holds our text and more."""

from __future__ import annotations

from scrapers.second_opinion import is_unsure, second_opinion

TEXT = [
    f"Paragraph number {i} tells at some length what the people of town {i} said of their plans."
    for i in range(8)
]
HTML = (
    "<html><body><article><h1>Plans of the towns</h1>"
    + "".join(f"<p>{one}</p>" for one in TEXT)
    + "</article></body></html>"
)


def test_a_fuller_reading_that_holds_ours_is_taken() -> None:
    fuller = second_opinion(HTML, TEXT[:4])
    assert fuller is not None
    assert TEXT[7] in fuller


def test_a_reading_that_is_no_fuller_is_not_taken() -> None:
    assert second_opinion(HTML, TEXT) is None


def test_a_reading_of_something_else_is_not_taken() -> None:
    assert (
        second_opinion(HTML, ["Quite another text, of which nothing stands on this page."]) is None
    )


def test_where_we_have_nothing_a_text_is_taken_and_a_scrap_is_not() -> None:
    assert second_opinion(HTML, []) is not None
    assert second_opinion("<html><body><p>Short.</p></body></html>", []) is None


def test_vietnamese_pages_are_left_to_us_longer() -> None:
    assert is_unsure(0.6, "The delegates said")
    assert not is_unsure(0.6, "Các đại biểu cho biết")
    assert is_unsure(0.3, "Các đại biểu cho biết")
