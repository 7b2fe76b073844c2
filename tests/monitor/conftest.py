"""What several tests of the shell need."""

from __future__ import annotations

from typing import NoReturn

import pytest

from monitor.core.errors import UnreachableError
from scrapers.fetch import HttpFetcher


@pytest.fixture
def no_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked of the web fails, as on a machine that is offline."""

    def fail(self: HttpFetcher, url: str, **_: object) -> NoReturn:
        raise UnreachableError(f"{url}: no route to host")

    monkeypatch.setattr(HttpFetcher, "fetch", fail)
