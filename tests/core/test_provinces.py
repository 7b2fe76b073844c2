"""Provinces before and after the merger, and where a text names them."""

import pytest

from monitor.core.provinces import (
    NEW_UNIT,
    PROVINCES,
    canonical_province,
    find_provinces,
    province_mentions,
    provinces_2025,
)


def names(text: str) -> list[str]:
    return [province for province, _, _ in find_provinces(text)]


def test_sixty_three_units_became_thirty_four() -> None:
    assert len(PROVINCES) == 63
    assert len(set(NEW_UNIT.values())) == 34
    assert set(NEW_UNIT.values()) <= set(PROVINCES)


def test_a_name_that_survived_is_the_new_unit_of_that_name() -> None:
    assert all(NEW_UNIT[new] == new for new in NEW_UNIT.values())


def test_old_provinces_give_each_new_unit_once_in_order() -> None:
    old = ["TPHCM", "Thừa Thiên Huế", "Bình Dương", "BR-VT", "Hoà Bình", "Bắc Kạn"]
    assert provinces_2025(old) == ("Hồ Chí Minh", "Huế", "Phú Thọ", "Thái Nguyên")
    assert provinces_2025(["Atlantis"]) == ()


@pytest.mark.parametrize(
    ("name", "province"),
    [
        ("tỉnh Cao Bằng", "Cao Bằng"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("TP Hồ Chí Minh", "Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Hồ Chí Minh", "Hồ Chí Minh"),
        ("TT-Huế", "Huế"),
        ("Thừa Thiên - Huế", "Huế"),
        ("thành phố Huế", "Huế"),
        ("Đăklăk", "Đắk Lắk"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("Daklak", "Đắk Lắk"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("KHÁNH HOÀ", "Khánh Hòa"),
        ("GIA LAI", "Gia Lai"),
        ("Atlantis", None),
    ],
)
def test_spellings(name: str, province: str | None) -> None:
    assert canonical_province(name) == province


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại tỉnh Hà Giang và TP. Đà Nẵng", ["Hà Giang", "Đà Nẵng"]),
        ("HỘI NGHỊ TẠI THỪA THIÊN HUẾ", ["Huế"]),
        ("TP.HCM, TPHCM, TP Hồ Chí Minh", ["Hồ Chí Minh"] * 3),
        ("ở thành phố Hồ Chí Minh", ["Hồ Chí Minh"]),
        ("Hội nghị ở Hoà Bình, Hòa Bình", ["Hòa Bình", "Hòa Bình"]),
        ("thành phố Hưng Yên", ["Hưng Yên"]),
        ("từ đầu cầu Hà Nội và điểm cầu Ninh Thuận", ["Hà Nội", "Ninh Thuận"]),
        ("huyện Tân Lạc, Hòa Bình", ["Hòa Bình"]),
        ("in Ho Chi Minh City", ["Hồ Chí Minh"]),
        ("ở Bà Rịa Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("xã biên giới ở Đắk-Lắk và Đắk-Nông", ["Đắk Lắk", "Đắk Nông"]),
        ("tại thành phố Điện Biên Phủ", ["Điện Biên"]),
        ("tặng gạo, bún khô cho Nghệ An", ["Nghệ An"]),
        ("nghe ca khúc mới rồi trở về Hà Nội", ["Hà Nội"]),
        ("món quà tỉnh Phú Thọ gửi bạn", ["Phú Thọ"]),
    ],
)
def test_provinces_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "vì hòa bình",
        "Quỹ Hòa Bình và Phát triển",
        "châu Á - Thái Bình Dương",
        "CHÂU Á - THÁI BÌNH DƯƠNG",
        "Viện Hải Dương học",
        "huyện Quảng Ninh",
        "ba huyện Quảng Ninh, Bố Trạch và Quảng Trạch",
        "các xã Tân An, Bình Phước và Long Hồ",
        "đường Hà Nội",
        "Chủ tịch Hồ Chí Minh",
        "Học viện Chính trị quốc gia Hồ Chí Minh",
        "ông Nguyễn Thái Bình",
        "bà Trần Thị An Giang",
        "tỉnh Hà Nam (Trung Quốc)",
        "xã Thạnh Quới (Long Hồ), Bình Phước (Mang Thít) và Trung Hiệp",
        "Quảng trường Ba Đình",
        "xHà Nội",
        "chiến thắng Điện Biên Phủ",
        "lúc 9 giờ Hà Nội",
        "điệu xoan Phú Thọ",
        "dân ca quan họ Bắc Ninh",
        "món chả rươi Hải Dương",
        "ca khúc Hà Nội mùa thu",
        "những bài hát về Bác, về Nghệ An",
        "U19 nữ Phong Phú Hà Nam",
    ],
)
def test_false_friends_are_no_provinces(text: str) -> None:
    assert names(text) == []


def test_english_pages_print_no_marks() -> None:
    assert names("A workshop in Hanoi, Quang Tri and Ho Chi Minh City") == [
        "Hà Nội",
        "Quảng Trị",
        "Hồ Chí Minh",
    ]
    assert provinces_2025(["Thua Thien Hue", "HCMC"]) == ("Huế", "Hồ Chí Minh")


def test_a_province_stays_one_when_it_is_called_so() -> None:
    assert names("các huyện của tỉnh Quảng Ninh") == ["Quảng Ninh"]


def test_names_of_institutions_are_set_apart() -> None:
    text = "Báo Đồng Nai đưa tin từ tỉnh Sơn La về Trường Đại học Trà Vinh"
    strong, weak = province_mentions(text)
    assert [province for province, _, _ in strong] == ["Sơn La"]
    assert [province for province, _, _ in weak] == ["Đồng Nai", "Trà Vinh"]


def test_a_mention_says_where_it_stands() -> None:
    text = "ở thành phố Hồ Chí Minh"
    assert [text[start:end] for _, start, end in find_provinces(text)] == ["thành phố Hồ Chí Minh"]


def test_what_stands_in_a_place_is_no_part_of_an_institutions_name() -> None:
    strong, weak = province_mentions("sửa tám trường tiểu học tốc mái ở Quảng Ninh")
    assert [name for name, _, _ in strong] == ["Quảng Ninh"]
    assert weak == ()
    strong, weak = province_mentions("Trường Đại học Trà Vinh dạy lớp này")
    assert strong == ()
    assert [name for name, _, _ in weak] == ["Trà Vinh"]
