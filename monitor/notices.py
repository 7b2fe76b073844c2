"""What the operator is told in the admin chat, in Vietnamese, and under which key only once.

A sick source is named once a day until it recovers; its recovery once; a quiet week in one line.
Many at once are one message: a chat takes twenty a minute, and nobody reads fifty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from monitor.core.model import Category, CycleReport

Notice = tuple[str, str]  # the key, and the text

WEEK = timedelta(days=7)
_SHOWN = 300  # characters of a problem
_MANY = 5  # sources of which each has a message of its own
_LISTED, _SHORT = 20, 100  # of more, so many are named, with so many characters of each problem


def cycle_notices(report: CycleReport, names: Mapping[str, str], zone: tzinfo) -> Iterator[Notice]:
    """Sick sources and recoveries of one cycle."""
    now = report.finished_at.isoformat()
    if len(report.sick) > _MANY:
        yield f"sick:many:{now}", _many_sick(report.sick, names)
    else:
        yield from _each_sick(report, names, zone)
    if len(report.recovered) > _MANY:
        shown = _in_lines(names.get(source, source) for source in report.recovered)
        yield f"well:many:{now}", f"✅ {len(report.recovered)} nguồn đã đọc lại được:\n{shown}"
        return
    for source in report.recovered:
        name = names.get(source, source)
        yield (
            f"well:{source}:{now}",
            (f"✅ Nguồn “{name}” đã đọc lại được; các tin còn thiếu đang được đọc bù."),
        )


def _each_sick(report: CycleReport, names: Mapping[str, str], zone: tzinfo) -> Iterator[Notice]:
    day = report.finished_at.astimezone(zone).date().isoformat()
    for source, problem in report.sick:
        name = names.get(source, source)
        text = (
            f"⚠️ Nguồn “{name}” có vấn đề: {problem[:_SHOWN]}\n"
            f"Xem chi tiết: huunghi sources check. Tin chưa đọc được vẫn được giữ lại."
        )
        yield f"sick:{source}:{day}", text


def _many_sick(sick: Sequence[tuple[str, str]], names: Mapping[str, str]) -> str:
    lines = (f"{names.get(source, source)}: {problem[:_SHORT]}" for source, problem in sick)
    return (
        f"⚠️ {len(sick)} nguồn có vấn đề:\n{_in_lines(lines)}\n"
        "Xem chi tiết: huunghi sources check. Tin chưa đọc được vẫn được giữ lại."
    )


def _in_lines(said: Iterable[str]) -> str:
    lines = [f"• {text}" for text in said]
    more = [f"… và {len(lines) - _LISTED} nguồn khác"] if len(lines) > _LISTED else []
    return "\n".join((*lines[:_LISTED], *more))


def weekly_notice(
    reports: Iterable[CycleReport], sick: Iterable[str], now: datetime, zone: tzinfo
) -> Notice:
    """One line on the week that ended with `now`: counts, and whether all is well."""
    week = now.astimezone(zone).isocalendar()
    cycles, new, failed = 0, dict.fromkeys(Category, 0), 0
    for report in reports:
        cycles += 1
        failed += sum(outcome.status == "failed" for outcome in report.outcomes)
        for category, number in report.by_category.items():
            new[category] += number
    unwell = sorted(sick)
    state = f"nguồn cần xem: {', '.join(unwell)}" if unwell else "mọi nguồn đều ổn"
    text = (
        f"📅 Tuần qua: {new[Category.CONFERENCE]} hội nghị, {new[Category.TRAINING]} tập huấn, "
        f"{new[Category.AID]} viện trợ; {cycles} lượt quét, {failed} lần không tới được trang; "
        f"{state}."
    )
    return f"week:{week.year}-{week.week:02d}", text
