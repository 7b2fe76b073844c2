"""`huunghi sources`: an unknown site is looked at, a page is recorded, the sick are named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.core.records import Health
from scrapers.registry import parse_sources
from tests.factories_monitor import NOW, app_in
from tests.pages_e2e import article_page, corpus, listing_page, path_of
from tests.site_server import Answer, SiteServer

KEYS = ("training-040", "conference-099", "aid-085", "other-061", "aid-051")
STAMPS = {key: f"{number + 1:02}/11/2024 09:00" for number, key in enumerate(KEYS)}
CONFIG = (
    '[monitor]\nsources = "mine.toml"\nonly = ["union"]\n'
    '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n'
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteServer]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUUNGHI_TELEGRAM_TOKEN", raising=False)
    monkeypatch.delenv("HUUNGHI_CONFIG", raising=False)
    with SiteServer() as server:
        (tmp_path / "huunghi.toml").write_text(CONFIG)
        (tmp_path / "mine.toml").write_text(
            f'[union]\nname = "Liên hiệp thử nghiệm"\nhome = "{server.url("/")}"\n'
            f'listings = ["{server.url("/tin-tuc")}"]\n'
        )
        for key, stamp in STAMPS.items():
            server.route(path_of(key), Answer(article_page(key, stamp)))
        server.route("/tin-tuc", Answer(listing_page(STAMPS)))
        yield server


def feed(site: SiteServer) -> str:
    items = "".join(
        f"<item><title>{corpus()[key]['title']}</title><link>{site.url(path_of(key))}</link></item>"
        for key in KEYS
    )
    return f'<rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'


def pasted(out: str) -> str:
    return out[out.index("\n[") + 1 :]


def test_probe_shows_what_was_found_and_gives_a_table_that_works(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    site.route("/", Answer(listing_page(STAMPS).replace("</title>", f"</title>{link}")))
    site.route("/rss", Answer(feed(site), content_type="application/rss+xml"))

    assert main(["sources", "probe", site.url("/")]) == 0
    out = capsys.readouterr().out
    assert f"feed      {site.url('/rss')}" in out
    assert "5 articles listed; the first 3 as read:" in out
    assert sum(corpus()[key]["title"] in out for key in KEYS) == 3
    (source,) = parse_sources(pasted(out), Path("pasted.toml"))
    assert source.feeds == (site.url("/rss"),)


def test_probe_offers_listings_where_there_is_no_feed(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.route("/", Answer(listing_page(STAMPS)))

    assert main(["sources", "probe", site.url("/")]) == 0
    out = capsys.readouterr().out
    (source,) = parse_sources(pasted(out), Path("pasted.toml"))
    assert source.listings
    assert not source.feeds


def test_probe_says_which_page_could_not_be_read(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.route("/", Answer(listing_page(STAMPS)))
    site.route(path_of(KEYS[0]), Answer("", status=500))

    main(["sources", "probe", site.url("/")])
    out = capsys.readouterr().out
    assert f"{site.url(path_of(KEYS[0]))}\n  not read:" in out


def test_probe_of_a_site_with_nothing_to_read_fails(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.route("/", Answer("<html><body><p>Trang đang được xây dựng.</p></body></html>"))

    assert main(["sources", "probe", site.url("/")]) == 1
    said = capsys.readouterr().out
    assert "nothing can be listed" in said
    assert "0 articles listed" in said


def test_record_stores_the_page_with_its_golden(
    site: SiteServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = site.url(path_of(KEYS[0]))

    assert main(["sources", "record", "union", url, "--into", "pages"]) == 0
    stored = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert len(stored) >= 2
    assert "read it and its golden beside it" in capsys.readouterr().out
    goldens = [path.read_text() for path in (tmp_path / "pages").glob("*.json")]
    assert any(corpus()[KEYS[0]]["title"] in golden for golden in goldens)


def test_record_for_an_unknown_source_is_a_usage_error(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sources", "record", "onion", site.url("/")]) == 2
    assert "sources list" in capsys.readouterr().err


def test_the_list_says_how_each_source_is_read(
    site: SiteServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "mine.toml").open("a") as file:
        file.write(f'[other]\nname = "Khác"\nhome = "{site.url("/")}"\n')
    (tmp_path / "huunghi.toml").write_text(CONFIG.replace('"union"', '"union", "other"'))

    assert main(["sources", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (union,) = [line for line in lines if line.startswith("union")]
    (other,) = [line for line in lines if line.startswith("other")]
    assert "1 listing" in union
    assert "discovery" in other
    assert "yes" in union


def healths(folder: Path, *, sick: bool) -> None:
    app = app_in(folder)
    app.sow()
    day = timedelta(days=1)
    rates = {"entries": 12.0, "dated": 0.5, "with_body": 1.0, "titled": 1.0}
    report = app.cycle()
    health = Health(
        source="union",
        rates=rates,
        last_ok_at=NOW - day,
        last_new_at=NOW - 2 * day,
        sick_since=NOW - day if sick else None,
        problem="no entries on a page that usually has 12" if sick else None,
    )
    app.store.finish_cycle(report, [health])
    app.close()


def test_check_names_the_sick_and_what_is_wrong_with_them(
    site: SiteServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    healths(tmp_path, sick=True)

    assert main(["sources", "check"]) == 1
    out = capsys.readouterr().out
    assert "1 source, 1 sick." in out
    assert "no entries on a page that usually has 12" in out
    assert "50%" in out
    assert main(["sources", "check", "--json"]) == 1
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["source"], row["state"], row["usual_entries"]) == ("union", "sick", 12.0)


def test_a_source_that_was_never_polled_or_fails_once_is_not_sick(
    site: SiteServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_in(tmp_path)
    app.sow()
    app.close()
    assert main(["sources", "check"]) == 0
    assert "not yet polled" in capsys.readouterr().out
    site.route("/tin-tuc", Answer("", status=500))
    main(["once"])
    capsys.readouterr()
    assert main(["sources", "check"]) == 0
    assert "failing" in capsys.readouterr().out


def test_check_of_sources_that_are_well_succeeds(
    site: SiteServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    healths(tmp_path, sick=False)

    assert main(["sources", "check"]) == 0
    assert "0 sick" in capsys.readouterr().out
