"""What is said of an article by itself is of that article, whole."""

from __future__ import annotations

from monitor.core.fingerprints import content_hash
from monitor.core.judgement import judge
from monitor.core.model import Article, Category, Classification
from tests.factories_facts import an_article

AS_TRAINING = Classification(
    labels=(Category.TRAINING,), primary=Category.TRAINING, score=0.9, scores={}
)


def classify(article: Article) -> Classification:
    """A reader to whom everything is a training."""
    return AS_TRAINING


def training(*, ward: str = "Hà Nội") -> Article:
    return an_article(
        "Tập huấn công tác đối ngoại nhân dân",
        f"Sáng 16/8/2023, lớp tập huấn khai mạc tại {ward} với hơn 120 học viên.",
        lead="Liên hiệp mở lớp tập huấn công tác phi chính phủ nước ngoài.",
    )


def test_a_judged_article_has_its_kind_its_facts_and_its_keys() -> None:
    judged = judge(training(), classify)
    assert judged.classification is AS_TRAINING
    assert str(judged.facts.event_start) == "2023-08-16"
    assert judged.facts.attendees == 120
    assert any("example.org/1" in key for key in judged.keys)


def test_another_text_under_the_same_address_keeps_the_keys_of_the_address() -> None:
    before, after = judge(training(), classify), judge(training(ward="Huế"), classify)
    assert set(before.keys) & set(after.keys)
    assert before.content_hash == content_hash(training())
    assert before.content_hash != after.content_hash
    assert before.fingerprint != after.fingerprint
