"""New or known, and which story. The articles are written for these tests."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.core.candidates import POSTINGS, CandidateIndex, rank_candidates
from monitor.core.dedup import (
    Compared,
    Comparison,
    build_deduplicator,
    choose,
    compare,
    read_model,
)
from monitor.core.fingerprints import (
    content_hash,
    decode_fingerprint,
    encode_fingerprint,
    fingerprint,
    told,
)
from monitor.core.model import Article, Facts, Fingerprint, MatchKind
from tests.factories_core import an_article, judged, known

MODEL = json.loads(
    (Path(__file__).resolve().parents[2] / "monitor" / "data" / "pair_model.json").read_text(
        encoding="utf-8"
    )
)

STORY = an_article(
    "Cụm số 4 trao đổi kinh nghiệm vận động viện trợ tại Tây Ninh",
    "Sáng 12/5/2024, tại thành phố Tây Ninh, Cụm số 4 các Liên hiệp hữu nghị tổ chức hội nghị "
    "trao đổi kinh nghiệm vận động viện trợ phi chính phủ nước ngoài, với hơn 130 đại biểu dự.",
    "Bà Nguyễn Thị Kim Hoa, Chủ tịch Liên hiệp tỉnh, cho biết ba năm qua tỉnh tiếp nhận 27 dự án "
    "với tổng giá trị 48,6 tỷ đồng, phần lớn dành cho y tế và giáo dục ở huyện Tân Biên.",
    "Các đơn vị kiến nghị rút ngắn thời gian thẩm định hồ sơ và mở lớp tập huấn mỗi năm hai lần.",
    lead="Hội nghị có đại diện của chín tỉnh, thành phố.",
)
OTHER = an_article(
    "Trao 40 xe đạp cho học sinh xã Ea Tul",
    "Ngày 3/9/2024, tổ chức Sunflower Mission trao 40 xe đạp cho học sinh xã Ea Tul, huyện "
    "Cư M'gar (Đắk Lắk), mỗi chiếc trị giá 2,1 triệu đồng, do ông Peter Ward đại diện trao tặng.",
)


def kind_of(one: Article, two: Article) -> MatchKind | None:
    left, right = fingerprint(one, Facts()), fingerprint(two, Facts())
    verdict = compare(MODEL, left, right)
    assert verdict == compare(MODEL, right, left)
    return verdict.kind


def with_text(article: Article, *changes: tuple[str, str]) -> Article:
    def changed(text: str) -> str:
        for old, new in changes:
            text = text.replace(old, new)
        return text

    return replace(
        article,
        title=changed(article.title),
        lead=changed(article.lead or ""),
        body=tuple(changed(p) for p in article.body),
    )


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    "again",
    [
        STORY,
        replace(STORY, title="Chín Liên hiệp hữu nghị bàn chuyện viện trợ"),
        replace(STORY, lead=None),
        replace(STORY, body=STORY.body[:2]),
        replace(STORY, body=(*STORY.body, "Trang chủ", "Đọc nhiều", "Ảnh: Minh Anh")),
        replace(STORY, body=tuple(nfd(p) for p in STORY.body), title=nfd(STORY.title)),
        with_text(STORY, ("hoà", "hòa"), ("tỷ", "tỉ"), ("48,6", "48.6")),
        with_text(STORY, ("Kim Hoa", "Kim Hòa"), ("tổ chức hội nghị", "vừa họp")),
    ],
    ids=["same", "headline", "lead", "shorter", "noise", "nfd", "style", "edits"],
)
def test_the_same_text_again_is_a_copy(again: Article) -> None:
    assert kind_of(STORY, again) is MatchKind.COPY


def test_another_outlets_report_is_the_same_story() -> None:
    report = an_article(
        "Tây Ninh: Liên hiệp hữu nghị các tỉnh Cụm số 4 gặp nhau",
        "Hơn 130 người từ chín tỉnh, thành đã có mặt ở Tây Ninh sáng 12/5/2024 để nói về một việc: "
        "làm sao giữ chân nhà tài trợ. Theo bà Nguyễn Thị Kim Hoa, 27 dự án trị giá 48,6 tỷ đồng "
        "mà tỉnh có được là nhờ bám sát cơ sở.",
    )
    assert kind_of(STORY, report) is MatchKind.SAME_STORY


def test_a_brief_is_the_same_story() -> None:
    brief = an_article(
        "Cụm số 4 họp tại Tây Ninh",
        "Ngày 12/5/2024, hơn 130 đại biểu dự hội nghị của Cụm số 4 tại Tây Ninh.",
    )
    assert kind_of(STORY, brief) is MatchKind.SAME_STORY


@pytest.mark.parametrize(
    "changes",
    [
        (("Cụm số 4", "Cụm số 5"), ("Tây Ninh", "Cà Mau"), ("12/5", "28/6")),
        (("2024", "2023"), ("12/5", "19/4"), ("130", "95"), ("27 dự án", "14 dự án")),
        (("Tây Ninh", "Long An"), ("Tân Biên", "Đức Huệ"), ("Kim Hoa", "Ngọc Lan"), ("27", "9")),
    ],
    ids=["another cluster", "another year", "another province"],
)
def test_a_template_filled_in_for_another_event_is_another_story(
    changes: tuple[tuple[str, str], ...],
) -> None:
    assert kind_of(STORY, with_text(STORY, *changes)) is None


def test_different_events_are_kept_apart() -> None:
    assert kind_of(STORY, OTHER) is None


def test_the_announcement_of_an_event_is_kept_apart_from_its_report() -> None:
    ahead = an_article(
        "Tây Ninh đăng cai hội nghị Cụm số 4",
        "Giữa tháng 5, Cụm số 4 các Liên hiệp hữu nghị sẽ họp tại Tây Ninh.",
        "Nội dung chính là kinh nghiệm vận động viện trợ và giữ mối quan hệ với đối tác.",
    )
    assert kind_of(STORY, ahead) is None


def test_the_verdict_explains_itself() -> None:
    verdict = compare(MODEL, fingerprint(STORY, Facts()), fingerprint(OTHER, Facts()))
    assert verdict.kind is None
    assert verdict.story < 0.05
    assert verdict.features["dates conflicting"] == 1.0


def test_facts_are_part_of_a_fingerprint() -> None:
    facts = Facts(
        event_start=date(2024, 5, 12), provinces=("Tây Ninh",), provinces_2025=("Tây Ninh",)
    )
    features = fingerprint(STORY, facts).features
    assert features["event"] == [date(2024, 5, 12).toordinal()] * 2
    assert features["provinces"] == ["tay ninh"]
    assert fingerprint(STORY, Facts(event_end=date(2024, 5, 13))).features["event"]
    assert "event" not in fingerprint(STORY, Facts()).features
    assert "published" not in fingerprint(replace(STORY, published_at=None), Facts()).features


def test_a_fingerprint_holds_no_sentence() -> None:
    text = encode_fingerprint(fingerprint(STORY, Facts()))
    assert "kinh nghiệm vận động" not in text
    assert "kinh nghiem van dong" not in text


def test_a_fingerprint_survives_the_store() -> None:
    found = fingerprint(STORY, Facts())
    assert decode_fingerprint(encode_fingerprint(found)) == found


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", '[["x"], {}]', '[[1], "x"]', "null"])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a fingerprint"):
        decode_fingerprint(text)


def test_the_sample_is_the_same_on_every_machine_and_within_bounds() -> None:
    sample = fingerprint(STORY, Facts()).sample
    assert len(set(sample)) == len(sample)
    assert 20 <= len(sample) <= 150
    assert all(-(1 << 63) <= value < 1 << 63 for value in sample)


def test_a_long_text_keeps_a_bounded_fingerprint() -> None:
    words = [f"từ{n % 977}x{n % 31}" for n in range(12000)]
    body = [" ".join(words[i : i + 60]) + "." for i in range(0, len(words), 60)]
    found = fingerprint(an_article("Dài", *body), Facts())
    assert len(found.sample) <= 256
    assert len(encode_fingerprint(found)) < 20_000
    assert compare(MODEL, found, fingerprint(an_article("Dài", *body[:120]), Facts())).story > 0.5


def test_an_empty_article_has_a_fingerprint_like_no_other() -> None:
    assert kind_of(an_article(""), OTHER) is None


def test_captions_and_menus_tell_nothing() -> None:
    assert told(["Một câu đầy đủ của bài viết này.", "Trang chủ", "Ảnh: A"]) == [
        "Một câu đầy đủ của bài viết này."
    ]


def test_a_text_without_full_stops_tells_all_the_same() -> None:
    assert told(["Câu không chấm", "Câu khác cũng thế", "Có."]) == [
        "Câu không chấm",
        "Câu khác cũng thế",
        "Có.",
    ]


def test_the_content_hash_sees_words_and_nothing_else() -> None:
    same = with_text(STORY, (", ", " , "), ("Cụm", "CỤM"))
    assert content_hash(same) == content_hash(STORY)
    assert content_hash(with_text(STORY, ("130", "140"))) != content_hash(STORY)


# ── candidates ───────────────────────────────────────────────────────────────


def test_rare_hashes_lead_to_the_likeliest_article() -> None:
    assert rank_candidates([[1, 2, 3, 4], [1, 2, 3, 4], [5]]) == [5, 4, 3, 2, 1]


def test_only_so_many_candidates_are_named() -> None:
    assert rank_candidates([[1], [2], [3]], limit=2) == [3, 2]


def test_the_index_looks_at_the_newest_under_a_hash() -> None:
    index = CandidateIndex()
    for known_id in range(POSTINGS + 10):
        index.add(known_id, [42])
    found = index.candidates([42], limit=1000)
    assert sorted(found) == list(range(10, POSTINGS + 10))
    assert index.candidates([43]) == []


def test_a_report_that_shares_no_sentence_is_a_candidate() -> None:
    index = CandidateIndex()
    index.add(1, fingerprint(STORY, Facts()).sample)
    report = an_article("Chuyện ở Tây Ninh", "Bà Nguyễn Thị Kim Hoa kể về 27 công trình.")
    assert index.candidates(fingerprint(report, Facts()).sample) == [1]


# ── the deduplicator ─────────────────────────────────────────────────────────


def test_the_best_match_is_the_copy_then_the_likelier_then_the_older() -> None:
    dedupe = build_deduplicator(MODEL)
    brief = an_article(
        "Cụm số 4 họp tại Tây Ninh",
        "Ngày 12/5/2024, hơn 130 đại biểu dự hội nghị của Cụm số 4 tại Tây Ninh.",
    )
    candidates = [
        known(judged(OTHER), id=1, story=1),
        known(judged(brief), id=2, story=2),
        known(judged(STORY), id=4, story=2),
        known(judged(STORY), id=3, story=2),
        known(judged(brief), id=5, story=2),
    ]
    match = dedupe(fingerprint(replace(STORY, title="Tiêu đề khác"), Facts()), candidates)
    assert match is not None
    assert (match.kind, match.of, match.story) == (MatchKind.COPY, 3, 2)
    assert match.similarity > 0.9
    assert match.features["text in the shorter"] > 0.8


FOURTH = an_article(
    "Tây Ninh khai giảng khóa IV tiếng Khmer cho cán bộ biên phòng",
    "Lớp khóa IV do Liên hiệp các tổ chức hữu nghị tỉnh và Trường Chính trị tỉnh mở, có 38 học "
    "viên đến từ năm đồn biên phòng và các xã dọc đường tuần tra.",
    "Chương trình 160 tiết dạy nghe, nói và đọc, do hai giáo viên người Khmer ở huyện Tân Biên "
    "phụ trách; cuối khóa học viên đi thực tế tại một phum bên kia cửa khẩu Xa Mát.",
    "Trung úy Lâm Chí Dũng mong sau bốn tháng có thể hỏi chuyện bà con mà không cần người dịch.",
)
FIFTH = replace(
    FOURTH,
    title=FOURTH.title.replace("khóa IV", "khóa V"),
    body=(FOURTH.body[0].replace("khóa IV", "khóa V"), *FOURTH.body[1:]),
)
UNNUMBERED = replace(
    FOURTH,
    title="Cán bộ biên phòng Tây Ninh học tiếng Khmer",
    body=(FOURTH.body[0].replace("Lớp khóa IV", "Lớp học"), *FOURTH.body[1:]),
)


def test_a_copy_that_leaves_the_edition_open_pulls_no_other_edition_into_its_story() -> None:
    dedupe = build_deduplicator(MODEL)
    fourth = known(judged(FOURTH), id=1, story=1)
    unnumbered = known(judged(UNNUMBERED), id=2, story=1)
    fifth = fingerprint(FIFTH, Facts())
    alone = dedupe(fifth, [unnumbered])
    assert alone is not None
    assert alone.kind is MatchKind.COPY
    assert dedupe(fifth, [unnumbered, fourth]) is None
    elsewhere = dedupe(fifth, [unnumbered, fourth, replace(unnumbered, id=3, story=3)])
    assert elsewhere is not None
    assert (elsewhere.of, elsewhere.story) == (3, 3)


def compared(number: int, likely: float, *, story: int = 1, kind: bool = True) -> Compared:
    verdict = MatchKind.SAME_STORY if kind else None
    pair = Comparison(story=likely, copy=0.0, features={}, kind=verdict, template=False)
    return Compared(number, story, pair)


def test_a_story_is_joined_as_a_whole() -> None:
    near, far = compared(1, 0.9), compared(2, 0.0, kind=False)
    match = choose([near, far])
    assert match is not None
    assert (match.of, match.story, match.similarity) == (1, 1, 0.9)
    assert choose([near, far, replace(far, id=3)]) is None
    vague = [compared(number, 0.2, kind=False) for number in range(3, 12)]
    assert choose([near, far, *vague]) == match
    other = choose([near, far, replace(far, id=3), compared(4, 0.6, story=2)])
    assert other is not None
    assert (other.of, other.story) == (4, 2)


def test_one_text_for_two_events_is_called_a_template() -> None:
    one, two = fingerprint(FOURTH, Facts()), fingerprint(FIFTH, Facts())
    assert compare(MODEL, one, two).template
    assert not compare(MODEL, one, fingerprint(UNNUMBERED, Facts())).template
    assert not compare(MODEL, one, fingerprint(OTHER, Facts())).template


def test_without_a_match_there_is_none() -> None:
    dedupe = build_deduplicator(MODEL)
    assert dedupe(fingerprint(STORY, Facts()), [known(judged(OTHER))]) is None
    assert dedupe(fingerprint(STORY, Facts()), []) is None


@pytest.mark.parametrize(
    "features",
    [
        {},
        {"version": 0, "shingles": "AAAA"},
        {"version": "one", "title": 3},
        {**fingerprint(STORY, Facts()).features, "version": -1},
        {**fingerprint(STORY, Facts()).features, "shingles": "no hashes at all"},
        {**fingerprint(STORY, Facts()).features, "bigrams": "QUJD"},
        {**fingerprint(STORY, Facts()).features, "number_slots": "ở đây"},
    ],
)
def test_a_stored_fingerprint_that_cannot_be_read_is_passed_over(
    features: dict[str, object],
) -> None:
    dedupe = build_deduplicator(MODEL)
    odd = replace(
        known(judged(STORY), id=1, story=1), fingerprint=Fingerprint(sample=(), features=features)
    )
    new = fingerprint(STORY, Facts())
    assert dedupe(new, [odd]) is None
    match = dedupe(new, [odd, known(judged(STORY), id=2, story=2)])
    assert match is not None
    assert match.of == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [("story", None), ("copy", [1]), ("story_from", "high"), ("rarity", {}), ("rarity", 3)],
)
def test_a_damaged_model_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValueError, match="the pair model lacks or misstates"):
        read_model({**MODEL, key: value})


def test_a_model_may_be_read_once_for_many_comparisons() -> None:
    one = fingerprint(STORY, Facts())
    assert compare(read_model(MODEL), one, one) == compare(MODEL, one, one)
