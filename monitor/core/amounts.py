"""Sums of money in a text: value in whole units, currency, and the words that say so.

Every printed sum is given once (unit prices, totals, both sides of an equivalence). Refused: sums
without a number ("hàng trăm triệu đồng") and hyphenated ranges of unit prices ("55-80 triệu đồng"),
which name no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from monitor.core.letters import LOWER
from monitor.core.model import Amount
from monitor.core.numerals import NUMBER, NUMBER_WORDS, in_words, scaled, whole

# What a currency is called. Order matters: the longer name first.
_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("NZD", r"NZD|NZ\$|đô(?:[ -]?la)?\s+New\s+Zealand|New\s+Zealand\s+dollars?"),
    ("AUD", r"AUD|AU\$|A\$|đô(?:[ -]?la)?\s+(?:Úc|Australia|Ô-xtrây-li-a)|Australian\s+dollars?"),
    ("CAD", r"CAD|C\$|đô(?:[ -]?la)?\s+Canada|Canadian\s+dollars?"),
    ("SGD", r"SGD|S\$|đô(?:[ -]?la)?\s+Singapore|Singapore\s+dollars?"),
    ("HKD", r"HKD|HK\$|đô(?:[ -]?la)?\s+(?:Hong\s?Kong|Hồng\s?Kông)"),
    ("TWD", r"TWD|NT\$|NTD|[Đđ]ài\s+tệ|đô[ -]?la\s+Đài\s+Loan"),
    (
        "USD",
        r"(?:USD|usd)|US\s?\$|U\.S\.\s+dollars?|US\s+dollars?|[Mm]ỹ\s+kim"
        r"|[đĐ]ô[ -]?la(?:\s+(?:Mỹ|Hoa\s+Kỳ|US))?|đô\s+Mỹ|dollars?|\$"
        r"|đô(?!\s(?:thị|đốc|vật|hộ|la))",
    ),
    ("EUR", r"EUR(?:O|OS|o)?|[Ee]uros?|€|ơ-rô"),
    ("GBP", r"GBP|£|bảng\s+Anh|pounds?(?:\s+sterling)?"),
    ("CHF", r"CHF|franc\s+Thụy\s+S[ĩỹ]|phrăng\s+Thụy\s+S[ĩỹ]|Swiss\s+francs?"),
    ("JPY", r"JPY|¥|[yY]ên(?:\s+Nhật)?(?!\s+[A-ZĐ])|[Yy]en(?:\s+Nhật)?"),
    ("KRW", r"KRW|₩|[Ww]on(?:\s+Hàn(?:\s+Quốc)?)?"),
    ("CNY", r"CNY|RMB|NDT|[Nn]hân\s+dân\s+tệ|yuan"),
    ("THB", r"THB|[Bb]aht|bạt\s+Thái"),
    ("LAK", r"LAK|[Kk]íp(?:\s+Lào)?|[Kk]ip(?:\s+Lào)?"),
    ("KHR", r"KHR|[Rr]iel"),
    ("RUB", r"RUB|[Rr]úp|rubles?"),
    ("INR", r"INR|[Rr]upees?|rupi"),
    ("SEK", r"SEK|kron(?:a|or)?\s+Thụy\s+Điển"),
    ("NOK", r"NOK|kron(?:e|er)?\s+Na\s+Uy"),
    ("DKK", r"DKK|kron(?:e|er)?\s+Đan\s+Mạch"),
    ("MYR", r"MYR|[Rr]inggit"),
    ("HUF", r"HUF|[Ff]orint"),
    ("PLN", r"PLN|[Zz][lł]oty"),
    ("CZK", r"CZK|[Kk]oruna|[Kk]or?un\s+Séc"),
    ("IDR", r"IDR|[Rr]upiah"),
    ("PHP", r"PHP|[Pp]eso\s+Phi\w+"),
    ("CUP", r"CUP|[Pp]eso\s+Cu\s?[Bb]a"),
    ("MMK", r"MMK|[Kk]yat"),
    ("TRY", r"TRY|[Ll](?:ir|i)a\s+Thổ\s+Nhĩ\s+Kỳ"),
    ("UAH", r"UAH|[Hh]ryvnia"),
    (
        "VND",
        r"VNĐ|VND|vnđ|vnd|[Vv]iệt\s+[Nn]am\s+đồng|dong\b"
        r"|(?:đồng|ĐỒNG)(?!\s+(?:bào|chí|minh|đội|hương|nghiệp|phục|bằng|hồ|diễn|thời|tổ|chủ|ý|thuận|tình|loạt|đều|bộ|tâm|tác|sức|quê|Tháp|Nai|Hới|Xoài"
        r"|cảm|hành|lòng|ruộng|dân))|đ(?!\w)",
    ),
)
_CODE_OF = {f"c{i}": code for i, (code, _) in enumerate(_CURRENCIES)}
_CURRENCY = "|".join(f"(?P<c{i}>{names})" for i, (_, names) in enumerate(_CURRENCIES))
_PREFIXES = (
    (r"US\s?\$|U\.S\.\s?\$|USD", "USD"),
    (r"NZ\$|NZD", "NZD"),
    (r"AU\$|A\$|AUD", "AUD"),
    (r"C\$|CAD", "CAD"),
    (r"S\$|SGD", "SGD"),
    (r"€|EUR", "EUR"),
    (r"£|GBP", "GBP"),
    (r"¥|JPY", "JPY"),
    (r"₩|KRW", "KRW"),
    (r"CHF", "CHF"),
    (r"VND|VNĐ", "VND"),
    (r"\$", "USD"),
)
_PREFIX = "|".join(f"(?P<p{i}>{names})" for i, (names, _) in enumerate(_PREFIXES))

_SCALES: dict[str, int] = {
    "nghìn tỷ": 10**12,
    "ngàn tỷ": 10**12,
    "trăm tỷ": 10**11,
    "trăm triệu": 10**8,
    "chục triệu": 10**7,
    "chục tỷ": 10**10,
    "trăm nghìn": 10**5,
    "trăm ngàn": 10**5,
    "tỷ": 10**9,
    "triệu": 10**6,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "trăm": 10**2,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "thousand": 10**3,
    "k": 10**3,
}
_ENGLISH = frozenset({"billion", "bn", "million", "thousand", "k"})
_SCALE = (
    r"(?:nghìn|ngàn|trăm|chục)\s(?:tỷ|tỉ|triệu|nghìn|ngàn)|tỷ|tỉ|triệu|nghìn|ngàn|trăm"
    r"|TỶ|TỈ|TRIỆU|NGHÌN|billion|bn|million|thousand|[Kk](?=\s?(?:USD|VND|VNĐ|đ))"
)
_APPROXIMATELY = re.compile(
    r"(?i:hơn|gần|trên|khoảng(?:\shơn|\sgần)?|dưới|tròn|xấp\sxỉ|ước|over|about|nearly|almost"
    r"|more\sthan|approximately)\s$"
)
_PARTS = rf"(?:{NUMBER})(?:\s?(?:{_SCALE})(?:\s(?:rưỡi|(?:{NUMBER})\s?(?:{_SCALE}))){{0,4}})?"
# A number that begins here: not the tail of another one, of a code or of a range.
_DIGIT = re.compile(r"\d(?<![\w.,/$€£¥₩-]\d)(?<![\d][-–—]\s\d)(?<!\d\s[-–]\s\d)(?<!\d[–—]\d)")
_SPACED = r"\d{1,3}(?:\s\d{3}){1,3}"
_SUM = re.compile(
    rf"(?P<number>{_SPACED}|{_PARTS})\s?(?:{_CURRENCY})(?!\w)(?P<each>\s?/\s?[{LOWER}]+)?"
)
# One set of characters to begin with: that is looked for several times as fast as two.
_SIGN = re.compile(r"[$€£¥₩UNACSEJGV](?:(?<=[$€£¥₩])|[\w.]{0,3}\$?(?=\s?\d)(?<=[A-ZĐ$]))")
_SUM_BEFORE = re.compile(rf"(?:{_PREFIX})\s?(?P<number>{_PARTS})(?!\s?(?:{_SCALE}))(?!\w)")
_SCALES_IN_WORDS = ("nghìn", "ngàn", "triệu", "tỷ", "tỉ")
_SCALE_WORD = re.compile(rf"[{LOWER}]\s(?:{'|'.join(_SCALES_IN_WORDS)})\s")
_SUM_IN_WORDS = re.compile(
    rf"(?<!\w)(?<!hàng )(?<!vài )(?<!mấy )"
    rf"(?P<words>(?:nửa|(?i:{NUMBER_WORDS}))(?:\s(?:nghìn|ngàn|triệu|tỷ|tỉ)"
    rf"(?:\srưỡi|\s{NUMBER_WORDS})?){{1,4}})\s(?:{_CURRENCY})(?!\w)"
)
# "1,8 tỷ" and "1 tỷ 800 triệu" are đồng where nothing is counted and money is spoken of.
_BARE = re.compile(
    rf"(?P<number>(?:{NUMBER})\s?(?:tỷ|tỉ|triệu)"
    rf"(?:\s(?:{NUMBER})\s?(?:{_SCALE})){{0,4}})"
    r"(?=\s*(?:[.,;:)\]…]|$|/|(?:cho|để|từ|do|của|nhằm|và|trong|với|được|so|vào|mỗi)\s))"
)
_MONEY = re.compile(
    r"(?i:trị giá|giá trị|kinh phí|tổng (?:số )?(?:tiền|kinh phí|vốn|giá trị)|vốn|tài trợ"
    r"|viện trợ|ủng hộ|hỗ trợ|tặng|trao|ngân sách|số tiền"
    r"|quyên góp|đóng góp|huy động|vận động|chi phí|giải ngân|đối ứng|tiền)"
)
_PIECE = re.compile(rf"(?P<n>{_SPACED}|{NUMBER})\s?(?P<s>{_SCALE}|[Kk]$)?|(?P<half>rưỡi)")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The sums of `text` in order, each (value, unit) once, with the first words that say it."""
    found = sorted(_all_sums(text), key=lambda item: item[0])
    return unique_amounts(amount for _, _, amount in _without_overlaps(found))


