"""A full disk, a database that may not be written, one that is damaged: plain words, no loss."""

from __future__ import annotations

import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.bot_api import BotApi
from tests.factories_bot import CLI, LONGEST, NEW, OLD, Bot, wait_for

COMPANIONS = ("-wal", "-shm")


def told(report: subprocess.CompletedProcess[str]) -> str:
    """What a command said that failed as it should: one line, which names the database."""
    assert report.returncode == 1, report.stdout + report.stderr
    assert "Traceback" not in report.stderr
    (line,) = report.stderr.splitlines()
    assert line.startswith("huunghi: database var/huunghi.db: "), line
    return line


# ── full ─────────────────────────────────────────────────────────────────────


class SmallDisk:
    """A shell in a mount namespace of its own, where var/ is a disk of two megabytes."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        bot.database.parent.mkdir()
        self.shell = subprocess.Popen(
            ["unshare", "--mount", "sh"],  # noqa: S607 - wherever it is
            cwd=bot.folder,
            env=bot.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a shell command there."""
        shell = self.shell
        assert shell.stdin is not None
        assert shell.stdout is not None
        try:
            shell.stdin.write(f"({command}) >out 2>err; echo $?\n")
            shell.stdin.flush()
        except BrokenPipeError:
            return subprocess.CompletedProcess(command, 1, "", "no shell")
        code = shell.stdout.readline().strip()
        out, err = ((self.bot.folder / name).read_text("utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(command, int(code or "1"), out, err)

    def huunghi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(" ".join((sys.executable, "-m monitor.cli", *arguments)))

    def close(self) -> None:
        self.shell.communicate()


@pytest.fixture
def small_disk(bot: Bot) -> Iterator[SmallDisk]:
    if shutil.which("unshare") is None:
        pytest.skip("no small disk can be made: there is no unshare(1)")
    disk = SmallDisk(bot)
    try:
        if disk.run("mount -t tmpfs -o size=2m none var").returncode:
            pytest.skip("no small disk can be made: mounting is not allowed here")
        yield disk
    finally:
        disk.close()


def test_a_full_disk_stops_a_cycle_and_nothing_is_lost(small_disk: SmallDisk, bot: Bot) -> None:
    bot.publish(OLD)
    first = small_disk.huunghi("once")
    assert first.returncode == 0, first.stderr
    bot.publish((*NEW, *OLD))
    small_disk.run("head -c 3000000 /dev/zero > var/filler")
    full = small_disk.huunghi("once")
    said = told(full)
    assert "full" in said or "free space" in said
    check = small_disk.huunghi("check")
    assert "TODO disk" in check.stdout
    assert "make room on the disk" in check.stdout
    assert bot.api.channel_texts("@huunghi") == []

    small_disk.run("rm var/filler")
    again = small_disk.huunghi("once")
    assert again.returncode == 0, again.stderr
    texts = "\n".join(bot.api.channel_texts("@huunghi"))
    assert texts.count("• ") == 3
    assert "No digest is due." in small_disk.huunghi("once").stdout
    assert small_disk.huunghi("audit").returncode == 0


@pytest.fixture(autouse=True)
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that may not write cannot write down what they covered either."""
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)


THEN = "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
NO_FILE_BEYOND = (
    "import os, resource, sys; size = int(sys.argv.pop(1));"
    f"resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); {THEN}"
)


def run_with_room_for(bot: Bot, size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no file grows beyond so many bytes."""
    return run_after(bot, (NO_FILE_BEYOND, str(size)), *arguments)


def run_after(bot: Bot, script: Sequence[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process in which a script came first."""
    bot.program = ("-c", *script, *CLI)
    try:
        return bot.run(*arguments)
    finally:
        bot.program = CLI


def test_a_file_that_may_not_grow_stops_a_cycle_and_nothing_is_lost(seeded: Bot) -> None:
    said = told(run_with_room_for(seeded, 40_000, "once"))
    assert "check the disk and its free space" in said

    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_disk_that_fills_up_between_sending_and_saving_repeats_nothing(
    seeded: Bot, api: BotApi
) -> None:
    """Whatever size the log may reach: at some the cycle is saved and the sending is not."""
    for size in range(40_000, 200_000, 20_000):
        report = run_with_room_for(seeded, size, "once")
        assert "Traceback" not in report.stderr
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_daemon_lives_through_a_full_disk(seeded: Bot, api: BotApi) -> None:
    daemon = seeded.start("run")
    wait_for(lambda: api.channel_texts("@huunghi"))
    resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    polls = seeded.site.paths().count("/tin-tuc")
    seeded.publish((*NEW, *OLD, "aid-006"))
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > polls + 3)
    assert daemon.poll() is None
    resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    wait_for(lambda: len(api.channel_texts("@huunghi")) == 2)
    daemon.send_signal(signal.SIGTERM)
    _, said = daemon.communicate(timeout=LONGEST)

    assert daemon.returncode == 0, said
    assert "level=error cycle_failed" in said
    assert "check the disk and its free space" in said
    assert "Traceback" not in said
    assert seeded.audit()["articles"]["sent"] == 4


def test_exports_and_backups_for_which_there_is_no_room_leave_nothing_behind(seeded: Bot) -> None:
    for command in ("export", "backup"):
        done = run_with_room_for(seeded, 40_000, command, "copy")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "unexpected" not in done.stderr
        assert "copy: " in done.stderr
        assert not (seeded.folder / "copy").exists()


def test_a_log_that_cannot_be_written_is_named_and_loses_nothing(seeded: Bot) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        once = seeded.start("once", stdout=full)
        _, said = once.communicate(timeout=LONGEST)

    assert once.returncode == 1
    assert said == (
        "huunghi: the output cannot be written: No space left on device; make room on the disk it"
        " goes to. What was done is saved\n"
    )
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_page_that_cannot_be_kept_stops_nothing(seeded: Bot) -> None:
    (seeded.database.parent / "specimens").write_text("in the way", encoding="utf-8")
    seeded.site.route("/tin-tuc", "<html><body>Just a moment...</body></html>")
    report = seeded.run("once")

    assert report.returncode in (0, 1)
    assert "level=warning specimen" in report.stderr
    assert "Traceback" not in report.stderr
    seeded.publish((*NEW, *OLD))
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


# ── read-only ────────────────────────────────────────────────────────────────


# Permissions count, also for root, as they do for anyone: PR_CAPBSET_DROP takes CAP_DAC_OVERRIDE
# and CAP_DAC_READ_SEARCH away from what comes after.
AS_ANYONE = (
    "import ctypes, os, sys; prctl = ctypes.CDLL(None).prctl;"
    f"os.geteuid() or [prctl(24, one, 0, 0, 0) for one in (1, 2)]; {THEN}"
)


def may_write(path: Path) -> bool:
    """Whether such a process may write there all the same."""
    script = "import os, sys; sys.exit(os.access(sys.argv[1], os.W_OK))"
    done = subprocess.run([sys.executable, "-c", AS_ANYONE, "-c", script, path], check=False)
    return bool(done.returncode)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_database_that_may_not_be_written_is_named(seeded: Bot, what: str) -> None:
    for companion in COMPANIONS:
        seeded.database.with_name("huunghi.db" + companion).unlink(missing_ok=True)
    path = seeded.database if what == "file" else seeded.database.parent
    mode = stat.S_IMODE(path.stat().st_mode)
    path.chmod(0o444 if what == "file" else 0o555)
    try:
        if may_write(path):
            pytest.skip("permissions do not count for this user, not even without privileges")
        said = told(run_after(seeded, [AS_ANYONE], "once"))
        check = run_after(seeded, [AS_ANYONE], "check")
    finally:
        path.chmod(mode)

    assert "writable" in said or "can be written to" in said
    assert check.returncode == 1
    assert "TODO database" in check.stdout
    assert "Traceback" not in check.stderr
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_a_folder_in_which_nothing_can_be_made_is_named(bot: Bot) -> None:
    bot.change("[monitor]", '[monitor]\ndatabase = "/proc/huunghi.db"')
    report = bot.run("once")

    assert report.returncode == 1
    assert "/proc/huunghi.db" in report.stderr
    assert "check the path" in report.stderr
    assert "Traceback" not in report.stderr


# ── damaged ──────────────────────────────────────────────────────────────────


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


def overwritten(content: bytes) -> bytes:
    """Every page but the first holds what a failing disk gives back."""
    return content[:4096] + bytes(range(256)) * ((len(content) - 4096) // 256)


def another(content: bytes) -> bytes:
    return b"Not a database at all.\n" * 1000


@pytest.mark.parametrize("damage", [torn, overwritten, another])
def test_a_damaged_database_is_said_to_be_so_and_a_backup_restored(
    seeded: Bot, damage: Callable[[bytes], bytes]
) -> None:
    assert seeded.run("backup", "good.db").returncode == 0
    for companion in COMPANIONS:
        seeded.database.with_name("huunghi.db" + companion).unlink(missing_ok=True)
    seeded.database.write_bytes(damage(seeded.database.read_bytes()))
    said = told(seeded.run("once"))
    assert "damaged; keep a copy and restore the last backup" in said or "not a database" in said
    daemon = seeded.run("run")
    assert daemon.returncode == 1
    assert "Traceback" not in daemon.stderr
    check = seeded.run("check")
    assert check.returncode == 1
    assert "TODO database" in check.stdout
    assert "Traceback" not in check.stderr
    assert seeded.run("backup", "bad.db").returncode == 1
    assert not (seeded.folder / "bad.db").exists()

    restored = seeded.run("restore", "good.db")
    assert restored.returncode == 0, restored.stderr
    assert "before-restore" in restored.stdout
    assert seeded.run("once").returncode == 0
    seeded.announced_once()


def test_what_was_damaged_in_the_middle_of_a_daemons_life_is_logged(
    seeded: Bot, api: BotApi
) -> None:
    daemon = seeded.start("run")
    wait_for(lambda: api.channel_texts("@huunghi"))
    with seeded.database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (seeded.database.stat().st_size - 4096))
    seeded.publish((*NEW, *OLD, "aid-006"))
    polls = seeded.site.paths().count("/tin-tuc")
    wait_for(lambda: seeded.site.paths().count("/tin-tuc") > polls + 2 or daemon.poll() is not None)
    daemon.send_signal(signal.SIGTERM)
    _, said = daemon.communicate(timeout=LONGEST)

    assert "Traceback" not in said
    assert daemon.returncode == 0, said
