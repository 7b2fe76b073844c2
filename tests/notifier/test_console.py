"""Digests on a terminal."""

from __future__ import annotations

import io
import itertools

import pytest

from monitor.core.errors import ChatUnavailableError
from monitor.core.model import Message
from notifier.console import ConsoleNotifier
from tests.factories_delivery import NOW


def printed(message: Message, *, colour: bool) -> str:
    stream = io.StringIO()
    ConsoleNotifier(stream, lambda: NOW, colour=colour).send(message)
    return stream.getvalue()


def message(html: str | None, plain: str = "Tin\nhttps://x.vn/?a&b") -> Message:
    return Message(chat="", html=html, plain=plain, key="k")


def test_without_colours_the_plain_text_is_printed() -> None:
    assert printed(message("<b>Tin</b>"), colour=False) == "Tin\nhttps://x.vn/?a&b\n\n"


def test_with_colours_headings_stand_out_and_links_show_their_address() -> None:
    html = '<b>Tin &lt;1&gt;</b>\n<a href="https://x.vn/?a&amp;b">đây</a>'
    assert printed(message(html), colour=True) == (
        "\x1b[1mTin <1>\x1b[0m\n\x1b[36mđây\x1b[0m \x1b[2mhttps://x.vn/?a&b\x1b[0m\n\n"
    )


@pytest.mark.parametrize("colour", [True, False])
def test_no_control_character_of_a_text_reaches_the_terminal(colour: bool) -> None:
    text = "a\x1b[2Jb\x07\x9bc\r"
    assert printed(message(text if colour else None, text), colour=colour) == "a[2Jbc\n\n"


def test_a_notice_is_plain_in_colour_too() -> None:
    assert printed(message(None, "<b>"), colour=True) == "<b>\n\n"


def test_ids_count_up_and_an_edit_is_printed_anew() -> None:
    stream = io.StringIO()
    console = ConsoleNotifier(stream, lambda: NOW, colour=False, ids=itertools.count(7))
    assert [console.send(message(None, "a")).message_id for _ in range(2)] == [7, 8]
    console.edit(message(None, "b"), 7)
    assert stream.getvalue() == "a\n\na\n\nb\n\n"


def test_the_console_cannot_be_read_back() -> None:
    console = ConsoleNotifier(io.StringIO(), lambda: NOW, colour=False)
    with pytest.raises(ChatUnavailableError, match="console"):
        console.read_back("", 1, "@admin")
