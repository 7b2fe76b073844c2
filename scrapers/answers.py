"""One answer of a host, and what is made of it: a Page, or an error that says what to do."""

from __future__ import annotations

from datetime import datetime

from monitor.core.errors import StatusError
from monitor.core.model import Page, Validators
from monitor.core.slotted import dataclass
from scrapers.headers import charset_of, read_validators, renew_validators
from scrapers.heads import Fields

_ADVICE = {
    401: "it wants a login",
    403: "it refuses us; perhaps the contact in [fetch] helps, or the site blocks robots",
    404: "no such page; is the address in the source's table still right?",
    410: "the page is gone for good; take it out of the source's table",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a host, its body decoded."""

    status: int
    headers: Fields
    content: bytes


def page_of(
    answer: Answer, url: str, validators: Validators | None, *, requested_url: str, now: datetime
) -> Page:
    """The page that came from `url`; a 304 counts where `validators` were sent.

    Raises StatusError for every status that is no success.
    """
    if answer.status == 304 and validators is not None:
        renewed = renew_validators(answer.headers, validators)
    else:
        _refuse_status(answer, url)
        renewed = read_validators(answer.headers, answer.content)
    content_type = answer.headers.get("Content-Type")
    return Page(
        url=url,
        requested_url=requested_url,
        status=answer.status,
        content=answer.content,
        content_type=content_type,
        charset=charset_of(content_type),
        fetched_at=now,
        validators=renewed,
    )


def _refuse_status(answer: Answer, url: str) -> None:
    if 200 <= answer.status < 300:
        return
    advice = _ADVICE.get(answer.status, "the site's own trouble, tried again in a later cycle")
    if "challenge" in (answer.headers.get("cf-mitigated") or ""):
        advice = "a challenge page (Cloudflare) that only browsers pass; ask the site to let us in"
    raise StatusError(f"{url} answered {answer.status}: {advice}", status=answer.status)


def in_few_words(error: BaseException) -> str:
    """The innermost cause in few words: libraries wrap errors in tuples of errors."""
    while error.args and isinstance(error.args[-1], BaseException):
        error = error.args[-1]
    words = error.strerror if isinstance(error, OSError) else str(error)
    return (words or str(error) or type(error).__name__)[:200]