def unique_amounts(amounts: Iterable[Amount]) -> tuple[Amount, ...]:
    """Each (value, unit) once, in order."""
    seen: dict[tuple[float, str], Amount] = {}
    for amount in amounts:
        seen.setdefault((amount.value, amount.unit), amount)
    return tuple(seen.values())


def _all_sums(text: str) -> Iterator[tuple[int, int, Amount]]:
    for digit in _DIGIT.finditer(text):
        yield from _sum_at(text, digit.start())
    for sign in _SIGN.finditer(text):
        match = _SUM_BEFORE.match(text, sign.start())
        if match:
            yield _found(match, value_of(match["number"]), _prefix_code(match))
    if any(word in text for word in _SCALES_IN_WORDS) and _SCALE_WORD.search(text):
        for match in _SUM_IN_WORDS.finditer(text):
            yield _found(match, _value_in_words(match["words"]), _code(match))


def _sum_at(text: str, start: int) -> Iterator[tuple[int, int, Amount]]:
    match = _SUM.match(text, start)
    if match:
        yield _found(match, value_of(match["number"]), _code(match))
        return
    match = _BARE.match(text, start)
    if match and _MONEY.search(text, max(0, start - 60), start):
        yield _found(match, value_of(match["number"]), "VND")


def _found(match: re.Match[str], value: Decimal, unit: str) -> tuple[int, int, Amount]:
    about = _APPROXIMATELY.search(match.string, max(0, match.start() - 15), match.start())
    start = about.start() if about else match.start()
    text = match.string[start : match.end()].strip()
    return start, match.end(), Amount(value=float(value), unit=unit, text=text)


