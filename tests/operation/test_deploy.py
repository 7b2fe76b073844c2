"""The files in deploy/: what can be tried here is tried, the rest is held to the program."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.arguments import build_parser
from tests.bot_api import TOKEN
from tests.factories_bot import Bot

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOME = "/srv/huunghi"  # in all files


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.iterdir()))
def test_each_file_is_explained_to_operators(name: str) -> None:
    assert f"`deploy/{name}`" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [path.name for path in DEPLOY.iterdir()])
def test_every_command_in_them_exists(name: str) -> None:
    for line in text(name).splitlines():
        for words in re.findall(r"bin/huunghi ([^>\n]*)", line):
            build_parser().parse_args(shlex.split(words))


def test_the_crontab_line_runs_once_with_the_token(seeded: Bot) -> None:
    (line,) = [line for line in text("crontab").splitlines() if not line.startswith("#")]
    assert re.match(r"\*/20 \* \* \* \* ", line)
    command = line.split(" ", 5)[5]
    (seeded.folder / ".venv" / "bin").mkdir(parents=True)
    program = seeded.folder / ".venv" / "bin" / "huunghi"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m monitor.cli "$@"\n')
    program.chmod(0o755)
    (seeded.folder / "huunghi.env").write_text(f"HUUNGHI_TELEGRAM_TOKEN={TOKEN}\n")
    kept = ("PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace(HOME, str(seeded.folder))],
        env={key: value for key, value in seeded.environ.items() if key in kept},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "1 message sent." in (seeded.folder / "once.log").read_text(encoding="utf-8")
    seeded.announced_once()


@pytest.mark.parametrize("name", ["huunghi.service", "huunghi-once.service", "huunghi-once.timer"])
def test_systemd_understands_the_units(name: str, tmp_path: Path) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("there is no systemd-analyze here")
    for unit in ("huunghi.service", "huunghi-once.service", "huunghi-once.timer"):
        here = text(unit).replace(f"{HOME}/.venv/bin/huunghi", "/bin/true")
        (tmp_path / unit).write_text(here, encoding="utf-8")
    done = subprocess.run(
        [analyse, "verify", "--man=no", tmp_path / name],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_daemons_unit_fits_the_daemon() -> None:
    unit = text("huunghi.service")

    assert "Type=notify" in unit
    assert "WatchdogSec=" in unit
    assert "ExecReload=/bin/kill -HUP $MAINPID" in unit
    assert "User=huunghi" in unit
    assert f"EnvironmentFile={HOME}/huunghi.env" in unit
    assert "RestartPreventExitStatus=2" in unit
    (stop,) = re.findall(r"TimeoutStopSec=(\d+)", unit)
    assert int(stop) > 10


# ── containers: no engine is here, so what can be known without one ──────────


def test_the_image_is_slim_locked_and_not_roots() -> None:
    lines = [line for line in text("Dockerfile").splitlines() if line and not line.startswith("#")]
    words = [line.split(" ", 1) for line in lines]

    assert lines[0] == "FROM python:3.13-slim"
    assert words.index(["USER", "huunghi"]) < words.index(["VOLUME", "/state"])
    (copied,) = [rest.split()[:-1] for word, rest in words if word == "COPY" and rest != ". ."]
    assert all((ROOT / name).exists() for name in copied)
    assert any("--require-hashes" in line for line in lines)
    (health,) = [line.split(" CMD ")[1] for line in lines if line.startswith("HEALTHCHECK")]
    command = json.loads(health)
    assert command[0] == "huunghi"
    assert build_parser().parse_args(command[1:]).live
    (entry,) = [rest for word, rest in words if word == "ENTRYPOINT"]
    (start,) = [rest for word, rest in words if word == "CMD"]
    assert json.loads(entry) == ["huunghi"]
    assert build_parser().parse_args(json.loads(start)).command == "run"


@pytest.mark.parametrize(
    "path", ["huunghi.toml", "huunghi.env", "deploy/db.env", ".git", "var", ".venv", "tests"]
)
def test_neither_secrets_nor_state_get_into_the_image(path: str) -> None:
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    def fits(pattern: str) -> bool:
        return Path(path).match(pattern.removeprefix("**/")) or path.startswith(f"{pattern}/")

    assert any(map(fits, patterns))
    if path.endswith((".env", ".toml")):
        ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        assert any(Path(path).match(pattern) for pattern in ignored)


def test_compose_has_the_bot_and_its_server_and_no_password() -> None:
    compose = text("compose.yaml")
    body = "\n".join(line for line in compose.splitlines() if not line.startswith("#"))
    bot, server = body.split("\n  db:\n", 1)

    assert "dockerfile: deploy/Dockerfile" in bot
    assert "env_file: huunghi.env" in bot
    assert "condition: service_healthy" in bot
    assert "- state:/state" in bot
    assert "read_only: true" in bot
    assert "image: postgres:" in server
    assert "healthcheck:" in server
    assert "pg_isready -U huunghi -d huunghi" in server
    assert "- db:/var/lib/postgresql/data" in server
    assert "env_file: db.env" in server
    assert "PASSWORD" not in body
    assert "HUUNGHI_DATABASE=postgresql://" in compose


def test_the_containers_lock_is_the_ordinary_one_and_the_servers_driver() -> None:
    def pinned(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    more = pinned("requirements-postgres.lock") - pinned("requirements.lock")
    assert pinned("requirements.lock") <= pinned("requirements-postgres.lock")
    assert {name.split("==")[0] for name in more} == {"psycopg", "psycopg-binary"}
