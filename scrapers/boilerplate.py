"""The wording and the names by which what is not an article's text gives itself away.

Wording is matched on folded text (lower case, no diacritics), as `monitor.core.text.fold` gives
it; names (class, id, role, itemprop) in lower case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.core import text as core_text


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """`monitor.core.text.fold`, remembered: a page's lines are looked at from many sides."""
    return text.lower() if text.isascii() else core_text.fold(text)


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


# Names of boxes that hold no text of the article.
_JUNK = re.compile(
    r"(?:^|[\s_-])"
    + _any(
        r"comments?(?!ary)|respond|disqus|fb-?comments|binh-?luan|y-?kien",
        r"relate[ds]?|relate-?\w+|lien-?quan|cung-?chuyen-?muc|tin-?(?:khac|moi|lq|lien|doc|noi)",
        r"bai-?viet-?(?:khac|lien)|other-?(?:news|posts?|articles?)|jp-relatedposts",
        r"more-?(?:news|stories|articles|from)|most-?(?:read|viewed|popular)|popular|trending",
        r"doc-?nhieu|xem-?nhieu|side-?bar|menu|nav(?:bar|igation)?|navi|breadcrumbs?|bread",
        r"footer|foot|copyright|masthead|top-?bar|toolbar|prev-?next|post-?navigation",
        r"share(?:-?bar|-?buttons?|-?box|-?this)?|sharing|sharedaddy|social(?:s|-?\w+)?",
        r"addthis\w*|a2a\w*|tags?|tag-?(?:list|cloud|links)|tagcloud|tukhoa|keywords?",
        r"pager|pagination|paging|adv?s?|advert\w*|banner\w*|sponsor\w*|promo\w*|qc|quang-?cao",
        r"(?<!elementor-)widget\w*|elementor-widget-posts|newsletter\w*|subscri\w+|sign-?up|login|author-?(?:bio|box|info)|bio",
        r"about-?(?:the-?)?author|rating|vote|cookie\w*|popup|modal|print-?\w*|skip-?link",
        r"weather|clock|calendar|search(?:-?\w+)?|language|lang-?switch\w*|meta-?data",
        r"figcaption|wp-?caption-text|caption|(?:image|img|photo)-?caption|credit",
        r"screen-?reader-?text|sr-?only|visually-?hidden|recommend\w*|outbrain|taboola",
        r"read-?more|see-?also|also-?read|you-?may-?like|polls?|survey|khao-?sat|tham-?do(?:-\w+)?"
        r"|binh-?chon",
    )
    + r"(?=$|[\s_-])"
)
_GOOD = re.compile(
    _any(
        r"article-?(?:body|content|text)|entry-?content|post-?(?:content|body)",
        r"story-?(?:body|content)|content-?(?:detail|article|news|body)|detail-?content",
        r"news-?(?:content|body|detail)|noi-?dung|mastercms_content|journal-content|item-?page",
        r"body-?text|fulltext|main-?content|td-post-content|chi-?tiet",
    )
)
# Names of elements that hold the author's name, and no more.
_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:author(?:-?(?:name|title|byline))?|byline|by-?line|tac-?gia|nguoi-?viet"
    r"|created-?by|post-?author\w*|article-?author|reporter|writer|itemauthor|butdanh)(?=$|[\s_-])"
    r"|author(?:-?name|byline)?$|author$"
)
_TITLE = re.compile(r"title|headline|tieu-?de|heading|ten-?bai")
_JUNK_TAGS = frozenset(
    {"nav", "footer", "aside", "figcaption", "menu", "address", "dialog", "marquee"}
)

