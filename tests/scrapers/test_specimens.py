"""Pages that could not be read are kept for whoever mends the reader, and not without end."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from monitor.core.model import Source
from scrapers.specimens import KEPT, keep_specimen
from tests.scrapers.pages import page_of

SOURCE = Source(key="vufo", name="VUFO", home="https://vufo.org.vn/")


def test_a_specimen_is_the_page_as_it_came_and_tells_its_address(tmp_path: Path) -> None:
    page = page_of(b"\x00\xffb\xe1d", "https://vufo.org.vn/tin-1-2.html")
    kept = keep_specimen(tmp_path, SOURCE, page)
    address, _, content = gzip.decompress(kept.read_bytes()).partition(b"\n")
    assert (address.decode(), content) == (page.url, page.content)
    assert kept.parent == tmp_path / "vufo"
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_the_same_page_is_kept_once_however_often_it_fails(tmp_path: Path) -> None:
    page = page_of("hỏng")
    later = replace(page, fetched_at=page.fetched_at + timedelta(days=1))
    assert keep_specimen(tmp_path, SOURCE, page) == keep_specimen(tmp_path, SOURCE, later)


def test_the_oldest_specimens_make_room(tmp_path: Path) -> None:
    first = page_of("0")
    kept = [
        keep_specimen(
            tmp_path,
            SOURCE,
            replace(first, content=b"%d" % n, fetched_at=first.fetched_at + timedelta(hours=n)),
        )
        for n in range(KEPT + 2)
    ]
    assert sorted((tmp_path / "vufo").iterdir()) == kept[2:]
