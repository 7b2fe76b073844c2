"""Property tests: the same cases at every gate, so that it never closes by chance; others by hand.

`make search` looks for cases that nobody has met yet.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("gate")
