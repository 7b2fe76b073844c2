"""Pages that could not be read, kept gzipped for whoever mends the reader."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from monitor.core.model import Page, Source

KEPT = 5  # specimens of one source; the oldest go first


def keep_specimen(folder: Path, source: Source, page: Page) -> Path:
    """Store the page's bytes under `folder`/source; the same bytes are stored once."""
    place = folder / source.key
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256(page.content).hexdigest()[:12]
    same = next(place.glob(f"*-{digest}.gz"), None)
    if same:
        return same
    path = place / f"{page.fetched_at:%Y%m%dT%H%M%S}-{digest}.gz"
    path.write_bytes(gzip.compress(page.url.encode() + b"\n" + page.content, mtime=0))
    for old in sorted(place.glob("*.gz"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path
