"""The classifier on articles written for the purpose, with the shipped model and small ones."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.core.classify import build_classifier
from monitor.core.errors import ConfigError
from monitor.core.kind_model import CATEGORIES, COLUMNS, FORMAT
from monitor.core.model import Article, Category, Classification

MODEL = Path(__file__).parents[2] / "monitor" / "data" / "kind_model.json"


def article(title: str, lead: str | None = None, *body: str) -> Article:
    return Article(
        url=None,
        canonical_url=None,
        source=None,
        site="",
        title=title,
        lead=lead,
        byline=None,
        body=body,
        published_at=None,
    )


@pytest.fixture(scope="module")
def model() -> dict[str, Any]:
    return dict(json.loads(MODEL.read_text("utf-8")))


@pytest.fixture(scope="module")
def classify(model) -> Callable[[Article], Classification]:
    return build_classifier(model)


TRAINING = article(
    "Cà Mau: Hội nghị tập huấn công tác đối ngoại nhân dân",
    "Sáng 4/6, hơn 120 học viên dự hội nghị tập huấn nghiệp vụ do Liên hiệp tổ chức.",
    "Báo cáo viên truyền đạt ba chuyên đề. Học viên được phát tài liệu.",
)
AID = article(
    "Trao 45 xe lăn cho người khuyết tật huyện Thạnh Phú",
    "Tổng trị giá 130 triệu đồng do một tổ chức phi chính phủ tài trợ.",
    "Lễ trao tặng diễn ra sáng 9/5 tại nhà văn hóa huyện.",
)


def test_a_training_called_a_conference_is_both_with_training_first(classify):
    judged = classify(TRAINING)
    assert judged.primary is Category.TRAINING
    assert judged.labels == (Category.TRAINING, Category.CONFERENCE)


def test_a_training_paid_by_the_sum_in_its_head_is_aid_too(classify):
    judged = classify(
        article(
            "120 triệu đồng tài trợ lớp học nghề may cho phụ nữ xã Tân Lập",
            "Khóa đào tạo nghề khai giảng sáng 3/3 với 30 học viên.",
            "Giảng viên hướng dẫn cách cắt, ráp. Học viên thực hành tại lớp trong ba tháng.",
        )
    )
    assert judged.labels == (Category.TRAINING, Category.AID)


def test_aid_given_at_the_conference_in_its_head_is_both(classify):
    judged = classify(
        article(
            "Ba tổ chức phi chính phủ tài trợ 12 tỷ đồng cho huyện Tân Lập",
            "Thỏa thuận viện trợ được ký tại hội nghị xúc tiến sáng 3/3.",
            "Khoản viện trợ không hoàn lại dành xây trường, tặng xe lăn cho người nghèo.",
        )
    )
    assert judged.labels == (Category.AID, Category.CONFERENCE)


def test_a_gift_is_aid_alone(classify):
    assert classify(AID).labels == (Category.AID,)


@pytest.mark.parametrize(
    ("title", "lead", "category"),
    [
        (
            "Đội tuyển nữ tập huấn tại Đức trước vòng loại",
            "Các cầu thủ đá giao hữu hai trận.",
            Category.OTHER,
        ),
        (
            "Gói viện trợ quân sự 2 tỷ USD cho Ukraine",
            "Lô vũ khí gồm tên lửa và đạn pháo.",
            Category.OTHER,
        ),
        (
            "Đại sứ chào xã giao lãnh đạo tỉnh",
            "Chủ tịch tỉnh tiếp Đại sứ và tặng quà lưu niệm.",
            Category.OTHER,
        ),
        (
            "Tổng kết công tác phi chính phủ năm 2024",
            "Hội nghị có 120 đại biểu, thảo luận phương hướng.",
            Category.CONFERENCE,
        ),
        (
            "NGO hands over wheelchairs worth 20,000 USD",
            "The charity donated 60 wheelchairs to poor patients.",
            Category.AID,
        ),
    ],
)
def test_the_event_decides_not_a_word_in_passing(classify, title, lead, category):
    assert classify(article(title, lead)).primary is category


def test_scores_are_probabilities_and_the_score_is_that_of_the_primary(classify):
    judged = classify(AID)
    assert set(judged.scores) == set(CATEGORIES)
    assert sum(judged.scores.values()) == pytest.approx(1.0)
    assert judged.score == max(judged.scores.values())


def test_every_phrase_of_the_evidence_stands_where_it_says(classify):
    for given in (TRAINING, AID):
        where = {"title": given.title, "lead": given.lead, "body": "\n".join(given.body)}
        judged = classify(given)
        assert judged.evidence
        for evidence in judged.evidence:
            assert evidence.phrase in where[evidence.where]
            assert evidence.category in judged.labels
            assert evidence.weight > 0


def test_evidence_names_no_phrase_twice_at_one_place(classify):
    found = [(e.phrase, e.where, e.category) for e in classify(TRAINING).evidence]
    assert len(found) == len(set(found))


def test_capitals_and_decomposed_letters_change_no_label(classify):
    loud = article(TRAINING.title.upper(), TRAINING.lead, *TRAINING.body)
    apart = article(unicodedata.normalize("NFD", TRAINING.title), TRAINING.lead, *TRAINING.body)
    assert classify(loud).labels == classify(TRAINING).labels
    assert classify(apart) == classify(TRAINING)


def test_an_article_without_a_word_gets_the_prior_and_no_evidence(classify):
    judged = classify(article("", None))
    assert judged.evidence == ()
    assert 0 < judged.score < 1


def test_a_huge_body_changes_nothing_beyond_what_is_read(classify):
    body = "Hội nghị có 100 đại biểu. " * 4000
    assert classify(article("A", None, body)) == classify(article("A", None, body * 2))


def small(**changes: object) -> dict[str, object]:
    """A model of two features: `hội nghị` makes a conference and, beside it, a training."""
    row = [400, 0, 0, -400, 0, 900, 0]
    model: dict[str, object] = {
        "format": FORMAT,
        "scale": 100,
        "temperature": 1.0,
        "threshold": 0.5,
        "intercept": [0, 0, 0, 100, -300, -300, -300],
        "blocks": {"title": {"=CONF": row, "CONF>CONF": row}},
    }
    return model | changes


def test_a_second_label_stands_behind_the_first():
    judged = build_classifier(small())(article("Hội nghị"))
    assert judged.labels == (Category.CONFERENCE, Category.TRAINING)


def test_a_training_named_a_conference_is_also_one_whatever_the_weights():
    row = [0, 400, 0, 0, 0, 400, 0]
    weights = {"title": {"=TRAINCONF": row, "=TRAIN": row}}
    classify = build_classifier(small(blocks=weights))
    both = (Category.TRAINING, Category.CONFERENCE)
    assert classify(article("Hội nghị tập huấn tại Huế")).labels == both
    assert classify(article("Lớp tập huấn tại Huế")).labels == (Category.TRAINING,)


def test_a_conference_whose_head_gives_sums_of_aid_is_aid_too():
    row = [400, 0, 0, 0, 400, 0, 0]
    classify = build_classifier(small(blocks={"title": {"=CONF": row}}))
    both = (Category.CONFERENCE, Category.AID)
    assert classify(article("Hội nghị: 12 tỷ đồng viện trợ")).labels == both
    assert classify(article("Hội nghị", "Vận động được 12 tỷ đồng.")).labels == both
    assert classify(article("Hội nghị bàn về viện trợ")).labels == (Category.CONFERENCE,)
    assert classify(article("Hội nghị", "Lệ phí 2 triệu đồng.")).labels == (Category.CONFERENCE,)


def test_other_stands_alone():
    judged = build_classifier(small())(article("Tin"))
    assert judged.labels == (Category.OTHER,)


def test_the_same_phrase_said_twice_is_shown_once():
    judged = build_classifier(small())(article("Hội nghị và Hội nghị"))
    assert [e.phrase for e in judged.evidence if e.category is Category.CONFERENCE] == ["Hội nghị"]


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 99},
        {"scale": 0},
        {"temperature": "warm"},
        {"threshold": True},
        {"intercept": [1, 2]},
        {"intercept": ["a"] * COLUMNS},
        {"blocks": []},
        {"blocks": {"title": {"=CONF": [0.5] * COLUMNS}}},
        {"blocks": {"title": {"=CONF": [1 << 15] * COLUMNS}}},
        {"blocks": {"title": {"=CONF": "0" * COLUMNS}}},
    ],
)
def test_a_broken_model_is_refused_with_what_to_do(changes):
    with pytest.raises(ConfigError, match="make model"):
        build_classifier(small(**changes))


def test_a_model_that_lacks_a_part_is_refused():
    broken = small()
    del broken["blocks"]
    with pytest.raises(ConfigError, match="blocks"):
        build_classifier(broken)
