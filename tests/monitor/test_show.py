"""Output: tables that line up, JSON that programs can read, nothing that steers a terminal."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from monitor.show import Progress, Styled, count, harmless, local, paint, table, to_json

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_columns_line_up_whatever_the_letters() -> None:
    text = table(("a", "b"), [("Đồng Tháp", 1), ("友好", None)])

    assert text == "a          b\nĐồng Tháp  1\n友好       –"


def test_a_cell_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in table(("a",), [("\x1b[31mred\nnext",)])
    assert harmless("a\x07b\nc") == "a b\nc"


def test_styled_cells_line_up_and_are_painted_on_terminals_only() -> None:
    rows = [(Styled("ok", "green"), "x\x1b[31m"), (Styled("failed", "red"), "y")]

    assert table(("state", "b"), rows, io.StringIO()) == "state   b\nok      x [31m\nfailed  y"
    painted = table(("state", "b"), rows, Terminal())
    assert painted.splitlines()[1] == "\x1b[32mok    \x1b[0m  x [31m"


def test_where_a_terminal_is_narrow_the_last_column_has_lines_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [("thoidai", "failed", "the name cannot be resolved"), ("vufo", "ok", "")]
    headings = ("key", "status", "")
    wide = table(headings, rows, io.StringIO())
    monkeypatch.setenv("COLUMNS", "30")
    assert table(headings, rows, io.StringIO()) == wide
    assert table(headings, rows, Terminal()).splitlines() == [
        "key      status",
        "thoidai  failed",
        "    the name cannot be resolved",
        "vufo     ok",
    ]
    monkeypatch.setenv("COLUMNS", "100")
    assert table(headings, rows, Terminal()) == wide


def test_colour_is_for_terminals_only() -> None:
    assert paint("x", "red", io.StringIO()) == "x"
    assert paint("x", "red", Terminal()) == "\x1b[31mx\x1b[0m"


def test_json_has_local_times_whole_numbers_and_letters_as_they_are() -> None:
    record = {
        "at": datetime(2022, 12, 2, 7, 8, tzinfo=UTC),
        "on": date(2022, 7, 6),
        "sum": 228000.0,
        "share": 0.5,
        "labels": ("viện trợ",),
        "none": None,
    }

    assert json.loads(to_json(record, ZONE)) == {
        "at": "2022-12-02T14:08:00+07:00",
        "on": "2022-07-06",
        "sum": 228000,
        "share": 0.5,
        "labels": ["viện trợ"],
        "none": None,
    }
    assert "viện trợ" in to_json(record)


def test_progress_is_for_terminals_only_and_leaves_nothing_behind() -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        progress = Progress(2, "sources", stream)
        progress.step()
        progress.step()

    assert "1/2 sources" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""


def test_times_and_counts_for_people() -> None:
    assert local(datetime(2022, 12, 2, 7, 8, tzinfo=UTC), ZONE) == "2022-12-02 14:08"
    assert local(None, ZONE) == "–"
    assert (count(1, "source"), count(2, "source")) == ("1 source", "2 sources")
