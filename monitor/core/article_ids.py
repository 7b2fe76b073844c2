"""The numbers and slugs by which known families of sites name their articles: a table.

Families and their forms: docs of the sources (sources.toml), gathered from stored addresses.
Refuses to guess: a number that may be a year, a date or a page number is no id.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from monitor.core.addresses import canonicalise

Parameters = dict[str, str]
IdRule = Callable[[str, Parameters], str | None]


@dataclass(frozen=True, slots=True)
class Family:
    """Sites whose host (key form) matches `hosts`, and the rule that finds the id in an address."""

    hosts: re.Pattern[str]
    rule: IdRule


def _in_path(pattern: str, template: str = r"\1") -> IdRule:
    """The last match of `pattern` in the path, as `template` says."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def rule(path: str, _: Parameters) -> str | None:
        found = list(compiled.finditer(path))
        if not found:
            return None
        return found[-1][1] if template == r"\1" else found[-1].expand(template)

    return rule


def _in_query(name: str, pattern: str = r"\d+", prefix: str = "") -> IdRule:
    """The value of parameter `name`, where it matches `pattern` whole."""
    compiled = re.compile(pattern)

    def rule(_: str, parameters: Parameters) -> str | None:
        found = compiled.match(parameters.get(name, ""))
        return prefix + found[0] if found else None

    return rule


def _sharepoint_item(path: str, parameters: Parameters) -> str | None:
    """A list's path and the item's number in it."""
    lists = re.match(r"(.*/lists/[^/]+)/", path, re.IGNORECASE)
    item = parameters.get("itemid") or parameters.get("id") or ""
    return f"{lists[1].lower().strip('/')}/{item}" if lists and item.isdigit() else None


def _joomla(path: str, parameters: Parameters) -> str | None:
    """`option=com_content&view=article&id=161:slug` (com_k2: `view=item`)."""
    component = parameters.get("option", "")
    number = re.match(r"\d+", parameters.get("id", ""))
    if not component.startswith("com_") or parameters.get("view") not in ("article", "item"):
        return None
    return f"{component}/{number[0]}" if number else None


def _long_number(path: str, _: Parameters) -> str | None:
    """`-123456.html` of an unknown site: six digits or more that can't be a date."""
    found = re.search(r"[-_/.]a?(\d{6,12})(?:\.(?:html?|aspx|php|[a-z]{3}))$", path)
    return found[1] if found and not _like_a_date(found[1]) else None


def _like_a_date(digits: str) -> bool:
    if len(digits) == 8:
        return _day(digits[4:6], digits[6:]) or _day(digits[2:4], digits[:2])
    return len(digits) == 6 and (
        _day(digits[2:4], digits[4:]) or _day(digits[2:4], digits[:2]) or digits[:2] in ("19", "20")
    )


def _day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


_FAMILIES = tuple(
    Family(re.compile(hosts), rule)
    for hosts, rule in (
        # MasterCMS; each edition counts for itself
        (r"(?:.+\.)?thoidai\.com\.vn", _in_path(r"-(\d{4,7})\.html")),
        (r"(?:.+\.)?thoidai\.com\.vn", _in_path(r"/print_article&i=(\d{4,7})")),
        (r"(?:.+\.)?thoidai\.com\.vn", _in_query("i", r"\d{4,7}\Z")),
        (r"vufo\.org\.vn", _in_path(r"-\d+-(\d+)\.html")),
        (r"kufo\.vn", _in_path(r"/chi-tiet/[^/]+/(\d+)$")),
        (r"bufo\.org\.vn", _in_path(r"^/(?!cat/).*-(\d+)\.html")),
        (r"thongtindoingoai\.caobang\.gov\.vn", _in_path(r"^/\d+/\d+/\d+/(\d+)(?:/|$)")),
        (r"thongtindoingoai\.caobang\.gov\.vn", _in_query("id", r"\d+\Z")),
        (r"(?:.+\.)?(?:thuathien)?hue\.gov\.vn", _in_query("tc", r"\d+\Z")),
        (r"lienhiephuunghiphutho\.vn", _in_query("id", r"\d+(?:\|\d+)*\Z")),
        (r"(?:.+\.)?quangtri\.gov\.vn", _in_path(r"/(\d{9,})/(\d{9,})$", r"\1/\2")),
        (r"(?:.+\.)?dcs\.vn", _in_path(r"/\d+-\d+-(\d{4,})$")),
        # platforms, on any host
        (r".+", _sharepoint_item),
        (r".+", _joomla),
        (r".+", _in_query("newsid", r"\d+\Z", prefix="news/")),
        (r".+", _in_path(r"/(?:nid|articleid|newsid)/(\d+)(?:/|$)", r"news/\1")),
        (r".+", _in_query("nid", r"\d+\Z", prefix="news/")),
        (r".+", _in_path(r"/-/asset_publisher/[^/]+/content/(?:id/)?([^/]+)", r"content/\1")),
        (r".+", _in_path(r"^(?:/[a-z]{2})?(/web/[^/]+)?/w/([^/]+)$", r"content\1/\2")),
        (r".+", _in_path(r"^((?:/[a-z]{2})?/news)/.+-(\d+)\.html$", r"news\1/\2")),
        (r".+", _long_number),
    )
)


@lru_cache(maxsize=4_000)
def _rules_for(host: str) -> tuple[IdRule, ...]:
    return tuple(family.rule for family in _FAMILIES if family.hosts.fullmatch(host))


@lru_cache(maxsize=20_000)
def article_id(url: str) -> str | None:
    """`site/id` of an article's address, the same for all its forms; None where there is none."""
    address, _, query = canonicalise(url).partition("?")
    host, slash, path = address.removeprefix("https://").partition("/")
    if not address.startswith("https://") or not slash:
        return None
    parameters = dict(parse_qsl(query, errors="replace")) if query else {}
    found = (rule(f"/{path}", parameters) for rule in _rules_for(host))
    number = next((each for each in found if each), None)
    return f"{host}/{number}" if number else None
