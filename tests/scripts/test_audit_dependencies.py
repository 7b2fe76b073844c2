"""The gate's look at known weaknesses: a finding closes it, the lack of a network never does."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from scripts.audit_dependencies import main

WEAK = {"id": "PYSEC-1", "fix_versions": ["2.0"], "description": "a hole"}


def program(folder: Path, script: str) -> Path:
    path = folder / "pip-audit"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def saying(folder: Path, *packages: object) -> Path:
    text = json.dumps({"dependencies": packages, "fixes": []})
    return program(folder, f"cat <<'END'\n{text}\nEND")


def test_a_known_weakness_closes_the_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = {"name": "page", "version": "1.0", "vulns": [WEAK]}
    well = {"name": "other", "version": "1.0", "vulns": []}

    assert main(saying(tmp_path, weak, well)) == 1
    out = capsys.readouterr().out
    assert "page 1.0: PYSEC-1 (mended in 2.0)" in out
    assert "2 packages" in out


def test_what_the_database_does_not_know_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    well = {"name": "page", "version": "1.0", "vulns": []}
    unknown = {"name": "private", "skip_reason": "not found"}

    assert main(saying(tmp_path, well, unknown)) == 0
    assert "not known to the database: private" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("script", "limit", "words"),
    [
        ('echo "no route to host" >&2; exit 1', 60.0, "no route to host"),
        ("exit 1", 60.0, "it said nothing"),
        ("exec sleep 100", 1.0, "no answer within"),
        (
            """echo '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'""",
            60.0,
            "cannot be reached",
        ),
    ],
)
def test_without_an_answer_the_step_is_skipped_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, limit: float, words: str
) -> None:
    began = time.monotonic()

    assert main(program(tmp_path, script), limit=limit) == 0
    said = capsys.readouterr().out
    assert said.startswith("pip-audit skipped: ")
    assert words in said
    assert time.monotonic() - began < 60


def test_without_the_program_the_step_is_skipped_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "nothing") == 0
    assert "cannot be started" in capsys.readouterr().out
