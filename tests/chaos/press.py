"""The two sites of the small world: the second tells some of the first one's stories anew."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta

from tests.pages_e2e import article_page, corpus, listing_page, path_of
from tests.site_server import Answer, SiteServer

SOURCES = """\
[union]
name = "Liên hiệp thử nghiệm"
home = "{}/"
listings = ["{}/tin-tuc"]
[other]
name = "Báo thử nghiệm"
home = "{}/"
listings = ["{}/tin-tuc"]
"""


class Press:
    """Two sites and what they have published; their pages are dated before `now`, a local time."""

    def __init__(self, now: datetime, stack: ExitStack) -> None:
        self._now = now
        self._sites = tuple(stack.enter_context(SiteServer()) for _ in range(2))
        self._gate = threading.Lock()
        self._kill: tuple[int, Callable[[], None]] | None = None
        self._good: dict[tuple[int, str], Callable[[object], Answer]] = {}
        self.one: list[str] = []
        self.two: list[str] = []
        self.print_all()

    def sources(self) -> str:
        """The table of both, for a sources.toml."""
        one, two = self._base(0), self._base(1)
        return SOURCES.format(one, one, two, two)

    def _base(self, site: int) -> str:
        """The second site has another host name, as sites do."""
        return f"http://{('127.0.0.1', 'localhost')[site]}:{self._sites[site].port}"

    def publish(self, one: Iterable[str], two: Iterable[str]) -> None:
        """Let the first site list these articles too, and the second its versions of these."""
        self.one += [key for key in one if key not in self.one]
        self.two += [key for key in two if key not in self.two]
        self.print_all()

    def print_all(self) -> None:
        """Every page as it should be."""
        stamps = {key: self._stamp(key) for key in reversed(self.one)}
        for key in self.one:
            self._route(0, path_of(key), Answer(article_page(key, stamps[key])))
        self._route(0, "/tin-tuc", Answer(listing_page(stamps)))
        self._print_second()

    def _print_second(self) -> None:
        stamps = {key: self._stamp(key) for key in reversed(self.two)}
        listing = listing_page(stamps)
        for key in self.two:
            title = html.escape(corpus()[key]["title"])
            told = html.escape(f"{corpus()[key]['title']} – ghi nhận từ cơ sở")
            listing = listing.replace(path_of(key), second_path(key)).replace(title, told)
            page = article_page(key, stamps[key]).replace(title, told)
            self._route(1, second_path(key), Answer(page))
        self._route(1, "/tin-tuc", Answer(listing))

    def _stamp(self, key: str) -> str:
        age = 90 + 3 * list(corpus()).index(key) % 600
        return (self._now - timedelta(minutes=age)).strftime("%d/%m/%Y %H:%M")

    def _route(self, site: int, path: str, answer: Answer) -> None:
        def counted(_: object) -> Answer:
            self._count()
            return answer

        self._good[site, path] = counted
        self._sites[site].route(path, counted)

    # ── what goes wrong ──────────────────────────────────────────────────────

    def kill_at(self, page: int, kill: Callable[[], None]) -> None:
        """Call `kill` when the sites receive their `page`-th request from now on; 0: never."""
        with self._gate:
            self._kill = (page, kill) if page else None

    def _count(self) -> None:
        with self._gate:
            if self._kill:
                left, kill = self._kill
                self._kill = (left - 1, kill)
                if left == 1:
                    kill()

    def paths(self, site: int) -> list[str]:
        """The site's pages."""
        return ["/tin-tuc", *(map(second_path, self.two) if site else map(path_of, self.one))]

    def break_page(self, site: int, path: str, fault: Answer) -> None:
        """One faulty answer, then the right one."""
        self._sites[site].route(path, fault, self._good[site, path])

    # ── what was said ────────────────────────────────────────────────────────

    def names(self) -> dict[str, str]:
        """By address: the article and the site ("aid-001/0")."""
        first = {self._base(0) + path_of(key): f"{key}/0" for key in self.one}
        return first | {self._base(1) + second_path(key): f"{key}/1" for key in self.two}


def second_path(key: str) -> str:
    """Where the second site keeps its version of an article."""
    return f"/doc/{len(key) + abs(sum(map(ord, key))) + 50_000}/{key}.htm"