def _without_overlaps(
    found: Iterable[tuple[int, int, Amount]],
) -> Iterator[tuple[int, int, Amount]]:
    reached = -1
    for start, end, amount in found:
        if start >= reached and amount.value > 0:
            reached = end
            yield start, end, amount


def _code(match: re.Match[str]) -> str:
    return next(code for group, code in _CODE_OF.items() if match[group])


def _prefix_code(match: re.Match[str]) -> str:
    return next(code for i, (_, code) in enumerate(_PREFIXES) if match[f"p{i}"])


def value_of(number: str) -> Decimal:
    """`1 tỷ 4 triệu 4 trăm ngàn` → 1,004,400,000; `540,750 triệu` → 540,750,000."""
    total, last_scale = Decimal(0), 1
    for piece in _PIECE.finditer(number):
        if piece["half"]:
            total += Decimal(last_scale) / 2
            continue
        scale = (piece["s"] or "").lower().replace("tỉ", "tỷ")
        last_scale = _SCALES.get(scale, 1)
        read = scaled if scale and scale not in _ENGLISH else whole
        total += read("".join(piece["n"].split())) * last_scale
    return total


def _value_in_words(words: str) -> Decimal:
    if words.startswith("nửa "):
        return Decimal(in_words("một " + words[4:]) or 0) / 2
    if words.endswith(" rưỡi"):
        return _value_in_words(words[:-5]) + _value_in_words("nửa " + words.split()[-2])
    return Decimal(in_words(words) or 0)
