"""MasterCMS: Thời Đại, its sister editions and other newspapers on the same system.

Classes of the themes as known; names mix case between themes, so they are matched without it.
"""

from __future__ import annotations

import re

from scrapers.rules import Rules

_MARKS = ("MASTERCMS", "MasterCMS", "mastercms", "__MB_", "__mb_", "article-detail-desc")
_AGENCY = re.compile(r"^\(?\s*(?:TĐO|TĐ|Thời Đại|VNT)\s*\)?\s*[-–—]\s*")

RULES = Rules(
    title=("h1.article-detail-title", ".article-detail-title", "h1.article-title", ".print-title"),
    lead=(".article-detail-desc", ".article-detail-sapo", ".article-desc"),
    body=(
        '[class*="__mastercms_content" i]',
        '[id^="__mb_mastercms_el" i]',
        ".article-detail-content",
    ),
    byline=(
        ".article-detail-author",
        ".author-title",
        ".article-author",
        '[class*="__mastercms_content" i] ~ p[align="right"]',
        '[class*="__mastercms_content" i] ~ p[style*="right"]',
    ),
    published=(
        ".article-detail-date",
        ".article-publish",
        ".article-detail-publish",
        ".article-date",
    ),
    drop=(
        'table[class*="__mb_article_a" i]',
        '[class*="__mb_article_in_image" i]',
        '[class*="tpl_cms_article_embed" i]',
        '[class*="__mb_site_author" i]',
        ".article-detail-author",
        ".article-detail-source",
        ".article-tags",
        ".bx-related",
    ),
)


def is_mastercms(text: str) -> bool:
    """Whether a page's markup is MasterCMS's."""
    return any(mark in text for mark in _MARKS)


def without_agency(lead: str) -> str:
    """A lead without the newspaper's mark: `(TĐO) - `."""
    return _AGENCY.sub("", lead, count=1)
