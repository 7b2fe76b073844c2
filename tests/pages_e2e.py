"""A small union's web site for end-to-end tests: a listing, and articles from the corpus."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[1] / "seeds" / "corpus" / "articles.jsonl"


@cache
def corpus() -> dict[str, dict[str, Any]]:
    """The labelled articles by id."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def path_of(key: str) -> str:
    """Where an article stands on the site."""
    return f"/tin-tuc/{key}-{abs(sum(map(ord, key))) + 10_000}.html"


def article_page(key: str, published: str) -> str:
    """The page of one corpus article, `published` as "dd/mm/yyyy HH:MM"."""
    record = corpus()[key]
    title = html.escape(record["title"])
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in record["body"])
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
        '<body><ul class="menu"><li><a href="/">Trang chủ</a></li></ul>'
        f'<div class="tin"><h1>{title}</h1><div class="ngay">{published}</div>'
        f'<div class="sapo"><b>{html.escape(record["lead"] or "")}</b></div>'
        f'<div class="noi-dung">{paragraphs}</div></div>'
        '<div class="cuoi">Liên hiệp các tổ chức hữu nghị</div></body></html>'
    )


def listing_page(published: Mapping[str, str]) -> str:
    """The site's list of articles: by key, when each was published."""
    cards = "".join(
        f'<li class="tin"><a href="{path_of(key)}">{html.escape(corpus()[key]["title"])}</a>'
        f"<span>{stamp}</span></li>"
        for key, stamp in published.items()
    )
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Tin tức</title></head>'
        '<body><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/lien-he">Liên hệ'
        f'</a></li></ul><div class="ds"><ul>{cards}</ul></div></body></html>'
    )
