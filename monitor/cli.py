"""The command line: arguments in, exit codes out.

0 done · 1 something failed and the report says what · 2 bad usage or configuration · 3 another
instance holds the lock.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from monitor import logs
from monitor.arguments import build_parser
from monitor.core.errors import HuunghiError, LockedError, UsageError

DONE, FAILED, USAGE, LOCKED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the process's exit code."""
    _speak_utf8()
    arguments = build_parser().parse_args(argv)
    logs.start(arguments.verbose)
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `huunghi … | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return 130
    except HuunghiError as error:
        print(f"huunghi: {logs.redact(str(error))}", file=sys.stderr)
        return _exit_code(error)
    return code


def _speak_utf8() -> None:
    """Vietnamese comes out right in any locale; what no encoding holds is shown as "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: argparse.Namespace) -> int:
    module, function = arguments.does.split(":")
    return int(getattr(importlib.import_module(f"monitor.commands.{module}"), function)(arguments))


def _exit_code(error: HuunghiError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    return LOCKED if isinstance(error, LockedError) else FAILED


if __name__ == "__main__":
    sys.exit(main())
