"""The entry of an operation speaks of what is described there, and of all secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.places import CREATE, FIELDS, LIST

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft
    from tests.fixtures.places import Place

pytest_plugins = ["tests.fixtures.drafts"]

MEND = "Mend it in codegen/operations.yaml."
GROUP = f"A group is of fields of the body, or of parameters. {MEND}"
NOT_THERE = f"which is not described there. {MEND}"
TEXT = {"type": "string"}
Case = tuple[str, str, Any, list[str]]

# An operation, a key of its entry, a value for that, and what is said of it.
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
        [f"pin_secret is in secrets and in not_secrets. {MEND}"],
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
    ("POST /mail", "bare", "text", [f"bare has text, {NOT_THERE}"]),
    ("GET /free/it's(1)", "bare", "text", [f"bare has text, {NOT_THERE}"]),
    ("POST /mail", "at_least_one", [["text", "html"]], [f"at_least_one has html. {GROUP}"]),
    ("POST /mail", "at_most_one", [["fast"]], [f"at_most_one has fast. {GROUP}"]),
    ("POST /things", "at_least_one", [["id"]], [f"at_least_one has id. {GROUP}"]),
    (
        "PATCH /boxes/{boxId}",
        "exactly_one",
        [["part", "label"]],
        [f"exactly_one has part. {GROUP}"],
    ),
    ("GET /things", "at_least_one", [["legacy", "must"]], [f"at_least_one has legacy. {GROUP}"]),
    (
        "POST /forms",
        "at_least_one",
        [["oldName", "iso"]],
        [f"at_least_one has oldName. {GROUP}"],
    ),
    (
        "POST /things",
        "at_most_one",
        [["fast", "text"]],
        [f"at_most_one has text, which is no boolean. {MEND}"],
    ),
    (
        "GET /things",
        "at_most_one",
        [["all", "must"]],
        [f"at_most_one has must, which is no boolean. {MEND}"],
    ),
    (
        "GET /things",
        "left_out",
        {"query": ["legacy", "gone"]},
        ["left_out has gone, which is no parameter in query. Remove it."],
    ),
    (
        "GET /things",
        "left_out",
        {"header": ["legacy"]},
        ["left_out has legacy, which is no parameter in header. Remove it."],
    ),
    (
        "GET /things",
        "left_out",
        {"query": ["must"]},
        ["left_out has must, which is required. Remove it."],
    ),
    (
        "DELETE /things/{thingId}",
        "left_out",
        {"path": ["thingId"]},
        ["left_out has thingId, which is required. Remove it."],
    ),
    (
        "POST /mail",
        "retry",
        "keyed",
        ["a keyed operation needs a header parameter Idempotency-Key."],
    ),
    (
        "GET /boxes",
        "paging",
        {"rows": "boxes", "by": "page", "size": 1},
        [
            f"paging needs the parameter {name}, which is not described."
            for name in ("limit", "page")
        ],
    ),
    (
        "GET /events",
        "paging",
        {"rows": "events", "by": "page", "size": 1},
        ["paging needs the parameter page, which is not described."],
    ),
    *(
        (
            "GET /things",
            "paging",
            {"rows": rows, "by": "page", "size": 1},
            [f"paging has rows {rows}, which is no list of the answer."],
        )
        for rows in ("gone", "total", "pageInfo", "rows.tags")
    ),
    (
        "GET /things",
        "paging",
        {"rows": "rows", "by": "page", "size": 1, "told": "perPage"},
        ["paging has told perPage, which is not in the answer."],
    ),
]
# What an entry may say.
AGREED: list[tuple[str, str, Any]] = [
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
    ("GET /things", "paging", {"rows": "rows", "by": "offset", "size": 1, "told": "total"}),
]


def entry(where: str, key: str) -> Place:
    """Where a key of an operation's entry is."""
    return ("operations", where, key)


@pytest.mark.parametrize(("where", "key", "value", "words"), PROBLEMS)
def test_problem(draft: Draft, where: str, key: str, value: Any, words: list[str]) -> None:
    """What an entry says of something that is not there, or is something else, is refused."""
    draft.name(entry(where, key), value)

    assert [f"{where}: {line}" for line in words] == draft.problems()


@pytest.mark.parametrize(("where", "key", "value"), AGREED)
def test_agreed(draft: Draft, where: str, key: str, value: Any) -> None:
    """What an entry says of something that is there is let through."""
    draft.name(entry(where, key), value)

    assert draft.prepared()


def test_paging_by_a_parameter_that_is_left_out(draft: Draft) -> None:
    """Pages are asked for with parameters that the method takes."""
    draft.name(entry("GET /things", "left_out"), {"query": ["page"]})

    assert draft.problems() == [
        "GET /things: paging needs the parameter page, which is not described."
    ]


@pytest.mark.parametrize("name", ["apiKey", "api_key", "clientSecret", "TOKEN", "credentials"])
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
def test_words_of_secrets(draft: Draft, name: str, place: Place, where: str) -> None:
    """Words such as token and api key tell a secret, wherever the field is."""
    draft.set((*place, name), TEXT)
    (said,) = draft.problems()

    assert said.startswith(f"{where}: {name}: these look like secrets. Say which are, in the")


def test_parameter_called_like_a_secret(draft: Draft) -> None:
    """A parameter cannot be a secret, as addresses are logged: it is to be declared as none."""
    parameter = {"name": "apiKey", "in": "query", "schema": TEXT}
    draft.description["paths"]["/things"]["get"]["parameters"].append(parameter)
    assert "GET /things: apiKey: these look like secrets." in draft.problems()[0]

    draft.name(entry("GET /things", "secrets"), ["apiKey"])
    assert [f"GET /things: secrets has apiKey, {NOT_THERE}"] == draft.problems()

    draft.name(entry("GET /things", "secrets"), [])
    draft.name(entry("GET /things", "not_secrets"), ["apiKey", "page_token"])
    assert LIST[1] in draft.prepared()["paths"]
