"""Bytes of Vietnamese pages in every wrong dress come out as the same text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.encoding import decode, repair_mojibake

TEXT = (
    "Hội nghị tập huấn công tác đối ngoại nhân dân tại Đắk Lắk: “Văn hoá, hữu nghị”. "
    "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH KHÁNH HÒA, ngày 5 tháng 7, trao học bổng cho trẻ em nghèo."
)
PAGE = f"<html><head><title>{TEXT}</title></head><body><p>{TEXT}</p></body></html>"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text: str) -> bytes:
    """Vietnamese as the code page wants it: base letters composed, tone marks apart."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            base = "".join(part for part in parts if part not in _TONES)
            tones = "".join(part for part in parts if part in _TONES)
            out += (unicodedata.normalize("NFC", base) + tones).encode("cp1258")
    return bytes(out)


def as_western(text: str) -> str:
    """UTF-8 as a program sees it that believes in windows-1252 and keeps its holes."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "label", [None, "utf-8", "utf-16", "iso-8859-1", "windows-1252", "x-unknown", "rot13", "idna"]
)
def test_valid_utf8_is_utf8_whatever_the_header_says(label: str | None) -> None:
    assert decode(PAGE.encode(), label) == PAGE


@pytest.mark.parametrize("label", ["utf-16", "windows-1258", "gb2312"])
def test_valid_utf8_is_utf8_whatever_its_meta_says(label: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">{PAGE}'
    assert decode(page.encode()) == page


@pytest.mark.parametrize("label", [None, "windows-1258", "iso-8859-1", "utf-8", "utf-16"])
def test_windows_1258_is_recognised_under_any_label(label: str | None) -> None:
    assert decode(cp1258(PAGE), label) == PAGE


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_obeyed_and_dropped(bom: bytes) -> None:
    codec = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}[bom]
    assert decode(bom + PAGE.encode(codec), "iso-8859-1") == PAGE


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_recognised(codec: str) -> None:
    assert decode(PAGE.encode(codec), "utf-8") == PAGE


def test_a_utf16_mark_before_utf8_is_not_believed() -> None:
    assert TEXT in decode(b"\xff\xfe" + PAGE.encode())


def test_nul_bytes_everywhere_are_no_utf16() -> None:
    assert decode(b"\x00" * 50) == "\x00" * 50


@pytest.mark.parametrize("at", [10, 200, -30])
def test_one_bad_byte_spoils_nothing_but_itself(at: int) -> None:
    raw = PAGE.encode()
    while raw[at] & 0xC0 == 0x80:  # not within a letter
        at += 1
    spoilt = decode(raw[:at] + b"\xff" + raw[at:], "utf-8")
    assert spoilt.replace("\ufffd", "") == PAGE


def test_stray_quotes_and_spaces_of_windows_1252_are_read() -> None:
    raw = (
        TEXT.encode()
        + b" \x93H\xc3\xb2a\x94\xa0b\xc3\xacnh \x96 h\xe1\xbb\xafu \xe9\xe9 ngh\xe1\xbb\x8b"
    )
    assert decode(raw).endswith("“Hòa”\xa0bình – hữu \ufffd nghị")


def test_decomposed_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", PAGE).encode()) == PAGE


@pytest.mark.parametrize("times", [1, 2])
def test_utf8_read_as_windows_1252_is_repaired(times: int) -> None:
    spoilt = PAGE
    for _ in range(times):
        spoilt = as_western(spoilt)
    assert decode(spoilt.encode()) == PAGE


def test_utf8_read_as_latin1_is_repaired() -> None:
    assert decode(PAGE.encode().decode("latin-1").encode()) == PAGE


def test_only_the_spoilt_part_is_repaired() -> None:
    page = f"<h1>{as_western(TEXT)}</h1><p>HỢP TÁC XÃ” và XÃ\u00a0HỘI</p>"
    assert decode(page.encode()) == f"<h1>{TEXT}</h1><p>HỢP TÁC XÃ” và XÃ\u00a0HỘI</p>"


def test_a_sequence_that_is_no_utf8_stays() -> None:
    assert repair_mojibake("á»‡ à\u0080\u0080") == "ệ à\u0080\u0080"


@pytest.mark.parametrize(
    ("codec", "label", "text"),
    [
        ("iso-8859-1", None, "Déjà vu, garçon"),
        ("gb18030", "gb2312", "越南友好组织联合会"),
        ("shift_jis", "Shift_JIS", "ベトナム友好"),
        ("iso2022_jp", "iso-2022-jp", "ベトナム友好"),
        ("koi8-r", "koi8-r", "Союз обществ дружбы"),
    ],
)
def test_other_languages_are_read_as_labelled(codec: str, label: str | None, text: str) -> None:
    assert decode(text.encode(codec), label) == text


def test_a_label_that_cannot_be_is_left_aside() -> None:
    assert decode("Déjà vu".encode("cp1252") + b"\x81x" * 20, "shift_jis").startswith("D")


def test_a_truncated_multibyte_page_keeps_what_came() -> None:
    raw = ("越南友好组织联合会" * 60).encode("gb18030")[:-1]
    assert decode(raw, "gb18030").startswith("越南友好")


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=12)))
def test_any_bytes_become_text(content: bytes, charset: str | None) -> None:
    assert isinstance(decode(content, charset), str)
