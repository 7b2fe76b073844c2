"""A Bot API on loopback, strict as the real one where it matters: the tests' witness.

Chats with sequential ids and several senders; forwarding and deleting; lengths in UTF-16 units, raw
bytes, HTML; floods per chat and overall; and a script of faults. Run as a program it prints its
address and serves until its standard input ends.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.bot_markup import MarkupError, parse, units

TOKEN = "123456:" + "strictly-for-tests-AAAAAAAAAAAAAAAAA"
BOT_ID = 123456
MAX_UNITS = 4096
MAX_BYTES = 32_768
POSTING = frozenset(("sendMessage", "forwardMessage", "editMessageText"))


@dataclass
class Post:
    """A message as it stands in a chat."""

    id: int
    text: str
    by_bot: bool
    entities: tuple[dict[str, object], ...] = ()
    dropped: int = 0
    thread: int | None = None
    silent: bool = False
    preview: bool = True
    service: bool = False
    edits: int = 0


@dataclass
class Chat:
    """A chat and what the bot may do there. `first_id` is its next message's id."""

    id: int
    username: str | None = None
    type: str = "channel"
    first_id: int = 1
    member: str = "administrator"
    protected: bool = False
    forum: bool = False
    migrated_to: int | None = None
    lacking: tuple[str, ...] = ()  # rights that the bot was not given, such as "can_post_messages"
    posts: dict[int, Post] = field(default_factory=dict)

    def add(self, text: str, **values: Any) -> Post:
        post = Post(id=self.first_id, text=text, **values)
        self.first_id += 1
        self.posts[post.id] = post
        return post


@dataclass
class Fault:
    """What goes wrong with the next request that it fits.

    Kinds: "cut", "500", "html", "stall", each also as "accept-…": done first, then not answered
    as it should be; "flood" (with `retry_after`), "bare flood" (in words alone), "too large",
    "empty" (a success that says nothing). An HTML page comes with `status`.
    """

    kind: str
    method: str = "sendMessage"
    chat: str | None = None
    retry_after: int = 1
    status: int = 200


