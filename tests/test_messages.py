"""docs/operating.md tells what each message means: what the program says is looked for there.

A message is a template: what it fills in is "…". The page has a fragment for it where the parts of
something between backticks in its tables stand in the template in that order.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
TABLES = PAGE[PAGE.index("## Messages") : PAGE.index("## Logs")]
LEAST = 8  # letters of a fragment, so that it does not explain everything
FRAGMENTS = [
    [part for part in fragment.split("…") if part.strip()]
    for row in re.findall(r"^\| (.+) \|[^|]+\|$", TABLES, re.MULTILINE)
    for fragment in re.findall(r"`([^`]+)`", row)
    if len(fragment) >= LEAST
]
ROOMS = ("monitor", "state", "scrapers", "notifier")
NOT_SHOWN = (
    "scrapers/replay.py",  # stored pages, of which the tests speak
    "monitor/config.py",  # settings: one row for all, which name file, line and key
    "monitor/values.py",
    "monitor/watched.py",
    "monitor/core/kind_model.py",
    "notifier/console.py",
)
ERRORS = re.compile(
    r"(Huunghi|Usage|Config|Locked|State|BadLine|Unreachable|Cut|RefusedAddress|TooLarge|Disallowed"
    r"|Status|BackOff|Fetch|NotAnArticle|Parse|NotSent|Uncertain|ChatUnavailable|ChatClosed|Flood"
    r"|TokenInvalid|LostTrail)Error"
)
WORDS = re.compile(r"[^\W\d_]{4}")  # what is worth looking for holds a word of four letters


def trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in NOT_SHOWN and name != "scrapers/registry.py":
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def template(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(template(part) for part in node.values)
    return "…"


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def errors() -> Iterator[tuple[str, str]]:
    """Where and what: every error that is made with words of its own."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ERRORS.fullmatch(called(node)) and node.args:
                said = template(node.args[0])
                if WORDS.search(said):
                    yield name, said


def events() -> Iterator[str]:
    """The first word of every line of the log at level warning or error."""
    for _, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ("warning", "error", "exception", "critical"):
                line = node.args[0]
                if isinstance(line, ast.Call):
                    yield template(line.args[0])


def advice() -> Iterator[str]:
    """What the tables of advice say: of SQLite's results, of TLS."""
    import scrapers.tls
    import state.sqlite

    yield from set(state.sqlite._ADVICE.values())
    yield from (f": {words}" for words in scrapers.tls._ADVICE.values())


def notices() -> Iterator[str]:
    """What is said in the admin chat and of it in the log."""
    for name, tree in trees():
        if name == "monitor/admin_words.py":
            for node in ast.walk(tree):
                if isinstance(node, ast.keyword) and node.arg in ("text", "log"):
                    yield template(node.value)


def is_explained(said: str) -> bool:
    return any(parts and stands_in(parts, said) for parts in FRAGMENTS)


def stands_in(parts: list[str], said: str) -> bool:
    at = 0
    for part in parts:
        at = said.find(part.strip(), at)
        if at < 0:
            return False
        at += len(part.strip())
    return True


@pytest.mark.parametrize(("name", "said"), sorted(set(errors())))
def test_every_error_is_explained(name: str, said: str) -> None:
    assert is_explained(said), f"{name} says {said!r}: docs/operating.md does not"


@pytest.mark.parametrize("event", sorted(set(events())))
def test_every_warning_of_the_log_is_explained(event: str) -> None:
    assert f"`{event}`" in TABLES


@pytest.mark.parametrize("said", sorted({*advice(), *notices()}))
def test_every_advice_and_notice_is_explained(said: str) -> None:
    assert is_explained(said), f"{said!r} stands nowhere in docs/operating.md"


def test_what_is_explained_is_said() -> None:
    """A message of former times is taken off the page."""
    said = [*(text for _, text in errors()), *advice(), *notices(), *events()]
    everything = "\n".join(
        path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")
    )
    for row in re.findall(r"^\| (`[^|]+`) \|", TABLES, re.MULTILINE):
        for fragment in re.findall(r"`(?!huunghi)([^`]+)`", row):
            parts = [part.strip() for part in fragment.split("…") if WORDS.search(part)]
            known = any(stands_in(parts, text) for text in said)
            assert known or all(part in everything for part in parts), fragment
