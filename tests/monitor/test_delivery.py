"""Delivery against the strict Bot API: what arrives, what does not, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from monitor.core.errors import (
    NotSentError,
    RefusedMessageError,
    TokenInvalidError,
)
from monitor.core.markup import visible_text
from monitor.core.model import ArticleState, Channel, Delivery, Message
from monitor.core.ports import Notifier
from monitor.core.records import OutboxKind, OutboxState
from monitor.delivery import DeliveryReport, cut_due, deliver
from notifier.telegram import TelegramNotifier, Timeouts
from state.engine import Database
from state.outbox import SqlOutbox
from tests.bot_api import TOKEN, BotApi
from tests.factories_delivery import (
    NOW,
    HandClock,
    channel,
    database,
    desk_on,
    join,
    outbox_on,
    queue,
)

MINUTE = timedelta(minutes=1)


@dataclass
class World:
    """A Bot API, a database, a clock, and the means to deliver."""

    api: BotApi
    db: Database
    clock: HandClock
    telegram: Notifier
    outbox: SqlOutbox

    def deliver(self, *channels: Channel, **values: Any) -> DeliveryReport:
        values = {"admin_chat": "@admin", "outbox": self.outbox, **values}
        wanted = channels or (channel(),)
        return deliver(desk_on(self.db, lambda _: self.telegram, wanted, self.clock, **values))

    def texts(self, chat: str = "@main") -> list[str]:
        return self.api.channel_texts(chat)

    def state_of(self, article: int) -> str:
        (row,) = self.db.read("SELECT state FROM articles WHERE id = ?", (article,))
        return str(row["state"])

    def stands_once(self, *articles: int, chat: str = "@main") -> None:
        """Each article's title stands in exactly one message; the ledger adds up."""
        for article in articles:
            title = f"Hội nghị số {article} về"
            assert sum(title in text for text in self.texts(chat)) == 1
            assert self.state_of(article) == ArticleState.SENT
        assert self.outbox.ledger().faults == ()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[BotApi, TelegramNotifier]]:
    with BotApi() as api:
        timeouts = Timeouts(connect=60, read=60)
        telegram = TelegramNotifier(TOKEN, api.base_url, clock=HandClock(), timeouts=timeouts)
        yield api, telegram
        telegram.close()


@pytest.fixture(scope="module")
def hasty(server: tuple[BotApi, TelegramNotifier]) -> Iterator[TelegramNotifier]:
    """For answers that never come."""
    timeouts = Timeouts(connect=60, read=2.0)
    telegram = TelegramNotifier(TOKEN, server[0].base_url, clock=HandClock(), timeouts=timeouts)
    yield telegram
    telegram.close()


@pytest.fixture
def world(clock: HandClock, server: tuple[BotApi, TelegramNotifier]) -> Iterator[World]:
    """Something was posted to @main before, as message 40."""
    api, telegram = server
    api.reset(clock.tick)
    api.add_chat("@main", first_id=41)
    api.add_chat("@admin", type="private")
    db = database()
    with db.write() as connection:
        connection.execute("INSERT INTO messages (chat, message_id) VALUES ('@main', 40)")
    yield World(api, db, clock, telegram, outbox_on(db))
    db.close()


def test_what_is_queued_is_posted_once(world: World) -> None:
    queue(world.db, 1)
    queue(world.db, 2)
    report = world.deliver()
    assert (report.sent, report.waiting, report.problems) == (1, 0, [])
    world.stands_once(1, 2)
    assert world.deliver().sent == 0
    world.stands_once(1, 2)


def test_each_channel_gets_its_own(world: World) -> None:
    world.api.add_chat("@other")
    queue(world.db, 1, "main", "other")
    queue(world.db, 2, "other")
    report = world.deliver(channel(), channel(name="other", chat="@other"))
    assert report.sent == 2
    world.stands_once(1)
    world.stands_once(1, 2, chat="@other")


