"""Markup that the parser wrote out, read into the tree that the standard library's parser gives."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Comment, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scrapers.well_formed import well_formed_soup
from tests.factories_pages import make_sample


def shape(soup: BeautifulSoup) -> str:
    """Elements and texts, with the attributes that are read."""
    parts = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            looks = {k: node[k] for k in ("class", "style", "align") if node.get(k)}
            parts.append(f"<{node.name} {looks}>")
        else:
            parts.append(str(node).strip())
    return "\n".join(part for part in parts if part)


def _is_comment(text: object) -> bool:
    return isinstance(text, Comment)


def theirs(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser", multi_valued_attributes=None)
    for node in [*soup.find_all(["script", "style"]), *soup.find_all(string=_is_comment)]:
        node.extract()
    soup.smooth()
    return soup


def ours(html: str) -> BeautifulSoup:
    soup = well_formed_soup(html)
    soup.smooth()
    return soup


def written_out(html: str) -> str:
    body = LexborHTMLParser(html).body
    return (body.html or "") if body is not None else ""


@pytest.mark.parametrize("seed", range(12))
def test_a_page_gives_the_same_tree(seed: int) -> None:
    html = written_out(make_sample(seed).html)
    assert shape(ours(html)) == shape(theirs(html))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "no markup &amp; nothing else",
        "text <b>first</b> and last",
        '<p class="a > b" style="x: &quot;y&quot;" data-x="<b>">a &lt; b&nbsp;&amp;amp;</p>',
        "<p>a<br>b<img src=x>c<hr></p>",
        "<p>a<script>if (1 < 2) write('<p>never</p>')</script>b<style>p > a {}</style></p>",
        "<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>",
        "<p>a<b>b<i>c</b>d</i></p>",
    ],
)
def test_what_is_odd_about_markup_does_not_show(html: str) -> None:
    written = written_out(html) if "<" in html else html
    assert shape(ours(written)) == shape(theirs(written))


def test_comments_are_no_text() -> None:
    assert well_formed_soup("<p>a<!-- <b>b</b> -->c</p>").get_text() == "ac"


def test_elements_that_say_nothing_leave_their_content() -> None:
    soup = well_formed_soup("<p>a <span class=x>b</span> <u>c</u></p>", frozenset({"span", "u"}))
    assert str(soup) == "<p>a b c</p>"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["<", ">", "</", "p", "<b>", '"', "=", " ", "a", "<!--", "-->"])))
def test_any_text_is_read(parts: list[str]) -> None:
    assert well_formed_soup("".join(parts)).get_text() is not None


_PARTS = ["<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<td>", "<a href='<'>", "</a>"]
_MORE = ["x ", "&lt;", "&nbsp;y", "<br>", "<li>", "<!-- z -->", "<p align=right>"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*_PARTS, *_MORE]), max_size=30))
def test_broken_markup_written_out_gives_the_same_tree(parts: list[str]) -> None:
    html = written_out("<div>" + "".join(parts))
    assert shape(ours(html)) == shape(theirs(html))
