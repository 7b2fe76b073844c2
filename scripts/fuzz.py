"""Feeds damaged pages to the parsers: `python -m scripts.fuzz [--seconds 60] [--seed 0]`.

Under atheris, where it is installed, guided by coverage; else by chance, from the stored pages.
Nothing but our own errors may be raised, and no page may take longer than the limit. What breaks
a parser is written to var/fuzz/ and named; exit code 1.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from time import monotonic, process_time

from monitor.core.errors import ScrapeError
from monitor.core.model import Page, Validators
from scrapers.article import parse_article
from scrapers.feed import parse_feed
from scrapers.listing import parse_listing
from scrapers.replay import stored_pages
from scrapers.sitemap import parse_sitemap

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "seeds" / "pages", ROOT / "tests" / "scrapers")
FOUND = ROOT / "var" / "fuzz"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
SLOW = 5.0  # seconds of CPU for a page of 200 kB at most
LARGEST = 200_000
CHARSETS = (None, "utf-8", "windows-1258", "utf-16", "iso-8859-1", "nonsense")
DICTIONARY = (
    b"<div>", b"</div>", b"<table><tr><td>", b"<p", b"<!--", b"-->", b"<script>", b"]]>", b"&#x;",
    b"&#0;", b"&#1114112;", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b'<a href="http://[">x</a>',
    b'<base href="//">', b'<link rel="canonical" href="http://[::1">', b"31/02/2024",
    b"99:99 | 99/99/9999", b"<time datetime='0000-00-00'>", b"<item><link>", b"<?xml version='9'?>",
    b'<meta charset="utf-7">', b'<script type="application/ld+json">[[[[{"@type":"Article"', b"{",
)  # fmt: skip

Parser = Callable[[bytes, str | None], object]


def _page(content: bytes, charset: str | None) -> Page:
    url = "https://huunghi.example.vn/tin/bai-12345.html"
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type="text/html",
        charset=charset,
        fetched_at=NOW,
        validators=Validators(),
    )


PARSERS: dict[str, Parser] = {
    "article": lambda content, charset: parse_article(_page(content, charset)),
    "listing": lambda content, charset: parse_listing(_page(content, charset)),
    "feed": lambda content, charset: parse_feed(content, base_url="https://a.vn", charset=charset),
    "sitemap": lambda content, _: parse_sitemap(content, base_url="https://a.vn/"),
}


def trouble(name: str, content: bytes, charset: str | None) -> str | None:
    """What is wrong with how a parser takes these bytes; None: nothing."""
    start = process_time()
    try:
        PARSERS[name](content, charset)
    except ScrapeError:
        pass
    except Exception:  # noqa: BLE001 - whatever else is raised is what is looked for
        return f"{name}, charset {charset}: {traceback.format_exc(limit=-3)}"
    spent = process_time() - start
    return f"{name}, charset {charset}: {spent:.1f} s of CPU" if spent > SLOW else None


def mutated(seeds: Sequence[bytes], chance: Random) -> bytes:
    """A stored page with a few wounds: bytes turned, cut, repeated, exchanged or put in."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.choice((1, 8, 200, 5_000)))
        match chance.randrange(6):
            case 0 if content:
                content[min(at, len(content) - 1)] = chance.randrange(256)
            case 1:
                del content[at:to]
            case 2:
                content[at:at] = content[at:to] * chance.choice((1, 2, 30))
            case 3:
                content[at:at] = chance.choice(DICTIONARY) * chance.choice((1, 1, 3, 2_000))
            case 4:
                other = chance.choice(seeds)
                begin = chance.randrange(len(other) + 1)
                content[at:to] = other[begin : begin + 2_000]
            case _:
                content[at:to] = content[at:to][::-1]
    return bytes(content[:LARGEST])


def keep(content: bytes, said: str) -> None:
    """Write down what broke a parser."""
    FOUND.mkdir(parents=True, exist_ok=True)
    path = FOUND / f"{sha256(content).hexdigest()[:16]}.bin"
    path.write_bytes(content)
    print(f"{path}: {said}")


def by_chance(seconds: float, seed: int) -> int:
    """Random wounds for so long; how many inputs broke a parser."""
    chance = Random(seed)  # noqa: S311 - repeatable on purpose
    seeds = [path.read_bytes() for folder in FOLDERS for path in stored_pages(folder)]
    end, tried, broken = monotonic() + seconds, 0, 0
    while monotonic() < end:
        content, charset = mutated(seeds, chance), chance.choice(CHARSETS)
        for name in PARSERS:
            tried += 1
            if said := trouble(name, content, charset):
                broken += 1
                keep(content, said)
    print(f"{tried} readings of damaged pages, {broken} broke a parser (seed {seed})")
    return broken


def by_coverage(seconds: float) -> None:
    """Under atheris, which ends the process itself."""
    atheris = importlib.import_module("atheris")
    names = list(PARSERS)

    def one(content: bytes) -> None:
        if len(content) < 2:
            return
        charset = CHARSETS[content[1] % len(CHARSETS)]
        if said := trouble(names[content[0] % len(names)], content[2:], charset):
            keep(content[2:], said)
            raise RuntimeError(said)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}"], one)
    atheris.Fuzz()


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is not None:
        by_coverage(options.seconds)
        return 0
    return 1 if by_chance(options.seconds, options.seed) else 0


if __name__ == "__main__":
    raise SystemExit(main())
