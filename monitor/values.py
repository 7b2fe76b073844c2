"""One setting's value: as TOML gives it → as we keep it, or a ConfigError that says what to write.

Every reader takes the value and the place it stands at ("file: [section] key").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta, tzinfo
from typing import Any

from monitor.core.errors import ConfigError
from monitor.core.model import Category
from monitor.settings import VIETNAM

Reader = Callable[[Any, str], Any]
# Patterns are compiled when first used: most runs need few of them.
_DURATION = r"(\d{1,6})(s|m|h|d|w|y)"
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
_TIME = r"([01]?\d|2[0-3]):([0-5]\d)"


def parse_duration(value: object, where: str) -> timedelta:
    """`20m`, `14d`, `1h30m`; units s, m, h, d, w, y (365 days). Raises ConfigError."""
    text = value.replace(" ", "") if isinstance(value, str) else ""
    parts = re.findall(_DURATION, text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ConfigError(f'{where}: {value!r} is no duration; write "20m", "14d" or "1h30m"')
    return timedelta(seconds=sum(int(number) * _SECONDS[unit] for number, unit in parts))


def parse_time(value: object, where: str) -> time:
    """`07:00`, local. Raises ConfigError."""
    match = re.fullmatch(_TIME, value) if isinstance(value, str) else None
    if not match:
        raise ConfigError(f'{where}: {value!r} is no time of day; write "07:00"')
    return time(int(match[1]), int(match[2]))


def read_text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{where}: {value!r} must be text in quotes")
    return value.strip()


def read_plain(value: object, where: str) -> str:
    """Text that may stand in a header of HTTP."""
    text = read_text(value, where)
    if not text.isascii() or not text.isprintable():
        raise ConfigError(
            f"{where}: {value!r} goes out with each request: only a-z, digits and signs"
        )
    return text


def read_database(value: object, where: str) -> str:
    """A file's path, or the address of a PostgreSQL server."""
    text = read_text(value, where)
    if "://" in text and not text.startswith(("postgresql://", "postgres://")):
        raise ConfigError(f'{where}: must be a file such as "var/huunghi.db", or "postgresql://…"')
    return text


def read_hosts(value: object, where: str) -> tuple[str, ...]:
    """Names or numbers of machines."""
    hosts = read_texts(value, where)
    for host in hosts:
        bare = host.partition("://")[2].partition("/")[0] or host.partition("/")[0]
        if bare != host:
            raise ConfigError(f'{where}: {host!r} is no host; write "{bare}"')
    return hosts


def read_texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ConfigError(f'{where}: {value!r} must be a list, such as ["one", "two"]')
    return tuple(read_text(item, where) for item in value)


def whole(low: int, high: int) -> Reader:
    def read(value: object, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            bare = ", without quotes" if isinstance(value, str) else ""
            raise ConfigError(
                f"{where}: {value!r} must be a whole number from {low} to {high}{bare}"
            )
        return value

    return read


def duration(low: timedelta, high: timedelta) -> Reader:
    def read(value: object, where: str) -> timedelta:
        length = parse_duration(value, where)
        if not low <= length <= high:
            raise ConfigError(
                f'{where}: {value!r} must lie between "{_short(low)}" and "{_short(high)}"'
            )
        return length

    return read


def _short(length: timedelta) -> str:
    """As it would be written: `30d`."""
    seconds = int(length.total_seconds())
    for unit in ("d", "h", "m"):
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"{seconds // _SECONDS[unit]}{unit}"
    return f"{seconds}s"


def read_provinces(value: object, where: str) -> tuple[str, ...]:
    """Provinces in any spelling, by the names that facts have."""
    from monitor.core.provinces import PROVINCES, canonical_province  # seldom set
    from monitor.core.text import fold

    short = {fold(name): name for name in PROVINCES}
    found = []
    for name in read_texts(value, where):
        province = short.get(fold(name)) or canonical_province(name)
        if province is None:
            import difflib  # only for mistakes

            near = difflib.get_close_matches(fold(name), short, n=1, cutoff=0.0)[0]
            raise ConfigError(f"{where}: {name!r} is no province; the nearest is {short[near]}")
        found.append(province)
    return tuple(dict.fromkeys(found))


def read_zone(value: object, where: str) -> tzinfo:
    name = read_text(value, where)
    if name == str(VIETNAM):
        return VIETNAM
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            f'{where}: {value!r} is no time zone; write for example "Asia/Ho_Chi_Minh"'
        ) from error


def read_chat(value: object, where: str) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    link = re.fullmatch(r"(?:https?://)?t(?:elegram)?\.me/(\w+)/?", str(text).strip())
    if link:
        raise ConfigError(f'{where}: {value!r} is no chat; write "@{link[1]}"')
    if not isinstance(text, str) or not re.fullmatch(r"@[A-Za-z]\w{3,31}|-?\d{1,20}", text.strip()):
        raise ConfigError(
            f'{where}: {value!r} is no chat; write "@name" (4 to 32 letters, digits and _) or its'
            " number"
        )
    return text.strip()


def choice(*choices: str) -> Reader:
    def read(value: object, where: str) -> str:
        if value not in choices:
            raise ConfigError(f"{where}: {value!r} must be one of {', '.join(choices)}")
        return str(value)

    return read


def read_categories(value: object, where: str) -> tuple[Category, ...]:
    names = read_texts(value, where)
    known = [category.value for category in Category]
    for name in names:
        if name not in known:
            raise ConfigError(
                f"{where}: {name!r} is no category; the nearest is {_category_near(name)}"
            )
    if not names:
        raise ConfigError(f"{where}: is empty; name at least one of {', '.join(known)}")
    return tuple(Category(name) for name in dict.fromkeys(names))


def _category_near(name: str) -> str:
    import difflib  # only for mistakes

    from monitor.core.text import fold

    words = {category.value: category.value for category in Category}
    words |= {"hoi nghi": "conference", "hoi thao": "conference", "tap huan": "training"}
    words |= {"dao tao": "training", "vien tro": "aid", "tai tro": "aid", "khac": "other"}
    return words[difflib.get_close_matches(fold(name), words, n=1, cutoff=0.0)[0]]


def read_digests(value: object, where: str) -> tuple[time, ...]:
    if value == "every cycle":
        return ()
    if not isinstance(value, list) or not value:
        raise ConfigError(f'{where}: {value!r} must be a list of times or "every cycle"')
    return tuple(sorted({parse_time(item, where) for item in value}))


def read_quiet(value: object, where: str) -> tuple[time, time]:
    ends = value.split("-") if isinstance(value, str) else []
    if len(ends) != 2:
        raise ConfigError(f'{where}: {value!r} must be two times, such as "21:00-06:30"')
    start, end = (parse_time(item.strip(), where) for item in ends)
    if start == end:
        raise ConfigError(f"{where}: {value!r} begins and ends at the same time")
    return start, end


def read_base_url(value: object, where: str) -> str:
    text = read_text(value, where)
    if not re.match(r"https?://[^/\s]+", text):
        raise ConfigError(f"{where}: {value!r} must begin with http:// or https://")
    return text


def read_address(value: object, where: str) -> str:
    """`host:port` to listen on."""
    text = read_text(value, where)
    found = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})", text)
    if not found or int(found[2]) > 65_535:
        raise ConfigError(f'{where}: {value!r} must be host and port, such as "127.0.0.1:9464"')
    return text