# Headings of boxes that list other articles.
_WHAT = (
    r"(?:cac |nhung )?"
    r"(?:tin|bai|bai viet|tin bai|tin tuc|bai bao|noi dung|chu de|van ban|video|su kien)"
)
_RELATED = re.compile(
    _any(
        _WHAT
        + r"(?: viet| tuc| bai)? (?:lien quan|khac|cung (?:chuyen muc|chu de|muc)|noi bat|nong|hot"
        r"|moi(?: nhat| hon| dang| cap nhat)?|cu hon|da (?:dua|dang)|(?:doc|xem) nhieu|truoc do"
        r"|tiep theo|quan tam|goi y|de xuat)\b.{0,24}",
        r"danh cho ban|(?:co the ban|ban co the) (?:cung )?(?:quan tam|thich).{0,20}",
        r"moi ban (?:doc|xem)(?: them)?.{0,20}|(?:doc|xem) (?:them|nhieu|tiep)(?: nhat)?",
        r"(?:tin )?lien quan|(?:tin )?cung chuyen muc|lien ket website|tin anh",
        r"related(?: (?:articles?|stories|posts?|news|content|topics|links))?",
        r"read (?:more|also|next)|more (?:stories|news|on this)|see also",
        r"you may (?:also )?like.{0,20}",
        r"recommended(?: for you)?|most (?:read|viewed|popular)|trending(?: now)?|don't miss",
        r"editor'?s? picks?|popular posts?|(?:latest|other) news",
    )
)
# Lines that begin what stands below articles.
_END = re.compile(
    _any(
        r"y kien(?: ban doc| cua ban)?|gui (?:y kien|binh luan)(?: cua ban)?|phan hoi|thao luan",
        r"(?:\d+ )?(?:comments?|binh luan|replies)(?: ?\(?\d+)?|leave a (?:reply|comment)",
        r"post a comment|viet binh luan|tu khoa|tags?|chu de|duong dan bai viet|in bai viet",
        r"danh gia bai viet|(?:binh chon|tham do(?: y kien)?|khao sat(?: y kien)?)",
    )
    + r"(?: ?\(?\d{1,5})? ?(?::.{0,60})?"
)
_COMMENTS = re.compile(
    r"(?:\d+ )?(?:y kien ban doc|y kien|binh luan|phan hoi|nhan xet|comments?|replies)"
    r"(?: cua ban doc)? ?\(?\d{1,5}"
)
# Buttons, counters and notices.
_CHROME = re.compile(
    _any(
        r"a ?a|a[+-]? a[+-]?(?: a[+-]?)?|co chu|trang chu|home|menu",
        r"chia se(?: bai viet| qua| len)*(?: (?:facebook|zalo|twitter|email|mang xa hoi))*",
        r"(?:facebook|twitter|zalo|linkedin|pinterest|e-?mail|messenger|telegram|whatsapp|google\+?"
        r"|thich|like|share|tweet|print|in|copy link|luu|x)(?:[ |,/]+(?:facebook|twitter|zalo"
        r"|linkedin|pinterest|e-?mail|messenger|telegram|whatsapp|google\+?"
        r"|print|in|copy link|luu|x))*",
        r"in (?:bai(?: viet)?|trang(?: nay)?|ra)|ban in|gui (?:e?mail|bai viet)(?: cho ban be)?",
        r"luu bai(?: viet)?|sao chep(?: lien ket)?|phong to",
        r"nghe(?: (?:doc|audio|podcast|bai|tin|viet|bao|noi dung|tai day))*"
        r"(?: ?\(?\d{1,2}:\d\d(?: ?/ ?\d{1,2}:\d\d)?)?"
        r"|giong (?:doc|nam|nu)(?: mien (?:bac|trung|nam))?[\d.x ,|/]*",
        r"thu nho|xin cho trong giay lat\.*|(?:dang tai|loading)\.*|quay lai|tro (?:ve|lai)",
        r"(?:ve|len) dau trang|(?:back to )?top|phien ban di dong",
        r"theo doi.{0,40}google news.{0,20}",
        r"(?:so )?(?:luot|lan) (?:xem|doc|truy cap) ?:? ?[\d.,]*",
        r"(?:da )?xem ?:? ?[\d.,]+(?: (?:luot|lan))?",
        r"views? ?:? ?[\d.,]+|[\d.,]+ (?:(?:luot|lan)(?: (?:xem|doc))?|views?|shares?|comments?)",
        r"tong so diem cua bai viet la.{0,60}|click de danh gia bai viet",
        r"(?:xep hang|danh gia)(?: bai viet)?:? ?[\d.,/ -]*(?:phieu bau)?.{0,20}",
        r"\d+ (?:sao|star)s?",
        r"(?:hien thi|xem) tat ca|quang cao|advertisement|ads?|sponsored|continue reading.{0,40}",
        r"read more.{0,12}|subscribe.{0,40}|sign up.{0,40}|comments?|binh luan|nhan xet",
        r"trinh duyet .{0,30}khong ho tro .{0,40}|muc luc",
        r"(?:moi (?:ban|quy|doc) .{0,20})?theo doi .{0,40}(?:facebook|zalo|youtube|fanpage|tiktok)"
        r".{0,40}",
        r"anh minh hoa|video|photos?|anh|clip|audio|\W*",
        r"(?:chuyen muc|danh muc|the loai|category|filed under) ?:.{0,50}",
    )
    + r"[ .:|]*"
)
# A share bar in one line, glued or not.
_BUTTONS = re.compile(
    r"(?:(?:chia se|facebook|twitter|zalo|linkedin|pinterest|e-?mail|messenger|telegram|whatsapp"
    r"|google\+?|thich|like|share|tweet|print|in bai viet|in bai|in trang|ban in|gui email|gui mail"
    r"|copy link|luu bai|luu|co chu|nghe bai|a[+-]|aa?|x|in|:|\+|-|\||,|/|\d{1,3})\s*)+"
)
_IMPRINT = re.compile(
    r"^\W*(?:©|copyright|ban quyen|giay phep(?: so| xuat ban| hoat dong)?\b.{0,40}\d"
    r"|co quan chu quan"
    r"|chiu trach nhiem (?:chinh|noi dung|xuat ban)|truong ban bien tap|tong bien tap\W"
    r"|ghi ro nguon|dia chi ?:|tru so ?:|toa soan ?:|(?:so )?(?:dien thoai|dt|tel|fax|hotline) ?:"
    r"|e-?mail ?:|(?:so nguoi|luot|tong so) .{0,12}(?:online|truy cap)|dang online"
    r"|designed by|developed by|thiet ke boi|phat trien boi|all rights reserved)"
    r"|giay phep (?:so|xuat ban|thiet lap|hoat dong).{0,80}\b(?:cap|ngay)\b.{0,60}$"
    r"|all rights reserved\W*$"
)
_RIGHTS = re.compile(
    r"^\W*(?:©|ban quyen thuoc|copyright\b)|cam sao chep|all rights reserved"
    r"|ghi ro nguon .{0,60}(?:phat hanh|dang|su dung|khai thac) lai"
)
# What PHP prints into a page where a script fails.
_SCRIPT_ERROR = re.compile(
    r"\W*(?:warning|notice|(?:catchable )?fatal error|parse error|deprecated|strict standards)\b"
    r".{3,500} in .{1,200} on line \d+\W*"
)
_INLINE_RELATED = re.compile(
    r"(?:xem them|doc them|tham khao|>{2,}|»|related|read more|see also|also read)(?: ?:|\b|$)"
)
_CAPTION = re.compile(
    r"^\W*(?:anh|anh minh hoa|photo|image|picture|hinh|nguon anh|credit|foto) ?\d* ?[:./]"
    r"|[(\[](?:anh|photo|hinh|nguon|image|tu lieu|getty|reuters|afp|ap)\b[^)\]]{0,60}[)\]]\.?$"
    r"|[.|/-] ?(?:anh|photo) ?: ?.{2,40}$"
)
# What sections are called: nothing but these words.
_SECTION = re.compile(
    r"(?:(?:tin|tuc|bai|viet|hoat|dong|su|kien|thoi|van|hoa|xa|hoi|kinh|te|chinh|tri|the|gioi|quoc"
    r"|doi|ngoai|giao|trong|nuoc|nam|nhan|dao|huu|nghi|ban|doc|song|duc|phap|luat|thao|du|lich"
    r"|suc|khoe|y|cong|nghe|khoa|hoc|moi|truong|be|thong|bao|noi|bat|chu|diem|chuyen|muc|nhip|cau"
    r"|kieu|phong|anh|video|xay|dung|dang|nghien|cuu|trao)(?: |$))+"
)
_ROLE = r"(?:tin|bai|anh|nguon|tac gia|bai viet|nguoi viet|bien tap|tong hop|thuc hien|video)"
_CREDIT = re.compile(
    rf"(?:{_ROLE}(?: ?(?:,|va|&|-|/|\+)? ?{_ROLE})*|source|author|by|written by|theo|p/?v|ctv)"
    r"(?: ?[:–-] ?| ).{0,60}|(?:nguon|tac gia|source|author) ?:?"
)


