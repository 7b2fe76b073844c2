"""Files that are no pages, told by their first bytes: many a server calls a PDF a page."""

from __future__ import annotations

_SIGNS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"Rar!\x1a\x07", "an archive"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"\x1f\x8b\x08", "a packed file"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"OggS\x00", "a sound"),
    (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x1cftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"\x7fELF", "a program"),
)


def binary_kind(content: bytes) -> str | None:
    """What a file is that is no page, in words; None where its first bytes say nothing of it."""
    start = content[:1024].lstrip(b" \t\r\n\xef\xbb\xbf")
    return next((kind for sign, kind in _SIGNS if start.startswith(sign)), None)
