"""Pages to measure with: articles of the corpus in the markup of a known site."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "seeds" / "corpus" / "articles.jsonl"
SITE = "thoidai"  # of scrapers/sources.toml
_SIZE = 108_000  # bytes: what such a page has
_CARD = (
    '<div class="article"><a class="article-image" href="/bai-viet-{0}-{1}.html">'
    '<img src="/i/{0}.jpg"></a><h3 class="article-title"><a href="/bai-viet-{0}-{1}.html">'
    "Tin bài liên quan số {0}</a></h3>"
    '<span class="format_date">{2:02}/07/2022</span></div>\n'
)
# Beside the text a real page of that size has some 800 elements (menus, lists of other articles)
# and, for the other half, scripts. More cards would flatter us: they slow trafilatura down.
_CARDS, _LINKS = 90, 120
_MENU = (
    '<li class="item"><a href="/chuyen-muc-{0}" title="Chuyên mục {0}">Chuyên mục số {0}</a></li>\n'
)
_SCRIPT = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}\n"
# What such pages hold beside the article's own text, in it and below it.
_EMBEDDED = (
    '<table class="__MB_ARTICLE_A"><tr><td><a href="/lien-quan-{0}.html">Bài liên quan: gặp gỡ giao'
    " lưu nhân dân ngày {1}/6</a></td></tr><tr><td>Tóm tắt của bài liên quan, vốn không thuộc bài"
    ' này.</td></tr></table>\n<table class="MASTERCMS_TPL_TABLE"><tr><td><img src="/i/{0}.jpg">'
    "</td></tr><tr><td>Quang cảnh buổi lễ. (Ảnh: T.L)</td></tr></table>\n"
)
_BELOW = (
    '<div class="article-detail-author">Ban biên tập</div><div class="article-detail-source">Nguồn:'
    ' trang tin của liên hiệp</div><div class="article-tags"><a href="/tag/a">nhân dân</a></div>'
    "<p>Xin chờ trong giây lát, chúng tôi đang tải thêm những bài viết khác cho bạn đọc.</p>\n"
)


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page, and what is truly in it."""

    url: str
    html: str
    title: str
    text: str


def records() -> list[dict[str, Any]]:
    """The labelled articles."""
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


def known_site_pages(count: int) -> list[MadePage]:
    """So many articles as pages of SITE, each about as large as a real one."""
    return [_page(number, record) for number, record in enumerate(islice(records(), count))]


def _page(number: int, record: dict[str, Any]) -> MadePage:
    title, lead = record["title"], record["lead"] or ""
    url = f"https://thoidai.com.vn/bai-viet-{179_000 + number}.html"
    first, *rest = [f"<p>{html.escape(text)}</p>\n" for text in record["body"]]
    body = first + _EMBEDDED.format(100_000 + number, day := 1 + number % 28) + "".join(rest)
    top = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f' | Tạp chí Thời Đại</title><link rel="canonical" href="{url}"></head><body>'
        f'<ul class="menu">{"".join(map(_MENU.format, range(_LINKS)))}</ul>\n'
        '<div class="bx-breadcrumb"><h1 class="bre-title">Hữu nghị</h1></div>'
        f'<div class="article-detail"><h1 class="article-detail-title">{html.escape(title)}</h1>'
        f'<span class="article-detail-date">14:08 | {day:02}/07/2022</span>'
        f'<div class="article-detail-desc"><p>{html.escape(lead)}</p></div>'
        f'<div class="__MASTERCMS_CONTENT">{body}</div></div>\n{_BELOW}'
    )
    cards = "".join(_CARD.format(card, 100_000 + number, day) for card in range(_CARDS))
    whole = f'{top}<div class="bx-related">{cards}</div>'
    missing = max(0, _SIZE - len(whole.encode())) // len(_SCRIPT)
    whole += f"<script>{_SCRIPT * missing}</script></body></html>"
    return MadePage(url, whole, title, "\n".join([lead, *record["body"]]))
