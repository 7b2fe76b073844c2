"""Web addresses: one form for fetching, one for comparing. Total: any string gives an answer.

Refuses (as None) what is not http(s); never raises, never drops a parameter that names an article.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urljoin, urlsplit, urlunsplit

_UNSAFE = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_BARE_HOST = re.compile(r"(?:[a-z0-9\-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_\-.]+|[0-9a-f:.]+")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_~\-]*(?:\.[A-Za-z0-9]+)?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_FETCH_SAFE = "/%:@!$&'()*+,;=~?"
_KEY_SAFE = "/%:@!$&'()*+,;=~"

# An edition's or a device's host that serves the same articles under the same ids.
_DEVICE_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp|wap|print)\.)+(?=[^.]+\.[^.]+)")
_SAME_HOST = {
    "tacnghiep.thoidai.com.vn": "thoidai.com.vn",
    "vietnamtimes.org.vn": "vietnamtimes.thoidai.com.vn",
}

# Most addresses: nothing in them to normalise but the host.
_SIMPLE = re.compile(r"https?://([a-z0-9.\-]+)((?:/[A-Za-z0-9_\-]+)+(?:\.html?)?)")
_SIMPLE_KEY = re.compile(  # and no mark of another form of the page
    r"https?://([a-z0-9.\-]++(?<!\.))"
    r"((?:/(?!(?i:amp|print|mobile|savefile|index|default)\b)[A-Za-z0-9_\-]++)++(?:\.html?)?)"
)

_AFTER_HTML = re.compile(r"(\.html?)&.*$", re.IGNORECASE | re.DOTALL)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:php|html?|aspx?|jsp)$", re.IGNORECASE)
_INDEX_PREFIX = re.compile(r"^/index\.php/", re.IGNORECASE)
_VARIANT_TAIL = re.compile(r"(?<=[^/])(?:/(?:amp|print)/?$|\.amp(?=\.html?$|$))", re.IGNORECASE)
_VARIANT_HEAD = re.compile(r"^/(?:amp|print|mobile)/(?=.)", re.IGNORECASE)
_NUKEVIET_VARIANT = re.compile(r"(?<=/news)/(?:print|savefile)(?=/)", re.IGNORECASE)

# Parameters that change how, for whom or from where a page is shown, never which page it is.
_NOISE = re.compile(
    r"""(?: fbclid | fb_.* | gclid | gclsrc | dclid | msclkid | yclid | twclid | ttclid | igsh
    | igshid
    | mc_cid | mc_eid | utm_.* | zarsrc | gidzl | _ga | _gl | _hsenc | _hsmi | ref | ref_src
    | referrer | spm | share | rt | utime | dm | mobile | amp | amp_js_v | usqp | print | tmpl
    | lang | language | locale | jsessionid | phpsessid | sessionid | replytocom | redirect | s_cond
    | doas_url | _101_instance_.* | p_p_.* | p_r_p_.* | _com_liferay_.* )""",
    re.VERBOSE,
)
_JOOMLA_NOISE = frozenset(("itemid", "catid", "format", "layout"))


def _tidy(url: str) -> str:
    text = _SURROGATE.sub("\ufffd", url.replace("&amp;", "&")).strip()
    return _UNSAFE.sub(lambda found: "%20" if found[0] == " " else "", text).replace("\\", "/")


def _split(url: str, base: str | None) -> SplitResult | None:
    """The parts of an http(s) address with a host; None where it is none."""
    try:
        joined = urljoin(_tidy(base), url) if base else url
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _with_scheme(url: str, base: str | None) -> str:
    """Hosts that were written without their scheme get one."""
    if url.startswith("//"):
        return url if base else f"https:{url}"
    if _SCHEME.match(url):
        return url
    if url.lower().startswith("www.") or (not base and _BARE_HOST.match(url)):
        return f"https://{url}"
    return url


def _host(parts: SplitResult) -> str | None:
    """The host in lower case, as ASCII; None where no such host can exist."""
    host = (parts.hostname or "").rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return host if _HOST.fullmatch(host) else None


def _port(parts: SplitResult) -> str:
    standard = {"http": 80, "https": 443}[parts.scheme]
    return "" if parts.port in (None, standard) else f":{parts.port}"


def _netloc(host: str, port: str) -> str:
    return f"[{host}]{port}" if ":" in host else f"{host}{port}"


def absolute(url: str, base: str | None = None) -> str | None:
    """`url` as it can be fetched: as given, made absolute, safely encoded, without its fragment.

    None where there is nothing to fetch: another scheme, no host, a mere fragment.
    """
    if _SIMPLE.fullmatch(url):
        return url
    text = _tidy(url)
    if not text or text.startswith("#"):
        return None
    parts = _split(_with_scheme(text, base), base)
    host = _host(parts) if parts else None
    if parts is None or host is None:
        return None
    path = quote(parts.path or "/", safe=_FETCH_SAFE, errors="replace")
    query = quote(parts.query, safe=_FETCH_SAFE, errors="replace")
    return urlunsplit((parts.scheme, _netloc(host, _port(parts)), path, query, ""))


def _decoded(run: re.Match[str]) -> str:
    """A run of %XX: letters as themselves, reserved characters as upper-case escapes."""
    raw = bytes.fromhex(run[0].replace("%", ""))
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return run[0].upper()
    return "".join(c if c in _UNRESERVED or not c.isascii() else f"%{ord(c):02X}" for c in text)


def _normal_path(path: str) -> str:
    if _PLAIN_PATH.fullmatch(path):
        return path
    text = unicodedata.normalize("NFC", _ESCAPES.sub(_decoded, path))
    return quote(text, safe=_KEY_SAFE, errors="replace")


def _without_dots(path: str) -> str:
    """`.` and `..` resolved, as RFC 3986 asks."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _key_path(path: str) -> str:
    """One path for the print, mobile, session and index forms of a page."""
    path = _SESSION.sub("", _AFTER_HTML.sub(r"\1", path))
    path = _INDEX_PREFIX.sub("/", _INDEX.sub("", re.sub("/{2,}", "/", path)))
    path = _NUKEVIET_VARIANT.sub("", _VARIANT_HEAD.sub("/", _VARIANT_TAIL.sub("", path)))
    path = _normal_path(_without_dots(path)).rstrip("/")
    return path.lower() if path.lower().endswith((".aspx", ".ashx")) else path


