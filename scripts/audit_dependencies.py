"""Asks pip-audit whether the locked dependencies have known weaknesses: a step of the gate.

Exit code 1 only where one is found. Without a network, or where the database does not know the
packages, it says that the step was skipped, and why: that is no fault of the code.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = "requirements.lock"
LIMIT = 120.0  # seconds for all; each request to the database has ten
_PROGRAM = Path(sys.executable).with_name("pip-audit")


def main(program: Path = _PROGRAM, limit: float = LIMIT) -> int:
    """Ask, and say what was found in a line or a few."""
    report, trouble = _ask(program, limit)
    if report is None:
        print(f"pip-audit skipped: {trouble}")
        return 0
    packages = report["dependencies"]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    weak = [package for package in packages if package.get("vulns")]
    for package in weak:
        print(_told(package))
    if len(unknown) == len(packages):
        print("pip-audit skipped: its database of weaknesses cannot be reached from here")
        return 0
    known = len(packages) - len(unknown)
    print(f"pip-audit: {known} packages of {LOCK} asked for, {len(weak)} with known weaknesses")
    if unknown:
        print(f"  not known to the database: {', '.join(unknown)}")
    return 1 if weak else 0


def _ask(program: Path, limit: float) -> tuple[dict[str, Any] | None, str]:
    """pip-audit's report, or None and why there is none."""
    command = [str(program), "--disable-pip", "--require-hashes", "-r", LOCK, "-f", "json"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "--timeout", "10", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except OSError as error:
        return None, f"it cannot be started ({error.strerror}); run: make setup"
    except subprocess.TimeoutExpired:
        return None, f"no answer within {limit:.0f} seconds"
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return None, last[:200]


def _told(package: dict[str, Any]) -> str:
    found = [
        f"{weakness['id']} (mended in {', '.join(weakness['fix_versions']) or 'no version yet'})"
        for weakness in package["vulns"]
    ]
    return f"{package['name']} {package['version']}: {'; '.join(found)}"


if __name__ == "__main__":
    sys.exit(main())