def is_section(folded: str) -> bool:
    """Whether folded words are what sections are called (`tin hoat dong doi ngoai`)."""
    return _SECTION.fullmatch(folded) is not None


def is_imprint(text: str) -> bool:
    """Whether a line tells who runs the site: licence, address, responsible editor."""
    return len(text) <= 500 and _IMPRINT.search(fold(text)) is not None


def claims_rights(text: str) -> bool:
    """Whether a line forbids copying or says whose the text is."""
    return len(text) <= 250 and _RIGHTS.search(fold(text)) is not None


def is_script_error(text: str) -> bool:
    """Whether a line is what a failing script prints (`Warning: … on line 14`)."""
    return text[-1:].isdigit() and _SCRIPT_ERROR.fullmatch(fold(text[:800])) is not None


@lru_cache(maxsize=20_000)
def is_junk_name(hint: str) -> bool:
    """Whether class, id and role say that a box holds no text of the article."""
    return bool(hint) and _JUNK.search(hint) is not None and _GOOD.search(hint) is None


@lru_cache(maxsize=20_000)
def is_body_name(hint: str) -> bool:
    """Whether class, id or itemprop call a box the article's text."""
    return bool(hint) and _GOOD.search(hint) is not None


@lru_cache(maxsize=20_000)
def is_author_name(hint: str) -> bool:
    """Whether class, id or itemprop call an element the author's."""
    return bool(hint) and _AUTHOR.search(hint) is not None


