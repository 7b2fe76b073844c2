"""Lines of what is wrong in a TOML file."""

from __future__ import annotations

import tomllib

import pytest

from monitor.core.toml_lines import grammar_problem, line_of, with_line

TEXT = """\
stray = 1  # [fetch]
[monitor]
keep = "1d"

[ "fetch" ]
contact="x"

[[channels]]
name = "a"
[[channels]]
"name" = "b"
"""


@pytest.mark.parametrize(
    ("table", "key", "number", "line"),
    [
        ("monitor", "keep", 1, 3),
        ("monitor", "contact", 1, 2),
        ("monitor", None, 1, 2),
        ("fetch", "contact", 1, 6),
        ("channels", "name", 1, 9),
        ("channels", "name", 2, 11),
        ("channels", "chat", 2, 10),
        ("telegram", "token", 1, None),
        ("channels", "name", 3, None),
        ("stray", None, 1, 1),
    ],
)
def test_lines_of_keys(table: str, key: str | None, number: int, line: int | None) -> None:
    assert line_of(TEXT, table, key, number) == line


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        ("a.toml: [monitor] keep: bad", "a.toml: line 3: [monitor] keep: bad"),
        ("a.toml: [fetch]: unknown", "a.toml: line 5: [fetch]: unknown"),
        (
            "a.toml: [[channels]] number 2 name: bad",
            "a.toml: line 11: [[channels]] number 2 name: bad",
        ),
        ("a.toml: [telegram] token: bad", "a.toml: [telegram] token: bad"),
        ("a.toml: is not UTF-8", "a.toml: is not UTF-8"),
        ("b.toml: [monitor] keep: bad", "b.toml: [monitor] keep: bad"),
    ],
)
def test_a_problem_gets_its_line(problem: str, shown: str) -> None:
    assert with_line(problem, "a.toml", TEXT) == shown


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("[a]\nb = c\n", 2, "Text stands in quotes"),
        ("[a]\nb = 1\nb = 2\n", 3, "take one out"),
        ("[a]\n[b]\n[a]\n", 3, "put the two together"),
        ('[a]\nb "c"\n', 2, 'key = "value"'),
        ('[a]\nb = "c\nd = 1\n', 2, "not closed"),
        ('[a]\nb = ["c"\n[d]\ne = 1\n', 3, "not closed"),
        ('[a]\nb = ["c",\n', 2, "not closed"),
        ('[a]\nb = """c\n', 2, "not closed"),
        ("", 1, "not closed"),
    ],
)
def test_grammar(text: str, line: int, hint: str) -> None:
    problem = "Expected something (at end of document)"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = str(error)
    told = grammar_problem(problem, text)

    assert told.startswith(f"line {line}: "), told
    assert hint in told
