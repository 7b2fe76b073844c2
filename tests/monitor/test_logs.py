"""Log lines: key=value, and never a token."""

from __future__ import annotations

import io

from monitor import logs


def test_values_with_spaces_are_quoted_and_none_is_left_out() -> None:
    said = logs.line("cycle", source="thoidai", problem='it said "no"\nand left', new=None, s=1.0)

    assert said == 'cycle source=thoidai problem="it said \\"no\\"\\nand left" s=1.00'


def test_a_token_never_gets_through() -> None:
    stream = io.StringIO()
    logs.start(0, stream)
    try:
        raise ValueError("GET /bot1234567:AAF-abcdefghijklmnopqrstuvwxyz012/sendMessage")
    except ValueError as error:
        logs.LOGGER.error("send_failed", exc_info=error)

    assert "AAF-" not in stream.getvalue()
    assert "<token>" in stream.getvalue()


def test_verbosity_opens_the_levels_one_by_one() -> None:
    shown = []
    for verbosity in (0, 1, 2, 9):
        stream = io.StringIO()
        logs.start(verbosity, stream)
        logs.LOGGER.warning("w")
        logs.LOGGER.info("i")
        logs.LOGGER.debug("d")
        shown.append(stream.getvalue().split())

    assert [len(words) // 2 for words in shown] == [1, 2, 3, 3]
