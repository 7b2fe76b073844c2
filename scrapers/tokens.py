"""The tokens of markup as the parser writes it out: well-formed, whatever the page was."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r'<(?:(/?)([A-Za-z][^\s>/]*)((?:[^">]++|"[^"]*+")*+)>|!--.*?-->|)([^<]*+)', re.DOTALL
)
"""A tag (a slash if it ends, name, attributes) and the text behind it.

Attribute values stand in double quotes, "<" in text is escaped. Comments have no name. What stands
before the first tag is in no token.
"""
