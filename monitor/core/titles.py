"""ALL-CAPS titles into sentence case. Refuses to touch a title that is not shouting.

The case of a word comes from the article's own text where the words stand there in a row, from
the names in `proper_names`, and from what stands before it ("tỉnh …", "ông …"). A word that no
Vietnamese syllable looks like is an abbreviation or a foreign name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.proper_names import (
    ABBREVIATIONS,
    LONGEST,
    MORE_SURNAMES,
    NOT_A_NAME,
    PHRASES,
    PLACE_WORDS,
    SURNAMES,
    TITLES,
    stands_alone,
)
from monitor.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_ROMAN = re.compile(r"[IVX]+")
# Onset, vowels, coda of a Vietnamese syllable without its marks.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|oo|ua|uay|ue|ui|uo|uoi|"
    r"uou|uu|uy|uya|uye|uyu|ya|ye|yeu)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)
_AT_A_PLACE = frozenset(("tại", "ở", "nước", "phố"))
_ORDINAL_WORDS = frozenset(
    ("thứ", "khóa", "khoá", "kỳ", "quý", "cụm", "đợt", "loại", "hạng", "phần", "kì", "tập")
)
_SENTENCE_END = re.compile(r"[.!?:…]\s+[\"“«(]*$")
_SHORT = 5  # letters of an abbreviation that nobody listed
_MIN_LETTERS = 12
_MIN_RUN = 4  # capitals in a row that are no name and no abbreviation
_SHOUTING = 0.6  # share of capitals; mixed titles of the corpus stay under .45, capitals have 1.0


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    lower: str
    before: str  # what stands between the word before and this one


def sentence_case(title: str, cased: str | None = None) -> str:
    """`title` in sentence case if it is written in capitals; else as it is.

    `cased` is text of the same article in ordinary case.
    """
    tokens = _tokens(title)
    loud = _loud(tokens)
    if not any(loud):
        return title
    forms = _forms(tokens, cased or "")
    tail = title[sum(len(token.before) + len(token.text) for token in tokens) :]
    words = (
        token.before + (form if is_loud else token.text)
        for token, form, is_loud in zip(tokens, forms, loud, strict=True)
    )
    return "".join(words) + tail


def _tokens(text: str) -> list[_Token]:
    tokens, end = [], 0
    for match in _WORD.finditer(text):
        tokens.append(_Token(match[0], match[0].lower(), text[end : match.start()]))
        end = match.end()
    return tokens


def _loud(tokens: Sequence[_Token]) -> list[bool]:
    """Which words are to be recased: all of a title in capitals, else its long runs of them."""
    letters = [char for token in tokens for char in token.text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    if len(letters) >= _MIN_LETTERS and capitals >= _SHOUTING * len(letters):
        return [token.text.isupper() for token in tokens]
    loud = [False] * len(tokens)
    start = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and _is_loud_syllable(tokens[index].text):
            continue
        if index - start >= _MIN_RUN:
            loud[start:index] = [True] * (index - start)
        start = index + 1
    return loud


def _is_loud_syllable(word: str) -> bool:
    return word.isdigit() or (word.isupper() and word not in ABBREVIATIONS and _is_syllable(word))


def _is_syllable(word: str) -> bool:
    return bool(_SYLLABLE.fullmatch(fold(word)))


def _forms(tokens: Sequence[_Token], cased: str) -> list[str]:
    printed = _Printed(cased)
    forms: list[str] = []
    while len(forms) < len(tokens):
        forms.extend(_next_forms(tokens, len(forms), printed))
    for index, token in enumerate(tokens):
        if _begins_sentence(tokens, index):
            forms[index] = _capital(forms[index])
        elif token.text.isdigit():
            forms[index] = token.text
    return forms


def _begins_sentence(tokens: Sequence[_Token], index: int) -> bool:
    if index == 0:
        return True
    return bool(_SENTENCE_END.search(tokens[index].before))


def _next_forms(tokens: Sequence[_Token], at: int, printed: _Printed) -> Sequence[str]:
    """The forms of the next word or words.

    A known name wins over a shorter row of the article's text; that row over what is guessed from
    the word before; and that over the word alone.
    """
    row, name = printed.longest(tokens, at), _as_name(tokens, at)
    if row or name:
        return name if len(name) > len(row) else row
    guess = _as_person(tokens, at)
    if not guess and not printed.knows(tokens[at]):
        guess = _as_place(tokens, at)
    return guess or (printed.alone(tokens[at]) or _alone(tokens, at),)


def _as_name(tokens: Sequence[_Token], at: int) -> Sequence[str]:
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        phrase = tuple(token.lower for token in tokens[at : at + length])
        if phrase in PHRASES and (stands_alone(phrase) or _is_place(tokens, at, length)):
            return PHRASES[phrase]
    return ()


def _is_place(tokens: Sequence[_Token], at: int, length: int) -> bool:
    """After a word for a place, or as the title's own dateline: "Thái Bình: …"."""
    if at == 0:
        return at + length < len(tokens) and tokens[length].before.startswith(":")
    before = tokens[at - 1].lower
    return before in PLACE_WORDS or before in _AT_A_PLACE


def _as_person(tokens: Sequence[_Token], at: int) -> Sequence[str]:
    """A surname and the two words after it, a third where a title stands before."""
    word = tokens[at].lower
    titled = at > 0 and tokens[at - 1].lower in TITLES
    if not (word in SURNAMES or (titled and word in MORE_SURNAMES)):
        return ()
    name = [_capital(word)]
    for token in tokens[at + 1 : at + 3]:
        if token.before != " " or token.lower in NOT_A_NAME or not _is_syllable(token.text):
            break
        name.append(_capital(token.lower))
    return name if len(name) > 1 else ()


def _as_place(tokens: Sequence[_Token], at: int) -> Sequence[str]:
    """The two words after "huyện", "xã" and their like."""
    before = tokens[at - 1].lower if at else ""
    two = f"{tokens[at - 2].lower} {before}" if at > 1 else ""
    if before not in PLACE_WORDS and two not in PLACE_WORDS:
        return ()
    name: list[str] = []
    for token in tokens[at : at + 2]:
        joined = token.before in (" ", " - ") and _is_syllable(token.text)
        if not joined or token.lower in NOT_A_NAME:
            break
        name.append(_capital(token.lower))
    return name if len(name) > 1 else ()


def _alone(tokens: Sequence[_Token], at: int) -> str:
    word = tokens[at].text
    before = tokens[at - 1].lower if at else ""
    if word in ABBREVIATIONS or (_ROMAN.fullmatch(word) and before in _ORDINAL_WORDS):
        return word
    if any(char.isdigit() for char in word):
        return word
    if len(word) == 1 or _is_syllable(word):
        return word.lower()
    short = len(word) <= _SHORT and not _foreign_neighbour(tokens, at)
    return word if short else word.capitalize()


def _foreign_neighbour(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the word is one of several foreign ones in a row: a name, no abbreviation."""
    pairs = ((at, at - 1), (at + 1, at + 1))
    return any(
        0 <= other < len(tokens) and tokens[gap].before == " " and _is_foreign(tokens[other].text)
        for gap, other in pairs
    )


def _is_foreign(word: str) -> bool:
    return word.isalpha() and word not in ABBREVIATIONS and not _is_syllable(word)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


class _Printed:
    """The article's text, asked for the case of words that stand in a row in it."""

    def __init__(self, text: str) -> None:
        tokens = _tokens(text)
        quiet = [not loud for loud in _loud(tokens)]
        self._tokens = tokens
        self._at: dict[str, list[int]] = {}
        for index, token in enumerate(tokens):
            if quiet[index]:
                self._at.setdefault(token.lower, []).append(index)

    def knows(self, token: _Token) -> bool:
        """Whether the word stands in the text in lower case."""
        return any(self._tokens[index].text.islower() for index in self._at.get(token.lower, ()))

    def alone(self, token: _Token) -> str:
        """The word's case where it is always the same inside sentences; "" where it is not."""
        inside = {
            self._tokens[index].text
            for index in self._at.get(token.lower, ())
            if not _opens(self._tokens, index)
        }
        return inside.pop() if len(inside) == 1 else ""

    def longest(self, tokens: Sequence[_Token], at: int) -> Sequence[str]:
        """The longest row of two or more title words that stands in the text, as printed there."""
        best: Sequence[str] = ()
        for start in self._at.get(tokens[at].lower, ()):
            length = self._common(tokens, at, start)
            if length >= 2 and length > len(best):
                best = self._row(start, length)
        return best

    def _common(self, tokens: Sequence[_Token], at: int, start: int) -> int:
        length = 0
        for mine, theirs in zip(tokens[at:], self._tokens[start:], strict=False):
            if mine.lower != theirs.lower:
                break
            length += 1
        return length

    def _row(self, start: int, length: int) -> Sequence[str]:
        """As printed; a sentence's first word takes the case that it has elsewhere, else lower."""
        row = [token.text for token in self._tokens[start : start + length]]
        for offset in range(length):
            if _opens(self._tokens, start + offset):
                row[offset] = self._inside(self._tokens[start + offset])
        return row

    def _inside(self, token: _Token) -> str:
        usual = self.alone(token)
        return usual or (token.text if token.text.isupper() else token.lower)


def _opens(tokens: Sequence[_Token], index: int) -> bool:
    before = tokens[index].before
    return index == 0 or bool(_SENTENCE_END.search(before)) or "\n" in before
