"""`huunghi once` as cron asks for it, read without argparse, which takes as long as five polls."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace


def plain_once(words: Sequence[str]) -> SimpleNamespace | None:
    """What argparse would make of `once`, with no options but --config FILE and --json.

    None for everything else, mistakes among it: argparse has the words for them.
    """
    found: dict[str, object] = {
        "command": None,
        "does": "running:once",
        "config": None,
        "verbose": 0,
        "backfill": 0,
        "json": False,
    }
    left = list(words)
    while left:
        word = left.pop(0)
        if word == "--config" and left and not left[0].startswith("-"):
            found["config"] = left.pop(0)
        elif word == "once" and found["command"] is None:
            found["command"] = word
        elif word == "--json":
            found["json"] = True
        else:
            return None
    return SimpleNamespace(**found) if found["command"] else None
