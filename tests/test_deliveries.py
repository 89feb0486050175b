"""Bodies of deliveries: events and mails as values, and what is none."""

import copy
import logging
import pickle
import re
from typing import Any

import pytest

from jetemail_api_client.models import MessageEvent, WebhooksCreateRequest

from .signing import EVENT, EVENTS, MAIL, MAILS, Kind, body_of, each_kind


def words_in(annotation: str) -> set[str]:
    """The texts in a type."""
    return set(re.findall(r"[\"'](.*?)[\"']", annotation))


BODIES: list[tuple[Any, str]] = [
    (b"", "the body is not JSON"),
    (b"planted-body", "the body is not JSON"),
    (b"{", "the body is not JSON"),
    (b"\xff\xfe", "the body is not JSON"),
    (b'{"id": "\xff"}', "the body is not JSON"),
    (b"[" * 200_000, "the body is not JSON"),
    (b'{"a":' * 200_000, "the body is not JSON"),
    (b'{"created_at": ' + b"9" * 5000 + b"}", "the body is not JSON"),
    (b"[]", "the body is no JSON object"),
    (b"null", "the body is no JSON object"),
    (b"5", "the body is no JSON object"),
    (b'"planted-body"', "the body is no JSON object"),
]


@each_kind
@pytest.mark.parametrize(("body", "words"), BODIES, ids=range(len(BODIES)))
def test_body_that_is_none(kind: Kind, body: bytes, words: str) -> None:
    """A body that is signed and cannot be read is refused without a word of it."""
    error = kind.refusal(body=body)

    assert ("body", words, None) == (error.reason, str(error), error.field)


@pytest.mark.parametrize("name", ["id", "service", "type", "created_at", "data"])
def test_missing_field_of_an_event(name: str) -> None:
    """An event without a field that every event has is refused."""
    error = EVENTS.refusal(body_of({key: EVENT[key] for key in EVENT if key != name}))

    assert ("body", f"{name} is missing from the body", name) == (
        error.reason,
        str(error),
        error.field,
    )


@pytest.mark.parametrize("name", list(MAIL))
def test_missing_field_of_a_mail(name: str) -> None:
    """A mail without a field that every mail has is refused."""
    error = MAILS.refusal(body_of({key: MAIL[key] for key in MAIL if key != name}))

    assert ("body", name) == (error.reason, error.field)


@pytest.mark.parametrize(
    ("name", "value"),
    [("id", None), ("id", 5), ("id", ""), ("data", []), ("data", "planted-body"), ("data", None)],
)
def test_event_without_what_it_is_known_by(name: str, value: Any) -> None:
    """An id that is no text, and data that are no object, are refused."""
    error = EVENTS.refusal(body_of(EVENT | {name: value}))

    assert ("body", name) == (error.reason, error.field)


@each_kind
def test_departures_are_told(kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    """What is of another type than described stays as it came, and is told without its value."""
    fields = (EVENT if kind is EVENTS else MAIL) | {"uid": ["planted-body"], "service": []}
    body = body_of(fields)
    with caplog.at_level(logging.WARNING):
        read = kind.verify(body)

    name, told = ("service", "a string") if kind is EVENTS else ("uid", "a string")
    assert fields == read.to_dict()
    assert [f"webhooks: {name} is a list where {told} is described (departures: 1; all kept)"] == [
        record.getMessage() for record in caplog.records
    ]


def test_shown_event() -> None:
    """An event shows no address, no subject and no field that nobody described."""
    data = EVENT["data"] | {"subject": "planted-subject", "link": "planted-link"}
    event = EVENTS.verify(body_of(EVENT | {"data": data}))

    assert "planted" not in repr(event)
    assert "uid='u1'" in repr(event)
    assert "planted-link" == event.data.additional_properties["link"]


def test_event_of_a_new_type() -> None:
    """A type that is not known yet is kept, with fields that nobody described."""
    fields = EVENT | {"type": "outbound.teleported", "data": {"to": ["a"], "n": 1}, "attempt": 2}
    event = EVENTS.verify(body_of(fields))

    assert ("outbound.teleported", {"attempt": 2}) == (event.type_, event.additional_properties)
    assert fields == event.to_dict()


def test_known_types() -> None:
    """The types of events are those that a webhook can be made for, and outbound.queued.

    That one is told of and cannot be chosen, says the vendor's page on events.
    """
    known = MessageEvent.__annotations__["type_"]
    chosen = WebhooksCreateRequest.__annotations__["events"]

    assert {"outbound.queued"} == words_in(known) - words_in(chosen)
    assert (15, set()) == (len(words_in(known)), words_in(chosen) - words_in(known))


@each_kind
def test_copies(kind: Kind) -> None:
    """What was verified can be put into a queue: it copies and pickles with all it knows."""
    read = kind.verify(
        body_of(EVENT if kind is EVENTS else MAIL | {"date": "2026-04-23T19:49:41.015503484Z"})
    )
    for twin in (copy.copy(read), copy.deepcopy(read), pickle.loads(pickle.dumps(read))):
        assert (read, read.to_dict(), repr(read)) == (twin, twin.to_dict(), repr(twin))
