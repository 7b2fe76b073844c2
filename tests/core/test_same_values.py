"""Values that are one, written otherwise, and what kind they are."""

from __future__ import annotations

import pytest

from monitor.core.outlines import Value
from monitor.core.same_values import (
    kind_of,
    one_letter_apart,
    same_in_words,
    same_name,
    same_number,
    same_value,
)


def value(kind: str, held: str | int) -> Value:
    return Value(0, 1, kind, held)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("world vision", "world vision international"),
        ("hue", "thua thien hue"),
        ("le thu", "le thuy"),
        ("luc ngan", "luc ngan bac"),
        ("luc nghan", "luc ngan"),
        ("zhi shan", "zhishan"),
        ("say gon", "tphcm"),
        ("my", "hoa ky"),
        ("bac my", "bac hoa ky"),
        ("ubnd", "uy"),
        ("luat tp", "luat thanh"),
        ("bch", "ban chap"),
        ("ptvn", "peace trees viet nam"),
        ("hcm", "campuchia tp ho chi minh"),
        ("kon tum", "quang ngai"),
        ("bao long an", "bao tay ninh"),
        ("kien giang tran chi dung", "an giang tran chi dung"),
        ("quang tri", "quang rti"),
        ("ha noi", "nhat ban ha nos"),
        ("le van an", "le vann an chu"),
    ],
)
def test_one_name_written_in_two_ways(one: str, two: str) -> None:
    assert same_name(one, two, renamed=True)
    assert same_name(two, one, renamed=True)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("cu jut", "krong ana"),
        ("dak ha", "dak to"),
        ("quang nam", "quang ninh"),
        ("quang binh", "quang ninh"),
        ("ha nam", "nam dinh"),
        ("world vision", "save children"),
        ("copion", "crs"),
        ("mag", "man"),
        ("trung quoc", "han quoc"),
        ("quang tri hoang xuan tan", "hue hoang xuan tan"),
    ],
)
def test_two_names(one: str, two: str) -> None:
    assert not same_name(one, two, renamed=True)
    assert not same_name(two, one, renamed=True)


def test_before_the_merger_no_province_was_renamed() -> None:
    assert not same_name("kon tum", "quang ngai", renamed=False)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("krong ana", "krong ana", True),
        ("krong ana", "krong an", True),
        ("krong ana", "kronng ana", True),
        ("krong ana", "krong aan", True),
        ("krong ana", "krong ono", False),
        ("krong ana", "krong anana", False),
        ("ea", "eo", False),
    ],
)
def test_one_letter_set_right(one: str, two: str, same: bool) -> None:
    assert one_letter_apart(one, two) is same


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("198", "200", True),
        ("1.98", "2", True),
        ("2", "2000000000", True),
        ("9.8", "9800000000", True),
        ("20", "200", False),
        ("8", "9", False),
        ("500", "700", False),
        ("1.2.3", "1.2", False),
    ],
)
def test_numbers_rounded_or_written_out(one: str, two: str, same: bool) -> None:
    assert same_number(one, two) is same
    assert same_number(two, one) is same


def test_values_are_compared_by_their_kind() -> None:
    assert same_value(value("year", 2024), value("year", 2024), renamed=True)
    assert not same_value(value("year", 2024), value("year", 2025), renamed=True)
    april, third = 4 << 10, 4 << 10 | 3 << 5
    assert same_value(value("day", april), value("day", third), renamed=True)
    assert not same_value(value("ordinal", april), value("ordinal", third), renamed=True)
    assert same_value(value("sum", "198"), value("sum", "200"), renamed=True)
    assert same_value(value("name", "hue"), value("place", "hue"), renamed=True)


def test_offices_are_told_in_many_ways() -> None:
    assert same_value(value("name", "ban chap"), value("name", "hoi"), renamed=True)
    assert same_value(value("name", "lien"), value("name", "vufo"), renamed=True)
    assert same_value(value("place", "mttqvn hue"), value("place", "mat to"), renamed=True)
    assert not same_value(value("name", "ubnd hue"), value("name", "ubnd ha noi"), renamed=True)
    assert not same_value(value("place", "lien chau"), value("place", "hop hoa"), renamed=True)


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        (value("day", 5), value("day", 6), "day"),
        (value("sum", "5"), value("sum", "6"), "sum"),
        (value("place", "cu jut"), value("place", "krong ana"), "place"),
        (value("place", "cu jut"), value("name", "dak lak"), "place"),
        (value("name", "bao long an"), value("name", "bao hue"), "place"),
        (value("name", "world vision"), value("name", "save children"), "name"),
        (value("name", "le thu"), value("name", "tran binh an"), "person"),
        (value("person", "john"), value("name", "mary"), "person"),
        (value("place", "nguyen van binh"), value("place", "le thi thu"), "person"),
        (value("place", "pham thai"), value("place", "le loi"), "place"),
        (value("name", "truong thcs an my"), value("name", "truong thcs ho lan"), "name"),
    ],
)
def test_the_kind_of_two_values(one: Value, two: Value, kind: str) -> None:
    assert kind_of(one, two) == kind_of(two, one) == kind


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("198", "200", True),
        ("ha nam", "ninh binh", True),
        ("ha nam", "ha tinh", False),
        ("truong minh nhut", "truong minh nhat", True),
        ("truong minh nhut", "truong minh tuan", False),
        ("", "truong minh nhut", False),
    ],
)
def test_values_between_the_same_words(one: str, two: str, same: bool) -> None:
    assert same_in_words(one, two) is same