@pytest.mark.parametrize("fault", ["accept-cut", "accept-500", "accept-stall", "accept-html"])
def test_a_message_that_arrived_without_an_answer_is_found_and_not_sent_again(
    world: World, hasty: TelegramNotifier, fault: str
) -> None:
    queue(world.db, 1)
    world.deliver()
    world.telegram = hasty if "stall" in fault else world.telegram
    world.api.post("@main", "của người khác")
    queue(world.db, 2, at=world.clock())
    world.api.fail(fault)
    world.api.post("@main", "của người khác nữa")
    report = world.deliver()
    assert (report.sent, report.uncertain) == (1, 0)
    world.stands_once(1, 2)
    assert world.outbox.last_message_id("@main") == 44
    assert world.api.find("@admin").posts == {}
    assert world.api.counts()["editMessageText"] == 0


@pytest.mark.parametrize("fault", ["cut", "500", "stall", "html"])
def test_a_message_that_did_not_arrive_is_sent_again(
    world: World, hasty: TelegramNotifier, fault: str
) -> None:
    queue(world.db, 1)
    world.deliver()
    world.telegram = hasty if "stall" in fault else world.telegram
    queue(world.db, 2, at=world.clock())
    world.api.fail(fault)
    assert world.deliver().sent == 1
    world.stands_once(1, 2)


def test_a_message_that_a_busy_server_posts_after_the_time_out_is_found(
    world: World, hasty: TelegramNotifier
) -> None:
    queue(world.db, 1)
    world.deliver()
    world.telegram = hasty
    queue(world.db, 2, at=world.clock())
    world.api.fail("stall")
    began, sleep = world.clock(), world.clock.sleep

    def sleep_meanwhile(seconds: float) -> None:
        sleep(seconds)
        waiting = world.outbox.uncertain()
        if waiting and world.clock() - began > timedelta(seconds=12) and len(world.texts()) == 1:
            text = visible_text(waiting[0].html or "")
            world.api.find("@main").add(text, by_bot=True)

    world.clock.sleep = sleep_meanwhile  # type: ignore[method-assign]
    assert world.deliver().sent == 1
    world.stands_once(1, 2)
    assert world.api.counts()["sendMessage"] == 1


@pytest.mark.parametrize("fault", ["accept-cut", "cut"])
def test_the_first_message_of_all_is_looked_for_from_the_end_of_the_chat(
    world: World, fault: str
) -> None:
    with world.db.write() as connection:
        connection.execute("DELETE FROM messages")
    queue(world.db, 1)
    world.api.fail(fault)
    assert world.deliver().sent == 1
    world.stands_once(1)


def test_deleted_posts_in_between_do_not_end_the_search(world: World) -> None:
    queue(world.db, 1)
    world.deliver()
    main = world.api.find("@main")
    main.first_id += 30
    queue(world.db, 2, at=world.clock())
    world.api.fail("accept-500")
    world.deliver()
    world.stands_once(1, 2)


def test_a_process_that_died_while_sending_repeats_nothing(world: World) -> None:
    queue(world.db, 1)
    cut_due(desk_on(world.db, lambda _: world.telegram, [channel()], world.clock))
    row = world.outbox.claim(world.clock(), channels=["main"])
    assert row is not None
    world.telegram.send(Message(chat="@main", html=row.html, plain=row.plain, key=row.key))
    report = world.deliver()
    assert report.sent == 1
    world.stands_once(1)


def test_a_process_that_died_before_sending_loses_nothing(world: World) -> None:
    queue(world.db, 1)
    cut_due(desk_on(world.db, lambda _: world.telegram, [channel()], world.clock))
    assert world.outbox.claim(world.clock(), channels=["main"])
    assert world.deliver().sent == 1
    world.stands_once(1)


@pytest.mark.parametrize("trouble", ["protected", "no admin chat", "admin chat gone"])
def test_what_cannot_be_read_back_is_sent_again_and_the_operator_is_told(
    world: World, trouble: str
) -> None:
    queue(world.db, 1)
    world.deliver()
    world.api.find("@main").protected = trouble == "protected"
    admin = {"no admin chat": None, "admin chat gone": "@gone"}.get(trouble, "@admin")
    queue(world.db, 2, at=world.clock())
    world.api.fail("accept-500")
    report = world.deliver(admin_chat=admin)
    assert len(world.texts()) == 3
    assert world.outbox.ledger().faults == ()
    assert any("it is sent again" in problem for problem in report.problems)
    if trouble == "protected":
        assert "Tin được gửi lại" in world.texts("@admin")[-1]


