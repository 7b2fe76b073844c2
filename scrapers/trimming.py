"""What is cut from a page's tree before its text is looked at: scripts, head, navigation.

Imports selectolax at its top: import this module only where a page is to be read.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

_STRIPPED = [
    "script", "style", "noscript", "template", "svg", "iframe", "xmp", "textarea", "select",
    "head", "nav", "footer",
]  # fmt: skip


def trim(tree: LexborHTMLParser) -> None:
    """Cut what is no text by its element's name; a footer above the text loses its tags only."""
    for footer in tree.css("article > footer, header footer"):
        if _is_above_the_text(footer):
            footer.unwrap()
    tree.strip_tags(_STRIPPED)


def _is_above_the_text(footer: LexborNode) -> bool:
    """A footer that names author and date before the text, as Drupal prints it."""
    after = footer.next
    size = 0
    while after is not None:
        size += len(after.text()) if after.tag not in _STRIPPED else 0
        after = after.next
    return size > 2 * len(footer.text())