def _is_noise(name: str, value: str) -> bool:
    if _NOISE.fullmatch(name):
        return True
    return name in ("view", "output", "outputtype") and value.lower() == "amp"


def parameters(query: str) -> list[tuple[str, str]]:
    """The parameters that may name an article, names in lower case, sorted."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(n.lower(), v) for n, v in pairs if not _is_noise(n.lower(), v)]
    if any(n == "option" and v.startswith("com_") for n, v in kept):
        kept = [(n, v) for n, v in kept if n not in _JOOMLA_NOISE]
    return sorted(kept)


def _key_query(query: str) -> str:
    pairs = (
        (_escaped(name), _escaped(unicodedata.normalize("NFC", value)))
        for name, value in parameters(query)
    )
    return "&".join(f"{name}={value}" for name, value in pairs)


def _escaped(text: str) -> str:
    return quote(text.encode("utf-8", "surrogateescape"), safe=":/,@!-._~")


@lru_cache(maxsize=4_000)
def _key_host(host: str) -> str:
    bare = _DEVICE_HOST.sub("", host)
    return _SAME_HOST.get(bare, bare)


@lru_cache(maxsize=20_000)
def canonicalise(url: str, base: str | None = None) -> str:
    """The form under which an address is compared: never the one to fetch or to show.

    https, bare lower-case host, no fragment, tracking, session, print or mobile marks, parameters
    sorted. What is no http(s) address comes back tidied.
    """
    if simple := _SIMPLE_KEY.fullmatch(url):
        return f"https://{_key_host(simple[1])}{simple[2]}"
    text = _tidy(url)
    parts = _split(_with_scheme(text, base), base)
    host = _host(parts) if parts else None
    if parts is None or host is None:
        return text
    netloc = _netloc(_key_host(host), _port(parts))
    query = _key_query(parts.query) if parts.query else ""
    return urlunsplit(("https", netloc, _key_path(parts.path) or "/", query, ""))


def site_of(url: str) -> str:
    """The host without `www.` and device prefixes, other editions kept apart; "" without one."""
    parts = _split(_with_scheme(_tidy(url), None), None)
    host = _host(parts) if parts else None
    return _key_host(host) if host else ""
