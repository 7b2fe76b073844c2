"""The classifier on articles written for the purpose, with the shipped model and with small ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.core.classify import build_classifier
from monitor.core.errors import ConfigError
from monitor.core.model import Article, Category

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
def model() -> dict[str, object]:
    return dict(json.loads(MODEL.read_text("utf-8")))


def test_a_training_called_a_conference_is_both_with_training_first(model):
    judged = build_classifier(model)(
        article(
            "Cà Mau: Hội nghị tập huấn công tác đối ngoại nhân dân",
            "Sáng 4/6, hơn 120 học viên dự hội nghị tập huấn nghiệp vụ do Liên hiệp tổ chức.",
        )
    )
    assert judged.primary is Category.TRAINING
    assert judged.labels == (Category.TRAINING, Category.CONFERENCE)


def test_a_model_of_another_format_is_refused(model):
    with pytest.raises(ConfigError, match="make model"):
        build_classifier(model | {"format": 99})
