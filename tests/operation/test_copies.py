"""State that lasts: backups of a bot at work, exports, earlier schemas, texts that are let go."""

from __future__ import annotations

import itertools
import json
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.core.urls import url_keys
from state.schema import MIGRATIONS
from state.sqlite import open_file
from tests.bot_api import BotApi
from tests.factories_bot import LONGEST, NEW, OLD, Bot, titles, wait_for
from tests.pages_e2e import corpus, listing_page, path_of
from tests.postgres import own_schema
from tests.site_server import Answer, Request


def news_without_end(bot: Bot) -> None:
    """Each poll finds one more article."""
    numbers = itertools.count(1)
    keys = [key for key in corpus() if key not in (*OLD, *NEW)]
    bot.publish(keys[:80])
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%d/%m/%Y 08:00")

    def answer(request: Request) -> Answer:
        shown = keys[: min(next(numbers), 80)]
        return Answer(listing_page(dict.fromkeys(reversed(shown), yesterday)))

    bot.site.route("/tin-tuc", answer)


def test_backups_of_a_daemon_at_work_are_whole(seeded: Bot, tmp_path: Path) -> None:
    news_without_end(seeded)
    seeded.change('poll_every = "1s"', 'poll_every = "1s"\nmax_age = "3000d"')
    daemon = seeded.start("run")
    totals = []
    for number in range(4):
        polls = seeded.site.paths().count("/tin-tuc")
        wait_for(lambda before=polls: seeded.site.paths().count("/tin-tuc") > before + 1)  # type: ignore[misc]
        done = seeded.run("backup", f"copy-{number}.db")
        assert done.returncode == 0, done.stderr
    daemon.send_signal(signal.SIGTERM)
    _, said = daemon.communicate(timeout=LONGEST)
    assert daemon.returncode == 0, said
    assert "level=error" not in said

    for number in range(4):
        copy = seeded.folder / f"copy-{number}.db"
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        restored = seeded.run("restore", copy.name)
        assert restored.returncode == 0, restored.stderr
        audit = seeded.audit()
        assert audit["ok"], audit
        totals.append(audit["total"])
    assert totals == sorted(totals)
    assert totals[0] < totals[-1]


