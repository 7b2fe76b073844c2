"""How an article is read before its kind is judged: words and concepts, sentence by sentence.

An article is read in four parts: title, lead, opening (the body's first sentences) and body.
Each gives its words, with tone marks kept, and the concepts of lexicon.py where they stand.
It judges nothing, and it reads no more than the body's first BODY_LIMIT characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice

from monitor.core.lexicon import NOTHING, phrases
from monitor.core.slotted import dataclass
from monitor.core.tokens import DATE, NUMBER, STOP, YEAR, Tokens, tokenize

BODY_LIMIT = 6000  # characters; the corpus' longest body has 2,128
OPENING_SENTENCES = 2
OPENING = "opening"
PAIR_REACH = 8  # concepts further apart than this many others do not make a pair

_TEASER = re.compile(
    r"\W*(?:(?:tin |bài |tin bài |các tin )(?:có )?liên quan|xem thêm|đọc thêm|tin khác|"
    r"có thể bạn quan tâm|mời (?:bạn|quý) đọc|related (?:news|articles)|read more|see also)\b",
    re.IGNORECASE,
)
_MONEY = """tỷ tỉ triệu nghìn ngàn đồng usd đô euro eur aud yên yen won krw vnd vnđ bảng million
    billion dollars"""
_DATED = "ngày sáng chiều tối tháng"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The concepts of a sentence that has any, in order of appearance.

    `places` says of each where it stands: its first token, and how many it has.
    """

    names: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an article."""

    name: str
    text: Tokens
    tokens: Sequence[str]
    sentences: Sequence[Sentence]


@dataclass(slots=True)
class _Node:
    """Words that begin a phrase: the words that go on, and what they mean if they end here."""

    following: dict[str, _Node]
    concept: str = ""
    size: int = 0


class Tagger:
    """Finds the concepts of a token sequence: longest match first, no overlap."""

    def __init__(self) -> None:
        self._start = _Node({})
        for phrase, concept in phrases().items():
            self._learn(tokenize(phrase).words, concept)
        for unit in _MONEY.split():
            self._learn((NUMBER, unit), "MONEY")
        self._learn((DATE,), "DATE")
        for word in _DATED.split():
            for number in (NUMBER, YEAR, DATE):
                self._learn((word, number), "DATE", 1)  # what is counted or dated comes next
        self._learn((STOP,), STOP)

    def _learn(self, words: Sequence[str], concept: str, size: int | None = None) -> None:
        node = self._start
        for word in words:
            node = node.following.setdefault(word, _Node({}))
        node.concept, node.size = concept, size or len(words)

    def tag(self, tokens: Sequence[str]) -> list[Sentence]:
        """The concepts, sentence by sentence; sentences without any are left out."""
        found: list[tuple[list[str], list[tuple[int, int]]]] = [([], [])]
        names, places = found[0]
        end = 0
        openers = map(self._start.following.get, tokens)
        for at, opener in [(at, opener) for at, opener in enumerate(openers) if opener]:
            if at < end:
                continue
            node = _longest(opener, tokens, at + 1)
            end = at + node.size
            if node.concept == STOP:
                names, places = [], []
                found.append((names, places))
            elif node.concept and node.concept != NOTHING:
                names.append(node.concept)
                places.append((at, node.size))
        return [Sentence(tuple(names), tuple(places)) for names, places in found if names]


def _longest(node: _Node, tokens: Sequence[str], at: int) -> _Node:
    """The longest phrase that goes on from `node` with the token `at`; `node` where none does."""
    best, end = node, len(tokens)
    while at < end and (following := node.following.get(tokens[at])):
        node = following
        if node.concept:
            best = node
        at += 1
    return best


def parts(title: str, lead: str, body: Sequence[str], tagger: Tagger) -> tuple[Part, ...]:
    """Title, lead, opening and body, in NFC. The opening is read again as part of the body.

    Paragraphs that point to other articles ("Xem thêm: …") are left out.
    """
    own = [paragraph for paragraph in body if not _TEASER.match(paragraph)]
    whole = _part("body", "\n".join(own)[:BODY_LIMIT], tagger)
    return (_part("title", title, tagger), _part("lead", lead, tagger), _opening(whole), whole)


def _part(name: str, text: str, tagger: Tagger) -> Part:
    read = tokenize(unicodedata.normalize("NFC", text))
    return Part(name, read, read.words, tagger.tag(read.words))


def _opening(body: Part) -> Part:
    stops = (at for at, token in enumerate(body.tokens) if token == STOP)
    end = next(islice(stops, OPENING_SENTENCES - 1, None), len(body.tokens)) + 1
    inside = [sentence for sentence in body.sentences if sentence.places[0][0] < end]
    return Part(OPENING, body.text, body.tokens[:end], inside)
