"""What Vietnamese and English sites call the parts of a page that are no list of news: data."""

from __future__ import annotations

import re

# Class and id names; matched on lower-case text with camelCase opened up.
NO_LIST_MARKS = re.compile(
    r"(?<![a-z])(?:nav(?:bar|igation)?|(?:main|top|sub|mega|left|right|vertical)?[-_ ]?menu\w*"
    r"|footer|side[-_ ]?bars?|sidebar\w*|aside|bread[-_ ]?crumbs?|breadcrumb\w*"
    r"|tags?|tag[-_]?cloud|key[-_ ]?words?|tukhoa|tu[-_]khoa|widget[-_]area|widget_\w+"
    r"|most[-_ ]?(?:read|viewed|popular)|popular|(?:tin[-_]?)?(?:doc|xem)[-_]?nhieu|trending"
    r"|related\w*|(?:tin[-_]?)?lien[-_]?quan|recommend\w*|videos?|clips?|multi[-_]?media"
    r"|galler(?:y|ies)|album\w*|thu[-_]?vien\w*|banner\w*|adv\w*|ads|quang[-_]?cao|partners?"
    r"|doi[-_]?tac|lien[-_]?ket|web[-_]?links?|pagination|pager|paging|paginat\w+|comments?"
    r"|binh[-_]?luan|share|social\w*|login|search\w*|modal|pop[-_]?up|marquee|ticker|tin[-_]?chay"
    r"|copyright|weather|counter|thong[-_]?ke|poll|offcanvas"
    r"|right[-_]?(?:col\w*|side|bar|content|block|panel|news)"
    r"|(?:col|cot|column|side|box|block)[-_]?(?:right|phai)|cot[-_]?phai|cotphai)(?![a-z])"
)
# Names that main lists have too: a doubt, no more.
DOUBTFUL_MARKS = re.compile(
    r"(?<![a-z])(?:newest|tin[-_]?moi\w*|latest[-_]?\w*|recent[-_]?\w*|hot[-_]?news|secondary"
    r"|slid\w*|carousel|swiper|slick|owl|thong[-_]?bao|noi[-_]?bat|photos?[-_]?\w*|foot|bottom"
    r"|left|right)(?![a-z])"
)

# Headings of blocks that are never a page's list; folded (lower case, no tone marks).
NO_LIST_HEADING = re.compile(
    r"\b(?:doc nhieu|xem nhieu|nhieu nguoi (?:doc|xem)|lien quan|cung chuyen muc|co the ban"
    r"|quan tam|danh cho ban|de xuat|goi y|video|clip|truyen hinh|phat thanh|thu vien|hinh anh"
    r"|anh dep|album|phong su anh|multimedia|infographic|e-?magazine|tu khoa|the tag|tags?"
    r"|lien ket|quang cao|doi tac|thong ke|truy cap|binh luan|y kien|tham do|thoi tiet|menu"
    r"|lich cong tac|thu tuc|most (?:read|viewed|popular)|popular|related|trending|you may"
    r"|gallery|photos?|categories|tin anh|media|podcast|hoi dap|dang nhap)\b"
)
# Headings of side blocks that a page's own list may have too.
DOUBTFUL_HEADING = re.compile(
    r"\b(?:tin moi|bai moi|moi nhat|moi dang|moi cap nhat|latest|recent|chu de|chuyen muc|danh muc"
    r"|van ban|tai lieu|thong bao|dien dan|chuyen de|noi bat|tieu diem|doc them|xem them|tin nong"
    r"|tin nhanh|su kien noi)\b"
)
# A heading that says the same list goes on.
LIST_GOES_ON = re.compile(
    r"\b(?:(?:cac )?(?:tin|bai)(?: bai| viet| tuc)?"
    r" (?:khac|cu hon|da dua|da dang|tiep theo|truoc do)"
    r"|older (?:news|posts|articles)|other (?:news|articles)|more (?:news|articles))\b"
)
# Parts of a path under which no articles of the list are.
NO_ARTICLE_PATH = re.compile(
    r"/(?:tags?|tu-khoa|keywords?|chu-de|topics?|videos?|clips?|media|galler(?:y|ies)|albums?"
    r"|thu-vien(?:-[a-z]+)?|photos?|hinh-anh|authors?|tac-gia|users?|login|dang-nhap|dang-ky|rss"
    r"|feeds?|search|tim-kiem|sitemap|print|comments?|lien-he|contact|wp-content|wp-admin|uploads?"
    r"|files?|download|van-ban|podcasts?|infographics?|e?magazine)(?:/|$|\.html?$)",
    re.IGNORECASE,
)
FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|pdf|docx?|xlsx?|pptx?|zip|rar|7z|mp[34]|avi|mov|wmv|flv"
    r"|apk|rss"
    r"|xml|js|css)$",
    re.IGNORECASE,
)
PAGING = re.compile(
    r"(?:[?&](?:page|paged|trang|p|start|limitstart|brsr|pageindex|pageid|currentpage|offset|_page"
    r"|cur|pg|_101_instance_\w+_cur|pno)=\d*)|/(?:page|trang|p)[/-]?\d+(?:/|\.html?|$)"
    r"|[-/]trang-\d+",
    re.IGNORECASE,
)
# A link's text that says "go on reading", not what the article is called (folded).
NO_TITLE = re.compile(
    r"(?:xem|doc|chi)\s?(?:them|tiep|tiet|chi tiet|toan bo|ngay)\b.{0,12}|chi tiet.{0,8}|more"
    r"|read more.*"
    r"|continue reading.*|view more|details?|tiep|tin moi|new|hot|moi|video|anh|\d[\d.,:/ -]*"
    r"|binh luan.*"
    r"|\d+ (?:binh luan|luot xem|comments?|views?)|leave a comment|chia se|share|facebook|in"
    r"|print|\W*"
)
# Names of a label in a card that leads to a section, a tag or an author.
LABEL_MARKS = re.compile(
    r"(?<![a-z])(?:cat(?:egory|egories|s)?(?:[-_](?:links?|name|label))?|chuyen[-_]?muc|label|badge"
    r"|author|tac[-_]?gia|byline|tags?)(?![a-z])"
)
DATE_MARKS = re.compile(
    r"date|time|ngay|calendar|publish|posted|created|modified|meta|info|update|thoi-?gian|clock"
)
# Attributes in which an element that shows "3 giờ trước" keeps the time itself.
DATE_ATTRIBUTES = ("datetime", "data-time", "data-date", "data-timestamp", "data-utime", "title")
TITLE_MARKS = re.compile(r"title|headline|tieu-?de|heading|\bname\b|tieude|entry-header|caption")
_BESIDES = re.compile(r"(?<!\S)(?:has|with|no|not|is|without|layout)[-_]\S+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def open_marks(marks: str) -> str:
    """Class and id names in lower case, camelCase cut into its words.

    Without those that say what is beside an element ("has-sidebar"), not what it is.
    """
    opened = _CAMEL.sub("-", marks).lower().replace("__", " ")
    return _BESIDES.sub(" ", opened) if "sidebar" in opened or "-nav" in opened else opened
