"""Writes seeds/known.jsonl: the identity and the fingerprint of the five historical articles.

`python scripts/make_known.py FOLDER` reads their texts from FOLDER, as plain text; none of their
sentences is written. To be run again whenever the fingerprint changes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.core.dates import parse_datetime
from monitor.core.model import Judged, Page, Validators
from monitor.core.urls import canonicalise
from monitor.judging import Judging
from scrapers.article import parse_article

ROOT = Path(__file__).resolve().parents[1]
READ_AT = datetime(2026, 11, 21, tzinfo=UTC)  # when the texts were taken; no date may lie later

# What is known of each from its text and its site: titles are ours, addresses are evidenced.
IDENTITIES: dict[str, dict[str, Any]] = {
    "000": {
        "url": "https://thoidai.com.vn/tap-huan-cong-tac-doi-ngoai-nhan-dan-cho-18-lien-hiep-"
        "dia-phuong-khu-vuc-phia-nam-179391.html",
        "site": "thoidai.com.vn",
        "source": "thoidai",
        "published": "2022-12-02T14:08:00+07:00",
        "title": "Tập huấn cho 18 Liên hiệp hữu nghị phía Nam",
        "labels": ["training", "conference"],
        "facts": {"event_start": "2022-12-02"},
    },
    "001": {
        "url": None,
        "site": "thoidai.com.vn",
        "source": "thoidai",
        "published": None,
        "title": "Hội nghị toàn quốc đối ngoại nhân dân tại Cao Bằng, 2022",
        "labels": ["conference"],
        "facts": {
            "event_start": "2022-07-06",
            "event_end": "2022-07-08",
            "provinces": ["Cao Bằng"],
            "provinces_2025": ["Cao Bằng"],
            "attendees": 200,
        },
    },
    "002": {
        "url": None,
        "site": "kufo.vn",
        "source": "kiengiang",
        "published": "2022-10-04",
        "title": "Hội nghị chia sẻ kinh nghiệm đối ngoại nhân dân Cụm số 5",
        "labels": ["conference"],
        "facts": {
            "event_start": "2022-05-27",
            "provinces": ["Đồng Tháp"],
            "provinces_2025": ["Đồng Tháp"],
        },
    },
    "003": {
        "url": None,
        "site": "thoidai.com.vn",
        "source": "thoidai",
        "published": "2023-01-10T06:04:00+07:00",
        "title": "Ban Thường vụ VUFO bàn công tác năm 2023",
        "labels": ["conference"],
        "facts": {
            "event_start": "2023-01-09",
            "provinces": ["Hà Nội"],
            "provinces_2025": ["Hà Nội"],
        },
    },
    "004": {
        "url": "http://dnnd.vn/toa-dam-cong-tac-doi-ngoai-nhan-dan-trong-giai-doan-hien-nay/",
        "site": "dnnd.vn",
        "source": "khanhhoa",
        "published": None,
        "title": "Tọa đàm đối ngoại nhân dân tại Khánh Hòa",
        "labels": ["conference"],
        "facts": {"provinces": ["Khánh Hòa"], "provinces_2025": ["Khánh Hòa"]},
    },
}


def main(folder: Path) -> None:
    """Write a line for each text, in order."""
    lines = [json.dumps(_known(path), ensure_ascii=False) for path in sorted(folder.glob("*.txt"))]
    (ROOT / "seeds" / "known.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} articles written to seeds/known.jsonl")


def read_text(path: Path, url: str | None = None) -> Judged:
    """The text at `path` as the bot reads and judges it, with or without its address."""
    page = Page(
        url=url or "",
        requested_url=url or "",
        status=200,
        content=path.read_bytes(),
        content_type="text/plain",
        charset="utf-8",
        fetched_at=READ_AT,
        validators=Validators(),
    )
    return Judging().judge(parse_article(page))


def _known(path: Path) -> dict[str, Any]:
    number = path.name.split("_")[0]
    identity = IDENTITIES[number]
    judged = read_text(path, identity["url"])
    published = identity["published"] and parse_datetime(identity["published"])
    article = replace(
        judged.article,
        canonical_url=identity["url"] and canonicalise(identity["url"]),
        published_at=published or judged.article.published_at,
    )
    again = Judging().judge(article)
    return {
        "id": number,
        **identity,
        "content_hash": again.content_hash,
        "fingerprint": {
            "sample": list(again.fingerprint.sample),
            "features": again.fingerprint.features,
        },
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
