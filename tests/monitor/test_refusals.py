"""What takes the place of a refused message."""

from __future__ import annotations

from dataclasses import replace

from monitor.core.records import OutboxKind, OutboxRow, OutboxState
from monitor.refusals import plainer
from tests.factories_delivery import NOW

ROW = OutboxRow(
    id=1,
    kind=OutboxKind.DIGEST,
    channel="main",
    chat="@main",
    thread=None,
    key="k",
    digest=1,
    part=1,
    parts=1,
    html="<b>x</b>",
    plain="một hai " * 1000,
    state=OutboxState.CLAIMED,
    attempts=1,
    not_before=NOW,
    created_at=NOW,
)


def test_first_plain_text_then_smaller_pieces_then_nothing() -> None:
    pieces = plainer(ROW)
    assert [len(piece) for piece in pieces] == [3999, 3999]
    smaller = plainer(replace(ROW, html=None, plain=pieces[0]))
    assert 0 < max(map(len, smaller)) <= 1000
    assert plainer(replace(ROW, html=None, plain=smaller[0])) == ()


def test_an_edit_stays_one_message() -> None:
    edit = replace(ROW, kind=OutboxKind.EDIT)
    assert len(plainer(edit)) == 1
    assert plainer(replace(edit, html=None)) == ()
