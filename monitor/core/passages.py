"""An article as the fact finders read it: title, lead and paragraphs, cleaned, noise left out.

Refused: related-article lines, and all text after the first 30,000 characters (facts stand at the
top, and a page that is longer is hardly one article).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.core.model import Article
from monitor.core.text import clean

_MOST_CHARACTERS = 30_000
_NOISE = re.compile(
    r"(?i)^(?:tin (?:bài )?liên quan|bài liên quan|xem thêm|đọc thêm|có thể bạn quan tâm|tin cùng chuyên mục"
    r"|tin khác|các tin (?:bài )?khác|in bài viết|đường dẫn bài viết|nguồn\s?:|ảnh\s?:|>>|từ khóa)"
)
_SENTENCE_END = re.compile(r"(?<=[\wà-ỹ)”\"’'])[.!?…][\s”\"]+(?=[\"“A-ZÀ-ỸĐ\d])|;\s")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|TS|ThS|PGS|GS|BS|Th\.?S|T\.X|St|Mr|Mrs|Ms|Dr|[A-ZĐ]))\.\s$"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of text. `rank`: 0 title, 1 lead, 2 the first paragraph, 3 the second, and so on."""

    text: str
    rank: int

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What its sentence says before `start` and after `end`."""
        left, right = self._sentence(start, end)
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
        left, right = 0, len(self.text)
        for match in _SENTENCE_END.finditer(self.text):
            if _ABBREVIATION.search(self.text[max(0, match.start() - 4) : match.end()]):
                continue
            if match.end() <= start:
                left = match.end()
            elif match.start() >= end:
                right = match.start()
                break
        return left, right


def read_passages(article: Article) -> tuple[Passage, ...]:
    """Title, lead and paragraphs in order; empty ones keep their rank but are left out."""
    passages: list[Passage] = []
    room = _MOST_CHARACTERS
    for rank, text in enumerate((article.title, article.lead or "", *article.body)):
        text = clean(text[:room])
        if text and not (rank > 1 and _NOISE.match(text)):
            passages.append(Passage(text, rank))
        room -= len(text)
        if room <= 0:
            break
    return tuple(passages)
