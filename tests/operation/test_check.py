"""`huunghi check`: each fault is named, with what to do; `--live` is for monitors."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import OLD, Bot
from tests.site_server import Answer


@pytest.fixture
def well(bot: Bot) -> Bot:
    """A bot with nothing to find fault with."""
    bot.change('host_pause = "0s"', 'host_pause = "0s"\ncontact = "mailto:me@example.org"')
    bot.publish(OLD)
    assert bot.run("once").returncode == 0
    return bot


def test_where_all_is_well_it_says_so(well: Bot) -> None:
    check = well.run("check")

    assert check.returncode == 0, check.stdout
    assert "TODO" not in check.stdout
    assert check.stdout.endswith("All is well.\n")
    assert check.stderr == ""
    whats = [json.loads(line)["what"] for line in well.run("check", "--json").stdout.splitlines()]
    assert whats == [
        *("configuration", "disk", "database", "last cycle", "ledger", "sources", "reach"),
        *("clock", "telegram", "channel main", "admin chat"),
    ]


def test_before_the_first_run_nothing_is_wrong_and_nothing_is_made(bot: Bot) -> None:
    bot.publish(OLD)
    check = bot.run("check")

    assert check.returncode == 0, check.stdout
    assert "not made yet" in check.stdout
    assert "first huunghi once or huunghi run" in check.stdout
    assert not bot.database.exists()


def wrong_token(bot: Bot, api: BotApi) -> None:
    bot.environ["HUUNGHI_TELEGRAM_TOKEN"] = "99:nonsense-nonsense-nonsense-no"


def no_token(bot: Bot, api: BotApi) -> None:
    del bot.environ["HUUNGHI_TELEGRAM_TOKEN"]


def no_server(bot: Bot, api: BotApi) -> None:
    bot.change(api.base_url, "http://127.0.0.1:9/bot")


def no_such_channel(bot: Bot, api: BotApi) -> None:
    bot.change('"@huunghi"', '"@huunghj"')


def no_post(bot: Bot, api: BotApi) -> None:
    api.find("@huunghi").lacking = ("can_post_messages",)


def no_delete(bot: Bot, api: BotApi) -> None:
    api.find("@huunghi").lacking = ("can_delete_messages", "can_edit_messages")


def no_forum(bot: Bot, api: BotApi) -> None:
    bot.change('digests = "every cycle"', 'digests = "every cycle"\nthread = 7')


def kept_out(bot: Bot, api: BotApi) -> None:
    api.add_chat(-100777, type="supergroup", member="restricted", lacking=("can_send_messages",))
    bot.change('"@huunghi"', "-100777")


def stranger(bot: Bot, api: BotApi) -> None:
    bot.change('"777"', '"778"')


def dead_source(bot: Bot, api: BotApi) -> None:
    bot.site.route("/tin-tuc", Answer("", status=404))


def wrong_clock(bot: Bot, api: BotApi) -> None:
    date = format_datetime(datetime.now(UTC) - timedelta(days=3), usegmt=True)
    bot.site.route("/robots.txt", Answer("", headers=(("Date", date),)))
    bot.site.route("/tin-tuc", Answer("", headers=(("Date", date),)))


def bad_selector(bot: Bot, api: BotApi) -> None:
    with (bot.folder / "mine.toml").open("a", encoding="utf-8") as file:
        file.write('body = ["div..x"]\n')


FAULTS: dict[Callable[[Bot, BotApi], None], tuple[str, str]] = {
    wrong_token: ("the token is not accepted", "@BotFather"),
    no_token: ("no token", "export HUUNGHI_TELEGRAM_TOKEN"),
    no_server: ("not reachable", "[telegram] base_url"),
    no_such_channel: ("@huunghj: not reachable", "make the bot an administrator there"),
    no_post: ("the bot is administrator", "give the bot the right to post messages there"),
    no_delete: ("the bot is administrator", "give the bot the right to edit, delete messages"),
    no_forum: ("@huunghi: channel", "take thread = … out of huunghi.toml"),
    kept_out: ("supergroup, the bot is restricted", "let the bot send messages there"),
    stranger: ("778: not reachable", "send the bot a message from that account first"),
    dead_source: ("union gives nothing", "is the address in the source's table still right?"),
    wrong_clock: ("3 days from the sites' clocks", "set it (timedatectl set-ntp true)"),
    bad_selector: ("1 source watched", "div..x"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_each_fault_is_named_with_what_to_do(
    well: Bot, api: BotApi, fault: Callable[[Bot, BotApi], None]
) -> None:
    fault(well, api)
    check = well.run("check")
    found, todo = FAULTS[fault]

    assert check.returncode == 1, check.stdout
    assert "Traceback" not in check.stderr
    lines = check.stdout.splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.startswith("TODO")]
    assert found in lines[at]
    assert lines[at + 1].strip().startswith("→ ")
    assert todo in lines[at + 1]
    assert "1 thing to do." in check.stdout
    assert "nonsense" not in check.stdout


def test_a_forum_with_a_topic_is_well(well: Bot, api: BotApi) -> None:
    api.add_chat(-100777, type="supergroup", forum=True)
    well.change('"@huunghi"', "-100777\nthread = 7")
    check = well.run("check")

    assert check.returncode == 0, check.stdout
    assert "-100777: supergroup, a forum, the bot is administrator" in check.stdout


def live(bot: Bot) -> subprocess.CompletedProcess[str]:
    return bot.run("check", "--live")


def test_live_is_0_after_a_good_cycle_and_1_after_none(well: Bot) -> None:
    assert live(well).returncode == 0
    well.change("[monitor]", '[monitor]\ndatabase = "x.db"')
    before = live(well)
    assert before.returncode == 1
    assert "run: huunghi once" in before.stderr


def test_live_is_1_when_the_last_good_cycle_is_old(well: Bot) -> None:
    age(well, "cycles", "finished_at", hours=5)
    report = live(well)

    assert report.returncode == 1
    assert "the last good cycle ended 5 h ago (limit 60 min)" in report.stdout


def test_live_is_1_when_a_message_has_waited_long(well: Bot, api: BotApi) -> None:
    api.find("@huunghi").member = "kicked"
    well.publish(("aid-085", *OLD))
    assert well.run("once").returncode == 1
    assert live(well).returncode == 0
    age(well, "outbox", "created_at", hours=3)
    age(well, "outbox", "not_before", hours=3)
    report = live(well)

    assert report.returncode == 1
    assert "a message has waited 3 h (limit 2 h); see: huunghi outbox" in report.stdout


def age(bot: Bot, table: str, column: str, *, hours: int) -> None:
    """Let what is stored have happened so much earlier."""
    connection = sqlite3.connect(bot.database)
    with connection:
        connection.execute(f"UPDATE {table} SET {column} = {column} - {3600 * hours}")  # noqa: S608
        if table == "cycles":
            rows = connection.execute("SELECT id, report FROM cycles").fetchall()
            for number, text in rows:
                report = json.loads(text)
                moment = datetime.fromisoformat(report["finished_at"]) - timedelta(hours=hours)
                report["finished_at"] = moment.isoformat()
                connection.execute(
                    "UPDATE cycles SET report = ? WHERE id = ?", (json.dumps(report), number)
                )
    connection.close()
