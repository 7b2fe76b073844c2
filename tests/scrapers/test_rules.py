"""Selectors of a source: the source's own come first, and a bad one finds nothing."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from monitor.core.model import Source
from scrapers.rules import Rules, drop_inside, first_text, rules_of, select

TREE = LexborHTMLParser('<div class="a"> </div><div class="b">Tên bài</div><p>Khác</p>')


def test_the_first_element_that_holds_text_is_taken() -> None:
    assert first_text(TREE, (".none", ".a", ".b", "p")) == "Tên bài"
    assert first_text(TREE, (".none", ".a")) == ""


def test_a_selector_that_cannot_be_parsed_is_passed_over() -> None:
    assert select(TREE, "div[[") == []
    assert select(TREE, "") == []
    assert first_text(TREE, ("div[[", ".b")) == "Tên bài"


def test_the_sources_selectors_go_before_the_platforms() -> None:
    source = Source(key="a", name="A", home="https://a.vn/", title=(".own",), date="page clock")
    rules = rules_of(source, Rules(title=(".cms",), body=(".text",), date="none"))
    assert (rules.title, rules.body, rules.date) == ((".own", ".cms"), (".text",), "page clock")
    assert rules_of(None, None) == Rules()


def test_what_is_dropped_is_cut_from_all_that_a_selector_finds_wherever_it_stands() -> None:
    tree = LexborHTMLParser(
        '<p class="x">ngoài</p><div class="a">một <i class="x">bỏ <b class="x">này</b></i>'
        '<div class="a">hai <b class="x">bỏ</b></div></div><div class="a"><i>ba</i></div>'
    )
    drop_inside(tree, ".a", (".none", ".x", "div[[", "i"))
    assert " ".join(tree.text(separator=" ").split()) == "ngoài một hai"


def test_an_element_that_is_itself_to_be_dropped_stays() -> None:
    tree = LexborHTMLParser('<div class="a x">một <b class="x">bỏ</b></div>')
    drop_inside(tree, ".a", (".x",))
    assert tree.text(separator=" ").split() == ["một"]
