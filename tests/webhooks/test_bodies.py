"""Bodies of deliveries: events and mails as models, and errors for malformed bodies."""

import copy
import logging
import pickle
import re
from typing import Any

import pytest

from jetemail_api_client.models import MessageEvent, WebhooksCreateRequest

from .signing import EVENT, EVENTS, MAIL, MAILS, Kind, each_kind, encode

MALFORMED: list[tuple[bytes, str]] = [
    (b"", "the body is not JSON"),
    (b"planted-body", "the body is not JSON"),
    (b"{", "the body is not JSON"),
    (b"\xff\xfe", "the body is not JSON"),
    (b'{"id": "\xff"}', "the body is not JSON"),
    (b"[" * 200_000, "the body is not JSON"),
    (b'{"a":' * 200_000, "the body has over 500,000 JSON values"),
    (b'{"created_at": ' + b"9" * 5000 + b"}", "the body is not JSON"),
    (b"[]", "the body is not a JSON object"),
    (b"null", "the body is not a JSON object"),
    (b"5", "the body is not a JSON object"),
    (b'"planted-body"', "the body is not a JSON object"),
]


@each_kind
@pytest.mark.parametrize(("body", "text"), MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_body(kind: Kind, body: bytes, text: str) -> None:
    """A signed body that is malformed is rejected, and the error does not show it."""
    error = kind.error(body=body)

    assert ("body", text, None) == (error.reason, str(error), error.field)


@pytest.mark.parametrize("name", ["id", "service", "type", "created_at", "data"])
def test_missing_field_of_an_event(name: str) -> None:
    """An event without a required field is rejected, and the error names the field."""
    error = EVENTS.error(encode({key: EVENT[key] for key in EVENT if key != name}))

    assert ("body", f"{name} is missing from the body", name) == (
        error.reason,
        str(error),
        error.field,
    )


@pytest.mark.parametrize("name", list(MAIL))
def test_missing_field_of_a_mail(name: str) -> None:
    """A mail without a required field is rejected, and the error names the field."""
    error = MAILS.error(encode({key: MAIL[key] for key in MAIL if key != name}))

    assert ("body", name) == (error.reason, error.field)


@pytest.mark.parametrize(
    ("name", "value"),
    [("id", None), ("id", 5), ("id", ""), ("data", []), ("data", "planted-body"), ("data", None)],
)
def test_event_with_unusable_id_or_data(name: str, value: Any) -> None:
    """An event is rejected if its id is not a non-empty string or its data are not an object."""
    error = EVENTS.error(encode(EVENT | {name: value}))

    assert ("body", name) == (error.reason, error.field)


@each_kind
def test_deviations_are_logged(kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    """A field of another type than described is kept as received, and logged without its value."""
    fields = (EVENT if kind is EVENTS else MAIL) | {"uid": ["planted-body"], "service": []}
    with caplog.at_level(logging.WARNING):
        model = kind.verify(encode(fields))

    deviation = f"{'service' if kind is EVENTS else 'uid'} is a list where a string is described"
    assert fields == model.to_dict()
    assert [f"webhooks: {deviation} (1 deviations, all kept as received)"] == caplog.messages


def test_repr_of_an_event() -> None:
    """The repr of an event shows no address, no subject and no value of an unknown field."""
    data = EVENT["data"] | {"subject": "planted-subject", "link": "planted-link"}
    event = EVENTS.verify(encode(EVENT | {"data": data}))

    assert "planted" not in repr(event)
    assert "uid='u1'" in repr(event)
    assert "planted-link" == event.data.additional_properties["link"]


def test_event_of_an_unknown_type() -> None:
    """An event of an unknown type is returned with its unknown fields."""
    fields = EVENT | {"type": "outbound.teleported", "data": {"to": ["a"], "n": 1}, "attempt": 2}
    event = EVENTS.verify(encode(fields))

    assert ("outbound.teleported", {"attempt": 2}) == (event.type_, event.additional_properties)
    assert fields == event.to_dict()


def literals(annotation: str) -> set[str]:
    """Return the string literals of a type annotation."""
    return set(re.findall(r"[\"'](.*?)[\"']", annotation))


def test_known_event_types() -> None:
    """The known types are those that a webhook can subscribe to, and outbound.queued.

    The vendor's page on events says that outbound.queued is sent and cannot be selected.
    """
    known = MessageEvent.__annotations__["type_"]
    selectable = WebhooksCreateRequest.__annotations__["events"]

    assert {"outbound.queued"} == literals(known) - literals(selectable)
    assert (15, set()) == (len(literals(known)), literals(selectable) - literals(known))


@each_kind
def test_copies(kind: Kind) -> None:
    """Events and mails can be copied and pickled, for example into a queue."""
    model = kind.verify(
        encode(EVENT if kind is EVENTS else MAIL | {"date": "2026-04-23T19:49:41.015503484Z"})
    )
    for twin in (copy.copy(model), copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert (model, model.to_dict(), repr(model)) == (twin, twin.to_dict(), repr(twin))
