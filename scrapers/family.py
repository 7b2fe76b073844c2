"""A site's own hosts: links that lead elsewhere are not its articles."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from monitor.core.model import Source

_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.")


def bare_host(url: str) -> str:
    """The host without `www.` and the prefixes of mobile editions; empty where there is none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return _PREFIX.sub("", host) if host.count(".") > 1 else host


class Family:
    """The hosts of a source: those of its home and its endpoints, and where these redirect to.

    A subdomain is another site: other editions and the editorial office live on such.
    """

    def __init__(self, source: Source) -> None:
        urls = (source.home, *source.feeds, *source.listings, *source.sitemaps)
        self._hosts = {bare_host(url) for url in urls} - {""}

    def join(self, url: str) -> None:
        """Take in the host of an address to which one of ours redirected."""
        self._hosts.add(bare_host(url))

    def knows(self, url: str) -> bool:
        """Whether the address is on one of our hosts."""
        return bare_host(url) in self._hosts

    def follows(self, asked: str, came: str) -> bool:
        """Whether a redirect from `asked` to `came` stays with the site, or is the site's move."""
        if not (bare_host(asked) and bare_host(came)):
            return False
        if bare_host(asked) == bare_host(came) or self.knows(came):
            return True
        before, after = urlsplit(asked), urlsplit(came)
        path = before.path.rstrip("/")
        return bool(path) and (path, before.query) == (after.path.rstrip("/"), after.query)
