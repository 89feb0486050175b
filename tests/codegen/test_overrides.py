"""Loading operations.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from codegen.overrides import load_overrides, parameters_of, retry_class_of
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

# A file of empty sections, and one with every key.
EMPTY = "keys:\nmodels:\ndeliveries:\noperations:\npatterns:\n"
FULL = """\
keys: {one: account, two: transactional}
models: {A: a.list received}
deliveries:
  B: {schema: {type: object}, secrets: [a], not_secrets: [b], received: {c: flag}}
operations:
  GET /a:
    name: a.list
    retry: safe
    never_with: [b]
    bucket: email
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
    paging: {rows: v, by: offset, size: 10, identity: [x], facts: {limit: w.x}}
    flows:
      a.more: {run: b.c, returns: D, imports: [D], arguments: {e: F}, required: [g], blocking: h,
        summary: i, description: j, notes: {k: l}, result: m, raises: [n]}
  POST /a: {}
patterns: {'a+': {check: null}, 'b+': {check: 'b', meaning: one b}}
"""
RETRY_CLASSES = "['safe', 'idempotency_key', 'idempotent', 'unique_name', 'never']"
FORMATS = (
    "one of ['flag', 'unix_seconds', 'unix_milliseconds', 'iso_8601', 'comma_list', 'json_list']."
)
# A complete file, and the problem.
FILES = [
    ("", "operations.yaml: None is not of type 'object'."),
    ("- a", "operations.yaml: ['a'] is not of type 'object'."),
    ("a: [", "operations.yaml is not YAML: "),
    (EMPTY + "keys:\n", "operations.yaml is not YAML: "),
    *(
        (
            EMPTY.replace(f"{section}:\n", ""),
            f"operations.yaml: '{section}' is a required property.",
        )
        for section in ("keys", "models", "deliveries", "operations", "patterns")
    ),
    (EMPTY + "more: 1", "operations.yaml has more, which is not supported."),
]
# A section, its text, and the problem.
SECTIONS = [
    ("keys", "a", ": 'a' is not of type 'object'."),
    ("keys", "{a: admin}", " > a: 'admin' is not one of ['account', 'transactional']."),
    ("keys", "{a: [b]}", " > a: ['b'] is not one of ['account', 'transactional']."),
    ("models", "[]", ": [] is not of type 'object'."),
    ("models", "{A: 1}", " > A: 1 is not of type 'string'."),
    ("deliveries", "[a]", ": ['a'] is not of type 'object'."),
    ("deliveries", "{A: {}}", " > A: 'schema' is a required property."),
    (
        "deliveries",
        "{A: {schema: {allOf: []}}}",
        " > A > schema has allOf, which is not supported.",
    ),
    ("deliveries", "{A: {schema: {}, secrets: a}}", " > A > secrets: 'a' is not of type 'array'."),
    (
        "deliveries",
        "{A: {schema: {}, not_secrets: a}}",
        " > A > not_secrets: 'a' is not of type 'array'.",
    ),
    ("deliveries", "{A: {schema: {}, sent: {}}}", " > A has sent, which is not supported."),
    (
        "deliveries",
        "{A: {schema: {}, received: {a: date}}}",
        f" > A > received > a: 'date' is not {FORMATS}",
    ),
    ("operations", "[a]", ": ['a'] is not of type 'object'."),
    ("operations", "{a: }", " > a: None is not of type 'object'."),
    ("operations", "{a: b}", " > a: 'b' is not of type 'object'."),
    ("patterns", "{a: b}", " > a: 'b' is not of type 'object'."),
    ("patterns", "{a: {}}", " > a: 'check' is a required property."),
    ("patterns", "{a: {check: 1}}", " > a > check: 1 is not of type 'string', 'null'."),
    (
        "patterns",
        "{a: {check: b}}",
        " > a: 'meaning' is a required property.",
    ),
    (
        "patterns",
        "{a: {check: '(', meaning: b}}",
        " > a > check: '(' is not a 'regex'.",
    ),
]
# A line of an entry, and the problem.
ENTRIES = [
    ("name: [a]", "name: ['a'] is not of type 'string'."),
    (
        "retry: often",
        f"retry: 'often' is not one of {RETRY_CLASSES}.",
    ),
    ("bucket: fast", "bucket: 'fast' is not one of ['account', 'email']."),
    (
        "retry: [safe]",
        f"retry: ['safe'] is not one of {RETRY_CLASSES}.",
    ),
    ("never_with: a", "never_with: 'a' is not of type 'array'."),
    ("secrets: a", "secrets: 'a' is not of type 'array'."),
    ("secrets: [1]", "secrets[0]: 1 is not of type 'string'."),
    ("not_secrets: a", "not_secrets: 'a' is not of type 'array'."),
    (
        "sent: {a: date}",
        f"sent > a: 'date' is not {FORMATS}",
    ),
    ("received: [flag]", "received: ['flag'] is not of type 'object'."),
    ("aliases: {a: [b]}", "aliases > a: ['b'] is not of type 'string'."),
    ("bare: [a]", "bare: ['a'] is not of type 'string'."),
    ("left_out: [a]", "left_out: ['a'] is not of type 'object'."),
    ("left_out: {query: a}", "left_out > query: 'a' is not of type 'array'."),
    ("at_least_one: [a]", "at_least_one[0]: 'a' is not of type 'array'."),
    ("exactly_one: [[1]]", "exactly_one[0][0]: 1 is not of type 'string'."),
    ("at_most_one: a", "at_most_one: 'a' is not of type 'array'."),
    ("paging: {by: page, size: 1}", "paging: 'rows' is a required property."),
    ("paging: {rows: a, size: 1}", "paging: 'by' is a required property."),
    ("paging: {rows: a, by: page}", "paging: 'size' is a required property."),
    ("paging: {rows: a, by: b, size: 1}", "paging > by: 'b' is not one of ['page', 'offset']."),
    ("paging: {rows: a, by: page, size: -1}", "paging > size: -1 is less than the minimum of 0."),
    (
        "paging: {rows: a, by: page, size: 1, facts: {limit: 1}}",
        "paging > facts > limit: 1 is not of type 'string'.",
    ),
]


def read(folder: Path, text: str) -> Any:
    """Load a text."""
    file = folder / "operations.yaml"
    file.write_text(text)
    return load_overrides(file)


def problems(folder: Path, text: str) -> list[str]:
    """Return the problems of a text."""
    with pytest.raises(GenerationError) as caught:
        read(folder, text)
    return caught.value.problems


def test_empty_sections(tmp_path: Path) -> None:
    """A section without a value is empty."""
    sections = ("keys", "models", "deliveries", "operations", "patterns", "omitted")

    assert {**{section: {} for section in sections}} == read(tmp_path, EMPTY)


def test_every_key(tmp_path: Path) -> None:
    """Every key is loaded as written."""
    names = read(tmp_path, FULL)

    assert list(names) == ["keys", "models", "deliveries", "operations", "patterns", "omitted"]
    assert names["operations"]["GET /a"]["paging"]["size"] == 10
    assert names["operations"]["POST /a"] == {}


@pytest.mark.parametrize(("text", "message"), FILES)
def test_invalid_file(tmp_path: Path, text: str, message: str) -> None:
    """A file that is not YAML, or does not have exactly these sections, is rejected."""
    (reported,) = problems(tmp_path, text)

    assert reported.startswith(message)


@pytest.mark.parametrize(("section", "text", "message"), SECTIONS)
def test_invalid_section(tmp_path: Path, section: str, text: str, message: str) -> None:
    """An invalid value is rejected, with its location."""
    reported = problems(tmp_path, EMPTY.replace(f"{section}:", f"{section}: {text}"))

    assert [f"operations.yaml > {section}{message}"] == reported


@pytest.mark.parametrize(("line", "message"), [*ENTRIES, ("again: yes", "")])
def test_invalid_entry(tmp_path: Path, line: str, message: str) -> None:
    """An invalid key or value of an entry is rejected, with its location."""
    text = EMPTY.replace("operations:\n", f"operations:\n  GET /a:\n    {line}\n")
    place = "operations.yaml > operations > GET /a"
    expected = f"{place} > {message}" if message else f"{place} has again, which is not supported."

    (reported,) = problems(tmp_path, text)

    assert reported.startswith(expected)


def test_parameters() -> None:
    """Parameters that the entry leaves out of their place are not returned."""
    query, header = {"name": "a", "in": "query"}, {"name": "a", "in": "header"}
    operation = {"parameters": [query, header]}

    assert [query, header] == parameters_of(operation, {})
    assert [header] == parameters_of(operation, {"left_out": {"query": ["a"]}})
    assert [] == parameters_of({}, {"left_out": {"query": ["a"]}})


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
    """The retry class defaults to safe for GET and never for the rest."""
    assert retry == retry_class_of(where, entry)
