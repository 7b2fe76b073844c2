"""Which hosts are a site's own, and which redirects stay with it."""

from __future__ import annotations

import pytest

from monitor.core.model import Source
from scrapers.family import Family


@pytest.mark.parametrize(
    ("asked", "came", "stays"),
    [
        ("https://vidu.vn/tin", "https://www.vidu.vn/", True),
        ("https://vidu.vn/tin", "https://m.vidu.vn/tin", True),
        ("https://khac.vn/", "https://vidu.vn/tin", True),
        ("https://vidu.vn/tin/", "https://moi.vn/tin", True),
        ("https://vidu.vn/tin?a=1", "https://moi.vn/tin?a=2", False),
        ("https://vidu.vn/", "https://moi.vn/", False),
        ("https://vidu.vn/tin", "https://[/tin", False),
        ("https://[/tin", "https://vidu.vn/tin", False),
        ("a://0", "a://[", False),
    ],
)
def test_a_redirect_stays_with_the_site_or_moves_it_whole(
    asked: str, came: str, *, stays: bool
) -> None:
    assert Family(Source(key="x", name="X", home="https://vidu.vn/")).follows(asked, came) is stays
