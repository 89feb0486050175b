"""Sending a batch in both flavours: the request, the outcomes, and retries."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client import errors
from jetemail_api_client.emails import Batch, attach
from jetemail_api_client.models import Attachment, EmailMessage

from ..conftest import Flavour
from ..mailing import KEY, PLAIN, QUEUED, call
from ..raw_server import Act, close, playing, reset, respond, respond_json

PARTLY = {
    "summary": {"total": 2, "successful": 1, "failed": 1},
    "results": [{"status": "success", **QUEUED}, {"status": "error", "error": "no such domain"}],
}
partly = respond_json(207, PARTLY)


async def send_batch(
    flavour: Flavour, base_url: str, *messages: EmailMessage, **more: Any
) -> Batch:
    """Send a batch."""
    batch = await call(flavour, base_url, "send_batch", emails=messages, **more)
    assert isinstance(batch, Batch)
    return batch


def message(**others: Any) -> EmailMessage:
    """Return a message of a batch."""
    return EmailMessage(**{**PLAIN, **others})


async def test_partly_rejected_batch(flavour: Flavour, tmp_path: Path) -> None:
    """A batch is sent as given, and each message has its outcome."""
    (tmp_path / "a.txt").write_bytes(b"a")
    given = [message(attachments=[attach(tmp_path / "a.txt")]), message(to="b@example.com")]
    with playing(partly) as server:
        batch = await send_batch(flavour, server.base_url, *given)

        assert {"emails": [one.to_dict() for one in given]} == json.loads(server.bodies[0])
        head = server.heads()[0]
        assert ("POST /email-batch HTTP/1.1", f"Bearer {KEY}") == (head[""], head["authorization"])
        assert "idempotency-key" not in head
    assert not batch
    assert [(given[0], "accepted", None), (given[1], "rejected", "no such domain")] == [
        (outcome.message, outcome.status, outcome.error) for outcome in batch.outcomes
    ]


async def test_accepted_batch(flavour: Flavour) -> None:
    """A batch of 100 messages is sent under the given idempotency key."""
    results = [{"status": "success"}] * 100
    with playing(respond_json(207, {"results": results})) as server:
        given = [message()] * 100
        batch = await send_batch(flavour, server.base_url, *given, idempotency_key="batch-7")

        assert batch
        assert "batch-7" == server.heads()[0]["idempotency-key"]


@pytest.mark.parametrize("failure", [close, reset, respond(502)], ids=["close", "reset", "502"])
async def test_no_retry_of_an_unknown_outcome(flavour: Flavour, failure: Act) -> None:
    """A batch that may have arrived is not retried: its messages could be sent twice."""
    with playing(failure, partly) as server:
        with pytest.raises(errors.JetEmailError, match="was not retried") as caught:
            await send_batch(flavour, server.base_url, message(), idempotency_key="batch-7")

        assert (1, "unknown") == (len(server.requests), caught.value.outcome)


async def test_retry_after_429(flavour: Flavour) -> None:
    """A batch with a 429 response is retried with the same request body."""
    with playing(respond(429), partly) as server:
        await send_batch(flavour, server.base_url, message(), message())

        assert 2 == len(server.bodies) and server.bodies[0] == server.bodies[1]


@pytest.mark.parametrize(
    ("given", "kind", "text"),
    [
        ([], errors.InvalidRequestError, "emails has 0 items"),
        ([message()] * 101, errors.InvalidRequestError, "emails has 101 items"),
        (message(), TypeError, "emails: expected a list, got .*models.email_message.EmailMessage"),
        ([PLAIN], TypeError, r"emails\[0\]: expected an? EmailMessage, got dict"),
    ],
    ids=["empty", "too many", "not a list", "not models"],
)
async def test_invalid_batch(
    flavour: Flavour, given: object, kind: type[Exception], text: str
) -> None:
    """A batch outside its limits raises an error before a connection is opened."""
    with playing(partly) as server:
        with pytest.raises(kind, match=text):
            await call(flavour, server.base_url, "send_batch", emails=given)

        assert 0 == server.connections


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda one: one.to.append("a@example.com\r\nBcc: b@example.com"), "to[1]"),
        (lambda one: one.headers.update({"X-A": "a\nb"}), "headers['X-A']"),
    ],
    ids=["recipients", "headers"],
)
async def test_message_changed_after_it_was_made(
    flavour: Flavour, change: Callable[[Any], None], name: str
) -> None:
    """A line break in a list or dict of a message that was made before is refused as well."""
    changed = message(to=["a@example.com"], headers={"X-B": "b"})
    change(changed)
    with playing(partly) as server:
        with pytest.raises(errors.InvalidRequestError, match="has a line break") as caught:
            await call(flavour, server.base_url, "send_batch", emails=[message(), changed])

        assert (name, 0) == (caught.value.field, server.connections)


async def test_too_large_message(flavour: Flavour) -> None:
    """A message with more than 40 MiB of attachments raises an error that names it."""
    large = Attachment(filename="a", data="AAAA" * 13_981_014)
    with playing(partly) as server:
        with pytest.raises(errors.InvalidRequestError, match="have 41,943,042 bytes") as caught:
            await send_batch(flavour, server.base_url, message(), message(attachments=[large]))

        assert "emails[1].attachments" == caught.value.field
        assert 0 == server.connections
