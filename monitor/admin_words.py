"""What delivery tells the operator: in Vietnamese in the admin chat, in English in the log."""

from __future__ import annotations

from monitor.core.records import OutboxRow
from monitor.core.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing to say, once per `key`: `text` for the chat, `log` for the log."""

    key: str
    text: str
    log: str


def paused(row: OutboxRow, error: Exception) -> Word:
    """A channel can't be posted to."""
    return Word(
        key=f"paused:{row.channel}:{row.id}:{row.attempts}",
        text=(
            f"⏸ Kênh “{row.channel}” ({row.chat}) tạm dừng: {error}\n"
            "Tin không mất. Hãy thêm bot làm quản trị viên có quyền đăng bài; "
            "bot sẽ tự gửi tiếp."
        ),
        log=(
            f"channel {row.channel} is paused: {error}. Nothing is lost; add the bot to {row.chat}"
            " as an administrator that may post, and it goes on by itself"
        ),
    )


def resumed(row: OutboxRow) -> Word:
    """A paused channel takes messages again."""
    return Word(
        key=f"resumed:{row.channel}:{row.id}",
        text=f"▶️ Kênh “{row.channel}” đã gửi lại được.",
        log=f"channel {row.channel} works again",
    )


def migrated(row: OutboxRow, new_chat: str) -> Word:
    """A chat has a new id: it is used from now on, and the configuration should name it."""
    return Word(
        key=f"migrated:{row.chat}:{new_chat}",
        text=(
            f"↪️ Nhóm của kênh “{row.channel}” đã đổi mã từ {row.chat} thành {new_chat}. Bot đã "
            f'dùng mã mới; hãy sửa trong huunghi.toml: chat = "{new_chat}"'
        ),
        log=(
            f"chat {row.chat} of channel {row.channel} is now {new_chat}, which is used;"
            f' write chat = "{new_chat}" into huunghi.toml'
        ),
    )


def dead(row: OutboxRow, error: Exception) -> Word:
    """A message that the server takes in no form."""
    return Word(
        key=f"dead:{row.id}:{row.attempts}",
        text=(
            f"⛔ Telegram không nhận tin số {row.id} của kênh “{row.channel}”: {error}\n"
            f"Xem: huunghi outbox; gửi lại: huunghi outbox retry {row.id}; "
            f"bỏ: huunghi outbox drop {row.id}"
        ),
        log=(
            f"Telegram refuses outbox row {row.id} of channel {row.channel!r}: {error}."
            " See it with `huunghi outbox`, then retry or drop it"
        ),
    )


def resent(row: OutboxRow, error: Exception) -> Word:
    """A message that may stand in the chat twice now."""
    return Word(
        key=f"uncertain:{row.id}:{row.attempts}",
        text=(
            f"❔ Không rõ tin số {row.id} của kênh “{row.channel}” đã đến chưa và không đọc lại "
            f"được kênh: {error}\nTin được gửi lại, có thể bị lặp."
        ),
        log=(
            f"outbox row {row.id} ({row.channel}) may have been sent and cannot be read back"
            f" ({error}): it is sent again"
        ),
    )


def asked(row: OutboxRow, error: Exception) -> Word:
    """A message of which the operator must say whether it stands in the chat."""
    return Word(
        key=f"uncertain:{row.id}:ask",
        text=(
            f"❔ Không rõ tin số {row.id} của kênh “{row.channel}” đã đến chưa và không đọc lại "
            f"được kênh: {error}\nHãy xem trong kênh rồi chạy một lệnh:\n"
            f"huunghi outbox mark-sent {row.id} (đã có), retry {row.id} (gửi lại), "
            f"drop {row.id} (bỏ)"
        ),
        log=(
            f"outbox row {row.id} ({row.channel}) may have been sent and cannot be read back"
            f" ({error}). Look into the chat, then: huunghi outbox mark-sent {row.id},"
            f" retry {row.id} or drop {row.id}"
        ),
    )
