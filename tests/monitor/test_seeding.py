"""Articles and seeds from JSONL: what is read, and how a bad line is named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.core.errors import HuunghiError
from monitor.seeding import article_from_json, known_from_json, load_known

GOOD = {"url": "https://vufo.org.vn/a-8-1000.html", "title": "Hội nghị", "published": "2024-07-06"}
SEED = {
    **GOOD,
    "id": "s-1",
    "labels": ["conference"],
    "content_hash": "h",
    "facts": {"event_start": "2024-07-05", "amounts": [], "attendees": 80},
    "fingerprint": {"sample": [1, 2], "features": {}},
}


@pytest.mark.parametrize("body", ["Một.\n\nHai.", ["Một.", " ", "Hai."]])
def test_a_body_is_a_text_or_a_list_of_paragraphs(body: object) -> None:
    assert article_from_json({**GOOD, "body": body}).body == ("Một.", "Hai.")


def test_an_article_without_an_address_has_the_site_it_names() -> None:
    article = article_from_json({"title": "Hội nghị", "site": "kufo.vn", "published": None})
    assert (article.url, article.site, article.published_at) == (None, "kufo.vn", None)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({**GOOD, "body": {"p": 1}}, "body must be a list"),
        ({**GOOD, "body": ["Một", 2]}, "body must be a list"),
        ({**GOOD, "title": None}, "title must be text and is missing"),
        ({**GOOD, "title": " "}, "title must be text"),
        ({**GOOD, "url": 5}, "url must be text"),
        ({**GOOD, "published": 1720224000}, "published must be a date such as 2022-12-02"),
        ({**GOOD, "published": "hôm qua"}, "'hôm qua'"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(record: Mapping[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        article_from_json(record)


def test_a_seed_keeps_its_judgement_and_its_fingerprint() -> None:
    known = known_from_json(SEED)
    assert "seed:s-1" in known.keys
    assert (known.facts.attendees, str(known.facts.event_start)) == (80, "2024-07-05")
    assert known.facts.event_end is None
    assert known.fingerprint.sample == (1, 2)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "is not JSON"),
        (b'{"title": "\xff"}', "is not UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[1]", "must be a JSON object"),
        (json.dumps(GOOD).encode(), "labels is missing"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, line: bytes, told: str) -> None:
    path = tmp_path / "known.jsonl"
    path.write_bytes(json.dumps(SEED).encode() + b"\n\n" + line + b"\n")
    with pytest.raises(HuunghiError, match=rf"known\.jsonl: line 3: .*{told}"):
        list(load_known(path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(HuunghiError, match=r"none\.jsonl: cannot be read"):
        list(load_known(tmp_path / "none.jsonl"))
