"""Measures the article reader beside trafilatura: on the public benchmark, and on our own pages.

    python scripts/bench_extraction.py [FOLDER] [--pages N] [--json]

FOLDER holds the public article-extraction-benchmark (`ground-truth.json`, `html/*.html.gz`); by
default the one beside the checkout. Its score: precision and recall of 4-word shingles of the
lower-cased words, each averaged over the pages, and the F1 of the two means. Both readers run in
this process, turn by turn, so their speeds compare as ratios: the middle one of several rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from monitor.core.errors import NotAnArticleError  # noqa: E402
from monitor.core.model import Page, Source, Validators  # noqa: E402
from scrapers.article import parse_article  # noqa: E402

WORD = re.compile(r"\w+")
ROUNDS = 3
FETCHED_AT = datetime(2026, 11, 21, tzinfo=UTC)
Shingles = Counter[tuple[str, ...]]


def shingles(text: str, size: int = 4) -> Shingles:
    """The multiset of runs of `size` words; a shorter text is one run."""
    words = WORD.findall(text.lower())
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def agreement(read: str, true: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    mine, theirs = shingles(read), shingles(true)
    common = (mine & theirs).total()
    if not mine and not theirs:
        return 1.0, 1.0
    return common / (mine.total() or 1), common / (theirs.total() or 1)


def f1(pairs: Sequence[tuple[float, float]]) -> float:
    """F1 of the mean precision and the mean recall."""
    precision = sum(pair[0] for pair in pairs) / len(pairs)
    recall = sum(pair[1] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def as_page(content: bytes, url: str = "") -> Page:
    return Page(
        url=url,
        requested_url=url,
        status=200,
        content=content,
        content_type="text/html",
        charset="utf-8",
        fetched_at=FETCHED_AT,
        validators=Validators(),
    )


def read_ours(content: bytes, source: Source | None = None) -> str:
    try:
        article = parse_article(as_page(content), source)
    except NotAnArticleError:
        return ""
    return "\n".join([*([article.lead] if article.lead else []), *article.body])


def read_trafilatura(content: bytes) -> str:
    import trafilatura

    return trafilatura.extract(content.decode("utf-8", "replace"), include_comments=False) or ""


def measure(
    pages: Sequence[tuple[bytes, str]], readers: Sequence[Callable[[bytes], str]]
) -> list[tuple[list[tuple[float, float]], float]]:
    """For each reader: agreement page by page, and pages a second of processor time.

    The readers take turns page by page, so that a busy machine slows both alike.
    """
    texts: list[list[str]] = [[] for _ in readers]
    seconds = [0.0 for _ in readers]
    for read in readers:
        read(pages[0][0])  # imports and compiled patterns are not what is measured
    for content, _ in pages:
        for index, read in enumerate(readers):
            started = process_time()
            texts[index].append(read(content))
            seconds[index] += process_time() - started
    return [
        (
            [agreement(text, true) for text, (_, true) in zip(mine, pages, strict=True)],
            len(pages) / spent,
        )
        for mine, spent in zip(texts, seconds, strict=True)
    ]


def public_pages(folder: Path) -> list[tuple[bytes, str]]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        (gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), row["articleBody"])
        for key, row in sorted(truth.items())
    ]


def own_pages(count: int) -> list[tuple[bytes, str]]:
    """Vietnamese pages in varied markup, padded to the size that real ones have."""
    from tests.factories_pages import make_sample

    item = '<li><span><a href="/k{0}-{1}.html">Tin số {0} của chuyên mục {1}</a></span></li>'
    boxes = "".join(
        "<div><ul>" + "".join(item.format(i, j) for j in range(8)) + "</ul></div>"
        for i in range(50)
    )
    furniture = "<script>window.ready = true;</script>" * 1_000 + boxes
    pages = []
    for seed in range(900_000, 900_000 + count):
        sample = make_sample(seed)
        html = sample.html.replace("</body>", f"{furniture}</body>")
        pages.append((html.encode(), "\n".join([sample.lead or "", *sample.body])))
    return pages


def site_pages(count: int) -> tuple[Source, list[tuple[bytes, str]]]:
    """Vietnamese pages of a site whose selectors are known, and that site."""
    from scrapers.registry import load_sources
    from scripts.bench_pages import SITE, known_site_pages

    (source,) = load_sources(only=[SITE])
    return source, [(page.html.encode(), page.text) for page in known_site_pages(count)]


def compare(pages: list[tuple[bytes, str]], source: Source | None = None) -> dict[str, Any]:
    readers: list[Callable[[bytes], str]] = [partial(read_ours, source=source), read_trafilatura]
    rounds = [measure(pages, readers) for _ in range(ROUNDS)]
    (ours, _), (theirs, _) = rounds[0]
    our_speed, their_speed = (median(found[side][1] for found in rounds) for side in (0, 1))
    ratio = median(mine / other for (_, mine), (_, other) in rounds)
    return {
        "pages": len(pages),
        "ours": round(f1(ours), 4),
        "ours_tuned_half": round(f1(ours[::2]), 4),
        "ours_other_half": round(f1(ours[1::2]), 4),
        "trafilatura": round(f1(theirs), 4),
        "ours_pages_per_s": round(our_speed, 1),
        "trafilatura_pages_per_s": round(their_speed, 1),
        "speed_ratio": round(ratio, 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = ROOT.parent / "shared" / "bench" / "article-extraction-benchmark"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--pages", type=int, default=60, help="pages of our own to make")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    if (options.folder / "ground-truth.json").is_file():
        results["public benchmark"] = compare(public_pages(options.folder))
    else:
        print(f"{options.folder}: not there, so the public benchmark is skipped", file=sys.stderr)
    results["own pages, no known site"] = compare(own_pages(options.pages))
    source, known = site_pages(options.pages)
    results["own pages, known site"] = compare(known, source)
    if options.json:
        print(json.dumps(results, indent=1))
        return 0
    for name, result in results.items():
        print(name)
        for key, value in result.items():
            print(f"  {key:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
