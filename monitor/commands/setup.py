"""What every command begins with: settings → App."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from monitor.app import App
from monitor.config import load_settings


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[App]:
    """An App for this command's --config, closed at the end."""
    app = App(load_settings(arguments.config))
    try:
        yield app
    finally:
        app.close()
