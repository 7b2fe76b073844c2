"""Every error of the program, in one tree.

The message names source, key, line or URL, and what to do.

    HuunghiError
    ├── UsageError            bad arguments or configuration (exit 2)
    │   └── ConfigError       a file, a key, the nearest valid key
    ├── LockedError           another instance runs (exit 3)
    ├── StateError            the database cannot be used: full, read-only, corrupt, too new
    ├── ScrapeError           a source or a page could not be read
    │   ├── FetchError        nothing usable came
    │   │   ├── UnreachableError      DNS, connect, TLS, time-out, cut off
    │   │   ├── RefusedAddressError   private or reserved address, or a scheme that is not http(s)
    │   │   ├── TooLargeError         over max_bytes, or decompressing without end
    │   │   ├── DisallowedError       robots.txt forbids it
    │   │   ├── StatusError           an HTTP status that is no success
    │   │   └── BackOffError          this host asked to wait, or is being spared (`until`)
    │   ├── NotAnArticleError         a challenge, a login, a soft 404, a page without a text
    │   └── ParseError                a feed, a sitemap, a listing that is none
    └── DeliveryError         a message was not delivered
        ├── NotSentError              it never left: safe to send again
        ├── UncertainError            it may have arrived
        ├── RefusedMessageError       the server will not take this text
        ├── MessageGoneError          the message to edit is gone, or may not be edited any more
        ├── FloodError                wait `retry_after` seconds for this chat
        ├── ChatUnavailableError      kicked, not found, no right to post
        │   └── ChatClosedError       the bot is out of a chat that it was to read back
        ├── ChatMigratedError         the chat has a `new_chat`
        └── TokenInvalidError         the bot's token is not accepted

Not modified, duplicate and nothing new are values, not errors. No message holds a token.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.core.model import Page


class HuunghiError(Exception):
    """Whatever this program raises on purpose."""


class UsageError(HuunghiError):
    """Bad arguments or configuration."""


class ConfigError(UsageError):
    """A setting that cannot be used: the message names file and key."""


class LockedError(HuunghiError):
    """Another instance holds the lock."""


class StateError(HuunghiError):
    """The database cannot be used."""


class ScrapeError(HuunghiError):
    """A source or a page could not be read. `page` is what came, where something did."""

    page: Page | None = None


class FetchError(ScrapeError):
    """Nothing usable came from the web."""


class UnreachableError(FetchError):
    """No connection, or one that failed on the way."""


class RefusedAddressError(FetchError):
    """An address that must not be fetched."""


class TooLargeError(FetchError):
    """More bytes than allowed, compressed or not."""


class DisallowedError(FetchError):
    """robots.txt forbids it."""


class StatusError(FetchError):
    """An HTTP status that is no success."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class BackOffError(FetchError):
    """The host is left in peace until `until` (UTC)."""

    def __init__(self, message: str, *, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class NotAnArticleError(ScrapeError):
    """A page that is no article: a challenge, a login, a soft 404, nothing to read."""


class ParseError(ScrapeError):
    """A feed, a sitemap or a listing that is none."""


class DeliveryError(HuunghiError):
    """A message was not delivered."""


class NotSentError(DeliveryError):
    """It never left this machine: safe to send again."""


class UncertainError(DeliveryError):
    """It left, and no answer came: it may stand in the chat. `late`: or still get there."""

    def __init__(self, message: str, *, late: bool = False) -> None:
        super().__init__(message)
        self.late = late


class RefusedMessageError(DeliveryError):
    """The server will not take this text (markup, length)."""


class MessageGoneError(DeliveryError):
    """The message to edit is gone, or may not be edited any more."""


class FloodError(DeliveryError):
    """This chat must wait `retry_after` seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ChatUnavailableError(DeliveryError):
    """Kicked, not found, or without the right to post."""


class ChatClosedError(ChatUnavailableError):
    """The bot is out of the chat: it can neither read back nor post until that is mended."""


class ChatMigratedError(DeliveryError):
    """The chat has a new id."""

    def __init__(self, message: str, *, new_chat: str) -> None:
        super().__init__(message)
        self.new_chat = new_chat


class TokenInvalidError(DeliveryError):
    """The bot's token is not accepted."""
