"""Pages, listings and feeds that were written blind are read at least as well as when measured."""

from __future__ import annotations

import pytest

from scripts.quality_pages import Figures, halves, in_order, load_blind, measure, same_moment


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(load_blind())


def test_the_blind_set_is_of_the_size_it_was_measured_on() -> None:
    pages = load_blind()
    counts = {kind: sum(page.kind == kind for page in pages) for kind in ("listing", "feed")}

    assert counts == {"listing": 22, "feed": 14}
    assert sum(page.kind == "article" for page in pages) >= 117


def test_titles_and_dates_of_blind_pages_are_right(figures: Figures) -> None:
    assert figures.titles >= 0.978 * figures.articles, figures.errors
    assert figures.dates >= 0.95 * figures.dated, figures.errors
    assert figures.invented == 0, figures.errors


def test_texts_of_blind_pages_are_whole_and_clean(figures: Figures) -> None:
    assert figures.body >= 0.996, figures.errors
    assert figures.bylines >= 0.94 * figures.articles, figures.errors


def test_blind_pages_without_an_article_are_refused(figures: Figures) -> None:
    assert all(figures.refused), figures.errors


def test_blind_listings_and_feeds_are_read_in_order(figures: Figures) -> None:
    assert figures.listing >= 0.99, figures.errors
    assert figures.feed >= 0.99, figures.errors
    assert all(figures.nexts), figures.errors
    assert sum(figures.list_dates) >= 0.99 * len(figures.list_dates), figures.errors


def test_halves_are_the_same_each_time_and_share_no_page() -> None:
    one, other = halves(load_blind()), halves(load_blind())
    names = {key: [page.path.name for page in pages] for key, pages in one.items()}

    assert names == {key: [page.path.name for page in pages] for key, pages in other.items()}
    assert not set(names["a"]) & set(names["b"])
    assert sorted(names["a"] + names["b"]) == sorted(names["all"])


@pytest.mark.parametrize(
    ("read_at", "true_at", "same"),
    [
        ("2024-05-01T00:00:00+07:00", "2024-05-01", True),
        ("2024-05-01T08:00:30+07:00", "2024-05-01T01:00:00+00:00", True),
        ("2024-05-01T08:02:00+07:00", "2024-05-01T08:00:00+07:00", False),
        ("2024-05-01T08:00:00+07:00", None, False),
        (None, None, True),
    ],
)
def test_a_moment_counts_to_the_minute_or_to_the_day(
    read_at: str | None, true_at: str | None, *, same: bool
) -> None:
    assert same_moment(read_at, true_at) is same


def test_an_entry_out_of_order_costs_precision_and_recall() -> None:
    entries = [{"url": f"https://a.example/{n}", "title": f"Tin {n}"} for n in range(4)]

    assert in_order(entries, entries) == (1.0, 1.0)
    assert in_order([entries[3], *entries[:3]], entries) == (0.75, 0.75)
    assert in_order([], entries) == (0.0, 0.0)
