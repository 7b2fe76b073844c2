"""The whole bot as a user runs it: subprocesses against a site and a Bot API on loopback."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot_api import TOKEN, BotApi
from tests.factories_bot import LONGEST, NEW, OLD, Bot, titles, wait_for
from tests.pages_e2e import path_of
from tests.site_server import Answer, SiteServer


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.add_chat("@huunghi")
        server.add_chat(777, type="private")
        yield server


@pytest.fixture
def bot(tmp_path: Path, api: BotApi) -> Iterator[Bot]:
    with SiteServer() as site:
        yield Bot(tmp_path, site, api)


def group_of(text: str, title: str) -> str:
    """The heading under which a title stands in a digest."""
    heading = ""
    for line in text.splitlines():
        if line.startswith(("Hội nghị", "Tập huấn", "Viện trợ")):
            heading = line.split(" (")[0]
        if title in line:
            return heading
    raise AssertionError(f"{title} is not in the digest")


def shown(api: BotApi, chat: str = "@huunghi") -> str:
    return "\n".join(api.channel_texts(chat))


def test_three_runs_of_once(bot: Bot, api: BotApi) -> None:
    bot.publish(OLD)
    first = bot.run("once")
    assert first.returncode == 0, first.stderr
    assert "3 articles seeded silently" in first.stdout
    assert api.channel_texts("@huunghi") == []

    bot.publish((*NEW, *OLD))
    second = bot.run("once")
    assert second.returncode == 0, second.stderr
    assert re.search(r"\n\d{4}-\d\d-\d\d \d\d:\d\d: 1 source polled; to announce", second.stdout)
    (digest,) = api.channel_texts("@huunghi")
    assert group_of(digest, titles(["training-040"])[0]) == "Tập huấn"
    assert group_of(digest, titles(["conference-099"])[0]) == "Tập huấn"
    assert group_of(digest, titles(["aid-085"])[0]) == "Viện trợ"
    for title in titles(("other-061", *OLD)):
        assert title not in digest

    third = bot.run("once")
    assert third.returncode == 0, third.stderr
    assert api.channel_texts("@huunghi") == [digest]
    audit = json.loads(bot.run("audit", "--json").stdout)
    assert audit["ok"], audit
    assert audit["articles"]["sent"] == 3


def test_the_daemon_stops_at_sigterm_and_goes_on_after_a_restart(bot: Bot, api: BotApi) -> None:
    bot.publish(OLD)
    daemon = bot.start("run")
    wait_for(lambda: bot.site.paths().count(path_of(OLD[-1])) == 1)
    wait_for(lambda: bot.site.paths().count("/tin-tuc") >= 2)
    assert bot.run("once").returncode == 3
    bot.publish((*NEW[:1], *OLD))
    wait_for(lambda: len(api.channel_texts("@huunghi")) == 1)
    daemon.send_signal(signal.SIGTERM)
    _, said = daemon.communicate(timeout=LONGEST)
    assert daemon.returncode == 0, said
    assert "Traceback" not in said
    assert TOKEN not in said

    bot.publish((*NEW, *OLD))
    daemon = bot.start("run")
    wait_for(lambda: all(title in shown(api) for title in titles(NEW[:3])))
    polls = bot.site.paths().count("/tin-tuc")
    wait_for(lambda: bot.site.paths().count("/tin-tuc") > polls + 1)
    daemon.send_signal(signal.SIGTERM)
    daemon.communicate(timeout=LONGEST)
    for title in titles(NEW[:3]):
        assert shown(api).count(title) == 1
    assert json.loads(bot.run("audit", "--json").stdout)["ok"]


def test_without_a_token_digests_go_to_the_console(bot: Bot, api: BotApi) -> None:
    bot.environ.pop("HUUNGHI_TELEGRAM_TOKEN")
    bot.publish(OLD)
    bot.run("once")
    bot.publish((*NEW, *OLD))
    second = bot.run("once")

    assert titles(["aid-085"])[0] in second.stdout
    assert api.channel_texts("@huunghi") == []


def test_for_programs_the_report_stands_alone_on_stdout(bot: Bot) -> None:
    bot.environ.pop("HUUNGHI_TELEGRAM_TOKEN")
    bot.publish(OLD)
    assert json.loads(bot.run("once", "--json").stdout)["seeded"] == 3
    bot.publish((*NEW, *OLD))
    second = bot.run("once", "--json")

    assert json.loads(second.stdout)["sent"] == 1
    assert titles(["aid-085"])[0] in second.stderr


def test_a_site_that_cannot_be_reached_is_one_line_with_the_reason(bot: Bot) -> None:
    bot.site.route("/tin-tuc", Answer("", status=503))
    report = bot.run("once")

    assert report.returncode == 1
    (said,) = [line for line in report.stdout.splitlines() if "Liên hiệp thử nghiệm" in line]
    assert "503" in said
    assert "Traceback" not in report.stderr


def test_backfill_announces_the_newest_of_a_first_run(bot: Bot, api: BotApi) -> None:
    bot.publish((*NEW[:2], *OLD))
    assert bot.run("once", "--backfill", "1").returncode == 0

    texts = "\n".join(api.channel_texts("@huunghi"))
    assert sum(title in texts for title in titles((*NEW[:2], *OLD))) == 1


@pytest.mark.parametrize("answer", ["", "<html>", "%PDF-1.7 \x00\x01", "{}", "<rss", "\ufeff" * 9])
def test_a_source_that_answers_with_anything_does_not_stop_the_cycle(bot: Bot, answer: str) -> None:
    bot.site.route("/tin-tuc", Answer(answer))
    report = bot.run("once")

    assert "Traceback" not in report.stderr
    assert "Liên hiệp thử nghiệm" in report.stdout
    assert report.returncode in (0, 1)


def test_the_daemon_takes_new_settings_at_sighup_and_keeps_the_old_ones_if_they_are_bad(
    bot: Bot, api: BotApi
) -> None:
    api.add_chat("@second")
    bot.publish(OLD)
    config = bot.folder / "huunghi.toml"
    good = config.read_text(encoding="utf-8")
    daemon = bot.start_logging("run")
    daemon.will_say("level=info cycle")

    config.write_text(good + "\nnonsense = 1\n", encoding="utf-8")
    daemon.process.send_signal(signal.SIGHUP)
    daemon.will_say("level=error reload_failed")
    second = '[[channels]]\nname = "two"\nchat = "@second"\ndigests = "every cycle"\n'
    config.write_text(good + second, encoding="utf-8")
    daemon.process.send_signal(signal.SIGHUP)
    daemon.will_say("level=info reloaded")
    bot.publish((*NEW, *OLD))
    wait_for(lambda: api.channel_texts("@second") and api.channel_texts("@huunghi"))
    said = daemon.stop()

    assert "nonsense" in said
    assert api.channel_texts("@second") == api.channel_texts("@huunghi")


@contextmanager
def listening(address: Path) -> Iterator[list[bytes]]:
    """What a supervisor hears there; it always listens, as its queue is short."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(address))

        def listen() -> None:
            while heard[-1:] != [b"end"]:
                heard.append(line.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield heard
        finally:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as end:
                end.sendto(b"end", str(address))
            thread.join()


def test_systemd_hears_of_a_daemon_that_waits_for_its_turn_to_send(bot: Bot, api: BotApi) -> None:
    bot.publish(OLD)
    assert bot.run("once").returncode == 0
    bot.publish((*NEW, *OLD))
    bot.environ["NOTIFY_SOCKET"] = str(bot.folder / "notify")
    api.fail("flood", "stall", chat="@huunghi", retry_after=1)
    with listening(bot.folder / "notify") as heard:
        daemon = bot.start("run")
        wait_for(lambda: not api.faults)  # its first pass has not ended, and will not
        wait_for(lambda: heard.count(b"WATCHDOG=1") >= 2)
        daemon.kill()
        daemon.communicate(timeout=LONGEST)


def test_the_daemon_serves_metrics_and_health_and_tells_systemd(bot: Bot) -> None:
    bot.change("[monitor]", '[monitor]\nmetrics = "127.0.0.1:0"')
    bot.publish(OLD)
    bot.environ["NOTIFY_SOCKET"] = str(bot.folder / "notify")
    with listening(bot.folder / "notify") as heard:
        daemon = bot.start_logging("run")
        wait_for(lambda: bot.site.paths().count("/tin-tuc") >= 2)
        (address,) = re.findall(r"level=info started .*metrics=(\S+)", daemon.said())
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=LONGEST) as answer:
            metrics = answer.read().decode()
        with urllib.request.urlopen(f"http://{address}/healthz", timeout=LONGEST) as answer:
            assert answer.read() == b"ok\n"
        assert bot.run("check", "--live").returncode == 0
        bot.change("127.0.0.1:0", "127.0.0.1:1")
        daemon.process.send_signal(signal.SIGHUP)
        daemon.will_say("[monitor] metrics: cannot change while running; restart")
        daemon.stop()
        wait_for(lambda: b"STOPPING=1" in heard)

    assert heard[0] == b"READY=1"
    assert b"WATCHDOG=1" in heard
    assert 'huunghi_cycles_total{result="good"}' in metrics
    assert 'huunghi_entries_total{source="union"} 3.0' in metrics
    assert 'huunghi_articles_total{category="aid",source="union"} 1.0' in metrics
