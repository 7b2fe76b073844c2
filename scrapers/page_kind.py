"""Pages that answer 200 and are no article: challenges, logins, soft 404s, listings."""

from __future__ import annotations

import re

from scrapers.boilerplate import fold, is_imprint, is_script_error
from scrapers.fragment import Paragraph
from scrapers.generic import FoundBody
from scrapers.outline import Outline

_SHORT = 1_500  # characters of running text: challenges, logins and errors have less
_SPARSE = 500
_LITTLE = 300  # of one whose wording short articles may have in a notice beside the text
_ROWS = 3  # of a table that is all a page has to tell
_TOLD = 60  # characters of a sentence beside a table or an address
_NOTICE = 160  # characters of a line that says what is the matter with a page
_CHALLENGE_MARKS = (
    "cf-browser-verification", "cf_chl_", "challenge-platform", "cf-challenge", "_Incapsula_",
    "ddos-guard", "g-recaptcha", "h-captcha", "hcaptcha.com", "px-captcha", "__test=",
)  # fmt: skip
_CHALLENGE = re.compile(
    r"just a moment|checking (?:your browser|if the site connection)|attention required"
    r"|verif(?:y|ying) (?:that )?you are (?:a )?human|are you a robot|not a robot|ddos protection"
    r"|enable (?:javascript and )?cookies (?:and javascript )?to continue|access denied"
    r"|unusual traffic|security check|request unsuccessful|dang kiem tra trinh duyet"
    r"|xac minh (?:ban|rang ban) (?:khong phai|la)|kiem tra bao mat|ban khong co quyen truy cap"
)
_MISSING = re.compile(
    r"(?:error|loi|http)?\W*(?:404|500|502|503)\b"
    r"(?: -|:|\W*$| not| page| error| loi| khong| trang)"
    r"|(?:page|file|article|content|url) (?:was |is |could )?not (?:be )?found|^\W*not found"
    r"|(?:khong tim thay|chua tim thay) (?:trang|noi dung|bai viet|duong dan|du lieu|ket qua)"
    r"|(?:trang|bai viet|noi dung|duong dan|lien ket)\b.{0,40} (?:khong (?:con )?ton tai"
    r"|khong tim thay|da bi (?:xoa|go)|khong co)"
    r"|page (?:is )?(?:missing|no longer|unavailable)|bad gateway"
    r"|service unavailable|(?:dang|he thong) bao tri|under maintenance|(?:runtime|server) error"
    r"|^\W*loi he thong|account (?:has been )?suspended"
    r"|(?:site|website|domain|page) (?:is )?(?:currently )?"
    r"(?:suspended|for sale|unavailable|under construction|down for maintenance|coming soon)"
    r"|(?:website|trang(?: web| tin)?|he thong|cong thong tin)\b.{0,30} (?:dang |duoc )+"
    r"(?:nang cap|bao tri|xay dung|tam (?:dung|ngung))"
    r"|application error|server error in|index of /|apache2? .{0,20}default page|welcome to nginx"
    r"|too many (?:requests|connections)|error establishing a database|sqlstate\[|ole db provider"
    r"|(?:could not|unable to|cannot) connect to (?:the )?(?:local )?(?:mysql|database|server)"
    r"|khong (?:the )?ket noi (?:duoc )?(?:den |toi |voi )?(?:co so du lieu|csdl|may chu)"
    r"|an unhandled exception|object reference not set|error in your sql syntax"
    r"|domain (?:name )?(?:has )?expired"
    r"|(?:chua|khong) co (?:bai viet|tin(?: bai| tuc)?|noi dung|du lieu) nao"
    r"|^\W*(?:dang |tu dong )?chuyen huong|you are being redirected|^\W*redirecting"
    r"|(?:bat|kich hoat|yeu cau|ho tro) javascript|javascript (?:is )?(?:required|disabled)"
    r"|phien (?:lam viec|dang nhap).{0,20} het han|session (?:has |is )?(?:expired|timed out)"
)
_MEMBERS = re.compile(
    r"(?:can|phai|vui long|hay|moi) (?:dang nhap|dang ky)\b.{0,40} (?:de|xem|doc|thanh vien)"
    r"|(?:chi )?danh (?:rieng )?cho (?:thanh|hoi) vien|log ?in to (?:read|view|continue)"
)
_NO_NEWS = re.compile(
    r"(?:ket qua )?tim kiem(?: .{0,40})?|search results?.{0,40}"
    r"|lich (?:cong tac|lam viec|hop|tiep (?:cong )?dan|truc)(?: cua .{3,40}?)?"
    r"(?: (?:tuan|thang|quy|ngay|nam|tu|den|nay|toi)\b|[\W\d])*"
)
_CONTACT = re.compile(
    r"(?:thong tin |trang )?lien he(?: (?:voi )?(?:chung toi|toa soan|ban bien tap))?"
    r"|contact(?: us| information)?"
)
_LOGIN = re.compile(r"dang nhap|log ?in|sign ?in|ten (?:truy cap|dang nhap)|mat khau|password")
_LOGIN_ONLY = re.compile(
    r"(?:yeu cau |vui long |trang )?dang nhap(?: (?:he thong|tai khoan|de tiep tuc))?\W*$"
    r"|(?:please )?(?:log ?in|sign ?in)\W*$"
)
_ERROR = re.compile(r"(?:thong bao loi|co loi|(?:he thong )?loi|error|oops)\b.{0,20}$")
_FAILED = re.compile(
    r"(?:da|dang) (?:co|xay ra) loi|loi (?:da )?xay ra|something went wrong"
    r"|an error (?:has )?occurred"
)
# Below how many characters of text which wording of a notice says what.
_WORDINGS = (
    (_SPARSE, _MISSING, "it says that there is no such page"),
    (_LITTLE, _FAILED, "it says that something went wrong"),
    (_LITTLE, _MEMBERS, "it asks for a login"),
)
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)


