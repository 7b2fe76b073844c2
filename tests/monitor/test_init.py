"""`huunghi init` and `huunghi check` against a Bot API on loopback, as a newcomer meets them."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.config import load_settings
from monitor.core.model import CycleReport
from monitor.core.records import Health
from tests.bot_api import TOKEN, BotApi
from tests.factories_monitor import NOW, app_in


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HUUNGHI_TELEGRAM_TOKEN", raising=False)
    monkeypatch.delenv("HUUNGHI_CONFIG", raising=False)
    with BotApi() as server:
        server.add_chat("@huunghi")
        server.add_chat(777, type="private")
        yield server


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_init_tries_everything_and_writes_two_files(
    api: BotApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, "wrong:token", TOKEN, "huunghi", "@huunghi", "777", "me@example.org")
    assert main(["init", "--base-url", api.base_url]) == 0
    said = capsys.readouterr().out

    assert "That did not work" in said
    assert "no chat" in said
    assert TOKEN not in said
    assert TOKEN not in (tmp_path / "huunghi.toml").read_text()
    assert (tmp_path / "huunghi.env").read_text() == f"HUUNGHI_TELEGRAM_TOKEN={TOKEN}\n"
    assert (tmp_path / "huunghi.env").stat().st_mode & 0o777 == 0o600
    settings = load_settings(environ={}, cwd=tmp_path)
    assert settings.telegram.admin_chat == "777"
    assert settings.channels[0].chat == "@huunghi"
    assert settings.fetch.contact == "mailto:me@example.org"

    assert main(["init", "--base-url", api.base_url]) == 1
    assert "stands there already" in capsys.readouterr().err


def test_init_with_right_answers_asks_each_question_once(
    api: BotApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, TOKEN, "@huunghi", "", 'me"\\@example.org')
    assert main(["init", "--base-url", api.base_url]) == 0

    settings = load_settings(environ={}, cwd=tmp_path)
    assert settings.telegram.admin_chat is None
    assert settings.fetch.contact == "mailto:me@example.org"
    assert "huunghi check\n  huunghi run" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((TOKEN, "no chat", "no chat", "no chat"), "the chat cannot be used"),
        ((TOKEN, "", ""), "a channel is needed"),
        ((TOKEN, "@huunghi"), "the answers ended"),
    ],
)
def test_init_says_why_it_did_not_come_to_an_end(
    api: BotApi,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: tuple[str, ...],
    told: str,
) -> None:
    answer(monkeypatch, *lines)
    assert main(["init", "--base-url", api.base_url]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_init_in_a_folder_that_cannot_be_written_says_so(
    api: BotApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, TOKEN, "@huunghi", "", "")
    tmp_path.chmod(0o500)
    assert main(["init", "--base-url", api.base_url]) == 1
    assert "huunghi.toml: cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("lines", [(), (TOKEN,), ("a:b", "a:b", "a:b"), (TOKEN, "", "", "")])
def test_init_writes_nothing_when_it_does_not_come_to_an_end(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    answer(monkeypatch, *lines)

    assert main(["init", "--base-url", api.base_url]) == 1
    assert list(tmp_path.iterdir()) == []


def config(tmp_path: Path, api: BotApi) -> None:
    (tmp_path / "huunghi.toml").write_text(
        '[fetch]\ncontact = "mailto:me@example.org"\n'
        f'[telegram]\nbase_url = "{api.base_url}"\nadmin_chat = "777"\n'
        '[[channels]]\nname = "main"\nchat = "@huunghi"\n'
    )


@pytest.mark.usefixtures("no_web")
def test_check_looks_at_the_bot_and_its_rights(
    api: BotApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config(tmp_path, api)
    monkeypatch.setenv("HUUNGHI_TELEGRAM_TOKEN", TOKEN)
    main(["check"])
    said = capsys.readouterr().out
    assert "the bot is @" in said
    assert "@huunghi: channel, the bot is administrator" in said

    api.find("@huunghi").member = "left"
    assert main(["check"]) == 1
    monkeypatch.setenv("HUUNGHI_TELEGRAM_TOKEN", "99:nonsense-nonsense-nonsense-no")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "the token is not accepted" in said
    assert "nonsense" not in said


@pytest.mark.usefixtures("no_web")
def test_check_without_a_token_says_where_to_get_one(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path, api)

    assert main(["check"]) == 1
    assert "get a token from @BotFather" in capsys.readouterr().out


@pytest.mark.usefixtures("no_web")
def test_check_names_what_a_bot_lacks_in_its_channel(
    api: BotApi,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "huunghi.toml").write_text(
        f'[telegram]\nbase_url = "{api.base_url}"\n[[channels]]\nname = "main"\nchat = "@huunghi"\n'
    )
    monkeypatch.setenv("HUUNGHI_TELEGRAM_TOKEN", TOKEN)
    api.find("@huunghi").member = "member"

    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "give the bot the right to post, edit, delete messages there" in said
    assert "write [telegram] admin_chat" in said
    assert "write [fetch] contact" in said


@pytest.mark.usefixtures("no_web")
def test_check_looks_into_the_database(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_in(tmp_path)
    app.sow()
    report = CycleReport(started_at=NOW, finished_at=NOW)
    app.store.finish_cycle(report, [Health(source="vufo", sick_since=NOW)])
    app.outbox.register(app.settings.channels, NOW)
    app.outbox.pause("console", "kicked", NOW)
    app.close()

    assert main(["check", "--json"]) == 1
    told = {one["what"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["database"]["ok"]
    assert told["ledger"]["found"] == "adds up"
    assert told["health"]["found"] == "sick: vufo"
    assert told["channel console"]["todo"] == "see: huunghi outbox"


@pytest.mark.usefixtures("no_web")
def test_check_of_a_database_that_is_none_says_so_and_looks_at_the_rest(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "huunghi.db").write_bytes(b"no database " * 500)

    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "failed" in said
    assert "telegram" in said


def test_check_live_is_for_monitors(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--live"]) == 1
    assert "run: huunghi once" in capsys.readouterr().err
    app = app_in(tmp_path)
    app.sow()
    app.close()
    assert main(["check", "--live"]) == 1
    assert "oldest unsent message none" in capsys.readouterr().out
