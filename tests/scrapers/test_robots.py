"""The short way round the parser of robots.txt agrees with the parser."""

from __future__ import annotations

import pytest
from protego import Protego

from scrapers.robots import plainly_allows, relevant

FILES = (
    "User-agent: *\nDisallow: /ajax/\nDisallow: /tag/\nDisallow: *.pdf\n",
    "User-agent: *\nDisallow: /ajax/\nDisallow: /preview_article/\nAllow: /ajax/open\n",
    "User-agent: *\nDisallow: /\nAllow: /tin-tuc\n",
    "User-agent: *\nDisallow:\n",
    "User-agent: huunghi\nDisallow: /tin\nUser-agent: *\nAllow: /\n",
    "User-agent: *\nDisallow: /t%69n\nDisallow: /thẻ\nDisallow: /a|b\nDisallow: /$\n",
    "User-agent: *\nDisallow: tin-tuc\nDisallow: ?page=\n",
    "Disallow: /nobody\nUser-agent : *\n disallow : /TIN\n",
    "",
)
PATHS = (
    "/",
    "/tin-tuc/bai-1.html",
    "/tag/vufo",
    "/ajax/open/1",
    "/a%7Cb/c",
    "/th%E1%BA%BB/1",
    "/van-ban.pdf",
    "/?page=2",
    "/TIN/1",
    "/nobody",
)


@pytest.mark.parametrize("text", FILES)
@pytest.mark.parametrize("path", PATHS)
def test_what_is_plainly_allowed_is_allowed(text: str, path: str) -> None:
    rules = relevant(text.encode())
    if plainly_allows(rules, path):
        assert Protego.parse(text).can_fetch("https://vidu.vn" + path, "HuuNghi")


def test_most_pages_of_most_sites_are_plainly_allowed() -> None:
    rules = relevant(FILES[1].encode())
    assert plainly_allows(rules, "/tin-tuc/bai-1.html")
    assert not plainly_allows(rules, "/ajax/open/1")


def test_a_wish_for_slowness_is_never_passed_over() -> None:
    assert not plainly_allows("user-agent: *\ncrawl-delay: 5", "/")


def test_only_the_lines_that_matter_are_kept() -> None:
    text = (
        "\ufeff# hello\nUser-agent: * # all\nDisallow: /x\nSitemap: https://vidu.vn/s.xml\n<html>\n"
    )
    assert relevant(text.encode()) == "User-agent: *\nDisallow: /x"
