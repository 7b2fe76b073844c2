"""The sources: sources.toml, and the operator's own file beside it, read and checked.

A table is data: addresses, lists of selectors, names of policies. Whatever else it holds is an
error that names file, table and key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from monitor.core.errors import ConfigError
from monitor.core.model import Source
from monitor.core.slotted import replace

BUILT_IN = Path(__file__).with_name("sources.toml")
TLS_FLOORS = ("", "1.0", "1.1", "1.2", "1.3")
"""What a source's `tls` may be."""

DATE_POLICIES = ("", "page clock", "constant", "month first", "posting date")
"""What a source's `date` may be.

"page clock": the page prints the moment of viewing. "constant": it prints one date on every
article. Both yield no date, unless structured data gives one. "month first": 11-21-2014.
"posting date": a true date of posting, months after the event, which it must not be taken for.
"""

_Checked = Mapping[str, object]
_SELECTOR_KEYS = ("title", "lead", "body", "byline", "published", "drop")


def load_sources(extra: Path | None = None, *, only: Sequence[str] = ()) -> tuple[Source, ...]:
    """The built-in sources, then those of `extra`; a table of the same name replaces a built-in.

    `only` names the ones wanted, in the files' order; to name one enables it. Raises ConfigError.
    """
    sources = {source.key: source for source in read_sources(BUILT_IN)}
    if extra is not None:
        for source in read_sources(extra):
            if source.key in sources:
                _tell("%s: [%s] replaces the built-in source", extra, source.key)
            sources[source.key] = source
    return choose_sources(tuple(sources.values()), only)


def choose_sources(sources: Sequence[Source], only: Sequence[str]) -> tuple[Source, ...]:
    """Those that `only` names, enabled; all where it is empty. Raises ConfigError."""
    if not only:
        return tuple(sources)
    _refuse_strangers(only, {source.key: source for source in sources})
    return tuple(replace(source, enabled=True) for source in sources if source.key in only)


def _tell(text: str, *values: object) -> None:
    import logging  # slow to load, and seldom needed here

    logging.getLogger(__name__).info(text, *values)


def read_sources(path: Path) -> tuple[Source, ...]:
    """The sources of one file. Relative paths in it are relative to it. Raises ConfigError."""
    return parse_sources(_text_of(path), path)


def parse_sources(text: str, path: Path) -> tuple[Source, ...]:
    """The sources of a TOML text; `path` is where it came from. Raises ConfigError."""
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from monitor.core.toml_lines import grammar_problem  # only for mistakes

        raise ConfigError(f"{path}: {grammar_problem(str(error), text)}") from error
    except RecursionError:
        raise ConfigError(f"{path}: lists within lists without end") from None
    try:
        sources = tuple(_source(path, key, table) for key, table in tables.items())
        _refuse_twins(path, sources)
    except ConfigError as error:
        from monitor.core.toml_lines import with_line

        raise ConfigError(with_line(str(error), str(path), text)) from error
    return sources


def check_selectors(source: Source) -> tuple[str, ...]:
    """What is wrong with a source's selectors, one line each; loads the HTML parser."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    tree = LexborHTMLParser("<p></p>")
    problems = []
    for key in _SELECTOR_KEYS:
        for selector in getattr(source, key):
            try:
                tree.css(selector)
            except (SelectolaxError, ValueError) as error:
                problems.append(f"[{source.key}] {key}: {selector!r} is no CSS selector ({error})")
    return tuple(problems)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}); [monitor] sources names it"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _source(path: Path, key: str, table: object) -> Source:
    where = f"{path}: [{key}]"
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: stands outside a table; a source is a table, [{key}]")
    for name in table:
        if name not in _CHECKS:
            raise ConfigError(f"{where} {name}: no such key{_nearest(name, _CHECKS)}")
    for name in ("name", "home"):
        if name not in table:
            raise ConfigError(f"{where} {name}: missing; every source has a name and a home")
    values = {name: _CHECKS[name](f"{where} {name}", value) for name, value in table.items()}
    if values.get("ca_file"):
        values["ca_file"] = str(path.parent / str(values["ca_file"]))
    return Source(key=key, **values)  # type: ignore[arg-type]


def _nearest(name: str, names: Sequence[str] | _Checked) -> str:
    import difflib  # only for mistakes

    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.4)
    return f'; did you mean "{near[0]}"?' if near else f"; there are: {', '.join(names)}"


def _refuse_strangers(only: Sequence[str], sources: Mapping[str, Source]) -> None:
    for key in only:
        if key not in sources:
            raise ConfigError(f"[monitor] only: there is no source {key!r}{_nearest(key, sources)}")


def _refuse_twins(path: Path, sources: Sequence[Source]) -> None:
    owners: dict[str, str] = {}
    for source in sources:
        for url in dict.fromkeys((*source.feeds, *source.listings, *source.sitemaps)):
            if url in owners:
                raise ConfigError(
                    f"{path}: [{source.key}] {url} is listed by [{owners[url]}] already"
                )
            owners[url] = source.key


# ── one check per kind of value ──────────────────────────────────────────────


def _text(where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{where}: must be a text, not {value!r}")
    return value.strip()


def _free_text(where: str, value: object) -> str:
    return "" if value == "" else _text(where, value)


def _flag(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{where}: must be true or false, not {value!r}")
    return value


def _url(where: str, value: object) -> str:
    url = _text(where, value)
    try:
        parts = urlsplit(url)
        good = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
        good = good and parts.port != 0
    except ValueError:
        good = False
    if not good or any(c.isspace() for c in url):
        raise ConfigError(f"{where}: {url!r} is no http(s) address")
    return url


def _list_of(check: Callable[[str, object], str]) -> Callable[[str, object], tuple[str, ...]]:
    def checked(where: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise ConfigError(f'{where}: must be a list, ["…"], not {value!r}')
        items = tuple(check(f"{where}, entry {number}", v) for number, v in enumerate(value, 1))
        if len(set(items)) < len(items):
            raise ConfigError(f"{where}: the same entry stands there twice")
        return items

    return checked


def _one_of(choices: Sequence[str]) -> Callable[[str, object], str]:
    def checked(where: str, value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ConfigError(f"{where}: {value!r} is none{_nearest(str(value), choices)}")
        return value

    return checked


def _language(where: str, value: object) -> str:
    code = _text(where, value)
    if len(code) != 2 or not code.isascii() or not code.isalpha() or not code.islower():
        raise ConfigError(f'{where}: {code!r} is no language; use a code such as "vi" or "en"')
    return code


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "name": _text,
    "home": _url,
    "province": _text,
    **dict.fromkeys(("feeds", "listings", "sitemaps"), _list_of(_url)),
    **dict.fromkeys(_SELECTOR_KEYS, _list_of(_text)),
    "date": _one_of(DATE_POLICIES),
    "language": _language,
    "tls": _one_of(TLS_FLOORS),
    "ca_file": _text,
    "enabled": _flag,
    "note": _free_text,
}
