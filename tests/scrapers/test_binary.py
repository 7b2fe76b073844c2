"""A file that is no page is refused, whatever the server calls it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.core.errors import NotAnArticleError
from monitor.core.model import Page, Validators
from scrapers.article import parse_article
from scrapers.binary import binary_kind

WORDS = b"BT /F1 12 Tf (Hoi nghi tap huan vien tro nuoc ngoai tai tinh) Tj ET\n" * 200
FILES = {
    b"%PDF-1.7\n" + WORDS: "a PDF file",
    b"\r\n%PDF-1.4 <html><p>" + WORDS: "a PDF file",
    b"PK\x03\x04\x14\x00" + WORDS: "a zip or Office file",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + WORDS: "an Office file",
    b"\x89PNG\r\n\x1a\n" + WORDS: "a picture",
    b"\xff\xd8\xff\xe0" + WORDS: "a picture",
    b"\x7fELF\x02" + WORDS: "a program",
}


@pytest.mark.parametrize("content", FILES, ids=FILES.values())
@pytest.mark.parametrize("kind", ["application/octet-stream", "text/html; charset=utf-8", None])
def test_a_file_is_no_article(content: bytes, kind: str | None) -> None:
    page = Page(
        url="https://a.vn/cong-van-123.html",
        requested_url="https://a.vn/cong-van-123.html",
        content=content,
        content_type=kind,
        charset=None,
        fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        status=200,
        validators=Validators(),
    )
    with pytest.raises(NotAnArticleError, match=f"{FILES[content]} is no article"):
        parse_article(page)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", "Hội nghị".encode(), "\ufeff<p>RIFF".encode(), "<html>".encode("utf-16")],
)
def test_a_page_is_none_of_them(content: bytes) -> None:
    assert binary_kind(content) is None