class ApiError(Exception):
    def __init__(self, code: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class BotApi:
    """The server. `clock` counts seconds for the flood limits."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        per_chat: int = 20,
        overall: int = 30,
    ) -> None:
        self.per_chat, self.overall = per_chat, overall
        self._turn = threading.RLock()
        self.reset(clock)
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    def reset(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Forget everything: another test begins."""
        with self._turn:
            self.chats: dict[int, Chat] = {}
            self.faults: deque[Fault] = deque()
            self.calls: list[tuple[str, dict[str, Any]]] = []
            self.rejected = 0
            self.written: list[dict[str, Any]] = []  # what people wrote to the bot
            self.token = TOKEN
            self._clock = clock
            self._sent: dict[int, deque[float]] = {}
            self._all: deque[float] = deque()

    # ── as a fixture ─────────────────────────────────────────────────────────

    def __enter__(self) -> BotApi:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/bot"

    def add_chat(self, name: str | int, **values: Any) -> Chat:
        """A chat by "@name" or by id."""
        known = -1_001_000_000_000 - len(self.chats) - 1
        if isinstance(name, int):
            chat = Chat(id=name, **values)
        else:
            chat = Chat(id=known, username=name.removeprefix("@"), **values)
        self.chats[chat.id] = chat
        return chat

    def fail(self, *kinds: str, **values: Any) -> None:
        """Put faults into the script, in order."""
        self.faults.extend(Fault(kind, **values) for kind in kinds)

    def post(self, chat: str | int, text: str) -> int:
        """Somebody else's post."""
        with self._turn:
            return self.find(chat).add(text, by_bot=False).id

    def channel_texts(self, chat: str | int) -> list[str]:
        """What stands in the chat by the bot, oldest first."""
        with self._turn:
            return [post.text for post in self.find(chat).posts.values() if post.by_bot]

    def counts(self) -> Counter[str]:
        """Requests by method."""
        return Counter(method for method, _ in self.calls)

    def find(self, chat: str | int) -> Chat:
        for known in self.chats.values():
            if str(chat) in (str(known.id), f"@{known.username}"):
                return known
        raise ApiError(400, "Bad Request: chat not found")

    # ── the server ───────────────────────────────────────────────────────────

    def answer(self, method: str, values: dict[str, Any]) -> tuple[int, bytes | None, str]:
        """Status, body (None: the connection is cut) and type of the answer to a request."""
        fault = self._fault(method, values)
        if fault and not fault.kind.startswith("accept-"):
            return self._broken(fault)
        try:
            with self._turn:
                self.calls.append((method, values))
                result = self._do(method, values)
        except ApiError as error:
            return error.code, _failure(error), "application/json"
        if fault:
            return self._broken(fault)
        return 200, json.dumps({"ok": True, "result": result}).encode(), "application/json"

    def _fault(self, method: str, values: dict[str, Any]) -> Fault | None:
        with self._turn:
            for fault in self.faults:
                fits = fault.method in (method, "*")
                if fits and fault.chat in (None, str(values.get("chat_id"))):
                    self.faults.remove(fault)
                    return fault
        return None

    def _broken(self, fault: Fault) -> tuple[int, bytes | None, str]:
        kind = fault.kind.removeprefix("accept-")
        if kind == "stall":
            self._closing.wait(600)
        if kind == "500":
            error = ApiError(500, "Internal Server Error")
            return 500, _failure(error), "application/json"
        if kind == "flood":
            return 429, _failure(_flood(fault.retry_after)), "application/json"
        if kind == "empty":
            return 200, b'{"ok": true, "result": true}', "application/json"
        if kind == "bare flood":
            error = ApiError(429, "Too Many Requests: retry after 3")
            return 429, _failure(error), "application/json"
        if kind == "too large":
            error = ApiError(413, "Request Entity Too Large")
            return 413, _failure(error), "application/json"
        if kind == "html":
            return fault.status, b"<html><body>Bad gateway</body></html>", "text/html"
        return 200, None, ""

    def _do(self, method: str, values: dict[str, Any]) -> Any:
        if method == "getMe":
            return {"id": BOT_ID, "is_bot": True, "first_name": "Bot", "username": "test_bot"}
        if method == "getUpdates":
            return [{"update_id": n, "message": m} for n, m in enumerate(self.written, 1)]
        doing = getattr(self, f"_{method}", None)
        if doing is None:
            raise ApiError(404, "Not Found")
        chat = self.find(values.get("chat_id", ""))
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.member in ("kicked", "left"):
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        if method in POSTING:
            self._flood_gate(chat)
        return doing(chat, values)

    def _flood_gate(self, chat: Chat) -> None:
        now = self._clock()
        mine = self._sent.setdefault(chat.id, deque())
        limited = chat.type != "private"
        for times, window in ((self._all, 1.0), (mine, 60.0)):
            while times and times[0] <= now - window:
                times.popleft()
        waits = []
        if len(self._all) >= self.overall:
            waits.append(self._all[0] + 1.0 - now)
        if limited and len(mine) >= self.per_chat:
            waits.append(mine[0] + 60.0 - now)
        if waits:
            self.rejected += 1
            raise _flood(int(max(waits)) + 1)
        self._all.append(now)
        mine.append(now)

    def _sendMessage(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        self._may_post(chat)
        thread = values.get("message_thread_id")
        if thread and not chat.forum:
            raise ApiError(400, "Bad Request: message thread not found")
        return _shown(chat, chat.add(thread=int(thread) if thread else None, **_content(values)))

    def _editMessageText(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        self._may_post(chat)
        post = chat.posts.get(int(values["message_id"]))
        if post is None or post.service:
            raise ApiError(400, "Bad Request: message to edit not found")
        content = _content(values)
        if (content["text"], content["entities"]) == (post.text, post.entities):
            raise ApiError(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        post.text, post.entities, post.edits = content["text"], content["entities"], post.edits + 1
        return _shown(chat, post)

    def _forwardMessage(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        origin = self.find(values["from_chat_id"])
        if origin.member in ("kicked", "left"):
            raise ApiError(403, f"Forbidden: bot is not a member of the {origin.type} chat")
        post = origin.posts.get(int(values["message_id"]))
        if post is None:
            raise ApiError(400, "Bad Request: message to forward not found")
        if origin.protected or post.service:
            raise ApiError(400, "Bad Request: message can't be forwarded")
        silent = values.get("disable_notification") in (True, "true")
        copy = chat.add(post.text, entities=post.entities, by_bot=True, silent=silent)
        return _shown(chat, copy)

    def _deleteMessage(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        post = chat.posts.pop(int(values["message_id"]), None)
        if post is None:
            raise ApiError(400, "Bad Request: message to delete not found")
        return True

    def _getChat(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        about = {"accent_color_id": 0, "max_reaction_count": 11}
        gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts"), True)
        gifts |= {"premium_subscription": True, "gifts_from_channels": True}
        return {**_chat(chat), **about, "accepted_gift_types": gifts} | (
            {"has_protected_content": True} if chat.protected else {}
        )

    def _getChatMember(self, chat: Chat, values: dict[str, Any]) -> Any:  # noqa: N802
        user = {"id": int(values["user_id"]), "is_bot": True, "first_name": "Bot"}
        member: dict[str, Any] = {"user": user, "status": chat.member}
        if chat.member == "administrator":
            rights = (
                "can_be_edited is_anonymous can_manage_chat can_delete_messages can_post_stories "
                "can_manage_video_chats can_restrict_members can_promote_members can_change_info "
                "can_invite_users can_edit_stories can_delete_stories can_post_messages "
                "can_edit_messages"
            )
            member |= {right: right not in chat.lacking for right in rights.split()}
        if chat.member == "restricted":
            member["can_send_messages"] = "can_send_messages" not in chat.lacking
        return member

    def _may_post(self, chat: Chat) -> None:
        if chat.type == "channel" and chat.member != "administrator":
            raise ApiError(400, "Bad Request: need administrator rights in the channel chat")
        if chat.member == "restricted":
            raise ApiError(400, "Bad Request: not enough rights to send text messages to the chat")


def _content(values: dict[str, Any]) -> dict[str, Any]:
    raw = values.get("text", "")
    if len(raw.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ApiError(400, "Bad Request: message is too long")
    mode = values.get("parse_mode")
    try:
        parsed = parse(raw) if mode == "HTML" else None
    except MarkupError as error:
        raise ApiError(400, f"Bad Request: {error}") from None
    text = (parsed.text if parsed else raw).strip()
    if not text:
        raise ApiError(400, "Bad Request: message text is empty")
    if units(text) > MAX_UNITS:
        raise ApiError(400, "Bad Request: message is too long")
    options = values.get("link_preview_options") or "{}"
    preview = not json.loads(options).get("is_disabled", False)
    return {
        "text": text,
        "entities": parsed.entities if parsed else (),
        "dropped": parsed.dropped if parsed else 0,
        "by_bot": True,
        "silent": values.get("disable_notification") in (True, "true"),
        "preview": preview,
    }


def _chat(chat: Chat) -> dict[str, Any]:
    shown = {"id": chat.id, "type": chat.type, "title": "Chat", "username": chat.username}
    return {**shown, "is_forum": chat.forum} if chat.forum else shown


def _shown(chat: Chat, post: Post) -> dict[str, Any]:
    shown = {"message_id": post.id, "date": 1_790_000_000, "chat": _chat(chat), "text": post.text}
    return {**shown, "entities": list(post.entities)}


def _flood(seconds: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _failure(error: ApiError) -> bytes:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.parameters:
        body["parameters"] = error.parameters
    return json.dumps(body).encode()


def _handler(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token, _, method = unquote(self.path).removeprefix("/bot").partition("/")
            if token != api.token:
                error = ApiError(401 if ":" in token else 404, "Unauthorized")
                self._write(error.code, _failure(error), "application/json")
                return
            status, body, kind = api.answer(method, self._values(raw))
            if body is None:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self._write(status, body, kind)

        do_GET = do_POST  # noqa: N815

        def _values(self, raw: bytes) -> dict[str, Any]:
            if "json" in self.headers.get("Content-Type", ""):
                values: dict[str, Any] = json.loads(raw)
                return values
            fields = parse_qs(raw.decode(), keep_blank_values=True)
            return {name: found[0] for name, found in fields.items()}

        def _write(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler


if __name__ == "__main__":
    with BotApi() as served:
        for named in sys.argv[1:]:
            served.add_chat(named)
        sys.stdout.write(f"{served.base_url}\n")
        sys.stdout.flush()
        sys.stdin.read()
