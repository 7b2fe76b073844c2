"""The values that flow through a cycle: frozen, slotted, keyword-only, without behaviour.

Times (`*_at`) are aware datetimes in UTC; dates (`*_on`, `event_*`) are calendar days in Việt Nam.
Text is NFC. `None` means "not known", never "empty".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum

from monitor.core.slotted import dataclass, field


class Category(StrEnum):
    """What an article reports (guide: seeds/corpus/LABELS.md)."""

    CONFERENCE = "conference"
    TRAINING = "training"
    AID = "aid"
    OTHER = "other"


class ArticleState(StrEnum):
    """The ledger: each article is in exactly one of these."""

    SEEDED = "seeded"
    FILTERED = "filtered"
    DUPLICATE = "duplicate"
    QUEUED = "queued"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


class MatchKind(StrEnum):
    """How an article is known already."""

    SAME_KEY = "same key"
    COPY = "copy"
    SAME_STORY = "same story"


# ── sources and what comes from them ─────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One body whose news is watched: a table of sources.toml. Selectors are tried in order."""

    key: str
    name: str
    home: str
    province: str | None = None
    feeds: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    date: str = ""  # a date policy by name, see scrapers/registry.py
    language: str = "vi"
    tls: str = ""  # the lowest TLS version accepted ("1.0" to "1.3"); empty: the default context
    ca_file: str | None = None
    enabled: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a conditional GET sends back, and the SHA-256 of the body that came with it."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer from the web. Status 304 has empty content. `charset` is the header's, if any."""

    url: str  # after redirects
    requested_url: str
    status: int
    content: bytes
    content_type: str | None
    charset: str | None
    fetched_at: datetime
    validators: Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed, a sitemap or a listing says of one article."""

    url: str
    title: str = ""
    published_at: datetime | None = None
    guid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of a listing page, in the page's order, and the next page's address."""

    entries: tuple[FeedEntry, ...] = ()
    next_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What polling one source gave.

    `unchanged` says that every endpoint answered "not modified" (or with the same bytes): then
    `entries` is empty and means nothing. `validators` (by endpoint) are to be saved only in the
    transaction that saves what the entries led to. `specimen` is a page that looked wrong.
    """

    source: str
    entries: tuple[FeedEntry, ...] = ()
    validators: Mapping[str, Validators] = field(default_factory=dict)
    unchanged: bool = False
    requests: int = 0
    problem: str | None = None
    specimen: Page | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read. `url` is where it was fetched, `canonical_url` its identity's address.

    `date_from` says which rule gave `published_at` ("meta", "json-ld", "time", "line", "feed",
    "url", "text"). `confidence` (0 to 1) says how sure the reader is of the body.
    """

    url: str | None
    canonical_url: str | None
    source: str | None  # a Source's key
    site: str  # host without www., or "" where there is no address
    title: str
    lead: str | None
    byline: str | None
    body: tuple[str, ...]
    published_at: datetime | None
    date_from: str | None = None
    guid: str | None = None
    language: str = "vi"
    confidence: float = 1.0


