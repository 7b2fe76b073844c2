"""An article as the fact finders read it: title, lead and paragraphs, cleaned, noise left out.

Refused: related-article lines, and all text after the first 30,000 characters (facts stand at the
top, and a page that is longer is hardly one article).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from monitor.core.letters import UPPER
from monitor.core.model import Article
from monitor.core.text import clean

_MOST_CHARACTERS = 30_000
_REACH = 240
_SHORTEST_PARAGRAPH = 60
# What a date line consists of: nothing is left of it when these words are taken away.
_DATED = re.compile(
    r"(?i:thứ\s\w+|chủ nhật|ngày đăng|cập nhật|ngày|lúc|tháng|năm|giờ|đăng|gmt|am|pm|ict|bởi|admin)"
)
_LETTERS = re.compile(r"[^\W\d_]")
_NOISE = re.compile(
    r"(?i)^(?:tin (?:bài )?liên quan|bài liên quan|xem thêm|đọc thêm|có thể bạn quan tâm"
    r"|tin cùng chuyên mục"
    r"|tin khác|các tin (?:bài )?khác|in bài viết|đường dẫn bài viết|nguồn\s?:|ảnh\s?:|>>|từ khóa)"
)
_SENTENCE_END = re.compile(rf"[.!?…;](?:[\s”\"’)]+(?=[\"“(–\-{UPPER}\d])|(?<=;)\s)")
_ETH = "\u00d0", "\u0189"
_ABBREVIATION = re.compile(
    rf"\b(?:TP|Tp|TS|ThS|PGS|GS|BS|Th\.S|T\.X|TT|Tx|St|Mr|Mrs|Ms|Dr|No|[{UPPER}])\.\s$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text. `rank`: 0 title, 1 lead, 2 the first paragraph, 3 the second …"""

    text: str
    rank: int
    borders: tuple[int, ...] = ()  # where a sentence ends and the next begins

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What its sentence says before `start` and after `end`, within 240 characters each."""
        left, right = self._sentence(start, end)
        left, right = max(left, start - _REACH), min(right, end + _REACH)
        return self.text[left:start], self.text[end:right]

    def sentence(self, start: int, end: int) -> str:
        """The sentence that holds the span."""
        left, right = self._sentence(start, end)
        return self.text[left:right]

    def quote(self, start: int, end: int, *, margin: int = 60) -> str:
        """The span in its words, cut at word borders within `margin` characters."""
        left, right = self._sentence(start, end)
        left, right = max(left, start - margin), min(right, end + margin)
        while 0 < left < start and not self.text[left - 1].isspace():
            left += 1
        while end < right < len(self.text) and not self.text[right].isspace():
            right -= 1
        return self.text[left:right].strip()

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        left = bisect_right(self.borders, start)
        right = bisect_left(self.borders, end)
        return (
            self.borders[left - 1] if left else 0,
            self.borders[right] if right < len(self.borders) else len(self.text),
        )


def passage(text: str, rank: int) -> Passage:
    """A passage of clean text, its sentences found."""
    ends = _SENTENCE_END.finditer(text)
    borders = tuple(
        match.end()
        for match in ends
        if not _ABBREVIATION.search(text, max(0, match.start() - 4), match.end())
    )
    return Passage(text, rank, borders)


def _cleaned(text: str) -> str:
    """`clean`, skipped where it would change nothing: it is a third of the work on clean text."""
    tidy = text.isprintable() and "  " not in text
    tidy = tidy and not any(letter in text for letter in _ETH)
    if tidy and unicodedata.is_normalized("NFC", text):
        return text.strip()
    return clean(text)


def read_passages(article: Article) -> tuple[Passage, ...]:
    """Title, lead and paragraphs in order, without empty ones, date lines and related articles.

    A short line (a caption, a byline) does not push the paragraphs after it down in rank.
    """
    passages: list[Passage] = []
    room, rank = _MOST_CHARACTERS, 2
    for place, raw in enumerate((article.title, article.lead or "", *article.body)):
        text = _cleaned(raw[:room])
        room -= len(text)
        if text and not (place > 1 and _is_noise(text)):
            passages.append(passage(text, min(place, rank)))
            rank += place > 1 and len(text) >= _SHORTEST_PARAGRAPH
    return tuple(passages)


def _is_noise(text: str) -> bool:
    return bool(_NOISE.match(text)) or (
        len(text) < 80 and not _LETTERS.search(_DATED.sub("", text))
    )
