"""The command line: arguments in, exit codes out.

0 done · 1 something failed and the report says what · 2 bad usage or configuration · 3 another
instance holds the lock.
"""

from __future__ import annotations

import errno
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from monitor import logs
from monitor.core.errors import HuunghiError, LockedError, UsageError
from monitor.plain_once import plain_once

if TYPE_CHECKING:
    import argparse
    from types import SimpleNamespace

DONE, FAILED, USAGE, LOCKED = 0, 1, 2, 3
SELDOM = 20_000  # new objects between two looks for garbage; starting up makes none


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is returned, or, without `argv`, ends the process."""
    _speak_utf8()
    gc.set_threshold(SELDOM)
    words = sys.argv[1:] if argv is None else argv
    arguments = plain_once(words) or _parsed(words)
    logs.start(arguments.verbose)
    code = _guarded(arguments)
    if argv is None:
        _end(code)
    return code


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    from monitor.arguments import build_parser

    return build_parser(words[0] if words else None).parse_args(words)


def _end(code: int) -> NoReturn:
    """End at once: everything is closed, and taking modules down takes longer than a poll."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _guarded(arguments: argparse.Namespace | SimpleNamespace) -> int:
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
    except OSError as error:
        return _unwritten(error, verbose=bool(arguments.verbose))
    except Exception as error:  # noqa: BLE001 - the last boundary: no user meets a traceback
        return _unexpected(error, verbose=bool(arguments.verbose))
    return code


def _unwritten(error: OSError, *, verbose: bool) -> int:
    """Whoever opens a file names it in an error of ours; what is left is our own output."""
    if error.filename or error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
        return _unexpected(error, verbose=verbose)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    said = f"huunghi: the output cannot be written: {error.strerror}; make room on the disk"
    with suppress(OSError):
        print(f"{said} it goes to. What was done is saved", file=sys.stderr)
    return FAILED


def _unexpected(error: Exception, *, verbose: bool) -> int:
    """A fault of the program, or a database that was damaged where SQLite does not look."""
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    where = f"{last.filename.rpartition('/')[2]}, line {last.lineno}"
    text = f"huunghi: unexpected {type(error).__name__}: {error} ({where}); see what huunghi check"
    print(logs.redact(f"{text} says, and report this with the output of -v"), file=sys.stderr)
    if verbose:
        logs.LOGGER.error(logs.line("unexpected"), exc_info=error)
    return FAILED


def _speak_utf8() -> None:
    """Vietnamese comes out right in any locale; what no encoding holds is shown as "?"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(arguments: argparse.Namespace | SimpleNamespace) -> int:
    module, function = arguments.does.split(":")
    return int(getattr(importlib.import_module(f"monitor.commands.{module}"), function)(arguments))


def _exit_code(error: HuunghiError) -> int:
    if isinstance(error, UsageError):
        return USAGE
    return LOCKED if isinstance(error, LockedError) else FAILED


if __name__ == "__main__":
    sys.exit(main())
