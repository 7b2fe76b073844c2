"""The outbox on both engines: rows, their order, their states, and the ledger that must add up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from monitor.core.errors import UsageError
from monitor.core.model import ArticleState, Channel, Digest, Part
from monitor.core.records import OutboxKind, OutboxRow, OutboxState, Settlement
from notifier.render import render_digest
from state.engine import Database
from state.ledger import article_state
from state.outbox import SqlOutbox
from tests.factories_delivery import (
    NOW,
    ZONE,
    add_article,
    channel,
    database,
    join,
    outbox_on,
    part,
    queue,
)
from tests.postgres import own_schema

MAIN = channel()
RENDER = partial(render_digest, zone=ZONE)
SENT, DEAD, UNCERTAIN = OutboxState.SENT, OutboxState.DEAD, OutboxState.UNCERTAIN
WAITING, DROPPED = OutboxState.WAITING, OutboxState.DROPPED


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    with ExitStack() as stack:
        server = request.param == "postgresql"
        db = database(stack.enter_context(own_schema()) if server else ":memory:")
        stack.callback(db.close)
        yield db


@pytest.fixture
def outbox(db: Database) -> SqlOutbox:
    return outbox_on(db)


def one_story_each(digest: Digest, _: Channel) -> tuple[Part, ...]:
    """A renderer that makes a part of every story."""
    stories = [story for _, group in digest.groups for story in group]
    return tuple(part(number, story.id) for number, story in enumerate(stories, 1))


def claimed(outbox: SqlOutbox, *channels: str, at: datetime = NOW) -> OutboxRow:
    row = outbox.claim(at, channels=channels or ("main",))
    assert row is not None
    return row


def settle(outbox: SqlOutbox, row: OutboxRow, state: OutboxState, **values: object) -> None:
    outbox.settle(row, Settlement(state=state, at=NOW, **values))  # type: ignore[arg-type]


def sent(outbox: SqlOutbox, message_id: int = 1, *channels: str) -> OutboxRow:
    row = claimed(outbox, *channels)
    settle(outbox, row, SENT, message_id=message_id)
    return row


def state_of(db: Database, article: int) -> str:
    (row,) = db.read("SELECT state FROM articles WHERE id = ?", (article,))
    return str(row["state"])


# ── slots and cutting ────────────────────────────────────────────────────────


def test_a_slot_before_a_channel_was_known_is_never_due(outbox: SqlOutbox) -> None:
    fixed = channel(digests=(time(7), time(17)))
    outbox.register([fixed], NOW)  # at 7:05
    assert outbox.due_slot(fixed, NOW) is None
    assert outbox.due_slot(fixed, NOW + timedelta(hours=10)) == datetime.fromisoformat(
        "2026-11-21T17:00:00+07:00"
    )


def test_registering_again_keeps_the_first_time_and_takes_the_new_chat(
    db: Database, outbox: SqlOutbox
) -> None:
    fixed = channel(digests=(time(7, 10),))
    outbox.register([fixed], NOW)
    outbox.register([channel(chat="@new")], NOW + timedelta(hours=1))
    assert outbox.due_slot(fixed, NOW + timedelta(hours=1)) is not None
    assert db.read("SELECT chat FROM channels")[0]["chat"] == "@new"


def test_a_slot_is_cut_once_and_an_empty_one_is_over_too(db: Database, outbox: SqlOutbox) -> None:
    fixed = channel(digests=(time(7, 10),))
    outbox.register([fixed], NOW)
    later = NOW + timedelta(minutes=10)
    slot = outbox.due_slot(fixed, later)
    assert slot is not None
    assert outbox.cut_digest(fixed, slot, later, RENDER) == 0
    assert outbox.due_slot(fixed, later) is None
    queue(db, 1)
    assert outbox.cut_digest(fixed, slot, later, RENDER) == 0
    assert outbox.rows() == ()


def test_a_slot_that_a_later_one_has_passed_is_not_cut_when_the_clock_steps_back(
    outbox: SqlOutbox,
) -> None:
    fixed = channel(digests=(time(7), time(17)))
    outbox.register([fixed], NOW - timedelta(days=9))
    outbox.cut_digest(fixed, NOW, NOW, RENDER)
    assert outbox.due_slot(fixed, NOW - timedelta(minutes=10)) is None


def test_a_digest_of_a_clock_gone_wrong_stops_nothing_for_long(outbox: SqlOutbox) -> None:
    fixed = channel(digests=(time(7), time(17)))
    outbox.register([fixed], NOW - timedelta(days=9))
    outbox.cut_digest(fixed, NOW + timedelta(days=3000), NOW, RENDER)
    assert outbox.due_slot(fixed, NOW) is not None


def test_without_fixed_times_a_channel_is_due_when_something_waits(
    db: Database, outbox: SqlOutbox
) -> None:
    assert outbox.due_slot(MAIN, NOW) is None
    queue(db, 1)
    slot = outbox.due_slot(MAIN, NOW)
    assert slot == NOW
    assert outbox.cut_digest(MAIN, slot, NOW, RENDER) == 1
    queue(db, 2)
    assert outbox.due_slot(MAIN, NOW) == NOW + timedelta(seconds=1)


def test_two_processes_cut_one_digest(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first, second = database(path), database(path)
    queue(first, 1)
    assert outbox_on(first).cut_digest(MAIN, NOW, NOW, RENDER) == 1
    assert outbox_on(second).cut_digest(MAIN, NOW, NOW, RENDER) == 0
    assert len(outbox_on(second).rows()) == 1
    first.close()
    second.close()


def test_a_story_that_no_part_shows_stays_queued(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW, NOW, lambda digest, _: (part(1, 1),))
    assert outbox.due_slot(MAIN, NOW + timedelta(minutes=2)) is not None
    assert outbox.ledger().faults == ()


def test_a_cut_that_fails_leaves_everything_as_it_was(db: Database, outbox: SqlOutbox) -> None:
    def broken(digest: Digest, _: Channel) -> tuple[Part, ...]:
        raise ZeroDivisionError

    queue(db, 1)
    with pytest.raises(ZeroDivisionError):
        outbox.cut_digest(MAIN, NOW, NOW, broken)
    assert outbox.cut_digest(MAIN, NOW, NOW, RENDER) == 1


# ── claiming and settling ────────────────────────────────────────────────────


def test_parts_are_claimed_in_order_one_at_a_time(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    first = claimed(outbox)
    assert (first.part, first.parts, first.attempts, first.state) == (1, 2, 1, "claimed")
    assert outbox.claim(NOW, channels=("main",)) is None
    settle(outbox, first, SENT, message_id=7)
    second = claimed(outbox)
    assert (second.part, second.target) == (2, 7)


def test_a_part_that_waits_holds_back_the_parts_and_digests_behind_it(
    db: Database, outbox: SqlOutbox
) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW + timedelta(hours=1), NOW, one_story_each)
    later = NOW + timedelta(minutes=1)
    settle(outbox, claimed(outbox), WAITING, not_before=later)
    assert outbox.claim(NOW, channels=("main",)) is None
    assert outbox.next_at(channels=("main",)) == later
    assert claimed(outbox, at=later).digest == 1


def test_a_row_of_unknown_fate_holds_back_its_own_digest_alone(
    db: Database, outbox: SqlOutbox
) -> None:
    queue(db, 1)
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    settle(outbox, claimed(outbox), UNCERTAIN)
    assert outbox.claim(NOW, channels=("main",)) is None
    assert outbox.next_at(channels=("main",)) is None
    queue(db, 3)
    outbox.cut_digest(MAIN, NOW + timedelta(hours=1), NOW, one_story_each)
    assert claimed(outbox).digest == 2


def test_channels_do_not_wait_for_one_another(db: Database, outbox: SqlOutbox) -> None:
    outbox.register([MAIN, channel(name="other", chat="@other")], NOW)
    queue(db, 1, "main", "other")
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    outbox.cut_digest(channel(name="other", chat="@other"), NOW, NOW, RENDER)
    outbox.pause("main", "kicked", NOW + timedelta(hours=1))
    assert claimed(outbox, "main", "other").channel == "other"
    assert outbox.claim(NOW, channels=("main", "other")) is None
    assert outbox.paused() == {"main": ("kicked", NOW + timedelta(hours=1))}
    assert claimed(outbox, at=NOW + timedelta(hours=1)).channel == "main"


def test_knowing_a_channel_again_writes_nothing(tmp_path: Path) -> None:
    db = database(tmp_path / "state.db")
    outbox_on(db).register([MAIN], NOW)
    before = db.read("PRAGMA data_version")[0][0], db.read("SELECT total_changes()")[0][0]
    outbox_on(db).register([MAIN], NOW)
    outbox_on(db).recover(NOW, channels=("main",))
    outbox_on(db).queue_edits(MAIN, NOW, RENDER, within=timedelta(days=2))
    assert outbox_on(db).claim(NOW, channels=("main",)) is None
    assert (db.read("PRAGMA data_version")[0][0], db.read("SELECT total_changes()")[0][0]) == before
    db.close()


def test_a_pause_ends_when_it_is_resumed(db: Database, outbox: SqlOutbox) -> None:
    outbox.register([MAIN], NOW)
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    outbox.pause("main", "kicked", NOW + timedelta(hours=1))
    outbox.resume("main")
    assert outbox.paused() == {}
    assert claimed(outbox)


def test_a_settled_row_tells_the_article_and_remembers_the_message(
    db: Database, outbox: SqlOutbox
) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    assert state_of(db, 1) == "queued"
    sent(outbox, 41)
    assert state_of(db, 1) == "sent"
    assert outbox.last_message_id("@main") == 41
    assert outbox.last_message_id("@other") is None
    assert outbox.own_messages("@main", 40) == {41}
    assert outbox.own_messages("@main", 41) == frozenset()
    assert outbox.ledger().faults == ()


@pytest.mark.parametrize(
    ("messages", "state"),
    [
        ((SENT, SENT), "sent"),
        ((SENT, WAITING), "queued"),
        ((SENT, OutboxState.CLAIMED), "queued"),
        ((WAITING, UNCERTAIN), "uncertain"),
        ((SENT, DEAD), "dead"),
        ((SENT, DROPPED), "sent"),
        ((DROPPED,), "dead"),
    ],
)
def test_the_least_settled_message_decides_what_an_article_is(
    messages: tuple[OutboxState, ...], state: str
) -> None:
    assert article_state(messages) == state


def test_an_article_of_two_channels_is_sent_when_it_is_sent_to_both(
    db: Database, outbox: SqlOutbox
) -> None:
    other = channel(name="other", chat="@other")
    queue(db, 1, "main", "other")
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox)
    assert state_of(db, 1) == "queued"
    outbox.cut_digest(other, NOW, NOW, RENDER)
    sent(outbox, 1, "other")
    assert state_of(db, 1) == "sent"


def test_a_claim_of_a_dead_process_is_of_unknown_fate_but_an_edit_waits_again(
    db: Database, outbox: SqlOutbox
) -> None:
    assert outbox.recover(NOW, channels=("main",)) == 0
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    join(db, 9, 1, at=NOW + timedelta(minutes=1))
    assert outbox.queue_edits(MAIN, NOW, RENDER, within=timedelta(days=2)) == 1
    assert claimed(outbox).kind is OutboxKind.EDIT
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW + timedelta(hours=1), NOW, RENDER)
    assert claimed(outbox).kind is OutboxKind.DIGEST
    assert outbox.recover(NOW, channels=("main",)) == 1
    assert [row.stories for row in outbox.uncertain()] == [(2,)]
    assert state_of(db, 2) == "uncertain"
    assert claimed(outbox).kind is OutboxKind.EDIT


def test_a_refused_row_is_replaced_in_its_place(db: Database, outbox: SqlOutbox) -> None:
    for number in (1, 2, 3):
        queue(db, number)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    sent(outbox, 1)
    row = claimed(outbox)
    pieces = [Part(html="", plain=text, stories=row.stories) for text in ("a", "b")]
    outbox.replace(row, pieces, NOW)
    texts = [
        (claim.html, claim.plain, claim.part) for claim in (sent(outbox, n) for n in (2, 3, 4))
    ]
    assert texts == [(None, "a", 2), (None, "b", 2), ("<b>phần 3</b>", "phần 3", 3)]
    assert outbox.ledger().faults == ()
    assert {state_of(db, number) for number in (1, 2, 3)} == {"sent"}


def test_a_moved_chat_is_followed_also_in_two_steps_and_back(
    db: Database, outbox: SqlOutbox
) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    outbox.migrate("@main", "-1001")
    outbox.migrate("-1001", "-1002")
    assert claimed(outbox).chat == "-1002"
    outbox.migrate("-1002", "@main")
    queue(db, 2)
    outbox.cut_digest(MAIN, NOW + timedelta(hours=1), NOW, RENDER)
    assert outbox.rows()[-1].chat == "@main"


def test_a_notice_is_queued_once_a_key_and_waits_for_no_channel(outbox: SqlOutbox) -> None:
    assert outbox.notice("sick:a", "@admin", "một", NOW)
    assert not outbox.notice("sick:a", "@admin", "hai", NOW)
    assert outbox.notice("sick:b", None, "ba", NOW)
    row = sent(outbox, 5, "")
    assert (row.kind, row.plain, row.html, row.chat) == (OutboxKind.NOTICE, "một", None, "@admin")
    assert sent(outbox, 1, "").chat is None
    assert outbox.ledger().faults == ()


# ── edits ────────────────────────────────────────────────────────────────────


def edits(outbox: SqlOutbox, at: datetime, **values: timedelta) -> int:
    return outbox.queue_edits(MAIN, at, RENDER, within=values.get("within", timedelta(days=2)))


def test_a_grown_story_is_told_anew_once(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    assert edits(outbox, NOW) == 0
    later = NOW + timedelta(hours=1)
    join(db, 8, 1, at=later)
    assert edits(outbox, later) == 1
    join(db, 9, 1, at=later + timedelta(minutes=1))
    assert edits(outbox, later + timedelta(minutes=2)) == 1
    (edit,) = outbox.rows(states=(WAITING,))
    assert (edit.kind, edit.target, edit.chat, edit.stories) == (OutboxKind.EDIT, 41, "@main", (1,))
    assert "s8.example, s9.example" in edit.plain
    assert edits(outbox, later + timedelta(minutes=3)) == 0


def test_a_touch_that_changes_no_word_makes_no_edit(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    join(db, 8, 1, at=NOW + timedelta(hours=1), source="thoidai", site="example.vn")
    assert edits(outbox, NOW + timedelta(hours=1)) == 0


def test_after_two_days_a_post_is_left_alone(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    later = NOW + timedelta(hours=49)
    join(db, 8, 1, at=later)
    assert edits(outbox, later) == 0


def test_an_edit_after_an_edit_compares_with_what_stands_there(
    db: Database, outbox: SqlOutbox
) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    for hours in (1, 2):
        later = NOW + timedelta(hours=hours)
        join(db, 8 + hours, 1, at=later)
        assert edits(outbox, later) == 1
        settle(outbox, claimed(outbox, at=later), SENT, message_id=41)
    assert outbox.ledger().faults == ()


def test_a_post_that_would_not_fit_any_more_is_left_alone(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    later = NOW + timedelta(hours=1)
    join(db, 8, 1, at=later)
    assert outbox.queue_edits(MAIN, later, lambda *_: (), within=timedelta(days=2)) == 0


def test_what_no_channel_tells_any_more_is_left_alone(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    sent(outbox, 41)
    later = NOW + timedelta(hours=1)
    join(db, 8, 1, at=later)
    with db.write() as connection:
        connection.execute("DELETE FROM queue")
    assert edits(outbox, later) == 0


# ── the operator's hand ──────────────────────────────────────────────────────


def test_the_operator_retries_drops_and_marks(db: Database, outbox: SqlOutbox) -> None:
    for number in (1, 2, 3):
        queue(db, number)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    settle(outbox, claimed(outbox), UNCERTAIN, problem="no answer")
    outbox.mark_sent(1, 41, NOW)
    outbox.drop(2, NOW)
    settle(outbox, claimed(outbox), DEAD, problem="refused")
    assert state_of(db, 3) == "dead"
    outbox.retry(3, NOW)
    sent(outbox, 42)
    assert [state_of(db, number) for number in (1, 2, 3)] == ["sent", "dead", "sent"]
    assert outbox.ledger().faults == ()


def test_what_cannot_be_done_by_hand_is_said(db: Database, outbox: SqlOutbox) -> None:
    queue(db, 1)
    outbox.cut_digest(MAIN, NOW, NOW, RENDER)
    row = claimed(outbox)
    with pytest.raises(UsageError, match="there is no outbox row 99"):
        outbox.retry(99, NOW)
    with pytest.raises(UsageError, match="outbox row 1 is claimed"):
        outbox.drop(row.id, NOW)
    settle(outbox, row, SENT, message_id=1)
    with pytest.raises(UsageError, match="outbox row 1 is sent"):
        outbox.mark_sent(row.id, 2, NOW)


# ── the ledger ───────────────────────────────────────────────────────────────


def test_the_ledger_counts_every_state(db: Database, outbox: SqlOutbox) -> None:
    add_article(db, 1, state="seeded")
    queue(db, 2)
    queue(db, 3)
    join(db, 4, 2, at=NOW)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    sent(outbox, 1)
    ledger = outbox.ledger()
    assert ledger.faults == ()
    counts = {state: number for state, number in ledger.articles.items() if number}
    assert counts == {
        ArticleState.SEEDED: 1,
        ArticleState.QUEUED: 1,
        ArticleState.DUPLICATE: 1,
        ArticleState.SENT: 1,
    }
    assert (ledger.outbox[SENT], ledger.outbox[WAITING], ledger.outbox[DEAD]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE articles SET state = 'lost' WHERE id = 2", "1 articles in the unknown state"),
        ("UPDATE outbox SET state = 'lost'", "2 outbox rows in the unknown state 'lost'"),
        ("DELETE FROM queue WHERE article = 2", "article 2 is queued, but no channel waits"),
        ("DELETE FROM outbox_stories WHERE story = 1", "article 1 is sent, but no message shows"),
        ("UPDATE articles SET state = 'seeded' WHERE id = 2", "waits in a channel, but its state"),
        ("UPDATE articles SET duplicate_of = NULL WHERE id = 4", "article 4 is a duplicate of no"),
        ("DELETE FROM outbox_stories WHERE story = 2", "story 2 was cut into a digest, but no"),
        ("DELETE FROM messages", "outbox row 1 is sent, but its message is not known"),
        ("UPDATE articles SET state = 'dead' WHERE id = 1", "its messages say sent"),
        (
            "UPDATE outbox SET state = 'sent', message_id = 1; "
            "INSERT INTO outbox_stories (outbox, story) VALUES (2, 1)",
            "story 1 was posted more than once in channel main",
        ),
    ],
)
def test_the_ledger_names_what_does_not_add_up(
    db: Database, outbox: SqlOutbox, damage: str, fault: str
) -> None:
    queue(db, 1)
    queue(db, 2)
    join(db, 4, 2, at=NOW)
    outbox.cut_digest(MAIN, NOW, NOW, one_story_each)
    sent(outbox, 1)
    assert outbox.ledger().faults == ()
    with db.write() as connection:
        for statement in damage.split("; "):
            connection.execute(statement)
    assert any(fault in found for found in outbox.ledger().faults), outbox.ledger().faults
