"""Variations of corpus articles whose answer is known: copies with edits, and template siblings.

Deterministic: the same seed gives the same text. Used to train and to measure the pair scorer.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from monitor.core.letters import UPPER
from monitor.core.model import Article

CORPUS = Path(__file__).resolve().parents[1] / "seeds" / "corpus" / "articles.jsonl"


@dataclass(frozen=True)
class Case:
    """A corpus article with what is known of its story."""

    id: str
    story: str
    relation: str
    confusable_with: str
    article: Article


def load_cases(path: Path = CORPUS) -> list[Case]:
    """The corpus as articles, in file order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    stories = _joined_stories(rows)
    return [
        Case(
            id=row["id"],
            story=stories[row["story"]],
            relation=row.get("relation") or "",
            confusable_with=row.get("confusable_with") or "",
            article=_article(row),
        )
        for row in rows
    ]


def _joined_stories(rows: list[dict[str, str]]) -> dict[str, str]:
    """Slug to story: what was written from one page is one story, also under two slugs."""
    by_url: dict[str, str] = {}
    stories: dict[str, str] = {}
    for row in rows:
        first = by_url.setdefault(row["url"], row["story"])
        stories.setdefault(row["story"], stories.get(first, first))
    return stories


def _article(row: dict[str, object]) -> Article:
    published = row["published"]
    at = None
    if isinstance(published, str):
        at = datetime.combine(date.fromisoformat(published[:10]), time(3), UTC)
    return Article(
        url=None,
        canonical_url=None,
        source=None,
        site="",
        title=str(row["title"]),
        lead=str(row["lead"]) if row["lead"] else None,
        byline=None,
        body=tuple(row["body"]),  # type: ignore[arg-type]
        published_at=at,
    )


# ── copies ───────────────────────────────────────────────────────────────────

_SYNONYMS = [
    ("vừa tổ chức", "đã tổ chức"), ("tổ chức", "diễn ra"), ("tham dự", "dự"), ("Sáng", "Vào sáng"),
    ("phối hợp với", "cùng"), ("khoảng", "chừng"), ("hơn", "trên"), ("gần", "xấp xỉ"),
    ("cho biết", "nói"), ("nhằm", "để"), ("trao", "tặng"), ("tại", "ở"),
    ("nhấn mạnh", "khẳng định"),
    ("phát biểu", "nói"), ("đồng thời", "bên cạnh đó"), ("các địa phương", "những địa phương"),
    ("thời gian tới", "trong thời gian tới"), ("hỗ trợ", "giúp đỡ"), ("triển khai", "thực hiện"),
    ("cùng", "và"), ("vừa", "mới"), ("được", "đã được"), ("nhiều", "không ít"),
    ("Theo", "Cũng theo"),
]  # fmt: skip
_NOISE = [
    "Trang chủ | Tin tức | Hoạt động | Văn bản | Liên hệ", "In bài viết", "Gửi bình luận",
    "Ảnh: BTC", "Quang cảnh buổi lễ.", "Các đại biểu chụp ảnh lưu niệm", "Nguồn: TTXVN", "Xem thêm",
    "Tin bài liên quan", "Đọc nhiều", "Các tin khác", "Chia sẻ Facebook Zalo", "Lượt xem: 1.204",
    "Giấy phép số 35/GP-TTĐT ngày 12/4/2019", "Bản quyền thuộc về cơ quan chủ quản", "Minh Anh",
    "(Theo báo địa phương)", "Thứ Sáu, 21/11/2025 08:30",
]  # fmt: skip
CAPITALISED = rf"[{UPPER}][^\W\d_]*"
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương"
    "|Đoàn|Mai|Trịnh|Tạ|Hà|Cao|Lâm|Tô"
)
PERSON = re.compile(rf"\b(?:{_SURNAMES})(?: {CAPITALISED}){{1,3}}")
_MARK = "[\u0300\u0301\u0303\u0309\u0323]"
_OLD_STYLE = re.compile(f"([oO])({_MARK})([aeAE])(?![\\w\u0300-\u036f])")
_OLD_STYLE_UY = re.compile(f"(?<![qQ])([uU])({_MARK})([yY])(?![\\w\u0300-\u036f])")
_CORRECTED = re.compile(
    r"(?<![\d/.,-])(?<!thứ )(\d{2,3}(?:\.\d{3})*|\d{1,2},\d+)(?![\d/,-]|\.\d| tháng)"
)
_THOUSANDS = re.compile(r"(\d{1,3})\.(\d{3})\b")


def texts_of(article: Article) -> list[str]:
    """Title, lead and paragraphs."""
    return [article.title, article.lead or "", *article.body]


def with_texts(article: Article, texts: list[str]) -> Article:
    """The article with these for its title, lead and paragraphs."""
    return replace(article, title=texts[0], lead=texts[1] or None, body=tuple(texts[2:]))


def other_tone_marks(text: str) -> str:
    """`hòa` as `hoà`, `ủy` as `uỷ`, `tỷ` as `tỉ`."""
    text = unicodedata.normalize("NFD", text)
    text = _OLD_STYLE.sub(r"\1\3\2", _OLD_STYLE_UY.sub(r"\1\3\2", text))
    return unicodedata.normalize("NFC", text).replace("tỷ", "tỉ").replace("kỹ", "kĩ")


