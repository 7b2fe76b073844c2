"""`huunghi init` and `huunghi check` against a Bot API on loopback, as a newcomer meets them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.cli import main
from monitor.config import load_settings
from tests.bot_api import TOKEN, BotApi


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


def test_check_without_a_token_says_where_to_get_one(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path, api)

    assert main(["check"]) == 1
    assert "get a token from @BotFather" in capsys.readouterr().out
