"""The docs and the program say the same: every command, option and setting, in both directions."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.arguments import build_parser
from monitor.config import CHANNEL, FETCH, MONITOR, TELEGRAM

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [
    ROOT / "README.md",
    ROOT / "README.vi.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *ROOT.glob("docs/*.md"),
]
SECTIONS = {"[monitor]": MONITOR, "[fetch]": FETCH, "[telegram]": TELEGRAM, "[[channels]]": CHANNEL}


def parsers(
    parser: argparse.ArgumentParser, name: str = "huunghi"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, child in action.choices.items():
                yield from parsers(child, f"{name} {word}")


COMMANDS = dict(parsers(build_parser()))
LEAVES = {n: p for n, p in COMMANDS.items() if n not in ("huunghi", "huunghi sources")}
OPTIONS = {o for p in COMMANDS.values() for a in p._actions for o in a.option_strings}


@pytest.mark.parametrize("name", LEAVES)
def test_every_command_is_documented(name: str) -> None:
    assert f"`{name}" in README


@pytest.mark.parametrize("option", sorted(OPTIONS - {"-h"}))
def test_every_option_is_documented(option: str) -> None:
    assert re.search(rf"`[^`]*{re.escape(option)}\b", README), f"{option} stands nowhere in README"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_command_in_the_docs_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for first, second in re.findall(r"[`/]huunghi ([a-z]+)(?: ([a-z]+))?", text):
        name = f"huunghi {first}"
        assert name in COMMANDS, f"{path.name}: {name} does not exist"
        if name == "huunghi sources" and second:
            assert f"{name} {second}" in COMMANDS, f"{path.name}: {name} {second} does not exist"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_option_in_the_docs_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for span in re.findall(r"`((?:[\w./]*huunghi |--)[^`\n]+)`", text):
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span):
            assert option in OPTIONS, f"{path.name}: {option} does not exist"


@pytest.mark.parametrize(("section", "key"), [(s, k) for s, keys in SECTIONS.items() for k in keys])
def test_every_setting_is_documented(section: str, key: str) -> None:
    assert f"`{section} {key}`" in README


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_every_setting_in_the_docs_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for section, key in re.findall(r"`(\[\[?[a-z]+\]\]?) ([a-z_]+)", text):
        assert key in SECTIONS[section], f"{path.name}: {section} {key} does not exist"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"huunghi"}))
def test_every_help_shows_an_example(name: str) -> None:
    assert "example:\n  huunghi " in COMMANDS[name].format_help()


def test_links_between_documents_lead_somewhere() -> None:
    for path in DOCS:
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target} does not exist"


def test_files_that_are_named_in_tables_exist() -> None:
    for path in DOCS:
        for name in re.findall(r"`((?:deploy|tests|scripts)/[\w./-]*)`", path.read_text("utf-8")):
            assert (ROOT / name).exists(), f"{path.name}: {name} does not exist"
