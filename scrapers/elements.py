"""HTML's elements by what they mean for text."""

from __future__ import annotations

# Elements that do not end a line of text.
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
# Elements whose text is never read.
SKIPPED = frozenset({
    "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "map",
    "math", "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "title", "video",
})  # fmt: skip
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
PICTURES = frozenset({
    "amp-img", "embed", "figure", "iframe", "img", "object", "picture", "video",
})  # fmt: skip
# Elements that hold a paragraph and not several.
PARAGRAPHS = frozenset({"blockquote", "dd", "dt", "li", "p", "pre", *HEADINGS})
