"""Telegram through the real library, against the strict Bot API on loopback."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from monitor.core.errors import (
    ChatClosedError,
    ChatMigratedError,
    ChatUnavailableError,
    DeliveryError,
    FloodError,
    MessageGoneError,
    NotSentError,
    RefusedMessageError,
    TokenInvalidError,
    UncertainError,
)
from monitor.core.model import Message
from notifier.telegram import TelegramNotifier, Timeouts
from tests.bot_api import TOKEN, BotApi

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        server.add_chat("@main", first_id=41)
        server.add_chat("@admin", type="private")
        yield server


def open_notifier(base_url: str, token: str = TOKEN, *, read: float = 60.0) -> TelegramNotifier:
    timeouts = Timeouts(connect=60.0, read=read)
    return TelegramNotifier(token, base_url, clock=lambda: NOW, timeouts=timeouts)


@pytest.fixture
def telegram(api: BotApi) -> Iterator[TelegramNotifier]:
    notifier = open_notifier(api.base_url)
    yield notifier
    notifier.close()
    notifier.close()


@pytest.fixture
def hasty(api: BotApi) -> Iterator[TelegramNotifier]:
    """For answers that never come."""
    notifier = open_notifier(api.base_url, read=2.0)
    yield notifier
    notifier.close()


def message(html: str | None = "<b>Tin</b> &lt;1&gt;", **values: object) -> Message:
    defaults: dict[str, object] = {"chat": "@main", "plain": "Tin <1>", "key": "k", "html": html}
    return Message(**{**defaults, **values})  # type: ignore[arg-type]


def failure_of(notifier: TelegramNotifier, sent: Message | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        notifier.send(sent or message())
    return caught.value


def test_a_message_arrives_as_html_without_a_preview(
    api: BotApi, telegram: TelegramNotifier
) -> None:
    delivery = telegram.send(message())
    post = api.find("@main").posts[41]
    assert (delivery.message_id, delivery.delivered_at) == (41, NOW)
    assert (post.text, post.preview, post.silent) == ("Tin <1>", False, False)
    assert [entity["type"] for entity in post.entities] == ["bold"]


def test_plain_text_is_sent_as_it_is(api: BotApi, telegram: TelegramNotifier) -> None:
    telegram.send(message(None, plain="<b>&amp;</b>", silent=True))
    assert api.channel_texts("@main") == ["<b>&amp;</b>"]
    assert api.find("@main").posts[41].silent


def test_a_topic_of_a_forum_gets_the_message(api: BotApi, telegram: TelegramNotifier) -> None:
    api.add_chat(-1001, type="supergroup", forum=True)
    telegram.send(message(chat="-1001", thread=7))
    assert api.find(-1001).posts[1].thread == 7
    assert isinstance(failure_of(telegram, message(thread=7)), ChatUnavailableError)


@pytest.mark.parametrize(
    ("fault", "kind", "arrived"),
    [
        ("cut", UncertainError, 0),
        ("accept-cut", UncertainError, 1),
        ("500", UncertainError, 0),
        ("accept-500", UncertainError, 1),
        ("stall", UncertainError, 0),
        ("accept-stall", UncertainError, 1),
        ("html", UncertainError, 0),
        ("accept-html", UncertainError, 1),
        ("accept-empty", UncertainError, 1),
    ],
)
def test_a_message_that_left_without_an_answer_is_uncertain(
    api: BotApi,
    telegram: TelegramNotifier,
    hasty: TelegramNotifier,
    fault: str,
    kind: type,
    arrived: int,
) -> None:
    api.fail(fault)
    assert type(failure_of(hasty if "stall" in fault else telegram)) is kind
    assert len(api.channel_texts("@main")) == arrived
    telegram.send(message())


@pytest.mark.parametrize(("fault", "late"), [("stall", True), ("cut", False), ("500", False)])
def test_what_timed_out_may_still_arrive(
    api: BotApi, telegram: TelegramNotifier, hasty: TelegramNotifier, fault: str, late: bool
) -> None:
    api.fail(fault)
    failure = failure_of(hasty if fault == "stall" else telegram)
    assert isinstance(failure, UncertainError)
    assert failure.late is late


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 502])
def test_an_answer_in_html_proves_nothing_whatever_its_status(
    api: BotApi, telegram: TelegramNotifier, status: int
) -> None:
    api.fail("html", status=status)
    assert type(failure_of(telegram)) is UncertainError


def test_what_never_left_is_not_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/bot"
    notifier = open_notifier(address)
    assert type(failure_of(notifier)) is NotSentError
    notifier.close()


def test_a_flood_says_how_long_to_wait(api: BotApi, telegram: TelegramNotifier) -> None:
    api.fail("flood", retry_after=17)
    error = failure_of(telegram)
    assert isinstance(error, FloodError)
    assert error.retry_after == 17
    api.fail("bare flood")
    error = failure_of(telegram)
    assert isinstance(error, FloodError)
    assert error.retry_after == 3


def test_a_request_that_is_too_large_is_refused(api: BotApi, telegram: TelegramNotifier) -> None:
    api.fail("too large")
    assert type(failure_of(telegram)) is RefusedMessageError


@pytest.mark.parametrize("html", ["<b>", "<br>", "<p>x</p>", "<b><i>x</b></i>", "x" * 4097, " "])
def test_text_that_the_server_refuses(telegram: TelegramNotifier, html: str) -> None:
    assert type(failure_of(telegram, message(html))) is RefusedMessageError


@pytest.mark.parametrize("member", ["kicked", "left", "restricted", "member"])
def test_a_chat_without_the_right_to_post(
    api: BotApi, telegram: TelegramNotifier, member: str
) -> None:
    api.find("@main").member = member
    assert type(failure_of(telegram)) is ChatUnavailableError


def test_an_unknown_chat(telegram: TelegramNotifier) -> None:
    assert type(failure_of(telegram, message(chat="@nowhere"))) is ChatUnavailableError


def test_a_chat_that_moved_names_its_new_id(api: BotApi, telegram: TelegramNotifier) -> None:
    api.add_chat(-7, type="group", migrated_to=-1007)
    error = failure_of(telegram, message(chat="-7"))
    assert isinstance(error, ChatMigratedError)
    assert error.new_chat == "-1007"


@pytest.mark.parametrize("token", ["123456:wrong-secret-AAAAAAAA", "no-token", ""])
def test_a_token_that_is_not_accepted(api: BotApi, token: str) -> None:
    notifier = open_notifier(api.base_url, token)
    error = failure_of(notifier)
    assert type(error) is TokenInvalidError
    assert not token or token not in str(error)
    notifier.close()


def test_an_edit_changes_the_text_and_one_that_changes_nothing_is_no_error(
    api: BotApi, telegram: TelegramNotifier
) -> None:
    telegram.send(message())
    telegram.edit(message("<b>Tin</b> mới"), 41)
    telegram.edit(message("<b>Tin</b> mới"), 41)
    assert api.channel_texts("@main") == ["Tin mới"]
    assert api.find("@main").posts[41].edits == 1


def test_an_edit_of_a_message_that_is_gone(telegram: TelegramNotifier) -> None:
    with pytest.raises(MessageGoneError):
        telegram.edit(message(), 99)


def test_a_refused_edit_is_refused(telegram: TelegramNotifier) -> None:
    telegram.send(message())
    with pytest.raises(RefusedMessageError):
        telegram.edit(message("<b>"), 41)


def test_reading_back_leaves_no_copy_and_makes_no_sound(
    api: BotApi, telegram: TelegramNotifier
) -> None:
    api.post("@main", "của người khác")
    assert telegram.read_back("@main", 41, "@admin") == "của người khác"
    assert telegram.read_back("@main", 42, "@admin") is None
    forwards = [values for method, values in api.calls if method == "forwardMessage"]
    assert all(values["disable_notification"] == "true" for values in forwards)
    assert api.find("@admin").posts == {}


def test_a_copy_that_cannot_be_deleted_does_no_harm(
    api: BotApi, telegram: TelegramNotifier
) -> None:
    api.post("@main", "tin")
    api.fail("500", method="deleteMessage")
    assert telegram.read_back("@main", 41, "@admin") == "tin"


def test_a_service_message_reads_as_empty(api: BotApi, telegram: TelegramNotifier) -> None:
    api.find("@main").add("kênh được tạo", by_bot=False, service=True)
    assert telegram.read_back("@main", 41, "@admin") == ""


@pytest.mark.parametrize("trouble", ["protected", "kicked", "admin"])
def test_a_chat_that_cannot_be_read_back(
    api: BotApi, telegram: TelegramNotifier, trouble: str
) -> None:
    api.post("@main", "tin")
    main = api.find("@main")
    main.protected = trouble == "protected"
    main.member = "kicked" if trouble == "kicked" else "administrator"
    with pytest.raises(ChatUnavailableError) as caught:
        telegram.read_back("@main", 41, "@nobody" if trouble == "admin" else "@admin")
    assert isinstance(caught.value, ChatClosedError) == (trouble == "kicked")


def test_what_is_known_of_the_bot_and_of_a_chat(api: BotApi, telegram: TelegramNotifier) -> None:
    assert telegram.about()["username"] == "test_bot"
    about = telegram.about("@main")
    assert (about["type"], about["me"]["can_post_messages"]) == ("channel", True)


def test_no_token_in_any_error_or_log_line(
    api: BotApi, hasty: TelegramNotifier, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = TOKEN.partition(":")[2]
    errors: list[BaseException] = []
    for fault in ("cut", "500", "html", "stall", "flood"):
        api.fail(fault)
        errors.append(failure_of(hasty))
    closed = open_notifier("http://127.0.0.1:9/bot")
    errors.append(failure_of(closed))
    closed.close()
    for error in errors:
        assert error.__cause__ is None
        assert error.__suppress_context__
        assert secret not in repr(error)
    assert secret not in caplog.text