@lru_cache(maxsize=20_000)
def is_title_name(hint: str) -> bool:
    """Whether class, id or itemprop call an element a title."""
    return bool(hint) and _TITLE.search(hint) is not None


def is_junk_tag(tag: str) -> bool:
    """Whether an element's kind says that it holds no text of the article."""
    return tag in _JUNK_TAGS


def is_related_heading(text: str) -> bool:
    """Whether a short line announces other articles (`Tin liên quan`, `Đọc nhiều`)."""
    return len(text) <= 60 and _RELATED.fullmatch(_bare(text)) is not None


def ends_the_article(text: str) -> bool:
    """Whether a short line begins what stands below articles: comments, tags, other articles."""
    if len(text) > 90:
        return text.startswith("Đường dẫn bài viết")
    return is_related_heading(text) or _END.fullmatch(_bare(text)) is not None


def heads_comments(text: str) -> bool:
    """Whether a short line heads what readers wrote (`Ý kiến bạn đọc (6)`)."""
    return len(text) <= 60 and _COMMENTS.fullmatch(_bare(text)) is not None


def is_chrome(text: str) -> bool:
    """Whether a short line is a button, a counter or a notice of the page."""
    if len(text) > 90:
        return False
    bare = _bare(text)
    return _CHROME.fullmatch(bare) is not None or _BUTTONS.fullmatch(bare) is not None


def opens_with_related(text: str) -> bool:
    """Whether a line starts as a hint at another article (`Xem thêm: …`, `>> …`)."""
    return text[:1] in ">»" or _INLINE_RELATED.match(fold(text[:40])) is not None


def is_caption(text: str) -> bool:
    """Whether a line's own wording says that it describes a picture."""
    return len(text) <= 400 and _CAPTION.search(fold(text)) is not None


def is_credit(text: str) -> bool:
    """Whether a short line names the author or the origin of the article."""
    return len(text) <= 80 and _CREDIT.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return fold(text).strip(" \t:.•●▪■-–—|/»›>«[]()*#…").replace("’", "'")
