"""How well reading does on pages it was not made on: `python -m scripts.quality_pages`.

tests/scrapers/blind/ was written blind: by what is known of the sources, without reading the
readers. Half A may be read for errors (`--errors`); half B is measured alone, never read. The
goldens hold the truth, not the readers' output; `{"not_article": true}` marks what is no article.
At first look the third wave (w3-*, 67 pages) was read thus: titles 36/39, dates 30/38, invented
0/1, bylines 28/39, body .978, refused 5/10, listings .992 (dates 43/50), feeds 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

from monitor.core.errors import NotAnArticleError, ScrapeError
from monitor.core.text import clean
from scrapers.article import parse_article
from scrapers.feed import parse_feed
from scrapers.listing import parse_listing
from scrapers.replay import (
    StoredPage,
    feed_golden,
    golden_of,
    listing_golden,
    load_stored_page,
    stored_pages,
)
from scrapers.sitemap import parse_sitemap
from scripts.bench_extraction import agreement, f1

ROOT = Path(__file__).resolve().parents[1]
BLIND = ROOT / "tests" / "scrapers" / "blind"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
SEED = 1121

Golden = Mapping[str, Any]


@dataclass
class Figures:
    """Counts of right readings; `errors` says per page what was wrong."""

    articles: int = 0
    titles: int = 0
    dated: int = 0
    dates: int = 0
    undated: int = 0
    invented: int = 0
    bylines: int = 0
    bodies: list[tuple[float, float]] = field(default_factory=list)
    refused: list[bool] = field(default_factory=list)
    lists: list[tuple[float, float]] = field(default_factory=list)
    list_dates: list[bool] = field(default_factory=list)
    nexts: list[bool] = field(default_factory=list)
    feeds: list[tuple[float, float]] = field(default_factory=list)
    feed_dates: list[bool] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def body(self) -> float:
        """F1 of 4-word shingles of lead and body."""
        return f1(self.bodies) if self.bodies else 1.0

    @property
    def listing(self) -> float:
        """F1 of address and title, in order."""
        return f1(self.lists) if self.lists else 1.0

    @property
    def feed(self) -> float:
        """F1 of address and title, in order."""
        return f1(self.feeds) if self.feeds else 1.0


def halves(pages: Sequence[StoredPage]) -> dict[str, list[StoredPage]]:
    """All pages, and two random halves of each kind (fixed seed), drawn for each wave apart."""
    parts: dict[str, list[StoredPage]] = {"all": list(pages), "a": [], "b": []}
    for later in (False, True):
        for kind in ("article", "listing", "feed"):
            drawn = [p for p in pages if p.kind == kind and is_third_wave(p) is later]
            Random(SEED).shuffle(drawn)  # noqa: S311 - a choice of pages, no secret
            parts["a"] += drawn[::2]
            parts["b"] += drawn[1::2]
    return parts


def is_third_wave(page: StoredPage) -> bool:
    """Whether a page came with the third wave: its name says so. The first two are one set."""
    return page.path.name.startswith(("w3-", "sitemap-w3-"))


def load_blind() -> list[StoredPage]:
    """The blind pages, by name."""
    return [load_stored_page(path) for path in stored_pages(BLIND)]


def measure(pages: Sequence[StoredPage]) -> Figures:
    """Read every page and compare with what is true."""
    figures = Figures()
    for stored in pages:
        true = stored.expected or {}
        if true.get("not_article"):
            _measure_refusal(figures, stored)
        elif stored.kind == "article":
            _measure_article(figures, stored, true)
        else:
            _measure_entries(figures, stored, true)
    return figures


def read(stored: StoredPage) -> Golden | None:
    """What the readers make of a page; None where it is refused."""
    page = stored.page(NOW)
    try:
        if stored.kind == "listing":
            return listing_golden(parse_listing(page))
        if stored.path.name.startswith("sitemap"):
            return feed_golden(parse_sitemap(page.content, base_url=page.url).entries)
        if stored.kind == "feed":
            return feed_golden(parse_feed(page.content, base_url=page.url, charset=page.charset))
        return golden_of(parse_article(page))
    except NotAnArticleError:
        return None
    except ScrapeError as error:
        print(f"{stored.path.stem}: {error}", file=sys.stderr)
        return None


def same_moment(read_at: str | None, true_at: str | None) -> bool:
    """The same minute; where only the day is known, the same day."""
    if read_at is None or true_at is None:
        return read_at is true_at
    if len(true_at) == len("2026-11-21"):
        return read_at[: len(true_at)] == true_at
    moments = [datetime.fromisoformat(text).astimezone(UTC) for text in (read_at, true_at)]
    return abs((moments[0] - moments[1]).total_seconds()) < 60


def _measure_refusal(figures: Figures, stored: StoredPage) -> None:
    mine = read(stored)
    figures.refused.append(mine is None)
    if mine is not None:
        figures.errors.append(f"{stored.path.stem}: taken for an article: {mine['title']!r}")


def _measure_article(figures: Figures, stored: StoredPage, true: Golden) -> None:
    mine = read(stored) or {"title": None, "published_at": None, "byline": None, "body": []}
    name = stored.path.stem
    figures.articles += 1
    figures.titles += _right(figures, name, "title", mine, true)
    figures.bylines += _right(figures, name, "byline", mine, true)
    dated = true["published_at"] is not None
    right = same_moment(mine["published_at"], true["published_at"])
    figures.dated += dated
    figures.undated += not dated
    figures.dates += dated and right
    figures.invented += not dated and not right
    if not right:
        figures.errors.append(f"{name}: date {mine['published_at']}, not {true['published_at']}")
    _measure_body(figures, name, mine, true)


def _right(figures: Figures, name: str, key: str, mine: Golden, true: Golden) -> bool:
    wanted = clean(true[key]) if true[key] else None
    if mine[key] == wanted:
        return True
    figures.errors.append(f"{name}: {key} {mine[key]!r}, not {wanted!r}")
    return False


def _measure_body(figures: Figures, name: str, mine: Golden, true: Golden) -> None:
    texts = [_paragraphs(golden) for golden in (mine, true)]
    pair = agreement(*("\n".join(paragraphs) for paragraphs in texts))
    figures.bodies.append(pair)
    if min(pair) < 1:
        extra, lost = _differences(*texts)
        figures.errors.append(f"{name}: body {pair[0]:.3f} {pair[1]:.3f} +{extra} -{lost}")


def _paragraphs(golden: Golden) -> list[str]:
    lead = [golden["lead"]] if golden.get("lead") else []
    return [clean(text) for text in lead + list(golden["body"])]


def _differences(mine: list[str], true: list[str]) -> tuple[list[str], list[str]]:
    extra = [text for text in mine if text not in true]
    lost = [text for text in true if text not in mine]
    return [text[:70] for text in extra], [text[:70] for text in lost]


def _measure_entries(figures: Figures, stored: StoredPage, true: Golden) -> None:
    listing = stored.kind == "listing"
    key = "articles" if listing else "entries"
    mine = read(stored) or {key: [], "next_url": None}
    pair = in_order(mine[key], true[key])
    (figures.lists if listing else figures.feeds).append(pair)
    if min(pair) < 1:
        figures.errors.append(f"{stored.path.stem}: {pair} {_odd_entries(mine[key], true[key])}")
    dates = {entry["url"]: entry["published_at"] for entry in mine[key]}
    right = [same_moment(dates.get(e["url"]), e["published_at"]) for e in true[key]]
    (figures.list_dates if listing else figures.feed_dates).extend(right)
    if not all(right):
        figures.errors.append(f"{stored.path.stem}: {right.count(False)} dates wrong")
    if listing:
        figures.nexts.append(mine["next_url"] == true["next_url"])
        if not figures.nexts[-1]:
            figures.errors.append(f"{stored.path.stem}: next {mine['next_url']}")


def in_order(mine: Sequence[Golden], true: Sequence[Golden]) -> tuple[float, float]:
    """Precision and recall of the entries (address and title) that stand in the right order."""
    ours, theirs = ([(e["url"], clean(e["title"] or "")) for e in es] for es in (mine, true))
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return common / (len(ours) or 1), common / (len(theirs) or 1)


def _odd_entries(mine: Sequence[Golden], true: Sequence[Golden]) -> str:
    ours, theirs = ([(e["url"], e["title"]) for e in es] for es in (mine, true))
    extra = [e for e in ours if e not in theirs]
    return f"+{extra[:4]} -{[e for e in theirs if e not in ours][:4]}"


def printed(name: str, figures: Figures) -> str:
    """One line of figures."""
    refused = f"{sum(figures.refused)}/{len(figures.refused)}"
    return (
        f"{name}: titles {figures.titles}/{figures.articles},"
        f" dates {figures.dates}/{figures.dated}, invented {figures.invented}/{figures.undated},"
        f" bylines {figures.bylines},"
        f" body {figures.body:.4f}, refused {refused}, listing {figures.listing:.4f}"
        f" (dates {sum(figures.list_dates)}/{len(figures.list_dates)},"
        f" next {sum(figures.nexts)}/{len(figures.nexts)}), feed {figures.feed:.4f}"
        f" (dates {sum(figures.feed_dates)}/{len(figures.feed_dates)})"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of all, of half A and of half B."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list half A's errors")
    parser.add_argument("--all-errors", action="store_true", help="list every error")
    parser.add_argument("--json", action="store_true", help="print what is read of half A")
    options = parser.parse_args(arguments)
    parts = halves(load_blind())
    for name, pages in parts.items():
        print(printed(name, measure(pages)))
    if options.errors or options.all_errors:
        print(*measure(parts["all" if options.all_errors else "a"]).errors, sep="\n")
    if options.json:
        for stored in parts["a"]:
            print(json.dumps({stored.path.stem: read(stored)}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