def _tells(word: str) -> bool:
    """Names and numbers; no editor drops them by the way."""
    first = word.lstrip("(\"“'")[:1]
    return first.isupper() or first.isdigit()


def light_edits(article: Article, random: Random, share: float = 0.03) -> Article:
    """Some words in other words, a few dropped, numbers written in another way."""
    swaps = random.sample(_SYNONYMS, 6)

    def edit(text: str) -> str:
        for old, new in swaps:
            text = re.sub(rf"\b{old}\b", new, text, count=2)
        kept = [w for w in text.split(" ") if _tells(w) or random.random() > share]
        return " ".join(kept)

    texts = [edit(text) for text in texts_of(article)]
    if random.random() < 0.3:
        texts = [_THOUSANDS.sub(r"\1,\2", text) for text in texts]
    return with_texts(article, texts)


def corrected(article: Article, random: Random) -> Article:
    """With one number or one letter of a name set right, as editors do."""
    texts = texts_of(article)
    numbers = sorted({m[1] for text in texts for m in _CORRECTED.finditer(text)})
    people = sorted({m[0] for text in texts for m in PERSON.finditer(text)})
    if people and (not numbers or random.random() < 0.5):
        old = random.choice(people)
        new = old[:-1] + random.choice([c for c in "aegnost" if c != old[-1]])
        return with_texts(article, [re.sub(rf"\b{re.escape(old)}\b", new, t) for t in texts])
    if not numbers:
        return article
    old = random.choice(numbers)
    new = old[:-1] + random.choice([c for c in "0123456789" if c != old[-1]])
    right = [_CORRECTED.sub(lambda m: new if m[1] == old else m[0], text) for text in texts]
    return with_texts(article, right)


def other_headline(article: Article, random: Random) -> Article:
    """The same text under a headline made of one of its own sentences."""
    sentences = [s for p in article.body for s in p.split(". ") if len(s.split()) > 5]
    words = random.choice(sentences or [article.title]).split(" ")
    start = random.randrange(max(1, len(words) - 9))
    return replace(article, title=" ".join(words[start : start + random.randint(7, 12)]))


def shortened(article: Article, random: Random) -> Article:
    """Without some of its paragraphs or sentences, or cut off."""
    body = list(article.body)
    way = random.randrange(3)
    if way == 0 and len(body) > 1:
        body.pop(random.randrange(len(body)))
    elif way == 1:
        body = body[: max(1, round(len(body) * random.uniform(0.4, 0.8)))]
    else:
        sentences = [[s for s in p.split(". ") if random.random() > 0.2] for p in body]
        body = [". ".join(kept) for kept in sentences if kept] or body[:1]
    lead = article.lead if random.random() < 0.7 else None
    return replace(article, body=tuple(body), lead=lead)


def reordered(article: Article, random: Random) -> Article:
    """Paragraphs in another order."""
    body = list(article.body)
    random.shuffle(body)
    return replace(article, body=tuple(body))


def with_page_noise(article: Article, random: Random, others: list[Article]) -> Article:
    """Menus, captions and other articles' headlines around and between the paragraphs."""
    body = list(article.body)
    for line in random.sample(_NOISE, random.randint(1, 5)):
        body.insert(random.randint(0, len(body)), line)
    for other in random.sample(others, random.choice([0, 0, 2, 4, 8])):
        body.append(other.title)
    return replace(article, body=tuple(body))


def nfd(article: Article) -> Article:
    """With each mark as a character of its own."""
    return with_texts(article, [unicodedata.normalize("NFD", text) for text in texts_of(article)])


def copy_of(article: Article, random: Random, others: list[Article]) -> Article:
    """The same text again, changed in one to four of the ways in which copies differ."""
    edits: list[tuple[float, Callable[[Article], Article]]] = [
        (0.8, lambda a: light_edits(a, random, random.choice([0.0, 0.02, 0.05]))),
        (0.3, lambda a: corrected(a, random)),
        (0.6, lambda a: other_headline(a, random)),
        (0.6, lambda a: shortened(a, random)),
        (0.1, lambda a: reordered(a, random)),
        (0.5, lambda a: with_page_noise(a, random, others)),
        (0.3, lambda a: with_texts(a, [other_tone_marks(t) for t in texts_of(a)])),
        (0.15, nfd),
        (0.3, lambda a: replace(a, published_at=None)),
    ]
    for chance, edit in edits:
        if random.random() < chance:
            article = edit(article)
    return article


# ── announcements ────────────────────────────────────────────────────────────

_HAPPENS = re.compile(r"\b(?:vừa |đã |được )*(tổ chức|diễn ra|khai mạc|khai giảng|họp|trao)\b")


def announcement_of(article: Article, random: Random) -> Article | None:
    """The same event told beforehand, in less words; None where the head has no verb for it."""
    head = [article.lead or "", *article.body[:1]]
    told = [_HAPPENS.sub(r"sẽ \1", text, count=1) for text in head]
    if told == head:
        return None
    published = article.published_at
    if published is not None:
        published -= timedelta(days=random.randint(2, 20))
    return replace(
        article,
        title=" ".join(article.title.split(" ")[: random.randint(6, 14)]),
        lead=told[0] or None,
        body=tuple(told[1:]),
        published_at=published,
    )
