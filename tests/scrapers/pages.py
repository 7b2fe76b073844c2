"""Pages as the fetcher hands them over, for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.core.model import Page, Validators

FETCHED_AT = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)


def page_of(
    content: str | bytes,
    url: str = "https://lhhn.example.vn/tin-tuc",
    charset: str | None = "utf-8",
) -> Page:
    """A page that came with status 200."""
    raw = content.encode() if isinstance(content, str) else content
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=raw,
        content_type="text/html",
        charset=charset,
        fetched_at=FETCHED_AT,
        validators=Validators(),
    )
