"""Errors carry what the caller needs to go on, beside the words for a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.core import errors
from monitor.core.errors import (
    BackOffError,
    ChatMigratedError,
    DeliveryError,
    FloodError,
    HuunghiError,
    ScrapeError,
    StatusError,
)

UNTIL = datetime(2026, 11, 21, 8, tzinfo=UTC)
TREE = [
    line.strip(" │├└─").split()[0]
    for line in (errors.__doc__ or "").splitlines()
    if "Error" in line and line.startswith("    ")
]


def test_what_a_host_or_a_chat_asked_for_is_kept() -> None:
    assert StatusError("vufo: 503", status=503).status == 503
    assert BackOffError("vufo asks to wait", until=UNTIL).until == UNTIL
    assert FloodError("too many", retry_after=7.5).retry_after == 7.5
    assert ChatMigratedError("moved", new_chat="-100123").new_chat == "-100123"


def test_the_words_stay_as_they_were_given() -> None:
    told = [
        StatusError("vufo: 503", status=503),
        BackOffError("vufo: 503", until=UNTIL),
        FloodError("vufo: 503", retry_after=1),
        ChatMigratedError("vufo: 503", new_chat="1"),
    ]
    assert {str(error) for error in told} == {"vufo: 503"}


def test_a_page_is_attached_only_where_one_came() -> None:
    assert ScrapeError("nothing came").page is None


def test_the_tree_in_the_docstring_is_the_tree_of_the_program() -> None:
    defined = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, HuunghiError)
    ]
    assert defined == TREE


@pytest.mark.parametrize("name", TREE)
def test_sources_and_deliveries_fail_apart(name: str) -> None:
    kind = getattr(errors, name)
    assert not (issubclass(kind, ScrapeError) and issubclass(kind, DeliveryError))
