"""What every command begins with: settings → App."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor.app import App
from monitor.config import load_settings

if TYPE_CHECKING:
    import argparse


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[App]:
    """An App for this command's --config, closed at the end."""
    app = App(load_settings(arguments.config))
    try:
        yield app
    finally:
        app.close()
