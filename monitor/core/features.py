"""How an article is read before its kind is judged: words and concepts, sentence by sentence.

An article is read in four parts: title, lead, opening (the body's first sentences) and body.
Each gives its words, with tone marks kept, and the concepts of lexicon.py where they stand.
It judges nothing, and it reads no more than the body's first BODY_LIMIT characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.core.lexicon import NOTHING, phrases

BODY_LIMIT = 6000  # characters; the corpus' longest body has 2,128
OPENING_SENTENCES = 2
OPENING = "opening"
STOP = "¶"
PAIR_REACH = 8  # concepts further apart than this many others do not make a pair

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:\-]\d+)*|[.!?;:\n…]")
_STOPS = frozenset(".!?;\n…:")
_ABBREVIATION = frozenset(
    ("tp", "ts", "ths", "pgs", "gs", "st", "mr", "mrs", "dr", "bs", "ks", "tx")
)
_OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONES = dict(zip(_OLD_TONES.split(), _NEW_TONES.split(), strict=True))
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")
_TEASER = re.compile(
    r"\W*(?:(?:tin |bài |tin bài |các tin )(?:có )?liên quan|xem thêm|đọc thêm|tin khác|"
    r"có thể bạn quan tâm|mời (?:bạn|quý) đọc|related (?:news|articles)|read more|see also)\b",
    re.IGNORECASE,
)
_MONEY = frozenset(
    """tỷ tỉ triệu nghìn ngàn đồng usd đô euro eur aud yên yen won krw vnd vnđ bảng million billion
    dollars""".split()  # noqa: SIM905
)
_DATED = frozenset(("ngày", "sáng", "chiều", "tối", "tháng"))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an article. `kept` says which of the text's raw tokens the tokens are."""

    name: str
    text: str
    tokens: Sequence[str]
    kept: Sequence[int]
    concepts: Sequence[tuple[str, int, int]]  # concept, first token, number of tokens


def places(part: Part) -> list[tuple[int, int]]:
    """Where in the part's text each of its tokens stands."""
    raw = _spans(part.text)
    return [raw[number] for number in part.kept]


@lru_cache(maxsize=4)  # the opening's text is the body's
def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(_plain(text))]


@lru_cache(maxsize=8)  # what is tokenized is often looked at again, for evidence
def _plain(text: str) -> str:
    """Lower case, tone marks in one style; every letter keeps its place."""
    low = text.lower()
    if len(low) != len(text):  # a few letters of other scripts become two
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return _TONE.sub(lambda match: _TONES[match.group()], low)


def _number(raw: str) -> str:
    if "/" in raw or raw.count("-") == 2:
        return "0/0"
    if len(raw) == 4 and raw[:2] in ("19", "20"):
        return "0000"
    return "0"


def tokenize(text: str) -> tuple[list[str], list[int]]:
    """Words in one style, numbers as 0, 0000 (a year) or 0/0 (a date), stops as ¶.

    With them the number of each among the raw tokens: stops that end no sentence are left out.
    """
    tokens: list[str] = []
    kept: list[int] = []
    last = STOP
    for number, raw in enumerate(_TOKEN.findall(_plain(text))):
        token = raw
        if raw.isalpha():
            """A word, as most are."""
        elif raw in _STOPS:
            if last == STOP or (raw == "." and (last in _ABBREVIATION or len(last) == 1)):
                continue
            token = STOP
        elif raw[0].isdigit():
            token = _number(raw)
        last = token
        tokens.append(token)
        kept.append(number)
    return tokens, kept


class Tagger:
    """Finds the concepts of a token sequence: longest match first, no overlap."""

    def __init__(self) -> None:
        self._concepts: dict[str, str] = {}
        sizes: dict[str, set[int]] = {}
        for phrase, concept in phrases().items():
            tokens = tokenize(phrase)[0]
            self._concepts[" ".join(tokens)] = concept
            sizes.setdefault(tokens[0], set()).add(len(tokens))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}
        self._openers = self._sizes.keys() | _DATED | {"0", "0/0", STOP}

    def tag(self, tokens: Sequence[str]) -> list[tuple[str, int, int]]:
        """(concept, first token, number of tokens), in order of appearance."""
        found: list[tuple[str, int, int]] = []
        end = 0
        openers = self._openers
        for at in [at for at, token in enumerate(tokens) if token in openers]:
            if at < end:
                continue
            concept, size = self._at(tokens, at)
            end = at + size
            if concept and concept != NOTHING:
                found.append((concept, at, size))
        return found

    def _at(self, tokens: Sequence[str], at: int) -> tuple[str, int]:
        first = tokens[at]
        if first == STOP:
            return STOP, 1
        for size in self._sizes.get(first, ()):  # the longest first
            concept = self._concepts.get(" ".join(tokens[at : at + size]) if size > 1 else first)
            if concept and at + size <= len(tokens):
                return concept, size
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if first == "0" and following in _MONEY:
            return "MONEY", 2
        if first == "0/0" or (first in _DATED and following[:1] == "0"):
            return "DATE", 1
        return "", 1


def parts(title: str, lead: str, body: Sequence[str], tagger: Tagger) -> tuple[Part, ...]:
    """Title, lead, opening and body, in NFC. The opening is read again as part of the body.

    Paragraphs that point to other articles ("Xem thêm: …") are left out.
    """
    own = [paragraph for paragraph in body if not _TEASER.match(paragraph)]
    text = unicodedata.normalize("NFC", "\n".join(own)[:BODY_LIMIT])
    whole = _part("body", text, tagger)
    return (
        _part("title", unicodedata.normalize("NFC", title), tagger),
        _part("lead", unicodedata.normalize("NFC", lead), tagger),
        _opening(whole),
        whole,
    )


def _part(name: str, text: str, tagger: Tagger) -> Part:
    tokens, kept = tokenize(text)
    return Part(name, text, tokens, kept, tagger.tag(tokens))


def _opening(body: Part) -> Part:
    end = len(body.tokens)
    stops = 0
    for index, token in enumerate(body.tokens):
        if token == STOP:
            stops += 1
            if stops == OPENING_SENTENCES:
                end = index + 1
                break
    inside = [concept for concept in body.concepts if concept[1] < end]
    return Part(OPENING, body.text, body.tokens[:end], body.kept, inside)


def sentences(part: Part) -> Iterator[list[tuple[str, int, int]]]:
    """The part's concepts, sentence by sentence; sentences without any are left out."""
    sentence: list[tuple[str, int, int]] = []
    for tagged in part.concepts:
        if tagged[0] != STOP:
            sentence.append(tagged)
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence
