"""Bytes to text, when header, byte order mark, meta and content disagree. Never raises.

The content decides: what is valid UTF-8 is UTF-8, whatever the labels say. Text that is not is
read as the labels say, or as the Vietnamese code page where that makes more sense.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE
)
_PROLOG = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,30})""")
_HEAD = 4096  # bytes in which a label is looked for; HTML's own rule is 1024, real pages exceed it
# Labels that browsers read as windows-1252 and that real sites put on anything.
_WESTERN = frozenset({"iso8859-1", "cp1252", "ascii", "latin-1", "iso8859-15"})
_KNOWN = re.compile(
    r"cp\d+|iso8859-\d+|iso8859_\d+|gb18030|gbk|gb2312|big5|big5hkscs|euc_(?:jp|kr|jis_2004)"
    r"|shift_jis|iso2022_jp|koi8-[ru]|tis-620|mac-roman|ascii|utf-8|utf-16(?:-[bl]e)?"
)
# Beginnings of what _STRONG finds, in UTF-8.
_SPOILT = re.compile(b"\xc3(?:[\x83\x84\x86]|\xa1\xc2[\xba\xbb]|\xa2(?:\xc2\x80|\xe2\x82\xac))")
_MARKS = (b"\xcc", b"\xcd")  # the lead bytes of combining marks in UTF-8
_STRAY = re.compile(r"[\udc80-\udcff]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def decode(content: bytes, charset: str | None = None) -> str:
    """The text of `content` in NFC; `charset` is what the HTTP header says, if anything.

    A byte that fits nowhere becomes U+FFFD. UTF-8 that was once read as Latin-1 is repaired.
    """
    text = _decode(content, charset)
    if text.isascii():
        return text
    if any(mark in content for mark in _MARKS) and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return (repair_mojibake(text) if _SPOILT.search(content) else text).removeprefix("\ufeff")


def _decode(content: bytes, charset: str | None) -> str:
    for bom, name in _BOMS:
        if content.startswith(bom) and (name == "utf-8" or _is_wide(content)):
            return _mended(content[len(bom) :].decode(name, "replace"))
    if wide := _wide_codec(content):
        return _mended(content.decode(wide, "replace"))
    if b"\x1b$" in content and "iso2022_jp" in _labels(content, charset):
        return content.decode("iso2022_jp", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _mended(_decode_other(content, _labels(content, charset)))


def _mended(text: str) -> str:
    return repair_mojibake(unicodedata.normalize("NFC", text))


def _labels(content: bytes, charset: str | None) -> tuple[str, ...]:
    """The codecs named by header, meta and XML prolog, in that order, as far as we know them."""
    names = [charset or ""]
    head = content[:_HEAD]
    for pattern in (_META, _PROLOG):
        if match := pattern.search(head):
            names.append(match[1].decode("ascii", "replace"))
    return tuple(codec for name in names if (codec := _codec(name)))


def _codec(name: str) -> str | None:
    """Python's name of an encoding, None for what is no text encoding or is not known."""
    try:
        codec = codecs.lookup(name.strip().strip("\"';")).name
    except (LookupError, ValueError):
        return None
    return codec if _KNOWN.fullmatch(codec) else None


def _is_wide(content: bytes) -> bool:
    """Whether it looks like two bytes a letter: UTF-8 and code pages hold hardly any NUL."""
    sample = content[:2000]
    return sample.count(0) * 5 > len(sample)


def _wide_codec(content: bytes) -> str | None:
    if not _is_wide(content):
        return None
    sample = content[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _decode_other(content: bytes, labels: tuple[str, ...]) -> str:
    """Content that is not quite UTF-8, or something else altogether."""
    strays = content.decode("utf-8", "surrogateescape")
    bad = sum(len(run) for run in _STRAY.findall(strays))
    good = len(strays) - len(strays.encode("ascii", "ignore")) - bad
    if good > bad:
        return _STRAY.sub(_stray, strays)
    for label in labels:
        if label in _WESTERN or label.startswith("utf-"):
            continue
        try:
            return content.decode(label)
        except UnicodeDecodeError as error:
            if error.start > len(content) * 0.98 or label == "cp1258":
                return content.decode(label, "replace")
    return _decode_western(content)


def _stray(match: re.Match[str]) -> str:
    """What bytes that are no UTF-8 stand for: a quotation mark or a space of windows-1252."""
    raw = bytes(ord(char) - 0xDC00 for char in match[0])
    text = raw.decode("cp1252", "replace")
    return "\ufffd" if any(char.isalnum() or char in "ºª»¿¡" for char in text) else text


def _decode_western(content: bytes) -> str:
    """windows-1258 where its tone marks find their vowels, else windows-1252."""
    vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    placed = sum(1 for char in vietnamese if "\u1ea0" <= char <= "\u1ef9")
    lost = sum(1 for char in vietnamese if char in _TONES)
    if placed > 4 * lost and placed >= 2:
        return vietnamese
    return content.decode("cp1252", "replace")


def _byte_of() -> dict[str, int]:
    """The byte that each letter of windows-1252 (or Latin-1, for its holes) was read from."""
    table = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        char = bytes([byte]).decode("cp1252", "ignore")
        if char:
            table[char] = byte
    return table


_BYTE_OF = _byte_of()
_CONT = "[" + "".join(re.escape(c) for c, byte in _BYTE_OF.items() if byte < 0xC0) + "]"
# Vietnamese in UTF-8 is full of E1 BA xx, E1 BB xx, C6 A0/A1/AF/B0, C4 90/91; quotes are E2 80 xx.
# As Latin-1 these are pairs that no language writes.
_STRONG = re.compile(
    f"\u00e1[\u00ba\u00bb]{_CONT}|\u00c6[\u00a0\u00a1\u00af\u00b0]"
    f"|\u00c4[\u0082\u0083\u0090\u0091\u0192\u201a\u2018]|\u00e2[\u0080\u20ac]{_CONT}"
    f"|\u00c3[\u0080-\u009f\u00a1-\u00bf]|\u00c3\u201d(?=[A-Za-z])"
)
_SEQUENCE = re.compile(f"[\u00e0-\u00ef]{_CONT}{_CONT}|[\u00c2-\u00df]{_CONT}")
_RUN = re.compile(r"[^<>\n]+")
_PROPER = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def repair_mojibake(text: str) -> str:
    """UTF-8 that was read as Latin-1 or windows-1252 somewhere, put right; the rest untouched.

    Judged run by run (between tags), as often only the title or only the body is spoilt.
    """
    for _ in range(2):  # some pages went through it twice
        if text.isascii() or _STRONG.search(text) is None:
            break
        text = _RUN.sub(_repair_run, text)
    return text


def _repair_run(match: re.Match[str]) -> str:
    run = match[0]
    if run.isascii():
        return run
    strong = len(_STRONG.findall(run))
    if not strong or strong < len(_PROPER.findall(run)):
        return run
    return _SEQUENCE.sub(_repair_sequence, run)


def _repair_sequence(match: re.Match[str]) -> str:
    raw = bytes(_BYTE_OF[char] for char in match[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