@pytest.mark.parametrize("damage", ["torn", "page", "text", "missing"])
def test_a_bad_backup_replaces_nothing(seeded: Bot, damage: str) -> None:
    assert seeded.run("once").returncode == 0
    assert seeded.run("backup", "copy.db").returncode == 0
    copy = seeded.folder / "copy.db"
    content = copy.read_bytes()
    copy.unlink()
    if damage == "torn":
        copy.write_bytes(content[: len(content) // 3])
    elif damage == "page":
        copy.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
    elif damage == "text":
        copy.write_text("not a database\n" * 500, encoding="utf-8")
    refused = seeded.run("restore", "copy.db")

    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "copy.db" in refused.stderr
    assert sorted(path.name for path in seeded.database.parent.glob("huunghi.db*before*")) == []
    seeded.announced_once()


def test_a_restore_that_was_killed_is_not_taken_for_a_first_run(seeded: Bot) -> None:
    assert seeded.run("backup", "copy.db").returncode == 0
    seeded.database.replace(seeded.database.with_name("huunghi.db.before-restore-1"))
    seeded.database.with_name("huunghi.db.arriving").write_bytes(b"half")
    refused = seeded.run("once")

    assert refused.returncode == 1
    assert "a restore was cut off; run huunghi restore again" in refused.stderr
    assert not seeded.database.exists()
    assert seeded.run("restore", "copy.db").returncode == 0
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_an_export_moves_the_state_to_another_machine(seeded: Bot, api: BotApi) -> None:
    assert seeded.run("once").returncode == 0
    assert seeded.run("export", "state.jsonl").returncode == 0
    exported = seeded.folder / "state.jsonl"
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    lines = exported.read_text(encoding="utf-8").splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    before = seeded.audit()

    seeded.change("[monitor]", '[monitor]\ndatabase = "elsewhere/new.db"')
    taken = seeded.run("import", "state.jsonl")
    assert taken.returncode == 0, taken.stderr
    assert seeded.run("import", "state.jsonl").returncode == 1
    assert seeded.audit() == before
    assert seeded.run("export", "again.jsonl").returncode == 0
    again = (seeded.folder / "again.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(again) == sorted(lines)
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_the_state_moves_to_a_server_and_back(seeded: Bot, api: BotApi) -> None:
    seeded.change('digests = "every cycle"', 'digests = ["07:00"]\nquiet = "00:00-23:59"')
    assert seeded.run("once").returncode == 0
    before = seeded.audit()
    assert before["articles"]["queued"] == 3
    assert seeded.run("export", "state.jsonl").returncode == 0
    with own_schema() as url:
        seeded.environ["HUUNGHI_DATABASE"] = url
        taken = seeded.run("import", "state.jsonl")
        assert taken.returncode == 0, taken.stderr
        assert seeded.audit() == before
        seeded.change('digests = ["07:00"]\nquiet = "00:00-23:59"', 'digests = "every cycle"')
        assert seeded.run("once").returncode == 0
        seeded.announced_once()
        assert seeded.run("export", "back.jsonl").returncode == 0
        after = seeded.audit()
    del seeded.environ["HUUNGHI_DATABASE"]
    seeded.change("[monitor]", '[monitor]\ndatabase = "back.db"')
    assert seeded.run("import", "back.jsonl").returncode == 0
    assert seeded.audit() == after
    assert "No digest is due" in seeded.run("once").stdout
    seeded.announced_once()


def test_old_texts_are_let_go_and_keys_are_not(seeded: Bot, api: BotApi) -> None:
    assert seeded.run("once").returncode == 0
    word = "doi ngoai nhan dan"
    assert seeded.run("search", word, "--json").stdout
    seeded.change("[monitor]", '[monitor]\nkeep = "30d"')
    with closing(sqlite3.connect(seeded.database)) as connection, connection:
        connection.execute("UPDATE articles SET first_seen_at = first_seen_at - 86400 * 40")
        keys = connection.execute("SELECT count(*) FROM keys").fetchone()
    assert seeded.run("once").returncode == 0

    with closing(sqlite3.connect(seeded.database)) as connection:
        left = "SELECT count(*) FROM articles WHERE lead IS NOT NULL OR body <> '[]'"
        assert connection.execute(left).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM keys").fetchone() == keys
    title = titles(NEW[:1])[0]
    assert title in seeded.run("search", title, "--json").stdout
    with closing(sqlite3.connect(seeded.database)) as connection, connection:
        connection.execute("DELETE FROM endpoints")  # whatever was kept of the listing
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


@pytest.mark.parametrize("version", range(1, MIGRATIONS[-1].version))
def test_a_database_of_an_earlier_version_is_taken_over_with_its_data(
    bot: Bot, api: BotApi, version: int
) -> None:
    """An article that the earlier version had sent is not news to this one."""
    bot.database.parent.mkdir()
    now = int(datetime.now(UTC).timestamp()) - 3600
    old = open_file(bot.database, now=datetime.now(UTC), migrations=MIGRATIONS[:version])
    url = bot.site.url(path_of(NEW[0]))
    with old.write() as connection:
        connection.execute(
            "INSERT INTO articles (id, story, source, url, canonical_url, site, title, body,"
            " first_seen_at, updated_at, state) VALUES (1, 1, 'union', ?, ?, '127.0.0.1', ?,"
            " '[]', ?, ?, 'filtered')",
            (url, url, titles(NEW)[0], now, now),
        )
        keys = [(key,) for key in url_keys(url)]
        connection.executemany("INSERT INTO keys VALUES (?, 1)", keys)
        connection.execute("INSERT INTO stories VALUES (1, ?)", (now,))
        health = '{"source": "union", "cycles": 3, "last_ok_at": "2026-11-20T05:00:00+00:00"}'
        connection.execute("INSERT INTO health VALUES ('union', ?)", (health,))
        if version >= 2:
            connection.execute("INSERT INTO channels (name, registered_at) VALUES ('main', 1)")
        if version >= 3:
            row = "VALUES ((? << 30) | 1, 'tieu de', '', '')"
            connection.execute(f"INSERT INTO search (rowid, title, lead, body) {row}", (now,))
    old.close()
    bot.publish((*NEW, *OLD))
    once = bot.run("once")

    assert once.returncode == 0, once.stderr
    audit = bot.audit()
    assert audit["ok"], audit
    texts = "\n".join(api.channel_texts("@huunghi"))
    assert titles(NEW)[0] not in texts
    assert titles(NEW)[2] in texts
    assert bot.run("check").returncode == 0
