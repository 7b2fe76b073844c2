"""What a clock that was ahead has put off is due when it is right again."""

from __future__ import annotations

from datetime import timedelta

from state.store import SqlStore
from tests.factories_delivery import NOW, channel, database, outbox_on

YEARS = timedelta(days=400)


def test_waits_that_no_wait_of_ours_reaches_are_due_at_once() -> None:
    db = database()
    outbox = outbox_on(db)
    outbox.register((channel(),), NOW + YEARS)
    outbox.notice("a", "777", "một", NOW + YEARS)
    outbox.notice("b", "777", "hai", NOW + timedelta(hours=30))
    outbox.pause("main", "vì đồng hồ", NOW + YEARS)
    SqlStore(db).forget_far_future(NOW)

    assert [row.not_before for row in outbox.rows()] == [NOW, NOW + timedelta(hours=30)]
    assert outbox.paused()["main"][1] == NOW
    assert db.read("SELECT registered_at FROM channels")[0][0] == int(NOW.timestamp())
    db.close()
