"""`huunghi once`, its report for people and for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.cli import main
from tests.pages_e2e import article_page, listing_page, path_of
from tests.site_server import Answer, SiteServer

KEYS = ("training-040", "aid-085")
STAMPS = dict.fromkeys(KEYS, "06/11/2024 09:00")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteServer]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUUNGHI_TELEGRAM_TOKEN", raising=False)
    monkeypatch.delenv("HUUNGHI_CONFIG", raising=False)
    with SiteServer() as server:
        (tmp_path / "huunghi.toml").write_text(
            '[monitor]\nsources = "mine.toml"\nonly = ["union"]\nkeep = "5y"\n'
            '[fetch]\nhost_pause = "0s"\nallow_hosts = ["127.0.0.1"]\n'
        )
        (tmp_path / "mine.toml").write_text(
            f'[union]\nname = "Liên hiệp thử nghiệm"\nhome = "{server.url("/")}"\n'
            f'listings = ["{server.url("/tin-tuc")}"]\n'
        )
        for key, stamp in STAMPS.items():
            server.route(path_of(key), Answer(article_page(key, stamp)))
        server.route("/tin-tuc", Answer(listing_page(STAMPS)))
        yield server


def test_a_script_reads_what_each_source_gave(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["once", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (source,) = told["sources"]
    assert (source["source"], source["status"], source["entries"]) == ("union", "ok", 2)
    assert (told["seeded"], told["sent"], told["failed"]) == (2, 0, 0)


def test_a_source_that_fails_is_one_line_and_exit_code_1(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    site.route("/tin-tuc", Answer("", status=503))

    assert main(["once"]) == 1
    out = capsys.readouterr().out
    (row,) = [line for line in out.splitlines() if line.startswith("union")]
    assert "503" in row
    assert "to announce: nothing new" in out
    assert "No digest is due." in out


def test_a_negative_backfill_is_a_usage_error(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["once", "--backfill", "-1"]) == 2
    assert "--backfill: must be 0 or more" in capsys.readouterr().err


def test_what_is_to_come_is_said_with_its_time(
    site: SiteServer, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[[channels]]\nname = "{}"\nchat = "@{}x"\ndigests = ["{}"]\n'
    with Path("huunghi.toml").open("a", encoding="utf-8") as file:
        file.write(text.format("early", "early", "00:00") + text.format("late", "late", "23:59"))
    assert main(["once"]) == 0

    assert "No digest is due; the next is " in capsys.readouterr().out
