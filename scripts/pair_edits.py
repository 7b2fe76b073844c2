"""Copies that look like other events: one kind of edit each, as editors and sites make them.

Typos set right, numbers rounded or written in another way, dates in other forms, provinces under
their new names, abbreviations, a headline in capitals, paragraphs gained.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from monitor.core.letters import LOWER, UPPER
from monitor.core.model import Article
from monitor.core.provinces import NEW_UNIT
from scripts.pair_cases import (
    light_edits,
    nfd,
    other_headline,
    other_tone_marks,
    reordered,
    shortened,
    texts_of,
    with_page_noise,
    with_texts,
)

_NAME = re.compile(rf"[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+){{1,3}}")
_COUNT = re.compile(
    r"(?<![\d/.,-])(\d{2,3}(?:\.\d{3})*|\d{1,2},\d+)(?![\d/,-]|\.\d)"
    r"(?! (?:năm|tháng|(?:nghìn |triệu |tỷ |tỉ )?(?:đồng|USD|đô la|[Ee]uro|yen|won)))"
)
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(20\d\d)\b")
_DAY = re.compile(r"\b([Nn]gày) (\d{1,2})/(\d{1,2})\b(?![/\d-])")
_MONEY = re.compile(r"(?<![\d.,])(\d+)(?:,(\d{1,3}))? (triệu|tỷ|tỉ) đồng")
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_ORDINAL = re.compile(
    r"\b((?:[Cc]ụm(?: số)?|lần thứ|[Đđ]ợt|[Kk]h(?:óa|oá)) )(\d{1,2}|[IVX]{1,4})\b"
)
_OLD_PROVINCE = re.compile(rf"\b({'|'.join(old for old, new in NEW_UNIT.items() if old != new)})\b")
_SHORT = (
    ("Ủy ban nhân dân", "UBND"), ("UBND", "Ủy ban nhân dân"), ("Hội đồng nhân dân", "HĐND"),
    ("Ủy ban MTTQ", "Ủy ban Mặt trận Tổ quốc"), ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TP Hồ Chí Minh", "TP.HCM"), ("TP. Hồ Chí Minh", "TPHCM"),
    ("thành phố Hồ Chí Minh", "TP.HCM"), ("Thành phố Hồ Chí Minh", "TP.HCM"),
    ("Liên hiệp các tổ chức hữu nghị Việt Nam", "VUFO"), ("VUFO", "Liên hiệp Hữu nghị Việt Nam"),
    ("Liên hiệp các tổ chức hữu nghị", "Liên hiệp Hữu nghị"), ("phi chính phủ nước ngoài", "PCPNN"),
    ("Trung học cơ sở", "THCS"), ("THPT", "Trung học phổ thông"), ("tỉnh ", ""),
    ("TP. ", "thành phố "), ("Giáo dục và Đào tạo", "GD&ĐT"),
    ("World Vision International", "World Vision"),
    ("Đại sứ quán", "ĐSQ"), ("Hoa Kỳ", "Mỹ"), ("Mỹ", "Hoa Kỳ"), ("Úc", "Australia"),
)  # fmt: skip
_LETTERS = "aeghinostu"

Edit = Callable[[Article, Random], Article]


def _everywhere(article: Article, old: str, new: str) -> Article:
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    return with_texts(article, [pattern.sub(lambda _: new, text) for text in texts_of(article)])


def _once(article: Article, old: str, new: str, random: Random) -> Article:
    texts = texts_of(article)
    place = random.choice([i for i, text in enumerate(texts) if old in text])
    texts[place] = texts[place].replace(old, new, 1)
    return with_texts(article, texts)


def name_set_right(article: Article, random: Random) -> Article:
    """One letter of one name dropped, doubled, replaced or exchanged, in one place or in all."""
    found = sorted({m[0] for text in texts_of(article)[:4] for m in _NAME.finditer(text)})
    if not found:
        return article
    old = random.choice(found)
    at = random.choice([i for i in range(1, len(old)) if old[i].islower()])
    way = random.randrange(4)
    if way == 0:
        new = old[:at] + old[at + 1 :]
    elif way == 1:
        new = old[:at] + old[at] + old[at:]
    elif way == 2:
        new = old[:at] + random.choice([c for c in _LETTERS if c != old[at]]) + old[at + 1 :]
    else:
        new = old[: at - 1] + old[at] + old[at - 1] + old[at + 1 :] if at > 1 else old
    if random.random() < 0.5:
        return _everywhere(article, old, new)
    return _once(article, old, new, random)


def number_set_right(article: Article, random: Random) -> Article:
    """One count with another digit, wherever it stands."""
    texts = texts_of(article)
    found = sorted({m[1] for text in texts for m in _COUNT.finditer(text)})
    if not found:
        return article
    old = random.choice(found)
    at = random.choice([i for i, c in enumerate(old) if c.isdigit()])
    new = old[:at] + random.choice([c for c in "123456789" if c != old[at]]) + old[at + 1 :]
    right = [_COUNT.sub(lambda m: new if m[1] == old else m[0], text) for text in texts]
    return with_texts(article, right)


def numbers_rounded(article: Article, random: Random) -> Article:
    """Counts to two digits, with a word that says so: 198 as `khoảng 200`."""

    def round_off(match: re.Match[str]) -> str:
        digits = match[1].replace(".", "")
        if "," in digits or len(digits) < 3 or random.random() < 0.3:
            return match[0]
        step = 10 ** (len(digits) - 2)
        value = round(int(digits) / step) * step
        said = random.choice(["khoảng ", "gần ", "hơn ", ""])
        return said + f"{value:,}".replace(",", ".")

    return with_texts(article, [_COUNT.sub(round_off, text) for text in texts_of(article)])


def money_written_out(article: Article, random: Random) -> Article:
    """`1,5 tỷ đồng` as `1.500.000.000 đồng`."""

    def write(match: re.Match[str]) -> str:
        scale = 6 if match[3] == "triệu" else 9
        value = int(match[1] + (match[2] or "").ljust(scale, "0"))
        return f"{value:,}".replace(",", ".") + " đồng"

    return with_texts(article, [_MONEY.sub(write, text) for text in texts_of(article)])


def dates_written_otherwise(article: Article, random: Random) -> Article:
    """With hyphens, in words, without the year or with leading noughts."""
    forms: list[Callable[[re.Match[str]], str]] = [
        lambda m: f"{m[1]}-{m[2]}-{m[3]}",
        lambda m: f"{m[1]} tháng {m[2]} năm {m[3]}",
        lambda m: f"{m[1]}/{m[2]}",
        lambda m: f"{m[1]:0>2}/{m[2]:0>2}/{m[3]}",
    ]
    form = random.choice(forms)
    texts = [_DATE.sub(form, text) for text in texts_of(article)]
    year = article.published_at.year if article.published_at and random.random() < 0.5 else 0
    days = r"\1 \2 tháng \3" + (f" năm {year}" if year else "")
    return with_texts(article, [_DAY.sub(days, text) for text in texts])


def ordinals_written_otherwise(article: Article, random: Random) -> Article:
    """`Cụm IV` as `Cụm 4` and the other way."""
    roman = {str(value): name for name, value in _ROMAN.items()}

    def write(match: re.Match[str]) -> str:
        other = roman.get(match[2]) or str(_ROMAN.get(match[2], match[2]))
        return match[1] + other

    return with_texts(article, [_ORDINAL.sub(write, text) for text in texts_of(article)])


def province_renamed(article: Article, random: Random) -> Article:
    """A province of before July 2025 under its new name, or with it in brackets, a day later."""
    found = sorted({m[1] for text in texts_of(article) for m in _OLD_PROVINCE.finditer(text)})
    if not found:
        return article
    old = random.choice(found)
    new = NEW_UNIT[old]
    shown = random.choice([new, new, f"{new} (trước là {old})", f"{old} (nay là {new})"])
    return replace(_everywhere(article, old, shown), published_at=None)


def abbreviated(article: Article, random: Random) -> Article:
    """Names of bodies and places in long or short."""
    text = " ".join(texts_of(article))
    found = [pair for pair in _SHORT if pair[0] in text]
    for old, new in random.sample(found, min(3, len(found))):
        article = with_texts(article, [part.replace(old, new) for part in texts_of(article)])
    return article


def headline_in_capitals(article: Article, random: Random) -> Article:
    """The title shouted."""
    return replace(article, title=article.title.upper())


def lengthened(article: Article, random: Random, others: list[Article]) -> Article:
    """With some paragraphs that another article has, at the end."""
    other = random.choice(others)
    return replace(article, body=(*article.body, *other.body[1 : 1 + random.randint(1, 3)]))


def edits_of(others: list[Article]) -> dict[str, Edit]:
    """All kinds of edit by name; `others` lend headlines and paragraphs."""
    return {
        "name set right": name_set_right,
        "number set right": number_set_right,
        "numbers rounded": numbers_rounded,
        "money written out": money_written_out,
        "dates otherwise": dates_written_otherwise,
        "ordinals otherwise": ordinals_written_otherwise,
        "province renamed": province_renamed,
        "abbreviated": abbreviated,
        "headline in capitals": headline_in_capitals,
        "lengthened": lambda a, r: lengthened(a, r, others),
        "other words": lambda a, r: light_edits(a, r, 0.05),
        "other headline": other_headline,
        "shortened": shortened,
        "reordered": reordered,
        "page noise": lambda a, r: with_page_noise(a, r, others),
        "tone marks": lambda a, r: with_texts(a, [other_tone_marks(t) for t in texts_of(a)]),
        "NFD": lambda a, r: nfd(a),
    }
