"""From Digest to the reader: rendering, Telegram, the console."""
