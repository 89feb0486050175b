"""Sending batches with both flavours: what goes out, what came of it, and that it goes out once."""

import json
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client import errors
from jetemail_api_client.emails import Batch, attach
from jetemail_api_client.models import Attachment, EmailMessage

from .conftest import Flavour
from .mailing import KEY, PLAIN, QUEUED, call
from .raw_server import Act, answer, answer_json, close, playing, reset

PARTLY = {
    "summary": {"total": 2, "successful": 1, "failed": 1},
    "results": [{"status": "success", **QUEUED}, {"status": "error", "error": "no such domain"}],
}
partly = answer_json(207, PARTLY)


async def send_batch(
    flavour: Flavour, base_url: str, *messages: EmailMessage, **more: Any
) -> Batch:
    """Send a batch."""
    batch = await call(flavour, base_url, "send_batch", emails=messages, **more)
    assert isinstance(batch, Batch)
    return batch


def message(**others: Any) -> EmailMessage:
    """A message of a batch."""
    return EmailMessage(**{**PLAIN, **others})


async def test_batch_partly_refused(flavour: Flavour, tmp_path: Path) -> None:
    """A batch goes out as it is given, and tells of each message what became of it."""
    (tmp_path / "a.txt").write_bytes(b"a")
    given = [message(attachments=[attach(tmp_path / "a.txt")]), message(to="b@example.com")]
    with playing(partly) as server:
        batch = await send_batch(flavour, server.base_url, *given)

        assert {"emails": [one.to_dict() for one in given]} == json.loads(server.bodies[0])
        head = server.heads()[0]
        assert ("POST /email-batch HTTP/1.1", f"Bearer {KEY}") == (head[""], head["authorization"])
        assert "idempotency-key" not in head
    assert not batch
    assert [(given[0], "accepted", None), (given[1], "refused", "no such domain")] == [
        (outcome.message, outcome.status, outcome.error) for outcome in batch.outcomes
    ]


async def test_batch_accepted(flavour: Flavour) -> None:
    """A hundred messages are sent, under the caller's key if there is one."""
    results = [{"status": "success"}] * 100
    with playing(answer_json(207, {"results": results})) as server:
        given = [message()] * 100
        batch = await send_batch(flavour, server.base_url, *given, idempotency_key="batch-7")

        assert batch
        assert "batch-7" == server.heads()[0]["idempotency-key"]


@pytest.mark.parametrize("fault", [close, reset, answer(502)], ids=["close", "reset", "502"])
async def test_batch_is_sent_once(flavour: Flavour, fault: Act) -> None:
    """A batch that may have arrived is not sent again: its messages could go out twice."""
    with playing(fault, partly) as server:
        with pytest.raises(errors.JetEmailError, match="was not sent again") as caught:
            await send_batch(flavour, server.base_url, message(), idempotency_key="batch-7")

        assert (1, "unknown") == (len(server.requests), caught.value.outcome)


async def test_batch_that_was_not_taken_is_sent_again(flavour: Flavour) -> None:
    """A batch that the server put off is sent again, byte for byte."""
    with playing(answer(429), partly) as server:
        await send_batch(flavour, server.base_url, message(), message())

        assert 2 == len(server.bodies) and server.bodies[0] == server.bodies[1]


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ([], errors.InvalidRequestError, "emails has 0 items"),
        ([message()] * 101, errors.InvalidRequestError, "emails has 101 items"),
        (message(), TypeError, "emails: expected a list, got EmailMessage"),
        ([PLAIN], TypeError, r"emails\[0\]: expected an? EmailMessage, got dict"),
    ],
    ids=["none", "too many", "no list", "no models"],
)
async def test_bad_batch_is_not_sent(
    flavour: Flavour, given: object, kind: type[Exception], words: str
) -> None:
    """A batch outside the limits is refused before anything is sent."""
    with playing(partly) as server:
        with pytest.raises(kind, match=words):
            await call(flavour, server.base_url, "send_batch", emails=given)

        assert 0 == server.connections


async def test_too_large_message_is_not_sent(flavour: Flavour) -> None:
    """A batch with a message that has more than 40 MiB attached is refused, and names it."""
    large = Attachment(filename="a", data="AAAA" * 13_981_014)
    with playing(partly) as server:
        with pytest.raises(errors.InvalidRequestError, match="have 41,943,042 bytes") as caught:
            await send_batch(flavour, server.base_url, message(), message(attachments=[large]))

        assert "emails[1].attachments" == caught.value.field
        assert 0 == server.connections
