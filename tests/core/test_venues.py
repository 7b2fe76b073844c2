"""Where an event was held."""

import pytest

from monitor.core.venues import find_venue
from tests.factories_facts import passages


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        (
            "Hội nghị diễn ra tại Trung tâm Hội nghị tỉnh Cao Bằng.",
            "Trung tâm Hội nghị tỉnh Cao Bằng",
        ),
        ("Sáng 14/7, tại Văn phòng Liên hiệp, tọa đàm được tổ chức.", "Văn phòng Liên hiệp"),
        ("Lễ ký diễn ra tại hội trường UBND huyện Vĩnh Cửu.", "hội trường UBND huyện Vĩnh Cửu"),
        ("Tại Nhà khách UBND tỉnh diễn ra buổi tiếp.", "Nhà khách UBND tỉnh"),
        ("Họp tại Khách sạn Mường Thanh (Vinh).", "Khách sạn Mường Thanh"),
        ("Địa điểm: Hội trường Học viện Ngoại giao.", "Hội trường Học viện Ngoại giao"),
        ("Lễ trao quà tại trụ sở của Hội.", "trụ sở của Hội"),
    ],
)
def test_venues(text: str, venue: str) -> None:
    found = find_venue(passages("Tin", text))
    assert found is not None
    assert found[0] == venue
    assert venue in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị diễn ra tại Hà Nội.",
        "Ông là cán bộ công tác tại Đại học Huế.",
        "Lễ diễn ra tại trụ sở.",
    ],
)
def test_no_venue(text: str) -> None:
    assert find_venue(passages("Tin", text)) is None


def test_a_venue_ends_where_the_sentence_goes_on() -> None:
    found = find_venue(passages("Tin", "Lễ diễn ra tại trụ sở Hội và các ngày sau đó."))
    assert found is not None
    assert found[0] == "trụ sở Hội"


def test_the_title_is_asked_last() -> None:
    found = find_venue(passages("Hội thảo tại Bảo tàng Hà Nội", "Đông đảo đại biểu dự."))
    assert found is not None
    assert found[0] == "Bảo tàng Hà Nội"