# ── judgement ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A phrase that spoke for a category: as printed, and where ("title", "lead", "body")."""

    phrase: str
    where: str
    category: Category
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """`labels` sorted by score; `score` is the calibrated probability of `primary`."""

    labels: tuple[Category, ...]
    primary: Category
    score: float
    scores: Mapping[Category, float]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum: `value` in whole `unit` (ISO 4217), and the text that says so."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """When, where, how many, how much. `sources` maps a fact's name to the text it came from."""

    event_start: date | None = None
    event_end: date | None = None
    provinces: tuple[str, ...] = ()  # as printed
    provinces_2025: tuple[str, ...] = ()  # the units since 1 July 2025, same events, no repeats
    venue: str | None = None
    attendees: int | None = None
    amounts: tuple[Amount, ...] = ()
    organisations: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """All that the pair scorer needs of an article, without its sentences.

    `sample` holds the hashes under which the store indexes it (signed 64-bit); `features` is what
    `monitor.core.dedup` wrote for itself: JSON-ready, opaque to everyone else.
    """

    sample: tuple[int, ...]
    features: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownArticle:
    """What the store knows of an article that may be the same as a new one."""

    id: int
    story: int
    url: str | None
    title: str
    published_at: datetime | None
    state: ArticleState
    content_hash: str
    facts: Facts
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`of` is the known article's id; `similarity` (0 to 1) is the pair scorer's probability."""

    kind: MatchKind
    of: int
    story: int
    similarity: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store says about a batch: articles by key, and candidates by index in the batch."""

    by_key: Mapping[str, KnownArticle] = field(default_factory=dict)
    near: Mapping[int, tuple[KnownArticle, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article with everything that can be said of it without knowing the others."""

    article: Article
    keys: tuple[str, ...]
    content_hash: str
    classification: Classification
    facts: Facts
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one article.

    `match` names a known article; `twin` is the index, in the same plan, of an earlier decision
    that this one matches instead, and `twin_match` says how (its `of` and `story` mean nothing).
    `update` marks a known article whose text changed: its row is rewritten, `changed` names the
    facts that moved ("date", "place", "sum").
    """

    judged: Judged
    state: ArticleState
    reason: str | None = None
    match: Match | None = None
    twin: int | None = None
    twin_match: Match | None = None
    update: bool = False
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The decisions of one batch, in the batch's order, to be committed in one transaction."""

    decisions: tuple[Decision, ...] = ()


# ── delivery ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where digests go. `digests` empty means after every cycle. `chat` None is the console.

    `quiet` is a pair of local times between which nothing is sent; it may span midnight.
    Empty `provinces` and `sources` mean all.
    """

    name: str
    chat: str | None
    categories: tuple[Category, ...] = (Category.CONFERENCE, Category.TRAINING, Category.AID)
    provinces: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    digests: tuple[time, ...] = ()
    quiet: tuple[time, time] | None = None
    language: str = "vi"
    thread: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """Another article of a story: who published it, and where."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as it is shown: its first article's title and link, its facts, its sources."""

    id: int
    article: int
    title: str
    url: str | None
    source_name: str
    published_at: datetime | None
    first_seen_at: datetime
    categories: tuple[Category, ...]  # primary first
    facts: Facts
    others: tuple[SourceLink, ...] = ()
    changed: tuple[str, ...] = ()
    cased: str | None = None  # the article's text, from which an ALL-CAPS title takes its case


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a channel shows at one slot: stories by category, in the order of display.

    `only` names the stories of one posted part that is told anew: part `part` of `parts`.
    """

    channel: str
    slot_at: datetime
    groups: tuple[tuple[Category, tuple[Story, ...]], ...]
    only: tuple[int, ...] = ()
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message's worth of a digest: Telegram HTML, its plain text, and the stories in it."""

    html: str
    plain: str
    stories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to deliver. `key` is the idempotency key. `html` None: send `plain` as it is."""

    chat: str
    html: str | None
    plain: str
    key: str
    thread: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that arrived: its id in the chat."""

    message_id: int
    delivered_at: datetime


# ── reports ──────────────────────────────────────────────────────────────────


class SourceStatus(StrEnum):
    """How a source fared in one cycle."""

    OK = "ok"
    UNCHANGED = "unchanged"
    SICK = "sick"
    FAILED = "failed"
    WAITING = "waiting"  # backing off, or asked to wait by Retry-After


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutcome:
    """One source in one cycle. Counts are of articles; `entries` counts what was listed.

    `by_category` counts what is new by primary category, whatever becomes of it.
    """

    source: str
    status: SourceStatus
    entries: int = 0
    new: int = 0
    duplicates: int = 0
    unread: int = 0
    requests: int = 0
    seconds: float = 0.0
    problem: str | None = None
    by_category: Mapping[Category, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReport:
    """What one cycle did. `by_category` counts new articles by primary category."""

    started_at: datetime
    finished_at: datetime
    outcomes: tuple[SourceOutcome, ...] = ()
    by_category: Mapping[Category, int] = field(default_factory=dict)
    seeded: int = 0
    sent: int = 0
    waiting: int = 0
    failed_sends: int = 0
    problems: tuple[str, ...] = ()
    sick: tuple[tuple[str, str], ...] = ()  # source, and what is wrong with it
    recovered: tuple[str, ...] = ()
    offline: bool = False  # no source could be reached at all
