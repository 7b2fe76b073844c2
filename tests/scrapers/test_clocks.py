"""The sites' clocks as witnesses of ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scrapers.clocks import SiteClocks, http_date
from scrapers.heads import Fields

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def said(moment: datetime, **more: str) -> Fields:
    return Fields([("Date", moment.strftime("%a, %d %b %Y %H:%M:%S GMT")), *more.items()])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun, 06 Nov 1994 08:49:37 +0700", None),
        ("Sunday, 06-Nov-94 08:49:37 GMT", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("Sun, 06 Thg 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:xx GMT", None),
        ("0", None),
        ("", None),
    ],
)
def test_dates_of_answers(text: str, moment: datetime | None) -> None:
    assert http_date(text) == moment


def test_a_clock_like_theirs_is_right() -> None:
    clocks = SiteClocks()
    assert clocks.ahead() == timedelta(0)
    clocks.note("a", said(NOW - timedelta(minutes=30)), NOW)
    assert clocks.ahead() == timedelta(0)


@pytest.mark.parametrize("wrong", [40 * DAY, -40 * DAY])
def test_a_clock_that_most_sites_contradict_is_wrong(wrong: timedelta) -> None:
    clocks = SiteClocks()
    for host in "abc":
        clocks.note(host, said(NOW - wrong), NOW)
    clocks.note("d", said(NOW), NOW)
    assert clocks.ahead() == wrong
    for host in "abc":
        clocks.note(host, said(NOW), NOW)
    assert clocks.ahead() == timedelta(0)


def test_one_site_with_a_wrong_clock_convinces_nobody() -> None:
    clocks = SiteClocks()
    clocks.note("a", said(NOW - 900 * DAY), NOW)
    for host in "bc":
        clocks.note(host, said(NOW), NOW)
    assert clocks.ahead() == timedelta(0)


def test_an_answer_out_of_a_cache_tells_nothing() -> None:
    clocks = SiteClocks()
    clocks.note("a", said(NOW - 3 * DAY, Age="259200"), NOW)
    clocks.note("b", Fields(), NOW)
    assert clocks.ahead() == timedelta(0)
