"""What cron asks for is read as argparse would read it."""

from __future__ import annotations

import pytest

from monitor.arguments import build_parser
from monitor.plain_once import plain_once


@pytest.mark.parametrize(
    "line",
    [
        "once",
        "once --json",
        "once --config my.toml",
        "--config my.toml once --json",
        "once --config once",
    ],
)
def test_it_is_what_argparse_would_make_of_it(line: str) -> None:
    words = line.split()
    quick = plain_once(words)
    assert quick is not None
    assert vars(quick) == vars(build_parser().parse_args(words))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "once --backfill 3",
        "once once",
        "--json",
        "once --config",
        "--config once",
        "-v -v once",
        "once -vv",
        "onc",
    ],
)
def test_everything_else_is_left_to_argparse(line: str) -> None:
    assert plain_once(line.split()) is None


@pytest.mark.parametrize("command", ["once", "sources", "import", "--version", "nonsense"])
def test_one_group_of_commands_is_enough_where_it_is_named(command: str) -> None:
    whole, part = build_parser().format_help(), build_parser(command).format_help()
    assert (part == whole) == (command in ("--version", "nonsense"))
