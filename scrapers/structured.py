"""What a page says of itself in machine-readable form: OpenGraph and other meta, JSON-LD.

Imports selectolax at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from monitor.core.text import clean, fold
from monitor.core.urls import absolute, site_of

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "article.published", "published_time", "parsely-pub-date", "sailthru.date",
    "dc.date", "dcterms.date", "date", "cxenseparse:recs:publishtime", "article_date_original",
)  # fmt: skip
# Keys under which applications (Next.js and the like) keep the time of publication.
_CREATED = ("publishedAt", "published_at", "publishDate", "publishedDate", "datePublished")
_LEAST_TITLE = 20  # characters of a title by which an application's article is known
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
# Properties under which JSON-LD speaks of something other than this page's article.
_ELSEWHERE = frozenset({
    "about", "associatedMedia", "citation", "comment", "hasPart", "isPartOf", "itemListElement",
    "mentions", "publisher", "recommendation", "relatedLink", "review", "subjectOf", "video",
})  # fmt: skip
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
# Parameters that say where a reader came from, never what is shown.
_TRACKING = re.compile(
    r"(?<=[?&])(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|zarsrc|gidzl"
    r"|igsh(?:id)?|mc_[ce]id|_ga|_gl|ref|ref_src|spm|rt|utime|dm)=[^&]*(?:&|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structured:
    """The claims of a page. `published` are raw date strings with where each stood, best first."""

    titles: tuple[str, ...] = ()
    page_title: str = ""
    site_names: tuple[str, ...] = ()
    description: str = ""
    published: tuple[tuple[str, str], ...] = ()
    created: tuple[tuple[str, str], ...] = ()  # for where nothing better is known
    author: str | None = None
    canonical: tuple[str, ...] = ()
    og_type: str = ""
    language: str = ""
    body: str = ""


def read_structured(tree: LexborHTMLParser) -> Structured:
    """Read head, JSON-LD and meta of a page. Broken JSON-LD says nothing."""
    meta = _metas(tree)
    posting = _posting(tree, meta.get("og:title", ""))
    titles = (meta.get("og:title"), _text(posting, "headline"), meta.get("twitter:title"))
    published = [("meta", meta[name]) for name in _PUBLISHED_META if name in meta]
    if stated := _text(posting, "datePublished"):
        published.append(("json-ld", stated))
    node = tree.css_first("head title") or tree.css_first("title")
    page_title = _tidy(node.text()) if node else ""
    return Structured(
        created=() if published else tuple(_created(tree, posting, page_title)),
        titles=tuple(dict.fromkeys(t for t in (_tidy(t or "") for t in titles) if t)),
        page_title=page_title,
        site_names=tuple(
            name for key in ("og:site_name", "application-name") if (name := meta.get(key))
        ),
        description=_tidy(
            meta.get("og:description")
            or meta.get("description")
            or meta.get("dc.description")
            or ""
        ),
        published=tuple(published),
        author=_author(posting) or meta.get("author") or meta.get("article:author"),
        canonical=_canonical(tree, meta),
        og_type=meta.get("og:type", "").lower(),
        language=_language(tree),
        body=_text(posting, "articleBody"),
    )


def _created(
    tree: LexborHTMLParser, posting: dict[str, object], title: str
) -> Iterator[tuple[str, str]]:
    """Dates of the page itself in JSON-LD, and of this article in the data of an application."""
    if stated := _text(posting, "dateCreated"):
        yield "json-ld", stated
    pages = [item for item in _linked_data(tree) if item.get("@type") == "WebPage"]
    if len(pages) == 1 and (stated := _text(pages[0], "datePublished")):
        yield "json-ld", stated
    for node in tree.css('script[type="application/json"]'):
        for item in _objects(_load(node.text())):
            named = fold(_text(item, "title") or _text(item, "headline"))
            if len(named) >= _LEAST_TITLE and fold(title).startswith(named):
                yield from (("json", stated) for key in _CREATED if (stated := _text(item, key)))


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The first value of each meta by its lower-case name."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _tidy(text: str) -> str:
    """Clean, and unescaped once more where a site escaped twice."""
    return clean(unescape(text) if "&" in text else text)


def _canonical(tree: LexborHTMLParser, meta: dict[str, str]) -> tuple[str, ...]:
    links = [node.attributes.get("href") for node in tree.css('link[rel~="canonical"]')]
    return tuple(url.strip() for url in (*links, meta.get("og:url")) if url and url.strip())


def _language(tree: LexborHTMLParser) -> str:
    html = tree.css_first("html")
    stated = (html.attributes.get("lang") or html.attributes.get("xml:lang") or "") if html else ""
    return stated.strip().lower()[:2]


def _posting(tree: LexborHTMLParser, title: str) -> dict[str, object]:
    """The JSON-LD object of this page's article: the one with the title, else the only one."""
    postings = [item for item in _linked_data(tree) if _is_article(item)]
    wanted = fold(clean(title))
    named = [
        item for item in postings if wanted and fold(_text(item, "headline"))[:40] == wanted[:40]
    ]
    if named or len(postings) == 1:
        return (named or postings)[0]
    return {}


def _linked_data(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for node in tree.css('script[type*="ld+json"]'):
        yield from _objects(_load(node.text()))


def _load(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for candidate in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:200])
        elif isinstance(item, dict):
            yield item
            waiting.extend(part for name, part in item.items() if name not in _ELSEWHERE)


def _is_article(item: dict[str, object]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _ARTICLE.search(one) for one in kinds)


def _text(item: dict[str, object], name: str) -> str:
    value = item.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return _tidy(value) if isinstance(value, str) else ""


def _author(item: dict[str, object]) -> str | None:
    value = item.get("author")
    if isinstance(value, list):
        names = [_text(one, "name") if isinstance(one, dict) else str(one) for one in value[:5]]
        return ", ".join(name for name in names if name) or None
    if isinstance(value, dict):
        return _text(value, "name") or None
    return clean(value) or None if isinstance(value, str) else None


def canonical_address(facts: Structured, url: str) -> str | None:
    """The canonical address as the page names it, if it is of this site and no home page.

    Else the address it was fetched from, without what only tracks readers.
    """
    here = site_of(url)
    for stated in facts.canonical:
        address = absolute(stated, url or None) or ""
        path = address.partition("://")[2].partition("/")[2]
        if address and (not url or (site_of(address) == here and path.strip("/"))):
            return address
    return without_tracking(url) or None


def without_tracking(url: str) -> str:
    """An address without its fragment, session and what only tells where a reader came from."""
    bare = _TRACKING.sub("", _SESSION.sub("", url.partition("#")[0]))
    return bare.rstrip("?&") if bare != url else url
