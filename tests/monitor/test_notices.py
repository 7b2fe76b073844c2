"""What the operator is told, and under which key only once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from monitor.core.model import Category, CycleReport, SourceOutcome, SourceStatus
from monitor.notices import cycle_notices, weekly_notice

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NAMES = {"kiengiang": "Liên hiệp Kiên Giang"}


def report(at: datetime, **values: object) -> CycleReport:
    return CycleReport(started_at=at, finished_at=at, **values)  # type: ignore[arg-type]


def test_a_sick_source_is_named_once_a_day() -> None:
    sick = (("kiengiang", "no entries on 200"),)
    morning = datetime(2026, 11, 20, 1, tzinfo=UTC)
    keys = []
    for hours in (0, 5, 17):
        at = morning.replace(hour=1 + hours)
        ((key, text),) = cycle_notices(report(at, sick=sick), NAMES, ZONE)
        keys.append(key)
        assert "Liên hiệp Kiên Giang" in text
        assert "no entries on 200" in text

    assert keys[0] == keys[1] != keys[2]  # 18:00 UTC is the next day in Việt Nam


def test_many_at_once_are_one_message() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    sick = tuple((f"nguon{number}", "x" * 400) for number in range(50))
    keys = tuple(source for source, _ in sick)
    trouble, end = cycle_notices(report(now, sick=sick, recovered=keys), {"nguon0": "Một"}, ZONE)

    assert trouble[1].startswith("⚠️ 50 nguồn có vấn đề:\n• Một: xxx")
    assert "… và 30 nguồn khác\nXem chi tiết: huunghi sources check." in trouble[1]
    assert len(trouble[1]) < 4096
    assert end[1].startswith("✅ 50 nguồn đã đọc lại được:\n• Một\n• nguon1\n")
    assert len(list(cycle_notices(report(now, sick=sick[:5]), {}, ZONE))) == 5


def test_a_recovery_is_announced() -> None:
    ((key, text),) = cycle_notices(
        report(datetime(2026, 11, 20, tzinfo=UTC), recovered=("kiengiang",)), NAMES, ZONE
    )

    assert key.startswith("well:kiengiang:")
    assert "đọc lại được" in text


def test_a_week_is_one_line_with_its_counts() -> None:
    now = datetime(2026, 11, 23, 1, tzinfo=UTC)
    failed = (SourceOutcome(source="a", status=SourceStatus.FAILED),)
    reports = [report(now, by_category={Category.AID: 2}), report(now, outcomes=failed)]
    key, text = weekly_notice(reports, [], now, ZONE)

    assert key == "week:2026-48"
    assert "\n" not in text
    assert "2 viện trợ; 2 lượt quét, 1 lần không tới được trang; mọi nguồn đều ổn." in text
    assert "nguồn cần xem: kufo" in weekly_notice([], ["kufo"], now, ZONE)[1]