def test_what_cannot_be_read_back_waits_for_the_operator_where_they_want_to_be_asked(
    world: World,
) -> None:
    queue(world.db, 1)
    world.api.find("@main").protected = True
    world.api.fail("accept-500")
    report = world.deliver(on_uncertain="ask")
    assert (report.sent, report.uncertain) == (1, 1)  # the notice, and the digest
    assert "mark-sent 1" in world.texts("@admin")[0]
    assert world.state_of(1) == ArticleState.UNCERTAIN
    world.deliver(on_uncertain="ask")
    assert len(world.texts("@admin")) == 1
    world.outbox.mark_sent(1, 41, world.clock())
    world.deliver(on_uncertain="ask")
    world.stands_once(1)


def test_blind_resends_end(world: World) -> None:
    queue(world.db, 1)
    world.api.find("@main").protected = True
    world.api.fail(*["accept-500"] * 9, chat="@main")
    report = world.deliver()
    assert report.uncertain == 1
    assert len(world.texts()) == 3
    assert "mark-sent 1" in world.texts("@admin")[-1]


def test_a_bot_that_is_thrown_out_after_a_lost_answer_looks_when_it_is_back(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("accept-500")
    world.api.fail(*["500"] * 5, method="forwardMessage")
    world.deliver()
    world.api.find("@main").member = "kicked"
    for _ in range(3):
        world.clock.sleep(1800)
        assert world.deliver().uncertain == 1
    assert len(world.texts()) == 1
    (said,) = world.texts("@admin")
    assert "Kênh “main” (@main) tạm dừng" in said
    world.api.find("@main").member = "administrator"
    world.clock.sleep(1800)
    assert world.deliver().sent >= 1
    world.stands_once(1)
    assert "đã gửi lại được" in world.texts("@admin")[-1]


def test_read_back_later_when_the_server_is_in_trouble(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("accept-500")
    world.api.fail(*["500"] * 5, method="forwardMessage")
    report = world.deliver()
    assert (report.sent, report.uncertain) == (0, 1)
    assert "may have been sent" in report.problems[0]
    assert world.deliver().sent == 1
    world.stands_once(1)


def test_a_flood_while_reading_back_is_waited_for(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("accept-500")
    world.api.fail("flood", method="forwardMessage", retry_after=9)
    assert world.deliver().sent == 1
    world.stands_once(1)


def test_a_long_flood_is_said_once_with_its_reason(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("flood", retry_after=3600)
    report = world.deliver()
    assert (report.sent, report.waiting, report.failed, report.missed) == (0, 1, 1, 1)
    assert report.problems == [
        "outbox row 1 (main) waits: Flood control exceeded. Retry in 3600 seconds"
    ]
    again = world.deliver()
    assert (again.waiting, again.failed, again.missed, again.problems) == (1, 1, 0, [])
    world.clock.sleep(3602)
    assert world.deliver().sent == 1
    world.stands_once(1)


def test_a_flooded_chat_waits_while_the_others_go_on(world: World) -> None:
    world.api.add_chat("@other")
    queue(world.db, 1, "main", "other")
    world.api.fail("flood", chat="@main", retry_after=30)
    report = world.deliver(
        channel(), channel(name="other", chat="@other"), patience=timedelta(seconds=10)
    )
    assert (report.sent, report.waiting) == (1, 1)
    assert world.texts() == []
    assert world.deliver(channel(), channel(name="other", chat="@other")).sent == 1
    assert world.clock() - NOW >= timedelta(seconds=30)
    world.stands_once(1)
    world.stands_once(1, chat="@other")


def test_a_refused_part_is_sent_as_plain_text_alone(world: World) -> None:
    queue(world.db, 1)
    cut_due(desk_on(world.db, lambda _: world.telegram, [channel()], world.clock))
    with world.db.write() as connection:
        connection.execute("UPDATE outbox SET html = '<b>' || html")
    report = world.deliver()
    assert (report.sent, report.failed) == (1, 0)
    assert "https://example.vn/bai-1.html" in world.texts()[0]
    world.stands_once(1)


def test_what_is_refused_in_every_form_is_dead_and_the_operator_is_told(world: World) -> None:
    queue(world.db, 1)
    cut_due(desk_on(world.db, lambda _: world.telegram, [channel()], world.clock))
    with world.db.write() as connection:
        connection.execute("UPDATE outbox SET html = '<b>', plain = ' '")
    report = world.deliver()
    assert "Telegram không nhận tin số 1" in world.texts("@admin")[0]
    assert report.waiting == 0
    assert world.state_of(1) == ArticleState.DEAD
    assert world.outbox.ledger().faults == ()


@pytest.mark.parametrize("member", ["kicked", "member"])
def test_a_channel_without_rights_is_paused_and_goes_on_by_itself(
    world: World, member: str
) -> None:
    world.api.add_chat("@other")
    two = (channel(), channel(name="other", chat="@other"))
    queue(world.db, 1, "main", "other")
    world.api.find("@main").member = member
    report = world.deliver(*two)
    assert (report.sent, report.waiting) == (2, 1)  # the other channel, and the notice
    assert "Kênh “main” (@main) tạm dừng" in world.texts("@admin")[0]
    assert set(world.outbox.paused()) == {"main"}
    for _ in range(3):
        world.clock.sleep(1200)
        world.deliver(*two)
    assert len(world.texts("@admin")) == 1
    world.api.find("@main").member = "administrator"
    world.clock.sleep(1800)
    world.deliver(*two)
    world.stands_once(1)
    world.stands_once(1, chat="@other")
    assert "đã gửi lại được" in world.texts("@admin")[-1]
    assert world.outbox.paused() == {}


def test_a_channel_is_tried_again_at_the_next_pass(world: World) -> None:
    queue(world.db, 1)
    world.api.find("@main").member = "kicked"
    world.deliver()
    world.api.find("@main").member = "administrator"
    world.deliver()
    world.stands_once(1)


def test_a_chat_that_moved_is_followed(world: World) -> None:
    world.api.add_chat(-5, type="group", migrated_to=-1005)
    world.api.add_chat(-1005, type="supergroup")
    queue(world.db, 1)
    report = world.deliver(channel(chat="-5"))
    assert report.sent == 2  # the message, and a word to the operator
    assert any('write chat = "-1005" into huunghi.toml' in said for said in report.problems)
    world.stands_once(1, chat="-1005")
    queue(world.db, 2, at=world.clock())
    world.deliver(channel(chat="-5"))
    world.stands_once(1, 2, chat="-1005")
    assert world.api.counts()["sendMessage"] == 4


def test_a_bad_token_ends_the_pass_and_loses_nothing(world: World) -> None:
    queue(world.db, 1)
    world.api.token = "999:another"
    with pytest.raises(TokenInvalidError):
        world.deliver()
    assert [row.state for row in world.outbox.rows()] == [OutboxState.WAITING]
    world.api.token = TOKEN
    world.deliver()
    world.stands_once(1)


@dataclass
class Unplugged:
    """A notifier whose first requests never leave."""

    notifier: Notifier
    times: int
    error: type[Exception] = NotSentError

    def send(self, message: Message) -> Delivery:
        self.times -= 1
        if self.times >= 0:
            raise self.error("no connection")
        return self.notifier.send(message)

    def edit(self, message: Message, message_id: int) -> None:
        self.times -= 1
        if self.times >= 0:
            raise self.error("no connection")
        self.notifier.edit(message, message_id)

    def read_back(self, chat: str, message_id: int, via: str) -> str | None:
        return self.notifier.read_back(chat, message_id, via)


def test_what_never_left_is_retried_with_growing_pauses(world: World) -> None:
    queue(world.db, 1)
    world.telegram = Unplugged(world.telegram, 3)
    assert world.deliver().sent == 1
    world.stands_once(1)
    assert [round(nap) for nap in world.clock.naps if nap >= 1] == [2, 4, 8]
    assert world.api.counts()["forwardMessage"] == 0


def test_an_outage_is_left_for_later_when_patience_ends(world: World) -> None:
    queue(world.db, 1)
    world.telegram = Unplugged(world.telegram, 99)
    report = world.deliver(patience=timedelta(seconds=20))
    assert (report.sent, report.waiting) == (0, 1)
    assert report.next_at is not None
    assert report.next_at > world.clock()


def test_an_edit_whose_answer_is_lost_is_made_again(world: World) -> None:
    queue(world.db, 1)
    world.deliver()
    world.clock.sleep(60)
    join(world.db, 9, 1, at=world.clock())
    world.api.fail("accept-500", method="editMessageText")
    assert world.deliver().edited == 1
    assert "cùng đưa tin: s9.example" in world.texts()[0]
    world.stands_once(1)


def test_an_edit_that_is_refused_twice_leaves_the_post_as_it_is(world: World) -> None:
    queue(world.db, 1)
    world.deliver()
    world.clock.sleep(60)
    join(world.db, 9, 1, at=world.clock())
    world.telegram = Unplugged(world.telegram, 2, RefusedMessageError)
    world.deliver()
    assert [row.state for row in world.outbox.rows() if row.kind is OutboxKind.EDIT] == [
        OutboxState.DEAD
    ]
    world.stands_once(1)


def test_a_story_that_grows_is_edited_in_place_within_two_days(world: World) -> None:
    queue(world.db, 1)
    queue(world.db, 2)
    world.deliver()
    for number in (11, 12, 13):
        world.clock.sleep(3600)
        join(world.db, number, 1, at=world.clock())
        world.deliver()
    assert "cùng đưa tin: s11.example, s12.example, +1 nguồn" in world.texts()[0]
    assert world.api.find("@main").posts[41].edits == 3
    world.clock.sleep(48 * 3600)
    join(world.db, 14, 2, at=world.clock())
    world.deliver()
    assert world.api.find("@main").posts[41].edits == 3
    world.stands_once(1, 2)


def test_a_message_that_is_gone_is_not_made_again(world: World) -> None:
    queue(world.db, 1)
    world.deliver()
    del world.api.find("@main").posts[41]
    world.clock.sleep(60)
    join(world.db, 9, 1, at=world.clock())
    report = world.deliver()
    assert (report.edited, report.waiting) == (0, 0)
    assert world.texts() == []
    assert world.state_of(1) == ArticleState.SENT


def test_quiet_hours_hold_messages_back(world: World) -> None:
    quiet = channel(quiet=(time(21), time(6, 30)))
    world.clock.now = datetime.fromisoformat("2026-11-21T21:10:00+07:00")
    queue(world.db, 1, at=world.clock())
    world.deliver(quiet)
    assert world.texts() == []
    world.clock.turn_to(datetime.fromisoformat("2026-11-22T06:29:59+07:00"))
    world.deliver(quiet)
    assert world.texts() == []
    world.clock.turn_to(datetime.fromisoformat("2026-11-22T06:30:00+07:00"))
    world.deliver(quiet)
    world.stands_once(1)


def test_the_parts_of_a_long_digest_come_in_order_and_each_once(world: World) -> None:
    for number in range(1, 131):
        queue(world.db, number)
    world.api.fail("500", "accept-cut")
    report = world.deliver()
    parts = [text.splitlines()[0] for text in world.texts()]
    assert report.sent == len(parts) > 1
    assert [part[-6:] for part in parts] == [
        f" ({number}/{len(parts)})" for number in range(1, len(parts) + 1)
    ]
    world.stands_once(*range(1, 131))


def test_a_part_of_unknown_fate_holds_back_the_parts_behind_it(world: World) -> None:
    for number in range(1, 131):
        queue(world.db, number)
    world.api.fail("500")
    world.api.fail(*["500"] * 5, method="forwardMessage")
    report = world.deliver()
    assert (report.sent, report.uncertain) == (0, 1)
    world.deliver()
    world.stands_once(*range(1, 131))


def test_a_stop_leaves_the_rest_for_the_next_pass(world: World) -> None:
    queue(world.db, 1)
    assert world.deliver(stopped=lambda: True).sent == 0
    world.deliver()
    world.stands_once(1)


def test_an_admin_chat_that_cannot_be_reached_is_given_up_in_the_end(world: World) -> None:
    world.outbox.notice("x", "@gone", "một lời nhắn", world.clock())
    for _ in range(9):
        report = world.deliver(admin_chat="@gone")
        world.clock.sleep(4000)
    assert report.waiting == 0
    assert [row.state for row in world.outbox.rows()] == [OutboxState.DEAD]


def test_a_chat_that_moves_to_itself_is_paused(world: World) -> None:
    world.api.add_chat(-6, type="group", migrated_to=-6)
    queue(world.db, 1)
    report = world.deliver(channel(chat="-6"))
    assert report.waiting == 1
    assert set(world.outbox.paused()) == {"main"}


def test_a_chat_with_too_many_new_messages_is_not_read_to_the_end(world: World) -> None:
    @dataclass
    class Crowded(Unplugged):
        def read_back(self, chat: str, message_id: int, via: str) -> str | None:
            return f"bài {message_id}"

    queue(world.db, 1)
    world.telegram = Crowded(world.telegram, 0)
    world.api.fail("500")
    report = world.deliver(patience=timedelta(hours=1))
    assert any("too many messages" in problem for problem in report.problems)
    world.stands_once(1)


def test_a_group_is_read_back_over_wider_gaps(world: World) -> None:
    world.api.add_chat(-9, type="group")
    queue(world.db, 1)
    world.deliver(channel(chat="-9"))
    world.api.find(-9).first_id += 120
    queue(world.db, 2, at=world.clock())
    world.api.fail("accept-500")
    world.deliver(channel(chat="-9"))
    world.stands_once(1, 2, chat="-9")


def test_reading_back_with_a_bad_token_ends_the_pass(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("500")
    world.api.fail(*["500"] * 5, method="forwardMessage")
    world.deliver()
    world.api.token = "999:another"
    with pytest.raises(TokenInvalidError):
        world.deliver()
    assert world.outbox.uncertain()


def test_a_wrong_chat_or_topic_that_is_set_right_gets_what_waited(world: World) -> None:
    world.api.add_chat("@forum", type="supergroup", forum=True)
    queue(world.db, 1)
    assert world.deliver(channel(chat="@typo")).waiting == 1
    assert world.deliver(channel(thread=4)).waiting == 1
    world.deliver(channel(chat="@forum", thread=5))
    world.stands_once(1, chat="@forum")
    assert world.api.find("@forum").posts[1].thread == 5


def test_the_next_process_keeps_the_pace_of_the_last(world: World) -> None:
    for number in range(1, 25):
        queue(world.db, number, at=world.clock())
        world.deliver()
    assert world.api.rejected == 0
    assert world.clock() - NOW > timedelta(seconds=60)
    world.stands_once(*range(1, 25))


def test_many_messages_are_never_rejected(world: World) -> None:
    channels = [channel(name=f"c{number}", chat=f"@c{number}") for number in range(6)]
    for one in channels:
        world.api.add_chat(one.chat or "")
    for number in range(1, 151):
        name = channels[number % 6].name
        queue(world.db, number, name)
        desk = desk_on(world.db, lambda _: world.telegram, channels, world.clock)
        cut_due(desk)
    report = world.deliver(*channels)
    assert report.sent == 150
    assert world.api.rejected == 0
    # Twenty to each chat within the first minute, the last five after it.
    assert timedelta(seconds=60) <= world.clock() - NOW <= timedelta(seconds=66)


def test_trouble_while_reading_back_is_outlasted(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("accept-500")
    world.api.fail("500", "cut", "html", method="forwardMessage")
    assert world.deliver().sent == 1
    world.stands_once(1)


def test_a_long_wait_while_reading_back_is_left_for_later(world: World) -> None:
    queue(world.db, 1)
    world.api.fail("accept-500")
    world.api.fail("flood", method="forwardMessage", retry_after=3600)
    assert world.deliver().uncertain == 1
    assert world.deliver().sent == 1
    world.stands_once(1)
