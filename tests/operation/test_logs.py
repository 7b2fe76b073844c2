"""The log: key=value lines on stderr, one a cycle, as a journal takes them; reloading."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.bot_api import TOKEN, BotApi
from tests.factories_bot import LONGEST, NEW, OLD, Bot, wait_for
from tests.site_server import Answer

LINE = re.compile(r'level=(info|warning|error|debug) [a-z_]+( [a-z_]+=("([^"\\]|\\.)*"|[^\s"=]+))*')


def ended(daemon: subprocess.Popen[str]) -> str:
    daemon.send_signal(signal.SIGTERM)
    out, said = daemon.communicate(timeout=LONGEST)
    assert daemon.returncode == 0, said
    assert out == ""
    for line in said.splitlines():
        assert LINE.fullmatch(line), line
    assert TOKEN not in said
    return said


def polled(bot: Bot, times: int) -> None:
    before = bot.site.paths().count("/tin-tuc")
    wait_for(lambda: bot.site.paths().count("/tin-tuc") >= before + times)


def test_a_daemon_says_one_line_a_cycle(seeded: Bot, api: BotApi) -> None:
    seeded.environ["JOURNAL_STREAM"] = "8:1"
    daemon = seeded.start("run")
    polled(seeded, 3)
    lines = ended(daemon).splitlines()

    cycles = [line for line in lines if line.startswith("level=info cycle ")]
    assert len(cycles) >= 2
    assert "new=4" in cycles[0]
    assert re.search(r"seconds=\d+\.\d\d", cycles[0])
    others = {line.split()[1] for line in lines} - {"cycle"}
    assert others == {"started", "delivered", "stopped"}
    assert not any(re.search(r"\d\d:\d\d:\d\d", line) for line in lines)  # a journal has the time


def test_where_no_journal_has_the_time_each_line_ends_with_it(seeded: Bot) -> None:
    seeded.environ.pop("JOURNAL_STREAM", None)
    seeded.environ["TZ"] = "America/New_York"  # the time is Việt Nam's all the same
    daemon = seeded.start("run")
    polled(seeded, 2)
    for line in ended(daemon).splitlines():
        assert re.search(r" time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$", line), line


def test_what_fails_is_a_warning_with_its_reason(seeded: Bot) -> None:
    seeded.site.route("/tin-tuc", Answer("", status=503))
    daemon = seeded.start_logging("run")
    daemon.will_say("level=info cycle")
    said = daemon.stop()

    assert 'level=warning source_failed source=union problem="' in said
    assert "answered 503" in said


@pytest.mark.parametrize(("flags", "loud"), [((), False), (("-v",), True), (("-vv",), True)])
def test_once_is_quiet_unless_asked(seeded: Bot, flags: tuple[str, ...], loud: bool) -> None:
    once = seeded.run("once", *flags)

    assert once.returncode == 0
    assert bool(once.stderr) == loud
    for line in once.stderr.splitlines():
        assert LINE.fullmatch(line), line


def test_v_says_of_each_source_what_was_done(seeded: Bot) -> None:
    said = seeded.run("once", "-v").stderr

    assert "level=info source source=union status=ok listed=7 new=4" in said
    assert "level=debug" not in said


def test_vv_says_each_page_too(seeded: Bot) -> None:
    said = seeded.run("once", "-vv").stderr

    assert said.count("level=debug page url=http://127.0.0.1:") == 4


def test_bad_sources_do_not_take_the_place_of_good_ones(seeded: Bot, api: BotApi) -> None:
    seeded.publish(OLD)
    mine = seeded.folder / "mine.toml"
    good = mine.read_text(encoding="utf-8")
    daemon = seeded.start("run")
    polled(seeded, 1)
    for bad in (good.replace("listings", "listing"), good.replace("[union]", "[onion]"), ""):
        mine.write_text(bad, encoding="utf-8")
        daemon.send_signal(signal.SIGHUP)
        polled(seeded, 2)
    seeded.publish((*NEW, *OLD))
    wait_for(lambda: api.channel_texts("@huunghi"))
    mine.write_text(good, encoding="utf-8")
    daemon.send_signal(signal.SIGHUP)
    polled(seeded, 2)
    said = ended(daemon)

    failures = [line for line in said.splitlines() if "level=error reload_failed" in line]
    assert len(failures) == 3
    assert "mine.toml: line 4: [union] listing" in failures[0]
    assert "there is no source 'union'; did you mean \\\"onion\\\"?" in failures[1]
    assert all('kept="the settings before"' in line for line in failures)
    assert said.count("level=info reloaded") == 1
    seeded.announced_once()


def test_a_revoked_token_ends_the_daemon_in_words_and_loses_nothing(
    seeded: Bot, api: BotApi, tmp_path: Path
) -> None:
    seeded.environ["HUUNGHI_TELEGRAM_TOKEN"] = "99:nonsense-nonsense-nonsense-no"
    ended_by_itself = seeded.run("run")

    assert ended_by_itself.returncode == 1
    assert "Telegram does not accept the bot's token" in ended_by_itself.stderr
    assert "Traceback" not in ended_by_itself.stderr
    assert "nonsense" not in ended_by_itself.stderr
    seeded.environ["HUUNGHI_TELEGRAM_TOKEN"] = TOKEN
    assert seeded.run("once").returncode == 0
    seeded.announced_once()
