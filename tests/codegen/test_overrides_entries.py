"""Entries of operations.yaml that do not match the operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import CREATE, FIELDS, LIST

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = ["tests.codegen.fixtures.drafts"]

FIX = "Fix it in codegen/operations.yaml."
REMOVE = "Remove it from codegen/operations.yaml."
PAGING = "Correct it in codegen/operations.yaml, or remove paging there."
GROUP = f"not only fields or only parameters. {FIX}"
NOT_THERE = f"which is not described there. {FIX}"
TEXT = {"type": "string"}
Case = tuple[str, str, Any, list[str]]

# An operation, a key of its entry, the value, and the problems.
PROBLEMS: list[Case] = [
    (
        "POST /things",
        "secrets",
        ["pin_secret", "backup_secrets", "pin"],
        [f"secrets has pin, {NOT_THERE}"],
    ),
    ("GET /things", "secrets", ["must"], [f"secrets has must, {NOT_THERE}"]),
    ("GET /things", "not_secrets", ["page_token", "gone"], [f"not_secrets has gone, {NOT_THERE}"]),
    (
        "POST /things",
        "not_secrets",
        ["token_count", "pin_secret"],
        [f"pin_secret is in secrets and in not_secrets. {FIX}"],
    ),
    ("POST /mail", "sent", {"id": "flag"}, [f"sent has id, {NOT_THERE}"]),
    ("POST /mail", "received", {"text": "flag"}, [f"received has text, {NOT_THERE}"]),
    ("POST /mail", "aliases", {"body": "gone"}, [f"aliases has gone, {NOT_THERE}"]),
    ("POST /things", "never_with", ["id"], [f"never_with has id, {NOT_THERE}"]),
    (
        "POST /things",
        "never_with",
        ["Idempotency-Key"],
        [f"never_with has Idempotency-Key, {NOT_THERE}"],
    ),
    ("POST /mail", "names", {"gone": "a"}, [f"names has gone, {NOT_THERE}"]),
    *(
        (
            "POST /mail",
            "names",
            {"text": name},
            [f"names has {name} for text, which no argument can have. {FIX}"],
        )
        for name in ("to_dict", "csv", "class", "camelCase", "a b")
    ),
    ("POST /mail", "checks", {"gone": "one_line"}, [f"checks has gone, {NOT_THERE}"]),
    (
        "POST /mail",
        "checks",
        {"text": "headers"},
        [f"checks has headers for text, which has no object. {FIX}"],
    ),
    ("POST /mail", "bare", "text", [f"bare has text, {NOT_THERE}"]),
    ("GET /free/it's(1)", "bare", "text", [f"bare has text, {NOT_THERE}"]),
    ("GET /things", "bare", "pageInfo", [f"bare has pageInfo, which is not an array. {REMOVE}"]),
    ("POST /mail", "at_least_one", [["text", "html"]], [f"at_least_one has html, {GROUP}"]),
    ("POST /mail", "at_most_one", [["fast"]], [f"at_most_one has fast, {GROUP}"]),
    ("POST /things", "at_least_one", [["id"]], [f"at_least_one has id, {GROUP}"]),
    (
        "PATCH /boxes/{boxId}",
        "exactly_one",
        [["part", "label"]],
        [f"exactly_one has part, {GROUP}"],
    ),
    ("GET /things", "at_least_one", [["legacy", "must"]], [f"at_least_one has legacy, {GROUP}"]),
    (
        "POST /forms",
        "at_least_one",
        [["oldName", "iso"]],
        [f"at_least_one has oldName, {GROUP}"],
    ),
    (
        "POST /things",
        "at_most_one",
        [["fast", "text"]],
        [f"at_most_one has text, which is not a boolean. {FIX}"],
    ),
    (
        "GET /things",
        "at_most_one",
        [["all", "must"]],
        [f"at_most_one has must, which is not a boolean. {FIX}"],
    ),
    (
        "GET /things",
        "left_out",
        {"query": ["legacy", "gone"]},
        [f"left_out has gone, which is not a parameter in query. {REMOVE}"],
    ),
    (
        "GET /things",
        "left_out",
        {"header": ["legacy"]},
        [f"left_out has legacy, which is not a parameter in header. {REMOVE}"],
    ),
    (
        "GET /things",
        "left_out",
        {"query": ["must"]},
        [f"left_out has must, which is required. {REMOVE}"],
    ),
    (
        "DELETE /things/{thingId}",
        "left_out",
        {"path": ["thingId"]},
        [f"left_out has thingId, which is required. {REMOVE}"],
    ),
    (
        "POST /mail",
        "retry",
        "idempotency_key",
        [f"retry has idempotency_key, which needs the header Idempotency-Key. {FIX}"],
    ),
    (
        "GET /boxes",
        "paging",
        {"rows": "boxes", "by": "page", "size": 1},
        [
            f"paging needs the parameter {name}, which is not described. {PAGING}"
            for name in ("limit", "page")
        ],
    ),
    (
        "GET /events",
        "paging",
        {"rows": "events", "by": "page", "size": 1},
        [f"paging needs the parameter page, which is not described. {PAGING}"],
    ),
    *(
        (
            "GET /things",
            "paging",
            {"rows": rows, "by": "page", "size": 1},
            [f"paging has rows {rows}, not an array of the response. {PAGING}"],
        )
        for rows in ("gone", "total", "pageInfo", "rows.tags")
    ),
    (
        "GET /things",
        "paging",
        {"rows": "rows", "by": "page", "size": 1, "facts": {"limit": "perPage"}},
        [f"paging has limit perPage, not described as integer there. {FIX}"],
    ),
    (
        "GET /things",
        "paging",
        {"rows": "rows", "by": "page", "size": 1, "facts": {"has_next": "total"}},
        [f"paging has has_next total, not described as boolean there. {FIX}"],
    ),
    (
        "GET /things",
        "paging",
        {"rows": "rows", "by": "page", "size": 1, "identity": ["id", "gone"]},
        [f"paging has identity gone, which is not a field of its rows. {FIX}"],
    ),
]
# Entries without problems.
VALID: list[tuple[str, str, Any]] = [
    ("POST /mail", "secrets", ["text", "id"]),
    ("GET /free/it's(1)", "secrets", ["anything"]),
    ("POST /mail", "sent", {"text": "iso_8601"}),
    ("GET /boxes", "sent", {"part": "comma_list"}),
    ("POST /unions", "received", {"name": "flag"}),
    ("POST /mail", "aliases", {"body": "text", "message": "id"}),
    ("POST /things", "at_least_one", [["text", "count"], ["level"]]),
    ("GET /things", "at_least_one", [["must", "X-Trace"]]),
    ("GET /things", "at_most_one", [["all"]]),
    ("GET /things", "left_out", {"query": ["legacy"], "header": ["X-Trace"]}),
    (
        "GET /things",
        "paging",
        {"rows": "rows", "by": "offset", "size": 1, "facts": {"limit": "total"}},
    ),
]


def entry(where: str, key: str) -> Place:
    """Return the place of a key of an entry."""
    return ("operations", where, key)


@pytest.mark.parametrize(("where", "key", "value", "message"), PROBLEMS)
def test_invalid_entry(draft: Draft, where: str, key: str, value: Any, message: list[str]) -> None:
    """A key for a field that is not described, or of another type, is reported."""
    draft.override(entry(where, key), value)

    assert [f"{where}: {line}" for line in message] == draft.problems()


def test_paging_of_an_empty_response(draft: Draft) -> None:
    """Paging needs a response that always has a content."""
    draft.set((*LIST, "responses", "204"), {"description": "None"})

    assert draft.problems() == [
        f"GET /things: paging needs a response that is never empty. {PAGING}"
    ]


@pytest.mark.parametrize(("where", "key", "value"), VALID)
def test_valid_entry(draft: Draft, where: str, key: str, value: Any) -> None:
    """An entry whose fields are described has no problems."""
    draft.override(entry(where, key), value)

    assert draft.prepared()


def test_paging_by_a_parameter_that_is_left_out(draft: Draft) -> None:
    """Paging needs parameters that the entry does not leave out."""
    draft.override(entry("GET /things", "left_out"), {"query": ["page"]})

    assert draft.problems() == [
        f"GET /things: paging needs the parameter page, which is not described. {PAGING}"
    ]


@pytest.mark.parametrize(
    ("number", "schema", "reason"),
    [
        (1, {"type": "string"}, "is not an integer"),
        (1, {"type": "number"}, "is not an integer"),
        (1, {"type": "integer", "enum": [10, 25]}, "does not take every number"),
        (1, {"type": "integer", "multipleOf": 10}, "does not take every number"),
        (2, {"type": "string"}, "is not an integer"),
        (2, {"type": "integer", "minimum": 2}, "does not take 1"),
        (2, {"type": "integer", "minimum": 0}, "is counted from 0"),
        (2, {"type": "integer", "default": 0}, "is counted from 0"),
    ],
)
def test_paging_by_other_numbers(draft: Draft, number: int, schema: Any, reason: str) -> None:
    """Paging needs integers, any size of a page, and positions that are counted as it does."""
    where = ("paths", "/things/{thingId}/events", "get")
    draft.set((*where, "parameters", number, "schema"), schema)
    name = {1: "limit", 2: "page"}[number]

    assert draft.problems() == [
        f"GET /things/{{thingId}}/events: paging needs the parameter {name}, which {reason}. "
        + PAGING
    ]


def test_paging_by_a_parameter_with_another_name(draft: Draft) -> None:
    """Paging passes arguments by the names that the API has."""
    draft.override(entry("GET /events", "names"), {"limit": "size"})

    assert draft.problems() == [
        f"GET /events: paging needs the parameter limit, which has another name in Python. {PAGING}"
    ]


def test_paging_beside_another_position(draft: Draft) -> None:
    """Paging sends one position, so the other must not be required."""
    draft.set(("paths", "/things/{thingId}/events", "get", "parameters", 3, "required"), True)

    assert draft.problems() == [
        f"GET /things/{{thingId}}/events: paging has by page, and offset is required. {PAGING}"
    ]


@pytest.mark.parametrize(
    "name", ["apiKey", "api_key", "clientSecret", "TOKEN", "credentials", "signing_key"]
)
@pytest.mark.parametrize(
    ("place", "where"),
    [
        (FIELDS, "POST /things"),
        ((*FIELDS, "rows", "items", "properties"), "POST /things"),
        (
            (*CREATE, "responses", "202", "content", "application/json", "schema", "properties"),
            "POST /things",
        ),
    ],
)
def test_undeclared_secret(draft: Draft, name: str, place: Place, where: str) -> None:
    """A field whose name contains token, api key and the like must be declared, at any depth."""
    draft.set((*place, name), TEXT)
    (reported,) = draft.problems()

    assert reported.startswith(f"{where}: {name}: these look like secrets. Add to the")


def test_parameter_called_like_a_secret(draft: Draft) -> None:
    """A parameter cannot be a secret, as URLs are logged: it must be declared as not secret."""
    parameter = {"name": "apiKey", "in": "query", "schema": TEXT}
    draft.description["paths"]["/things"]["get"]["parameters"].append(parameter)
    assert "GET /things: apiKey: these look like secrets." in draft.problems()[0]

    draft.override(entry("GET /things", "secrets"), ["apiKey"])
    assert [f"GET /things: secrets has apiKey, {NOT_THERE}"] == draft.problems()

    draft.override(entry("GET /things", "secrets"), [])
    draft.override(entry("GET /things", "not_secrets"), ["apiKey", "page_token"])
    assert LIST[1] in draft.prepared()["paths"]


def test_name_of_another_argument(draft: Draft) -> None:
    """A Python name that another argument has is a problem."""
    draft.override(entry("POST /things", "names"), {"slow": "fast"})

    assert [
        "POST /things body: fast would be the name of 2 arguments.",
        "POST /things: fast would be the name of 2 arguments.",
    ] == draft.problems()


def test_name_and_check(draft: Draft) -> None:
    """An argument has the Python name and the check of the entry; texts use that name."""
    draft.override(entry("POST /mail", "names"), {"text": "bodyText"})
    assert "which no argument can have" in draft.problems()[0]

    draft.override(entry("POST /mail", "names"), {"text": "body_text"})
    draft.override(entry("POST /mail", "checks"), {"text": "one_line"})
    (field,) = draft.prepared()["components"]["schemas"]["MailSendRequest"]["x-model"]["fields"]

    assert ("body_text", "text") == (field["name"], field["wire"])
    assert "check=_validators.one_line" in field["check"]
