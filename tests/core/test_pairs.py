"""What two fingerprints share, and where they contradict."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from monitor.core.fingerprints import fingerprint
from monitor.core.model import Facts
from monitor.core.pairs import Rarity, pair_features, probability
from monitor.core.profiles import VERSION, Profile, read_profile
from tests.factories_core import NOW, an_article

RARITY = Rarity(units={"viet nam": 0.1}, common=frozenset())


def profile(*texts: str, facts: Facts | None = None, days_old: int | None = 0) -> Profile:
    published = None if days_old is None else NOW - timedelta(days=days_old)
    article = an_article(*texts, published_at=published)
    return read_profile(fingerprint(article, facts or Facts()).features)


def features(one: Profile, two: Profile) -> dict[str, float]:
    found = pair_features(one, two, RARITY)
    assert found == pair_features(two, one, RARITY)
    return found


def test_what_is_missing_counts_as_not_known() -> None:
    empty = read_profile({})
    odd = {"version": VERSION, "event": "x", "names": 3, "ordinals": [], "published": "x"}
    assert empty == read_profile(odd)
    assert not any(features(empty, empty).values())


def test_a_fingerprint_of_another_version_matches_nothing() -> None:
    found = fingerprint(an_article("Tin", "Ngày 3/4/2024 ông Lê Hùng trao quà."), Facts())
    assert read_profile({**found.features, "version": 0}) == read_profile({})


def test_a_fingerprint_without_an_outline_is_still_known() -> None:
    found = fingerprint(an_article("Tin", "Ngày 3/4/2024 ông Lê Hùng trao quà."), Facts())
    lacking = {k: v for k, v in found.features.items() if k not in ("words", "values")}
    first = read_profile({**lacking, "version": 1})
    assert first.units
    shared = features(first, read_profile(found.features))
    assert shared["text in the shorter"] > 0.8
    assert not any(value for name, value in shared.items() if name.endswith("in aligned text"))


def test_one_value_replaced_in_the_same_words_is_counted_by_kind() -> None:
    text = "Sáng nay tổ chức này trao hai căn nhà cho hộ nghèo ở huyện {} trong niềm vui chung."
    one, two = profile("Tin", text.format("Cư Jút")), profile("Tin", text.format("Krông Ana"))
    assert features(one, two)["other place in aligned text"] == 1
    assert features(one, profile("Tin", "Ở huyện Krông Ana."))["other place in aligned text"] == 0


@pytest.mark.parametrize(("days_old", "other"), [(0, 0), (3000, 1), (None, 0)])
def test_a_province_may_have_a_new_name_since_july_2025(days_old: int | None, other: float) -> None:
    text = "Sáng nay tổ chức này trao hai căn nhà cho hộ nghèo ở tỉnh {} trong niềm vui chung."
    one = profile("Tin", text.format("Kon Tum"), days_old=3000)
    two = profile("Tin", text.format("Quảng Ngãi"), days_old=days_old)
    found = features(one, two)
    assert found["other place in aligned text"] == other
    assert found["places shared"] == 1


def test_a_shorter_version_contradicts_nothing() -> None:
    whole = profile("Tin", "Ngày 3/4/2024 ông Lê Hùng trao 250 suất quà.", "Bà Mai nhận 17 suất.")
    part = profile("Tin", "Ngày 3/4/2024 ông Lê Hùng trao 250 suất quà.")
    found = features(whole, part)
    assert found["names conflicting"] == found["numbers conflicting"] == 0
    assert found["dates conflicting"] == found["other numbers in the same words"] == 0
    assert found["text in the shorter"] > 0.8 > found["text in the longer"]


def test_another_value_in_the_same_words_contradicts() -> None:
    one = profile("Tin", "Liên hiệp tỉnh trao 250 suất học bổng cho ông Lê Hùng ở đây.")
    two = profile("Tin", "Liên hiệp tỉnh trao 310 suất học bổng cho ông Tạ Quang ở đây.")
    found = features(one, two)
    assert found["other numbers in the same words"] > 0
    assert found["other names in the same words"] > 0
    assert found["like text, other numbers in the same words"] > 0


def test_a_value_that_stands_elsewhere_in_the_other_text_is_not_replaced() -> None:
    one = profile("Tin", "Có hơn 250 người dự lễ. Sau đó có hơn 40 người ở lại.")
    two = profile("Tin", "Có hơn 40 người dự lễ. Sau đó có hơn 250 người ở lại.")
    assert features(one, two)["other numbers in the same words"] == 0


def test_days_without_a_year_go_with_any_year() -> None:
    bare, full = profile("Tin", "Họp ngày 3/4."), profile("Tin", "Họp ngày 3/4/2024.")
    other = profile("Tin", "Họp ngày 3/4/2023.")
    assert features(bare, full)["dates shared"] == 1
    assert features(full, other)["dates shared"] == 0
    assert features(full, other)["dates conflicting"] == 1
    assert features(full, other)["years conflicting"] == 1
    assert features(full, other)["head dates conflicting"] == 1


def test_a_month_is_no_shared_day() -> None:
    one = profile("Tin", "Vào tháng 4/2024.")
    assert features(one, one)["dates shared"] == 0
    assert features(one, one)["dates conflicting"] == 0


@pytest.mark.parametrize(
    ("day", "apart"), [("29/4/2024", 0), ("29/4", 0), ("29/5/2024", 1), ("29/4/2023", 1)]
)
def test_a_month_goes_with_each_of_its_days(day: str, apart: float) -> None:
    found = features(profile("Tin", "Vào tháng 4/2024."), profile("Tin", f"Họp ngày {day}."))
    assert found["dates shared"] == 0
    assert found["dates conflicting"] == found["head dates conflicting"] == apart


@pytest.mark.parametrize(("gap", "same", "other"), [(0, 1, 0), (1, 1, 1 / 30), (40, 0, 1)])
def test_events_are_near_or_apart(gap: int, same: float, other: float) -> None:
    day = date(2024, 4, 3)
    one = profile("Tin", facts=Facts(event_start=day))
    two = profile("Tin", facts=Facts(event_start=day + timedelta(days=gap)))
    found = features(one, two)
    assert (found["same event date"], found["other event date"]) == (same, pytest.approx(other))


@pytest.mark.parametrize(
    ("ages", "near", "apart"),
    [((0, 2), 1, 2 / 60), ((0, 90), 0, 1), ((0, None), 0, 0)],
)
def test_publications_are_near_or_apart(
    ages: tuple[int, int | None], near: float, apart: float
) -> None:
    found = features(profile("Tin", days_old=ages[0]), profile("Tin", days_old=ages[1]))
    assert found["published near"] == near
    assert found["published apart"] == pytest.approx(apart)


def test_provinces_conflict_only_where_both_name_some() -> None:
    hue = profile("Tin", "Ở Huế.", facts=Facts(provinces=("Huế",)))
    an_giang = profile("Tin", facts=Facts(provinces_2025=("An Giang",)))
    none = profile("Tin")
    assert features(hue, an_giang)["provinces conflicting"] == 1
    assert features(hue, hue)["provinces shared"] == 1
    assert features(hue, none)["provinces conflicting"] == 0


def test_a_province_that_only_the_noise_names_does_not_count() -> None:
    facts = Facts(provinces=("Kiên Giang", "Huế"))
    noisy = profile(
        "Tin", "Lớp học mở ở Kiên Giang hôm qua, rất đông.", "Huế đón khách", facts=facts
    )
    assert noisy.provinces == {"an giang"}


def test_places_of_one_kind_replace_one_another() -> None:
    one = profile("Tin", "Trao quà tại xã Ea Tul, huyện Cư Jút.")
    two = profile("Tin", "Trao quà tại xã Đăk Drông, huyện Krông Ana.")
    assert features(one, two)["other places of one kind"] == pytest.approx(math.log1p(2))
    assert features(one, profile("Tin", "Trao quà tại xã."))["other places of one kind"] == 0


def test_a_name_with_a_letter_set_right_is_not_replaced() -> None:
    one = profile("Tin", "Theo ông Trương Minh Nhựt cho biết.")
    right = profile("Tin", "Theo ông Trương Minh Nhật cho biết.")
    longer = profile("Tin", "Theo ông Trương Minh Nhựt Khánh cho biết.")
    other = profile("Tin", "Theo ông Trương Minh Tuấn cho biết.")
    assert features(one, right)["other names in the same words"] == 0
    assert features(one, longer)["other names in the same words"] > 0
    assert features(one, other)["other names in the same words"] > 0


def test_ordinals_conflict_by_what_they_count() -> None:
    found = features(profile("Cụm số 4 họp lần thứ II"), profile("Cụm số 5 họp lần thứ II"))
    assert found["ordinals conflicting"] == 1
    assert found["ordinals shared"] == 1


def test_common_names_weigh_less() -> None:
    common = features(profile("Tin", "Ở Việt Nam ấy."), profile("Tin", "Về Việt Nam thôi."))
    rare = features(profile("Tin", "Ở Ea Tul ấy."), profile("Tin", "Về Ea Tul thôi."))
    assert 0 < common["names shared"] < rare["names shared"]


def test_long_and_short_texts_are_comparable() -> None:
    sentences = [f"Câu số {n} nói về việc {n * 7} của năm {n * 13}." for n in range(200)]
    long, short = profile("Tin", *sentences), profile("Tin", *sentences[:30])
    assert long.shingle_level > short.shingle_level
    assert features(long, short)["text in the shorter"] > 0.6
    assert features(long, short)["word pairs"] > 0.6


def test_probability_is_the_logistic_function_of_the_weighted_sum() -> None:
    assert probability({"a": 2.0}, {"": -1.0, "a": 0.5, "b": 9.0}) == pytest.approx(0.5)
    assert probability({"a": 1e9}, {"a": 1.0}) == pytest.approx(1.0)
    assert probability({"a": 1e9}, {"a": -1.0}) == pytest.approx(0.0)
