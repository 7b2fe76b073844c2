"""The building or place in which the event was held. Refuses provinces and countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.core.passages import Passage

_HALLS = (
    r"[Tt]rung tâm [Hh]ội nghị|[Tt]rung tâm [Vv]ăn hóa|[Tt]rung tâm [Cc]hính trị"
    r"|[Tt]rung tâm [Tt]riển lãm"
    r"|[Hh]ội trường|[Nn]hà khách|[Nn]hà văn hóa|[Nn]hà hát|[Nn]hà thi đấu|[Kk]hách sạn|[Tt]rụ sở"
    r"|[Vv]ăn phòng|[Qq]uảng trường|[Cc]ông viên|[Bb]ảo tàng|[Tt]hư viện|[Kk]hu di tích|[Đđ]ền"
    r"|[Cc]ung"
    r"|[Hh]ọc viện|[Tt]rường|[Ss]ân bay|[Ss]ân vận động|[Cc]ửa khẩu|[Pp]hòng họp|[Đđ]ại học"
    r"|[Kk]hu du lịch"
    r"|[Dd]inh|[Bb]ệnh viện|[Tt]rạm [Yy] tế|[Đđ]ại sứ quán|UBND|[Pp]hòng Giáo dục"
    r"|[Kk]hu nghỉ dưỡng|[Hh]oàng thành"
)
_VENUE = re.compile(
    rf"[TtĐđ](?:(?<=\b[Tt])ại|ịa điểm:)\s"
    rf"(?P<venue>(?:{_HALLS})\b(?:\s[^\s,.;:()\[\]–…]+){{0,12}})"
)
# Where the name is over and the sentence goes on.
_GOES_ON = re.compile(
    r"\s(?:đã|do|với|để|nhân|vào|từ|ngày|sáng|chiều|tối|diễn ra|tổ chức|khai|được|nhằm|trong|là"
    r"|có|cùng"
    r"|theo|sẽ|vừa|bằng|cho|khi|nơi|ở|tại|thuộc|trước|sau|bế|họp|trao|gặp|tiếp|đón|nói|-)\s.*"
)
_TRAILING = re.compile(r"\s(?:của|các|số|và|-)$")
_TITLE = re.compile(
    r"(?i:chủ tịch|giám đốc|đại sứ|trưởng|sinh viên|cán bộ|học sinh|học)\s[^,;.]{0,30}$"
)


def find_venue(passages: Sequence[Passage]) -> tuple[str, str] | None:
    """The venue and the words around it, from the lead, the first paragraphs, then the title."""
    for passage in (*passages[1:4], *passages[:1]):
        for match in _VENUE.finditer(passage.text):
            before, _ = passage.around(match.start(), match.end())
            venue = _trimmed(match["venue"])
            if not _TITLE.search(before) and venue.count(" ") >= 2:
                return venue, passage.quote(match.start(), match.end())
    return None


def _trimmed(venue: str) -> str:
    venue = _GOES_ON.sub("", venue)
    while _TRAILING.search(venue):
        venue = _TRAILING.sub("", venue)
    return venue.rstrip(".,;:- ")
