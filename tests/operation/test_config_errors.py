"""Settings broken on purpose: each error names file, line, section and key, and what to write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories_bot import LONGEST

GOOD = """\
[monitor]
only = ["thoidai"]

[fetch]
contact = "mailto:me@example.org"

[telegram]
admin_chat = "777"

[[channels]]
name = "main"
chat = "@huunghi"
digests = ["07:00", "17:00"]
"""
SOURCE = """\
[example]
name = "Ví dụ"
home = "https://example.org/"
"""

# What is written instead of what; the line that is named, and words of the advice.
BROKEN = {
    "key": ("contact", "contakt", 5, "[fetch] contakt: unknown setting; the nearest is contact"),
    "section": ("[fetch]", "[fetsh]", 4, "[fetsh]: unknown section; the nearest is fetch"),
    "no section": ("[monitor]", "keep = '5y'\n[monitor]", 1, "put it under the one it belongs to"),
    "no quotes": ('"main"', "main", 11, "name = main. Text stands in quotes"),
    "open list": ('"17:00"]', '"17:00"', 13, "a bracket that is not closed"),
    "open text": ('"777"', '"777', 8, "a quote or a bracket that is not closed"),
    "twice": ('"main"', '"main"\nname = "x"', 12, "stands there twice"),
    "time": ("17:00", "25:00", 13, "digests: '25:00' is no time of day; write \"07:00\""),
    "one time": ('["07:00", "17:00"]', '"07:00"', 13, 'a list of times or "every cycle"'),
    "chat": ("@huunghi", "huunghi", 12, "chat: 'huunghi' is no chat; write \"@name\""),
    "no chat": ('chat = "@huunghi"', "", 10, 'chat: is missing; write for example chat = "@your'),
    "one bracket": ("[[channels]]", "[channels]", 10, "each under [[channels]] in two brackets"),
    "same name": (
        "[[channels]]",
        '[[channels]]\nname = "main"\nchat = "@other"\n[[channels]]',
        14,
        "number 2 name: 'main' is used twice",
    ),
    "token": (
        "[telegram]",
        '[telegram]\ntoken = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAA"',
        8,
        "set the environment variable HUUNGHI_TELEGRAM_TOKEN instead",
    ),
    "only": ("thoidai", "thoiday", 2, "there is no source 'thoiday'; did you mean \"thoidai\"?"),
    "duration": ("[monitor]", '[monitor]\npoll_every = "20 minutes"', 2, 'write "20m", "14d"'),
    "number": ("[fetch]", '[fetch]\nconcurrency = "8"', 5, "from 1 to 256, without quotes"),
    "too short": ("[monitor]", '[monitor]\nkeep = "1d"', 2, 'between "30d" and "36500d"'),
    "zone": ("[monitor]", '[monitor]\ntimezone = "Hanoi"', 2, '"Asia/Ho_Chi_Minh"'),
    "port": ("[monitor]", '[monitor]\nmetrics = "127.0.0.1:99999"', 2, '"127.0.0.1:9464"'),
    "list": ("[fetch]", '[fetch]\nallow_hosts = "127.0.0.1"', 5, 'such as ["one", "two"]'),
    "url": ("[telegram]", '[telegram]\nbase_url = "x"', 8, "must begin with http:// or https://"),
    "category": ("[[channels]]", '[[channels]]\ncategories = ["aids"]', 11, "the nearest is aid"),
    "province": ("[[channels]]", '[[channels]]\nprovinces = ["Đồng Nay"]', 11, "is Đồng Nai"),
    "source": ("[[channels]]", '[[channels]]\nsources = ["x"]', 11, "see: huunghi sources list"),
    "quiet": ("[[channels]]", '[[channels]]\nquiet = "21:00"', 11, 'such as "21:00-06:30"'),
    "curly quotes": ('"main"', "“main”", 11, 'Quotes must be straight: key = "text"'),
    "bare list": ('["07:00", "17:00"]', '"07:00", "17:00"', 13, "a list stands in [ ]"),
    "big True": ("[monitor]", "[monitor]\nkeep = True", 2, "true or false in small letters"),
    "link": ('"@huunghi"', '"https://t.me/huunghi"', 12, 'is no chat; write "@huunghi"'),
    "other engine": (
        "[monitor]",
        '[monitor]\ndatabase = "mysql://a:AAAA@b/c"',
        2,
        "postgresql://…",
    ),
    "host": ("[fetch]", '[fetch]\nallow_hosts = ["http://nas/"]', 5, 'is no host; write "nas"'),
    "header": ("mailto:me", "mailto:tôi", 5, "only a-z, digits and signs"),
    "two headers": ("mailto:me", "a\\r\\nEvil: b", 5, "only a-z, digits and signs"),
    "in Vietnamese": (
        "[[channels]]",
        '[[channels]]\ncategories = ["viện trợ"]',
        11,
        "the nearest is aid",
    ),
    "password": (
        "[monitor]",
        "[monitor]\ndatabase = postgresql://me:AAAA@db.example.org/huunghi",
        2,
        "postgresql://me:<password>@db.example.org/huunghi",
    ),
}
BROKEN_SOURCES = {
    "key": ('name = "Ví', 'listing = ["x"]\nname = "Ví', 2, 'did you mean "listings"?'),
    "no home": ('home = "https://example.org/"', "", 1, "every source has a name and a home"),
    "address": ("https://", "", 3, "is no http(s) address"),
    "grammar": ('"Ví dụ"', "Ví dụ", 2, "Text stands in quotes"),
    "stray": ("[example]", "stray = 1\n[example]", 1, "a source is a table, [stray]"),
}


def sources_list(folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith("HUUNGHI_")}
    return subprocess.run(
        [sys.executable, "-m", "monitor.cli", "sources", "list"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def assert_told(done: subprocess.CompletedProcess[str], file: str, line: int, words: str) -> None:
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (told,) = done.stderr.splitlines()
    assert told.startswith(f"huunghi: {file}: line {line}: ")
    assert words in told
    assert "AAAA" not in told


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_setting(tmp_path: Path, case: str) -> None:
    old, new, line, words = BROKEN[case]
    assert old in GOOD
    write(tmp_path, "huunghi.toml", GOOD.replace(old, new, 1))

    assert_told(sources_list(tmp_path), "huunghi.toml", line, words)


@pytest.mark.parametrize("case", BROKEN_SOURCES)
def test_a_broken_source(tmp_path: Path, case: str) -> None:
    old, new, line, words = BROKEN_SOURCES[case]
    assert old in SOURCE
    write(tmp_path, "huunghi.toml", '[monitor]\nsources = "mine.toml"\n')
    write(tmp_path, "mine.toml", SOURCE.replace(old, new, 1))

    assert_told(sources_list(tmp_path), "mine.toml", line, words)


def test_what_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "huunghi.toml").write_bytes(GOOD.encode("utf-16"))
    assert "save it as UTF-8" in sources_list(tmp_path).stderr
    write(tmp_path, "huunghi.toml", '[monitor]\nsources = "mine.toml"\n')
    assert "mine.toml: cannot be read" in sources_list(tmp_path).stderr
    assert "[monitor] sources names it" in sources_list(tmp_path).stderr


def test_lists_within_lists_end(tmp_path: Path) -> None:
    deep = "a = " + "[" * 5000 + "]" * 5000
    write(tmp_path, "huunghi.toml", deep)
    told = sources_list(tmp_path)
    assert (told.returncode, "lists within lists without end" in told.stderr) == (2, True)
    write(tmp_path, "huunghi.toml", '[monitor]\nsources = "mine.toml"\n')
    write(tmp_path, "mine.toml", deep)
    told = sources_list(tmp_path)
    assert told.stderr == "huunghi: mine.toml: lists within lists without end\n"


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), ""])
def test_what_editors_do_is_no_mistake(tmp_path: Path, text: str) -> None:
    write(tmp_path, "huunghi.toml", text)
    assert sources_list(tmp_path).returncode == 0


def test_provinces_are_taken_in_any_spelling(tmp_path: Path) -> None:
    names = '["đồng nai", "TP.HCM", "Thừa Thiên Huế", "Daklak", "tỉnh Kiên Giang"]'
    write(tmp_path, "huunghi.toml", f"{GOOD}provinces = {names}\n")
    assert sources_list(tmp_path).returncode == 0
