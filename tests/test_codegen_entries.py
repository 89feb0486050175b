"""operations.yaml: what it may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.entries import load_names, parameters_taken, retry_of
from codegen.source import DoesNotFit

if TYPE_CHECKING:
    from pathlib import Path

# A file whose sections are all empty, and one that says all that can be said.
EMPTY = "keys:\nfacades:\nmodels:\ndeliveries:\noperations:\npatterns:\n"
FULL = """\
keys: {one: account, two: transactional}
facades: [a]
models: {A: a.list received}
deliveries:
  B: {schema: {type: object}, secrets: [a], not_secrets: [b], received: {c: flag}}
operations:
  GET /a:
    name: a.list
    retry: safe
    never_with: [b]
    lane: email
    secrets: [b]
    not_secrets: [c]
    sent: {d: flag, e: unix_seconds, f: unix_milliseconds, g: iso_8601}
    received: {h: json_list, i: comma_list}
    aliases: {j: k}
    bare: l
    left_out: {query: [m], header: [n]}
    at_least_one: [[o, p]]
    exactly_one: [[q, r], [s]]
    at_most_one: [[t, u]]
    paging: {rows: v, by: offset, size: 10, told: w.x}
  POST /a: {}
patterns: {'a+': {check: null}, 'b+': {check: 'b', meaning: one b}}
"""
OBJECT = "is a string where an object is needed."
LIST = "is a string where an array is needed."
CLASSES = "safe, keyed, idempotent, named, never"
FORMS = "flag, unix_seconds, unix_milliseconds, iso_8601, comma_list, json_list"
# The whole file, and what is said of it.
FILES = [
    ("", "operations.yaml is null where an object is needed."),
    ("- a", "operations.yaml is an array where an object is needed."),
    ("a: [", "operations.yaml is not YAML: "),
    (EMPTY + "keys:\n", "operations.yaml is not YAML: "),
    *(
        (EMPTY.replace(f"{section}:\n", ""), f"operations.yaml > {section} is missing.")
        for section in ("keys", "facades", "models", "deliveries", "operations", "patterns")
    ),
    (EMPTY + "more: 1", "operations.yaml has more, which is not supported."),
]
# A section, what stands in it, and what is said of it.
SECTIONS = [
    ("keys", "a", OBJECT),
    ("keys", "{1: account}", "> 1, the key, is an integer where a string is needed."),
    ("keys", "{a: admin}", "> a is 'admin'; use one of account, transactional."),
    ("keys", "{a: [b]}", "> a is ['b']; use one of account, transactional."),
    ("facades", "a", LIST),
    ("facades", "[1]", "[0] is an integer where a string is needed."),
    ("models", "[]", "is an array where an object is needed."),
    ("models", "{A: 1}", "> A is an integer where a string is needed."),
    ("deliveries", "[a]", "is an array where an object is needed."),
    ("deliveries", "{A: {}}", "> A > schema is missing."),
    ("deliveries", "{A: {schema: {allOf: []}}}", "> A > schema has allOf, which is not supported."),
    ("deliveries", "{A: {schema: {}, secrets: a}}", f"> A > secrets {LIST}"),
    ("deliveries", "{A: {schema: {}, not_secrets: a}}", f"> A > not_secrets {LIST}"),
    ("deliveries", "{A: {schema: {}, sent: {}}}", "> A has sent, which is not supported."),
    (
        "deliveries",
        "{A: {schema: {}, received: {a: date}}}",
        f"> A > received > a is 'date'; use one of {FORMS}.",
    ),
    ("operations", "[a]", "is an array where an object is needed."),
    ("operations", "{a: }", "> a is null where an object is needed."),
    ("operations", "{a: b}", f"> a {OBJECT}"),
    ("patterns", "{a: b}", f"> a {OBJECT}"),
    ("patterns", "{a: {}}", "> a > check is missing."),
    ("patterns", "{a: {check: 1}}", "> a > check is an integer where a string is needed."),
    (
        "patterns",
        "{a: {check: b}}",
        "> a: a pattern that is checked needs its meaning, for errors.",
    ),
    (
        "patterns",
        "{a: {check: '(', meaning: b}}",
        "> a > check is no regular expression: missing ), unterminated subpattern at position 0.",
    ),
]
# A line of an entry, and what is said of it.
ENTRIES = [
    ("name: [a]", "name is an array where a string is needed."),
    ("retry: often", f"retry is 'often'; use one of {CLASSES}."),
    ("lane: fast", "lane is 'fast'; use one of account, email."),
    ("retry: [safe]", f"retry is ['safe']; use one of {CLASSES}."),
    ("never_with: a", f"never_with {LIST}"),
    ("secrets: a", f"secrets {LIST}"),
    ("secrets: [1]", "secrets[0] is an integer where a string is needed."),
    ("not_secrets: a", f"not_secrets {LIST}"),
    ("sent: {a: date}", f"sent > a is 'date'; use one of {FORMS}."),
    ("received: [flag]", "received is an array where an object is needed."),
    ("aliases: {a: [b]}", "aliases > a is an array where a string is needed."),
    ("bare: [a]", "bare is an array where a string is needed."),
    ("left_out: [a]", "left_out is an array where an object is needed."),
    ("left_out: {query: a}", f"left_out > query {LIST}"),
    ("at_least_one: [a]", f"at_least_one[0] {LIST}"),
    ("exactly_one: [[1]]", "exactly_one[0][0] is an integer where a string is needed."),
    ("at_most_one: a", f"at_most_one {LIST}"),
    ("paging: {by: page, size: 1}", "paging > rows is missing."),
    ("paging: {rows: a, size: 1}", "paging > by is missing."),
    ("paging: {rows: a, by: page}", "paging > size is missing."),
    ("paging: {rows: a, by: b, size: 1}", "paging > by is 'b'; use one of page, offset."),
    ("paging: {rows: a, by: page, size: -1}", "paging > size is below 0."),
    ("paging: {rows: a, by: page, size: 1, told: 1}", "paging > told is an integer where a string"),
]


def read(folder: Path, text: str) -> Any:
    """What is read from a text."""
    file = folder / "operations.yaml"
    file.write_text(text)
    return load_names(file)


def problems(folder: Path, text: str) -> list[str]:
    """Why a text is not read."""
    with pytest.raises(DoesNotFit) as caught:
        read(folder, text)
    return caught.value.problems


def test_empty_sections(tmp_path: Path) -> None:
    """A section with nothing in it is an empty one."""
    sections = ("keys", "models", "deliveries", "operations", "patterns")

    assert {"facades": [], **{section: {} for section in sections}} == read(tmp_path, EMPTY)


def test_all_that_can_be_said(tmp_path: Path) -> None:
    """What the file says is read as it stands."""
    names = read(tmp_path, FULL)

    assert list(names) == ["keys", "facades", "models", "deliveries", "operations", "patterns"]
    assert names["operations"]["GET /a"]["paging"]["size"] == 10
    assert names["operations"]["POST /a"] == {}


@pytest.mark.parametrize(("text", "words"), FILES)
def test_file_of_another_shape(tmp_path: Path, text: str, words: str) -> None:
    """A file that does not hold the sections is refused."""
    (said,) = problems(tmp_path, text)

    assert said.startswith(words)


@pytest.mark.parametrize(("section", "text", "words"), SECTIONS)
def test_section_of_another_shape(tmp_path: Path, section: str, text: str, words: str) -> None:
    """What a section cannot hold is refused with its place."""
    said = problems(tmp_path, EMPTY.replace(f"{section}:", f"{section}: {text}"))

    assert [f"operations.yaml > {section} {words}".replace(" [0]", "[0]")] == said


@pytest.mark.parametrize(("line", "words"), [*ENTRIES, ("again: yes", "")])
def test_entry_of_another_shape(tmp_path: Path, line: str, words: str) -> None:
    """What an entry cannot say is refused with its place."""
    text = EMPTY.replace("operations:\n", f"operations:\n  GET /a:\n    {line}\n")
    place = "operations.yaml > operations > GET /a"
    expected = f"{place} > {words}" if words else f"{place} has again, which is not supported."

    (said,) = problems(tmp_path, text)

    assert said.startswith(expected)


def test_parameters_taken() -> None:
    """A method takes the parameters that are not left out of their place."""
    query, header = {"name": "a", "in": "query"}, {"name": "a", "in": "header"}
    operation = {"parameters": [query, header]}

    assert [query, header] == parameters_taken(operation, {})
    assert [header] == parameters_taken(operation, {"left_out": {"query": ["a"]}})
    assert [] == parameters_taken({}, {"left_out": {"query": ["a"]}})


@pytest.mark.parametrize(
    ("where", "entry", "retry"),
    [
        ("GET /a", {}, "safe"),
        ("POST /a", {}, "never"),
        ("DELETE /a", {}, "never"),
        ("GETTER /a", {}, "never"),
        ("GET /a", {"retry": "never"}, "never"),
        ("POST /a", {"retry": "safe"}, "safe"),
    ],
)
def test_retry(where: str, entry: dict[str, str], retry: str) -> None:
    """Left out, the retry class is safe for GET and never for the rest."""
    assert retry == retry_of(where, entry)
