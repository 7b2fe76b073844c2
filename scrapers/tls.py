"""TLS contexts: one for all, and one per source that needs a further CA or an older floor.

Verification is never switched off.
"""

from __future__ import annotations

import ssl
import threading
import warnings
from pathlib import Path

from monitor.core.errors import FetchError
from monitor.core.model import Source
from scrapers.sockets import TimedTLSSocket

_VERSIONS = {
    "1.1": ssl.TLSVersion.TLSv1_1,
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}
_LEGACY_SERVER = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, named only since Python 3.12

UNKNOWN_ISSUER = frozenset({18, 19, 20, 21})
"""OpenSSL's codes for a certificate whose issuer is not known here."""

_ADVICE = {
    9: "its certificate is not valid yet; is the clock of this machine right?",
    10: "its certificate has expired; the site must renew it, if our clock is right",
    18: "it shows a certificate that it signed itself; if you trust it, set ca_file for the source",
    19: "its chain ends in an unknown root; if you trust it, set ca_file for the source",
    20: "its certificate chain is incomplete or its issuer is unknown; "
    "save the missing CA certificate as PEM and set ca_file for the source",
    21: "its certificate chain is incomplete; "
    "save the missing CA certificate as PEM and set ca_file for the source",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}


class TlsContexts:
    """Makes contexts when they are first needed, and keeps them. Safe for threads."""

    def __init__(self, ca_file: str | None = None) -> None:
        self._ca_file = ca_file
        self._lock = threading.Lock()
        self._narrow: set[ssl.SSLContext] = set()
        self._contexts: dict[tuple[str, str | None], ssl.SSLContext] = {}

    def context_for(self, source: Source | None) -> ssl.SSLContext:
        """The context for a source. Raises FetchError where its ca_file cannot be used."""
        key = ("", None) if source is None else (source.tls, source.ca_file)
        with self._lock:
            if key not in self._contexts:
                self._contexts[key] = self._make(*key)
            return self._contexts[key]

    def is_narrow(self, context: ssl.SSLContext) -> bool:
        """Whether the context knows the system's folder of certificates, not yet its bundle."""
        return context in self._narrow

    def widen(self, context: ssl.SSLContext) -> None:
        """Load the system's bundle too: some add certificates to it by hand."""
        with self._lock:
            if context in self._narrow:
                context.load_default_certs()
                self._narrow.discard(context)

    def _make(self, floor: str, ca_file: str | None) -> ssl.SSLContext:
        folder = _hashed_folder()
        context = ssl.create_default_context(capath=folder)
        context.sslsocket_class = TimedTLSSocket
        # Alike on every Python: 3.13 would refuse old certificates for the sake of form, and let
        # a CA certificate in the middle of a chain be trusted, which is what ca_file is for.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        if folder is not None:
            self._narrow.add(context)
        for path in (self._ca_file, ca_file):
            if path is not None:
                _trust(context, path)
        _lower(context, floor)
        return context


def _hashed_folder() -> str | None:
    """The system's folder of certificates by hash, where OpenSSL looks one up when it is needed.

    Loading the whole bundle instead takes longer than a quiet cycle over twenty sources. None
    where there is no such folder, or where SSL_CERT_FILE or SSL_CERT_DIR name other ones.
    """
    paths = ssl.get_default_verify_paths()
    folder: str | None = paths.capath
    bundle: str | None = paths.cafile
    if folder is None or not _same(folder, paths.openssl_capath):
        return None
    if bundle is not None and not _same(bundle, paths.openssl_cafile):
        return None
    return folder if any(Path(folder).glob("*.0")) else None


def _same(one: str, other: str) -> bool:
    return Path(one).resolve() == Path(other).resolve()


def _trust(context: ssl.SSLContext, path: str) -> None:
    try:
        context.load_verify_locations(cafile=path)
    except OSError as error:
        raise FetchError(f"ca_file {path}: not readable as PEM certificates ({error})") from error


def _lower(context: ssl.SSLContext, floor: str) -> None:
    """Accept old TLS, and with it the old ciphers and handshakes of such servers."""
    if not floor:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = _VERSIONS.get(floor, ssl.TLSVersion.MINIMUM_SUPPORTED)
    if floor in ("1.0", "1.1"):
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.options |= _LEGACY_SERVER


def tls_advice(error: BaseException) -> str:
    """What a TLS error means, and what to do about it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _ADVICE.get(error.verify_code, f"its certificate is refused: {error.verify_message}")
    text = str(error).lower()
    old = (
        "unsupported protocol",
        "protocol version",
        "wrong version",
        "legacy",
        "dh key too small",
    )
    if any(sign in text for sign in old) or "handshake failure" in text:
        return f'TLS failed ({error}); an old server may need tls = "1.0" for the source'
    return f"TLS failed ({error})"
