"""The typical stack on the same pages: trafilatura, datasketch, scikit-learn, SQLAlchemy's ORM.

    .venv-bench/bin/python scripts/bench_typical.py WORK.json

WORK.json is written by bench_articles.py: pages, and texts with their kinds to learn from. Written
as its users write it: one object a row, one commit an article. Learning is not counted.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import trafilatura
from datasketch import MinHash, MinHashLSH
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ROUNDS = 9


class Base(DeclarativeBase):
    """The tables."""


class Article(Base):
    """One article's row."""

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(String, unique=True, index=True)
    title: Mapped[str]
    text: Mapped[str]
    kind: Mapped[str]
    copy_of: Mapped[str | None]


def main() -> int:
    """Measure, and print JSON."""
    work: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
    model.fit([text for text, _ in work["learn"]], [kind for _, kind in work["learn"]])
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/typical.db")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            result = _measured(work, model, session)
    print(json.dumps(result))
    return 0


def _measured(work: dict[str, Any], model: Any, session: Session) -> dict[str, float]:
    near = MinHashLSH(threshold=0.7, num_perm=128)
    warm, pages = work["pages"][: work["warm"]], work["pages"][work["warm"] :]
    for page in warm:
        _take_in(page, model, near, session)
    spent = []
    for page in pages:
        started = time.process_time()
        _take_in(page, model, near, session)
        spent.append(time.process_time() - started)
    urls = [page["url"] for page in work["pages"]]
    polls = [_poll(urls, session) for _ in range(ROUNDS)]
    return {"article_ms": median(spent) * 1e3, "known_us": median(polls) / len(urls) * 1e6}


def _poll(urls: list[str], session: Session) -> float:
    """Seconds to find that all these are known."""
    started = time.process_time()
    for url in urls:
        if session.scalars(select(Article).where(Article.url == url)).first() is None:
            raise SystemExit(f"{url} is not known")
        session.expunge_all()  # the next poll is another session
    return time.process_time() - started


def _take_in(page: dict[str, str], model: Any, near: MinHashLSH, session: Session) -> None:
    text = trafilatura.extract(page["html"], url=page["url"], include_comments=False) or ""
    words = re.findall(r"\w+", text.lower())
    sketch = MinHash(num_perm=128)
    for start in range(len(words) - 2):
        sketch.update(" ".join(words[start : start + 3]).encode())
    found = near.query(sketch)
    near.insert(page["url"], sketch)
    kind = str(model.predict([text])[0])
    session.add(
        Article(
            url=page["url"],
            title=page["title"],
            text=text,
            kind=kind,
            copy_of=found[0] if found else None,
        )
    )
    session.commit()


if __name__ == "__main__":
    sys.exit(main())
