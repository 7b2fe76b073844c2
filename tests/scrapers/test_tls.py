"""TLS contexts: which certificates they trust, and what an error is explained by."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from monitor.core.errors import FetchError, UnreachableError
from monitor.core.model import Source
from scrapers.tls import TlsContexts, tls_advice
from tests.factories_fetch import fetching
from tests.site_server import CA_FILE, SiteServer


def source(**changes: str) -> Source:
    return Source(key="x", name="X", home="https://x.vn/", **changes)  # type: ignore[arg-type]


def refusal(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError()
    error.verify_code = code
    error.verify_message = "reason"
    return error


def test_one_context_serves_all_sources_but_those_that_need_their_own() -> None:
    contexts = TlsContexts()
    shared = contexts.context_for(None)
    assert contexts.context_for(source()) is shared
    assert contexts.context_for(source(tls="1.0")) is not shared
    assert contexts.context_for(source(tls="1.0")) is contexts.context_for(source(tls="1.0"))


@pytest.mark.parametrize("changes", [{}, {"tls": "1.0"}, {"ca_file": str(CA_FILE)}])
def test_names_and_certificates_are_always_verified(changes: dict[str, str]) -> None:
    context = TlsContexts().context_for(source(**changes))
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_folder_of_certificates_is_completed_by_the_bundle(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "0a1b2c3d.0").write_bytes(CA_FILE.read_bytes())
    real = ssl.get_default_verify_paths()
    here = real._replace(capath=str(tmp_path), openssl_capath=str(tmp_path))
    here = here._replace(cafile=here.openssl_cafile)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: here)
    contexts = TlsContexts()
    context = contexts.context_for(None)
    assert contexts.is_narrow(context)
    contexts.widen(context)
    assert not contexts.is_narrow(context)
    contexts.widen(context)


def test_a_certificate_that_only_the_bundle_knows_is_accepted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "0a1b2c3d.0").write_bytes(b"another")
    real = ssl.get_default_verify_paths()
    here = real._replace(capath=str(tmp_path), openssl_capath=str(tmp_path))
    here = here._replace(cafile=here.openssl_cafile)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: here)
    monkeypatch.setenv("SSL_CERT_FILE", str(CA_FILE))
    with SiteServer(tls="site", robots="") as site, fetching(ca_file=None) as fetcher:
        site.route("/", "secure")
        assert fetcher.fetch(site.url("/")).content == b"secure"


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_certificates_named_by_the_environment_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv(variable, str(CA_FILE if variable.endswith("FILE") else tmp_path))
    context = TlsContexts().context_for(None)
    assert len(context.get_ca_certs()) == (variable == "SSL_CERT_FILE")


def test_a_site_is_trusted_through_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CA_FILE))
    with SiteServer(tls="site", robots="") as site, fetching(ca_file=None) as fetcher:
        site.route("/", "secure")
        assert fetcher.fetch(site.url("/")).content == b"secure"


def test_a_ca_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no.pem"
    path.write_text("no certificate")
    with pytest.raises(FetchError, match=r"no\.pem"):
        TlsContexts(str(path)).context_for(None)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (refusal(10), "expired"),
        (refusal(20), "incomplete.*ca_file"),
        (refusal(62), "another name"),
        (refusal(99), "refused: reason"),
        (ssl.SSLError(1, "[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol"), 'tls = "1.0"'),
        (ssl.SSLError(1, "[SSL: SSLV3_ALERT_HANDSHAKE_FAILURE] handshake failure"), 'tls = "1.0"'),
        (ssl.SSLError(1, "[SSL] record layer failure"), "TLS failed"),
    ],
)
def test_an_error_is_explained(error: ssl.SSLError, said: str) -> None:
    with pytest.raises(UnreachableError, match=said):
        raise UnreachableError(tls_advice(error))