def why_no_article(html: str, outline: Outline, found: FoundBody | None, title: str) -> str | None:
    """What the page is instead of an article; None where it may be one. `html` is as it came."""
    size = _running_text(outline, found)
    notices = [fold(title), *_notices(outline)]
    if size < _SHORT and _is_challenge(html, outline, notices, size):
        return "it is a challenge page, made to keep programs out"
    for most, wording, reason in _WORDINGS:
        if size < most and any(map(wording.search, notices)):
            return reason
    if size < _LITTLE and _ERROR.match(notices[0]):
        return "it says that something went wrong"
    if _asks_for_login(html, notices, size):
        return "it asks for a login"
    if size < _SHORT and _is_no_news(outline, notices[0]):
        return "it is a search, a schedule, or says how to reach the site"
    if _is_listing(outline, found):
        return "it is a list of articles"
    return None


def _asks_for_login(html: str, notices: list[str], size: int) -> bool:
    if size < _LITTLE and _LOGIN_ONLY.match(notices[0]):
        return True
    return size < _SPARSE and any(map(_LOGIN.match, notices)) and bool(_PASSWORD.search(html))


def why_no_text(paragraphs: list[Paragraph]) -> str | None:
    """What the paragraphs are instead of a text: a table alone, or addresses and numbers."""
    rows = sum(one.tag == "tr" for one in paragraphs)
    told = [one.text for one in paragraphs if one.tag != "tr"]
    if rows >= _ROWS and all(len(text) < _TOLD for text in told):
        return "it is a table"
    reach = [text for text in told if is_imprint(text)]
    if len(reach) > 1 and all(len(text) < _TOLD for text in told if text not in reach):
        return "it says how to reach the site"
    return None


def _running_text(outline: Outline, found: FoundBody | None) -> int:
    """How many characters could be an article's text."""
    if found is None:
        return 0
    inside = range(found.first, found.last)
    return sum(outline.blocks[index].prose for index in inside if not found.junk[index])


def _notices(outline: Outline) -> list[str]:
    """The short lines of a page's upper part: where it says what is the matter."""
    lines = (block.text for block in outline.blocks[:60] if not block.links)
    return [fold(text) for text in lines if len(text) <= _NOTICE and not is_script_error(text)]


def _is_no_news(outline: Outline, title: str) -> bool:
    """Whether title or headings call the page a search, a schedule or an address."""
    headings = [fold(block.text).strip(" .:") for block in outline.blocks[:60] if block.level]
    reach = [heading for heading in headings[:2] if _CONTACT.fullmatch(heading)]
    return bool(reach) or any(map(_NO_NEWS.fullmatch, [title, *headings[:1]]))


def _is_challenge(html: str, outline: Outline, notices: list[str], size: int) -> bool:
    if any(_CHALLENGE.search(notice) for notice in notices):
        return True
    empty = sum(len(block.text) for block in outline.blocks) < _SPARSE
    return size < 200 and empty and any(mark in html for mark in _CHALLENGE_MARKS)


def _is_listing(outline: Outline, found: FoundBody | None) -> bool:
    """Titles that are links alternate with summaries, where an article has its text."""
    if found is None:
        return False
    links = prose = 0
    for index in range(found.first - 1 if found.first else 0, found.last):
        block = outline.blocks[index]
        if found.junk[index]:
            continue
        linked = len(block.text) >= 20 and block.links > 0.9 * len(block.text)
        links += int(linked)
        prose += int(block.prose > 0)
    return links >= 4 and links >= 0.7 * prose
