"""What every Store must do, whatever engine is behind it.

A test module of an engine derives a class from StoreContract and gives it the fixture `store`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.core.model import (
    ArticleState,
    Category,
    CycleReport,
    Decision,
    FeedEntry,
    Fingerprint,
    MatchKind,
    SourceOutcome,
    SourceStatus,
    Validators,
)
from monitor.core.records import EntryNote, Health, Unread
from tests.factories_state import (
    AID,
    MAIN,
    NOW,
    a_batch,
    a_match,
    duplicate,
    judged,
    later,
    queued,
    update,
)

Store = Any  # the port plus what the shell uses beyond it


def _queue(store: Store) -> list[tuple[str, int, int]]:
    rows = store.database.read("SELECT channel, story, article FROM queue ORDER BY channel, story")
    return [tuple(row) for row in rows]


def _touched(store: Store, story: int) -> int:
    rows = store.database.read("SELECT touched_at FROM stories WHERE id = ?", (story,))
    return int(rows[0]["touched_at"])


def _unread(url: str, **changes: Any) -> Unread:
    fields: dict[str, Any] = {
        "entry": FeedEntry(url=url, title="Tin", published_at=NOW, guid="g1"),
        "problem": "the page has no text",
        "tries": 1,
        "not_before": NOW,
    }
    return Unread(**{**fields, **changes})


class StoreContract:
    """The tests."""

    # ── articles ─────────────────────────────────────────────────────────────

    def test_an_article_comes_back_as_it_was_saved(self, store: Store) -> None:
        item = judged(1)
        (article,) = store.commit(a_batch(queued(item)), [MAIN])
        stored = store.article(str(article))
        assert stored.article == item.article
        assert stored.keys == item.keys
        assert stored.classification == item.classification
        assert stored.facts == item.facts
        assert stored.fingerprint == item.fingerprint
        assert (stored.state, stored.story, stored.posts) == (ArticleState.QUEUED, article, ())
        assert stored.first_seen_at == NOW

    def test_ids_come_in_the_order_of_the_decisions(self, store: Store) -> None:
        ids = store.commit(a_batch(*(queued(judged(n)) for n in (5, 3, 4))), [MAIN])
        titles = [store.article(str(article)).article.title for article in ids]
        assert titles == [judged(n).article.title for n in (5, 3, 4)]

    def test_an_article_is_found_by_id_key_and_any_form_of_its_address(self, store: Store) -> None:
        (article,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        for reference in (
            str(article),
            "url:bao.example.vn/tin/bai-1",
            "https://bao.example.vn/tin/bai-1",
            "  http://www.bao.example.vn/tin/bai-1/?utm_source=zalo#top ",
        ):
            assert store.article(reference).id == article

    @pytest.mark.parametrize(
        "reference", ["", "7", "9" * 40, "-1", "nothing", "https://x.vn/", "'"]
    )
    def test_what_is_not_known_is_none(self, store: Store, reference: str) -> None:
        assert store.article(reference) is None

    def test_an_empty_batch_is_saved_and_returns_nothing(self, store: Store) -> None:
        assert store.commit(a_batch(), [MAIN]) == ()

    def test_half_characters_and_nul_do_not_stop_a_batch(self, store: Store) -> None:
        item = judged(
            1, keys=("url:x\ud800", "title:\x00"), title="Tin \udfff\x00", body=("\ud800",)
        )
        (article,) = store.commit(a_batch(queued(item)), [MAIN])
        assert store.article(str(article)).article.title == "Tin ??"
        assert store.commit(a_batch(queued(item)), [MAIN]) == (article,)

    # ── queueing ─────────────────────────────────────────────────────────────

    def test_each_channel_gets_what_it_wants(self, store: Store) -> None:
        one, two = judged(1), judged(2, category=Category.AID)
        ids = store.commit(a_batch(queued(one), queued(two)), [MAIN, AID])
        assert _queue(store) == [
            ("aid", ids[1], ids[1]),
            ("main", ids[0], ids[0]),
            ("main", ids[1], ids[1]),
        ]

    def test_what_no_channel_wants_is_filtered_and_says_so(self, store: Store) -> None:
        (article,) = store.commit(a_batch(queued(judged(1))), [AID])
        stored = store.article(str(article))
        assert (stored.state, stored.reason) == (ArticleState.FILTERED, "no channel wants it")
        assert _queue(store) == []

    @pytest.mark.parametrize("state", [ArticleState.SEEDED, ArticleState.FILTERED])
    def test_what_is_not_queued_is_not_shown(self, store: Store, state: ArticleState) -> None:
        decision = Decision(judged=judged(1), state=state, reason="too old")
        (article,) = store.commit(a_batch(decision), [MAIN])
        assert store.article(str(article)).reason == "too old"
        assert _queue(store) == []

    def test_a_further_report_reaches_the_channel_that_the_first_did_not_concern(
        self, store: Store
    ) -> None:
        local = replace(MAIN, name="local", sources=("dai",))
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN, local])
        report = duplicate(judged(2, source="dai"), a_match(first, MatchKind.SAME_STORY))
        (second,) = store.commit(a_batch(report, source="dai"), [MAIN, local])
        assert _queue(store) == [("local", first, second), ("main", first, first)]
        assert store.article(str(second)).state is ArticleState.QUEUED

    def test_a_late_copy_reaches_no_further_channel(self, store: Store) -> None:
        local = replace(MAIN, name="local", sources=("dai",))
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN, local])
        report = duplicate(judged(2, source="dai"), a_match(first))
        store.commit(a_batch(report, source="dai", now=later(hours=49)), [MAIN, local])
        assert _queue(store) == [("main", first, first)]

    def test_a_further_report_of_a_story_shown_everywhere_is_a_duplicate(
        self, store: Store
    ) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        report = replace(queued(judged(2)), match=a_match(first, MatchKind.SAME_STORY))
        (second,) = store.commit(a_batch(report), [MAIN])
        stored = store.article(str(second))
        assert (stored.state, stored.duplicate_of) == (ArticleState.DUPLICATE, first)

    def test_a_further_report_of_a_story_that_is_not_shown_is_not_shown(self, store: Store) -> None:
        store.add_seeds([judged(1)], NOW)
        first = store.article("url:bao.example.vn/tin/bai-1").id
        store.commit(a_batch(duplicate(judged(2), a_match(first))), [MAIN])
        assert _queue(store) == []

    def test_a_further_report_may_be_queued_for_a_story_not_shown_yet(self, store: Store) -> None:
        store.add_seeds([judged(1)], NOW)
        first = store.article("url:bao.example.vn/tin/bai-1").id
        report = replace(queued(judged(2)), match=a_match(first, MatchKind.SAME_STORY))
        (second,) = store.commit(a_batch(report), [MAIN])
        assert _queue(store) == [("main", first, second)]
        assert store.article(str(second)).duplicate_of is None

    # ── the same again ───────────────────────────────────────────────────────

    def test_a_known_key_adds_the_new_keys_and_no_row(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        again = judged(1, keys=("url:bao.example.vn/tin/bai-1", "guid:abc"), title="Khác")
        decision = duplicate(again, a_match(first, MatchKind.SAME_KEY))
        assert store.commit(a_batch(decision), [MAIN]) == (first,)
        stored = store.article("guid:abc")
        assert stored.id == first
        assert stored.article.title == judged(1).article.title
        assert stored.keys == ("guid:abc", "url:bao.example.vn/tin/bai-1")

    def test_a_key_saved_meanwhile_by_another_process_is_the_same_article(
        self, store: Store
    ) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        late = judged(2, keys=("guid:new", "url:bao.example.vn/tin/bai-1"))
        ids = store.commit(a_batch(queued(late), queued(judged(3))), [MAIN])
        assert ids[0] == first
        assert ids[1] != first
        assert [row[2] for row in _queue(store)] == [first, ids[1]]
        assert store.article("guid:new").id == first

    def test_a_copy_has_its_own_row_in_the_story_and_touches_it(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        decision = duplicate(judged(2), a_match(first))
        (copy,) = store.commit(a_batch(decision, now=later(hours=1)), [MAIN])
        stored = store.article(str(copy))
        assert stored.id != first
        assert (stored.state, stored.duplicate_of, stored.story) == (
            ArticleState.DUPLICATE,
            first,
            first,
        )
        assert _touched(store, first) == int(later(hours=1).timestamp())
        assert [row[2] for row in _queue(store)] == [first]

    def test_a_copy_of_a_copy_is_in_the_first_ones_story(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        (second,) = store.commit(a_batch(duplicate(judged(2), a_match(first))), [MAIN])
        match = a_match(second, MatchKind.SAME_STORY, story=first)
        (third,) = store.commit(a_batch(duplicate(judged(3), match)), [MAIN])
        assert store.article(str(third)).story == first
        assert store.article(str(third)).duplicate_of == second

    def test_twins_in_one_batch_are_one_story(self, store: Store) -> None:
        twin = Decision(
            judged=judged(2),
            state=ArticleState.DUPLICATE,
            twin=0,
            twin_match=a_match(0, MatchKind.SAME_STORY),
        )
        first, second = store.commit(a_batch(queued(judged(1)), twin), [MAIN])
        assert store.article(str(second)).story == first
        assert store.article(str(second)).duplicate_of == first

    def test_a_twin_by_key_is_the_same_article(self, store: Store) -> None:
        twin = Decision(
            judged=judged(2, keys=("guid:two",)),
            state=ArticleState.DUPLICATE,
            twin=0,
            twin_match=a_match(0, MatchKind.SAME_KEY),
        )
        first, second = store.commit(a_batch(queued(judged(1)), twin), [MAIN])
        assert first == second
        assert store.article("guid:two").id == first

    # ── updates ──────────────────────────────────────────────────────────────

    def test_an_update_rewrites_the_text_and_says_what_changed(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        new = replace(
            judged(1, title="Hội nghị dời ngày", body=("Hội nghị dời sang tháng tư.",)),
            content_hash="another",
            fingerprint=Fingerprint(sample=(77,), features={}),
        )
        decision = update(new, first, "date")
        assert store.commit(a_batch(decision, now=later(hours=2)), [MAIN]) == (first,)
        stored = store.article(str(first))
        assert stored.article.title == "Hội nghị dời ngày"
        assert stored.article.body == ("Hội nghị dời sang tháng tư.",)
        assert (stored.state, stored.first_seen_at) == (ArticleState.QUEUED, NOW)
        assert _touched(store, first) == int(later(hours=2).timestamp())
        assert [hit.id for hit in store.search("tháng tư")] == [first]
        assert store.search("sáng nay") == ()

    def test_an_update_is_found_by_its_new_sample_alone(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1, sample=(1, 2)))), [MAIN])
        store.commit(a_batch(update(judged(1, sample=(3,)), first)), [MAIN])
        assert store.lookup([judged(8, sample=(1, 2))]).near == {}
        found = store.lookup([judged(9, sample=(3,))]).near
        assert [known.id for known in found[0]] == [first]

    def test_changes_add_up(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        store.commit(a_batch(update(judged(1), first, "date")), [MAIN])
        store.commit(a_batch(update(judged(1), first, "sum", "date")), [MAIN])
        rows = store.database.read("SELECT changed FROM articles WHERE id = ?", (first,))
        assert rows[0]["changed"] == '["date","sum"]'

    def test_an_update_keeps_what_the_new_reading_does_not_know(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        poorer = judged(1, published_at=None, date_from=None, url=None, canonical_url=None)
        store.commit(a_batch(update(poorer, first)), [MAIN])
        assert store.article(str(first)).article == judged(1).article

    def test_another_sources_reading_does_not_take_the_article_over(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        url = "https://guong.example.vn/1"
        mirror = judged(1, source="guong", url=url, canonical_url=url, site="guong.example.vn")
        store.commit(a_batch(update(mirror, first), source="guong"), [MAIN])
        article = store.article(str(first)).article
        assert (article.source, article.url) == ("bao", judged(1).article.url)
        assert (article.site, article.canonical_url) == ("bao.example.vn", article.url)

    # ── what is known ────────────────────────────────────────────────────────

    def test_known_keys_are_told_from_unknown_ones_in_any_number(self, store: Store) -> None:
        store.commit(a_batch(*(queued(judged(n)) for n in range(120))), [MAIN])
        keys = [f"url:bao.example.vn/tin/bai-{n}" for n in range(200)]
        assert store.known_keys(keys) == set(keys[:120])
        assert store.known_keys(iter(())) == set()

    def test_lookup_gives_known_articles_by_key(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        known = store.lookup([judged(1), judged(2)])
        article = known.by_key["url:bao.example.vn/tin/bai-1"]
        assert list(known.by_key) == ["url:bao.example.vn/tin/bai-1"]
        assert (article.id, article.story, article.state) == (first, first, ArticleState.QUEUED)
        assert article.title == judged(1).article.title
        assert article.published_at == judged(1).article.published_at
        assert (article.content_hash, article.facts) == ("hash 1", judged(1).facts)
        assert article.fingerprint == judged(1).fingerprint

    def test_lookup_puts_the_likeliest_candidate_first(self, store: Store) -> None:
        ids = store.commit(
            a_batch(
                queued(judged(1, sample=(1, 2, 3, 4))),
                queued(judged(2, sample=(1,))),
                queued(judged(3, sample=(1, 2))),
                queued(judged(4, sample=(9,))),
            ),
            [MAIN],
        )
        near = store.lookup([judged(7, sample=(50,)), judged(8, sample=(1, 2, 3))]).near
        assert list(near) == [1]
        assert [known.id for known in near[1]] == [ids[0], ids[2], ids[1]]

    def test_hashes_may_be_any_signed_64_bit_number(self, store: Store) -> None:
        sample = (-(2**63), 2**63 - 1, 0)
        (first,) = store.commit(a_batch(queued(judged(1, sample=sample))), [MAIN])
        assert store.lookup([judged(2, sample=sample[:1])]).near[0][0].id == first

    # ── seeds and notes ──────────────────────────────────────────────────────

    def test_seeds_are_known_and_never_queued(self, store: Store) -> None:
        assert store.add_seeds([judged(1), judged(2)], NOW) == 2
        assert store.article("url:bao.example.vn/tin/bai-1").state is ArticleState.SEEDED
        assert _queue(store) == []
        assert store.polled_sources() == set()

    def test_seeding_again_adds_nothing(self, store: Store) -> None:
        store.add_seeds([judged(1)], NOW)
        more = judged(1, keys=("url:bao.example.vn/tin/bai-1", "guid:1"))
        assert store.add_seeds([more], later(days=1)) == 0
        assert store.article("guid:1").id == store.article("url:bao.example.vn/tin/bai-1").id

    def test_a_noted_entry_is_known_by_its_keys(self, store: Store) -> None:
        note = EntryNote(
            entry=FeedEntry(url="https://bao.example.vn/cu", title="Tin cũ", published_at=NOW),
            keys=("url:bao.example.vn/cu", "guid:cu"),
            state=ArticleState.FILTERED,
            reason="older than 14 days",
        )
        store.commit(a_batch(notes=(note, note)), [MAIN])
        stored = store.article("guid:cu")
        assert (stored.state, stored.reason) == (ArticleState.FILTERED, "older than 14 days")
        assert (stored.article.title, stored.article.body) == ("Tin cũ", ())
        assert stored.article.site == "bao.example.vn"
        assert stored.classification is None
        assert store.lookup([judged(1, keys=("guid:cu",))]).by_key["guid:cu"].content_hash == ""
        assert [hit.url for hit in store.search("tin cu")] == ["https://bao.example.vn/cu"]

    def test_a_note_without_a_key_is_no_article(self, store: Store) -> None:
        note = EntryNote(entry=FeedEntry(url=""), keys=(), state=ArticleState.SEEDED)
        store.commit(a_batch(notes=(note,)), [MAIN])
        assert store.article("1") is None

    def test_a_note_of_a_known_article_adds_its_keys(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        note = EntryNote(
            entry=FeedEntry(url="https://bao.example.vn/tin/bai-1"),
            keys=("url:bao.example.vn/tin/bai-1", "guid:x"),
            state=ArticleState.SEEDED,
        )
        store.commit(a_batch(notes=(note,)), [MAIN])
        assert store.article("guid:x").id == first
        assert store.article("guid:x").state is ArticleState.QUEUED

    # ── polling ──────────────────────────────────────────────────────────────

    def test_validators_come_back_by_source_and_endpoint(self, store: Store) -> None:
        old = {"https://bao.example.vn/rss": Validators(etag='"1"', digest="d")}
        new = {"https://bao.example.vn/rss": Validators(last_modified="Mon")}
        store.commit(a_batch(validators=old), [MAIN])
        assert store.validators() == {"bao": old}
        store.commit(a_batch(validators=new), [MAIN])
        store.commit(a_batch(source="dai", validators=old), [MAIN])
        assert store.validators() == {"bao": new, "dai": old}

    def test_a_batch_that_fails_saves_nothing_at_all(self, store: Store) -> None:
        bad = duplicate(judged(2), a_match(999))
        batch = a_batch(queued(judged(1)), bad, validators={"u": Validators(etag="e")})
        with pytest.raises(Exception, match="999"):
            store.commit(batch, [MAIN])
        assert store.validators() == {}
        assert store.article("1") is None
        assert _queue(store) == []

    def test_unread_entries_wait_until_they_are_due(self, store: Store) -> None:
        soon, late = _unread("https://x.vn/1"), _unread("https://x.vn/2", not_before=later(hours=1))
        store.commit(a_batch(unread=(soon, late)), [MAIN])
        assert store.pending(NOW) == {"bao": (soon,)}
        assert store.pending(later(hours=1)) == {"bao": (soon, late)}
        assert store.pending_urls("bao") == {"https://x.vn/1", "https://x.vn/2"}
        assert store.pending_urls("dai") == set()

    def test_an_entry_that_fails_again_is_one_entry(self, store: Store) -> None:
        store.commit(a_batch(unread=(_unread("https://x.vn/1"),)), [MAIN])
        again = _unread("https://x.vn/1", tries=2, problem="timed out")
        store.commit(a_batch(unread=(again,), now=later(hours=1)), [MAIN])
        assert store.pending(later(days=1)) == {"bao": (again,)}

    def test_an_entry_that_was_read_waits_no_longer(self, store: Store) -> None:
        both = (_unread("https://x.vn/1"), _unread("https://x.vn/2"))
        store.commit(a_batch(unread=both), [MAIN])
        store.commit(a_batch(read=("https://x.vn/1", "https://x.vn/none")), [MAIN])
        assert store.pending_urls("bao") == {"https://x.vn/2"}

    def test_a_source_is_polled_once_a_batch_or_its_health_says_so(self, store: Store) -> None:
        store.commit(a_batch(source="one"), [MAIN])
        store.commit(a_batch(source="two", health=Health(source="two", last_ok_at=NOW)), [MAIN])
        store.commit(a_batch(source="three", health=Health(source="three", failures=1)), [MAIN])
        assert store.polled_sources() == {"one", "two"}

    # ── health and cycles ────────────────────────────────────────────────────

    def test_health_comes_back_by_source(self, store: Store) -> None:
        well = Health(source="bao", cycles=3, rates={"entries": 12.5}, last_ok_at=NOW)
        sick = Health(
            source="dai",
            failures=4,
            not_before=later(hours=1),
            sick_since=NOW,
            last_new_at=later(days=-9),
            problem="no entries",
        )
        report = CycleReport(started_at=NOW, finished_at=later(seconds=5))
        store.finish_cycle(report, [well, sick])
        assert store.health() == {"bao": well, "dai": sick}
        better = replace(well, cycles=4)
        store.commit(a_batch(health=better), [MAIN])
        assert store.health()["bao"] == better

    def test_reports_come_back_whole(self, store: Store) -> None:
        assert store.last_cycle_at() is None
        report = CycleReport(
            started_at=NOW,
            finished_at=later(seconds=5),
            outcomes=(SourceOutcome(source="bao", status=SourceStatus.OK, new=2, seconds=0.5),),
            by_category={Category.AID: 2},
            seeded=1,
            problems=("bao: slow",),
        )
        store.finish_cycle(report, [])
        next_one = replace(report, started_at=later(hours=1), finished_at=later(hours=1))
        store.finish_cycle(next_one, [])
        assert store.last_cycle_at() == later(hours=1)
        assert store.reports(NOW) == (report, next_one)
        assert store.reports(later(seconds=5)) == (next_one,)

    def test_reports_are_kept_for_two_weeks(self, store: Store) -> None:
        for day in (0, 10, 20):
            at = later(days=day)
            store.finish_cycle(CycleReport(started_at=at, finished_at=at), [])
        assert [report.finished_at for report in store.reports(later(days=-1))] == [
            later(days=10),
            later(days=20),
        ]

    def test_small_things_are_remembered(self, store: Store) -> None:
        assert store.memory("robots") is None
        store.remember("robots", "một")
        store.remember("robots", "hai")
        assert store.memory("robots") == "hai"

    # ── search ───────────────────────────────────────────────────────────────

    def test_search_disregards_tone_marks_and_case(self, store: Store) -> None:
        (first,) = store.commit(a_batch(queued(judged(1))), [MAIN])
        for query in ("doi ngoai", "ĐỐI NGOẠI", "đối ngoại", "cao bang dai bieu"):
            assert [hit.id for hit in store.search(query)] == [first]
        assert store.search("hải dương") == ()

    def test_search_gives_the_newest_first_by_publication(self, store: Store) -> None:
        ids = store.commit(
            a_batch(
                queued(judged(1, published_at=later(days=-1))),
                queued(judged(2, published_at=later(days=-3))),
                queued(judged(3, published_at=None)),
                queued(judged(4, published_at=later(days=-2))),
            ),
            [MAIN],
        )
        found = [hit.id for hit in store.search("hội nghị")]
        assert found == [ids[2], ids[0], ids[3], ids[1]]
        assert [hit.id for hit in store.search("hội nghị", limit=2)] == found[:2]
        assert store.search("hội nghị", limit=0) == ()

    def test_words_side_by_side_come_before_words_apart(self, store: Store) -> None:
        ids = store.commit(
            a_batch(
                queued(judged(1, title="Viện trợ y tế", body=())),
                queued(judged(2, title="Trợ giúp bệnh viện", body=(), published_at=later(days=1))),
            ),
            [MAIN],
        )
        assert [hit.id for hit in store.search("viện trợ")] == [ids[0], ids[1]]

    def test_a_snippet_shows_the_original_text_with_its_hits_marked(self, store: Store) -> None:
        body = ("Mở đầu không có gì.", "Lớp tập huấn về đối ngoại nhân dân diễn ra tại Huế.")
        store.commit(a_batch(queued(judged(1, title="Tin", body=body))), [MAIN])
        (hit,) = store.search("doi ngoai")
        assert "về «đối ngoại» nhân dân" in hit.snippet
        assert (hit.title, hit.source, hit.url) == ("Tin", "bao", judged(1).article.url)
        assert hit.published_at == judged(1).article.published_at

    @pytest.mark.parametrize(
        "query",
        ['"', "'", "*", "a*", "NEAR(", "a AND", "OR", "title:", "-", "^", "()", "\\", ";", "", " ",
         "{a b}: c", '""""', "a\x00b", "\ud800", "😀", "न्या", "١٢", "%", "_", "x" * 5000],
    )  # fmt: skip
    def test_any_text_is_a_query(self, store: Store, query: str) -> None:
        store.commit(a_batch(queued(judged(1))), [MAIN])
        assert isinstance(store.search(query), tuple)
