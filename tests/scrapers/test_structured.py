"""What a page says of itself is read from whatever form of JSON-LD and meta it uses."""

from __future__ import annotations

import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from scrapers.structured import Structured, canonical_address, read_structured

NEWS = {
    "@type": "NewsArticle",
    "headline": "Tập huấn đối ngoại nhân dân",
    "datePublished": "2024-07-06T14:08:00+07:00",
    "author": "Minh Anh",
}


def read(head: str) -> Structured:
    return read_structured(LexborHTMLParser(f"<html><head>{head}</head><body></body></html>"))


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "value",
    [
        NEWS,
        [{"@type": "BreadcrumbList"}, NEWS],
        {"@graph": [{"@type": "WebSite"}, NEWS]},
        {**NEWS, "@type": ["Thing", "BlogPosting"]},
        {**NEWS, "headline": ["Tập huấn đối ngoại nhân dân", "Khác"]},
        f"<!-- {json.dumps(NEWS)} -->",
        json.dumps(NEWS) + ";",
        json.dumps(NEWS)[:-1] + ",}",
        json.dumps(NEWS).replace("Minh Anh", "Minh\nAnh").replace("\\n", "\n"),
    ],
)
def test_json_ld_in_any_usual_form_tells_title_date_and_author(value: object) -> None:
    found = read(script(value))
    assert found.titles == (NEWS["headline"],)
    assert found.published == (("json-ld", NEWS["datePublished"]),)
    assert found.author is not None


@pytest.mark.parametrize(
    "value",
    ["{", "", "null", "[" * 100_000, '{"@type": 5}', {"@type": "Event", "headline": "Lễ hội"}],
)
def test_json_ld_that_is_broken_or_of_something_else_says_nothing(value: object) -> None:
    assert read(script(value)) == Structured()


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Minh Anh", "Minh Anh"),
        ({"@type": "Person", "name": "Minh Anh"}, "Minh Anh"),
        ([{"name": "Minh Anh"}, {"name": "Thu Hà"}], "Minh Anh, Thu Hà"),
        (["Minh Anh", {"url": "/a"}], "Minh Anh"),
        ([{}], None),
        ({}, None),
        ("", None),
        (7, None),
    ],
)
def test_authors_stand_in_many_forms(author: object, name: str | None) -> None:
    assert read(script({**NEWS, "author": author})).author == name


def test_of_several_articles_the_one_with_the_pages_title_is_meant() -> None:
    other = {**NEWS, "headline": "Một bài viết khác", "datePublished": "2020-01-01"}
    title = f'<meta property="og:title" content="{NEWS["headline"]}">'
    both = script([other, NEWS])
    assert read(title + both).published == (("json-ld", NEWS["datePublished"]),)
    assert read(both).published == ()


def test_the_first_meta_that_says_something_counts() -> None:
    head = (
        '<meta property="og:title" content=" "><meta content="nothing">'
        '<meta property="og:title" content="Tập huấn &amp;amp; hội nghị">'
        '<meta property="og:title" content="Khác">'
    )
    assert read(head).titles == ("Tập huấn & hội nghị",)


def test_without_an_address_the_canonical_one_is_taken_as_stated() -> None:
    facts = Structured(canonical=("https://union.example.vn/tin/a-1.html",))
    assert canonical_address(facts, "") == "https://union.example.vn/tin/a-1.html"
    assert canonical_address(Structured(), "") is None
