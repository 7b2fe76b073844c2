"""huunghi.toml: what is accepted, and what a mistake is told."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from monitor.config import load_settings
from monitor.core.errors import ConfigError
from monitor.core.model import Category

FULL = """
[monitor]
database = "state/bot.db"
timezone = "Asia/Ho_Chi_Minh"
poll_every = "1h30m"
sources = "mine.toml"
only = ["thoidai", "vufo"]
max_age = "2w"

[fetch]
contact = "mailto:someone@example.org"
concurrency = 4
timeout = "5s"
max_bytes = 100000
host_pause = "0s"
allow_hosts = ["127.0.0.1"]

[telegram]
base_url = "http://127.0.0.1:8081/bot"
admin_chat = 123456
on_uncertain = "ask"

[[channels]]
name = "main"
chat = "@huunghi"
categories = ["conference", "aid", "aid"]
provinces = ["Cao Bằng"]
sources = ["thoidai"]
digests = ["17:00", "7:00"]
quiet = "21:00-06:30"
language = "en"
thread = 5

[[channels]]
name = "all"
chat = -1001234567890
digests = "every cycle"
"""


def load(tmp_path: Path, text: str, **environ: str):  # type: ignore[no-untyped-def]
    (tmp_path / "huunghi.toml").write_text(text, encoding="utf-8")
    return load_settings(environ=environ, cwd=tmp_path)


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    return str(caught.value)


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(environ={}, cwd=tmp_path)

    assert settings.file is None
    assert settings.place == tmp_path / "var" / "huunghi.db"
    assert [(c.name, c.chat, c.digests) for c in settings.channels] == [("console", None, ())]
    assert settings.monitor.poll_every == timedelta(minutes=20)


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = load(tmp_path, FULL, HUUNGHI_TELEGRAM_TOKEN=" 12:ab ")

    assert settings.place == tmp_path / "state" / "bot.db"
    assert settings.monitor.sources == tmp_path / "mine.toml"
    assert settings.monitor.poll_every == timedelta(minutes=90)
    assert settings.monitor.max_age == timedelta(days=14)
    assert settings.fetch.host_pause == timedelta(0)
    assert settings.telegram.admin_chat == "123456"
    assert settings.telegram.token == "12:ab"
    main, everything = settings.channels
    assert main.categories == (Category.CONFERENCE, Category.AID)
    assert main.digests == (time(7), time(17))
    assert main.quiet == (time(21), time(6, 30))
    assert main.thread == 5
    assert everything.chat == "-1001234567890"
    assert everything.digests == ()


def test_the_environment_names_another_file(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[monitor]\npoll_every = '5m'\n")

    settings = load_settings(environ={"HUUNGHI_CONFIG": "other.toml"}, cwd=tmp_path)

    assert settings.monitor.poll_every == timedelta(minutes=5)


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: no such file"):
        load_settings("nowhere.toml", environ={}, cwd=tmp_path)


def test_a_token_is_not_shown_by_settings(tmp_path: Path) -> None:
    settings = load(tmp_path, FULL, HUUNGHI_TELEGRAM_TOKEN="123456:secret")

    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[monitor]\npol_every = '5m'", ("[monitor] pol_every", "nearest is poll_every")),
        ("[fetsh]\ntimeout = '5s'", ("fetsh", "unknown section", "fetch")),
        ("[monitor]\npoll_every = 20", ("[monitor] poll_every", "20", "no duration")),
        ("[monitor]\npoll_every = '20 parsecs'", ("poll_every", "no duration")),
        ("[monitor]\npoll_every = '10y'", ("poll_every", "must lie between")),
        ("[monitor]\ntimezone = 'Asia/Hanoi'", ("timezone", "Asia/Hanoi", "no time zone")),
        ("[monitor]\nonly = 'thoidai'", ("only", "must be a list")),
        ("[monitor]\nonly = [3]", ("only", "must be text")),
        ("[fetch]\nconcurrency = true", ("concurrency", "whole number from 1 to 256")),
        ("[fetch]\nconcurrency = 0", ("concurrency", "whole number")),
        ("[telegram]\ntoken = '1:a'", ("token", "HUUNGHI_TELEGRAM_TOKEN")),
        ("[telegram]\non_uncertain = 'pray'", ("on_uncertain", "resend, ask")),
        ("[telegram]\nbase_url = 'ftp://x'", ("base_url", "http://")),
        ("[telegram]\nadmin_chat = 'me'", ("admin_chat", "no chat")),
        ("monitor = 3", ("must be a section",)),
        ("channels = 3", ("[[channels]]",)),
        ("[[channels]]\nname = 'a'", ("number 1 chat", "missing")),
        ("[[channels]]\nchat = '@abcd'", ("number 1 name", "missing")),
        ("[[channels]]\nname='a'\nchat='@abcd'\nchats=1", ("chats", "nearest is chat")),
        ("[[channels]]\nname='a'\nchat='@abcd'\ndigests=['25:00']", ("digests", "no time of day")),
        ("[[channels]]\nname='a'\nchat='@abcd'\ndigests='hourly'", ("digests", "every cycle")),
        ("[[channels]]\nname='a'\nchat='@abcd'\nquiet='21:00'", ("quiet", "two times")),
        ("[[channels]]\nname='a'\nchat='@abcd'\nquiet='7:00-07:00'", ("quiet", "same time")),
        ("[[channels]]\nname='a'\nchat='@abcd'\ncategories=[]", ("categories", "empty")),
        ("[[channels]]\nname='a'\nchat='@abcd'\ncategories=['aids']", ("nearest is aid",)),
        (
            "[[channels]]\nname='a'\nchat='@abcd'\n[[channels]]\nname='a'\nchat='@abce'",
            ("'a' is used twice",),
        ),
        ("[monitor\n", ("line 1",)),
    ],
)
def test_a_mistake_is_one_line_with_file_key_and_remedy(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    message = refusal(tmp_path, text)

    assert "huunghi.toml" in message
    assert "\n" not in message
    for word in words:
        assert word in message


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "huunghi.toml").write_bytes(b"[monitor]\nonly = ['\xff']")

    with pytest.raises(ConfigError, match="not UTF-8 text"):
        load_settings(environ={}, cwd=tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "huunghi.toml"
    path.write_text("")

    def refuse(self: Path, **kwargs: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        load_settings(environ={}, cwd=tmp_path)
