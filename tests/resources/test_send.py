"""Sending an e-mail in both flavours: the request, the result, and retries."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from jetemail_api_client import UNSET, AsyncJetEmail, emails, errors
from jetemail_api_client.emails import SentEmail
from jetemail_api_client.models import Attachment, EmailMessage

from ..conftest import Flavour
from ..mailing import KEY, PLAIN, QUEUED, call
from ..raw_server import close, playing, respond, respond_json

MINIMAL = {name: value for name, value in PLAIN.items() if name != "text"}
SCHEDULED = {"id": "0cd0f31f-1234-4abc-8def-1234567890ab", "scheduled_at": 1762435200}
queued = respond_json(201, QUEUED)


async def send(flavour: Flavour, base_url: str, **arguments: Any) -> SentEmail:
    """Send one e-mail."""
    result = await call(flavour, base_url, "send", **arguments)
    assert isinstance(result, SentEmail)
    return result


async def test_all_fields(flavour: Flavour, tmp_path: Path) -> None:
    """Every argument is in the request body, under its API name and in its wire format."""
    (tmp_path / "für.txt").write_bytes(b"f")
    moment = datetime(2026, 5, 15, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    same = {"subject": "s", "html": "<p>h</p>", "text": "t", "bcc": "b@example.com", "eu": True}
    others = {"cc": ["c@example.com"], "reply_to": "r@example.com", "headers": {"X-A": "é"}}
    with playing(queued) as server:
        await send(
            flavour,
            server.base_url,
            from_="Jane <j@example.com>",
            to=["a@example.com", "b@example.com"],
            scheduled_at=moment,
            attachments=[tmp_path / "für.txt", ("b", b"b"), Attachment(filename="m", data="bQ==")],
            **same,
            **others,
        )

        data = {"für.txt": "Zg==", "b": "Yg==", "m": "bQ=="}
        expected = {
            "from": "Jane <j@example.com>",
            "to": ["a@example.com", "b@example.com"],
            "scheduledAt": "2026-05-15T12:00:00+02:00",
            "attachments": [{"filename": name, "data": text} for name, text in data.items()],
        }
        assert {**expected, **same, **others} == json.loads(server.bodies[0])
        head = server.heads()[0]
        assert ("POST /email HTTP/1.1", f"Bearer {KEY}") == (head[""], head["authorization"])


async def test_omitted_fields(flavour: Flavour) -> None:
    """Omitted arguments are not in the request body; an empty list of attachments is."""
    with playing(queued) as server:
        await send(flavour, server.base_url, **PLAIN)
        await send(flavour, server.base_url, **PLAIN, attachments=())

        plain = {"from": "Jane <j@example.com>", "to": "a@example.com", "subject": "s", "text": "t"}
        expected = [plain, {**plain, "attachments": []}]
        assert expected == [json.loads(body) for body in server.bodies]


@pytest.mark.parametrize(
    ("status", "body", "scheduled_at"),
    [(201, QUEUED, UNSET), (202, SCHEDULED, datetime(2025, 11, 6, 13, 20, tzinfo=UTC))],
)
async def test_result(
    flavour: Flavour, status: int, body: dict[str, object], scheduled_at: object
) -> None:
    """Queued and scheduled e-mails have the same result class; only a scheduled one has a time."""
    with playing(respond_json(status, body)) as server:
        result = await send(flavour, server.base_url, **PLAIN)

    assert (body["id"], scheduled_at) == (result.id, result.scheduled_at)
    assert body == result.to_dict()


async def test_generated_key(flavour: Flavour) -> None:
    """Each send has a new idempotency key; its retries repeat key and body."""
    large = ("large.bin", bytes(200_000))
    with playing(close, respond(502), queued, queued) as server:
        first = await send(flavour, server.base_url, **PLAIN, attachments=[large])
        second = await send(flavour, server.base_url, **PLAIN)

        keys = [head["idempotency-key"] for head in server.heads()]
        assert [4] * 4 == [UUID(key).version for key in keys]
        assert [0, 0, 0, 1] == [[keys[0], keys[3]].index(key) for key in keys]
        assert 1 == len(set(server.bodies[:3]))
        assert keys[2:] == [first.idempotency_key, second.idempotency_key]


async def test_given_key(flavour: Flavour) -> None:
    """A given idempotency key is sent in every attempt and is in the error."""
    with playing(close, respond_json(409, {"code": "IDEMPOTENCY_BODY_MISMATCH"})) as server:
        with pytest.raises(errors.IdempotencyMismatchError) as caught:
            await send(flavour, server.base_url, **PLAIN, idempotency_key="order-7")

        assert ["order-7"] * 2 == [head["idempotency-key"] for head in server.heads()]
        assert "order-7" == caught.value.idempotency_key


FIFTY_ONE = ["a@example.com"] * 51


@pytest.mark.parametrize(
    ("arguments", "field", "text"),
    [
        (MINIMAL, None, "give at least 1 of html, text"),
        ({**PLAIN, "scheduled_at": datetime(2026, 5, 15, 10)}, "scheduled_at", "without a time"),  # noqa: DTZ001
        ({**PLAIN, "subject": ""}, "subject", "0 characters"),
        *(
            ({**PLAIN, name: FIFTY_ONE}, name, "51 items")
            for name in ("to", "cc", "bcc", "reply_to")
        ),
        ({**PLAIN, "idempotency_key": ""}, "idempotency_key", "0 characters"),
        ({**PLAIN, "idempotency_key": "k" * 257}, "idempotency_key", "257 characters"),
        ({**PLAIN, "attachments": [Path("/dev/zero")]}, "attachments", "the maximum is 41,943,040"),
        ({**MINIMAL, "attachments": [Path("missing")]}, None, "html, text"),
    ],
)
async def test_invalid_argument(
    flavour: Flavour, arguments: dict[str, Any], field: str | None, text: str
) -> None:
    """An invalid argument raises an error before a file is read or a connection is opened."""
    with playing(queued) as server:
        with pytest.raises(errors.InvalidRequestError, match=text) as caught:
            await send(flavour, server.base_url, **arguments)

        assert ("email.send", field) == (caught.value.operation, caught.value.field)
        assert 0 == server.connections


@pytest.mark.parametrize(
    ("attachments", "kind"),
    [([Path("missing.pdf")], FileNotFoundError), ("a.pdf", TypeError), (5, TypeError)],
)
async def test_invalid_attachments(
    flavour: Flavour, attachments: object, kind: type[Exception]
) -> None:
    """Unreadable files raise OSError, other types TypeError, before a connection is opened."""
    with playing(queued) as server:
        with pytest.raises(kind):
            await send(flavour, server.base_url, **PLAIN, attachments=attachments)

        assert 0 == server.connections


EVIL = "a\r\nBcc: evil@example.com"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"subject": EVIL}, "subject"),
        ({"from_": EVIL}, "from_"),
        *(({name: EVIL}, name) for name in ("to", "cc", "bcc", "reply_to")),
        *(({name: ["a", "a\0"]}, f"{name}[1]") for name in ("to", "cc", "bcc", "reply_to")),
        ({"headers": {"X-A": "a\nb"}}, "headers['X-A']"),
        ({"headers": {"X A": "a"}}, "headers"),
        ({"headers": {EVIL: "a"}}, "headers"),
        ({"attachments": [("a\n", b"a")]}, "attachments[0].filename"),
    ],
)
async def test_header_injection(flavour: Flavour, arguments: dict[str, Any], field: str) -> None:
    """What becomes a header is invalid with a line break or NUL, in an e-mail of a batch too."""
    with playing(queued) as server:
        with pytest.raises(errors.InvalidRequestError) as caught:
            await send(flavour, server.base_url, **{**PLAIN, **arguments})
        if "attachments" not in arguments:
            with pytest.raises(errors.InvalidRequestError, match=r"^EmailMessage: "):
                EmailMessage(**{**PLAIN, **arguments})

        assert field == caught.value.field
        assert 0 == server.connections


async def test_line_breaks_in_the_text(flavour: Flavour) -> None:
    """The parts of an e-mail are sent with their line breaks."""
    with playing(queued) as server:
        await send(flavour, server.base_url, **{**PLAIN, "text": "a\r\nb\0", "html": "<p>\n"})

        sent = json.loads(server.bodies[0])
        assert ("a\r\nb\0", "<p>\n") == (sent["text"], sent["html"])


async def test_sequences_and_mappings(flavour: Flavour) -> None:
    """Any sequence and any mapping is sent."""
    with playing(queued) as server:
        more = {"cc": ("a",), "bcc": deque(["b"]), "headers": MappingProxyType({"X-A": "a"})}
        await send(flavour, server.base_url, **PLAIN, **more)

        sent = json.loads(server.bodies[0])
        assert (["a"], ["b"], {"X-A": "a"}) == (sent["cc"], sent["bcc"], sent["headers"])


async def test_undescribed_text_of_a_batch(flavour: Flavour) -> None:
    """An error names the e-mail of a batch, and the field as in Python."""
    wrong = EmailMessage(**{**PLAIN, "subject": "Hi \ud83d"})
    with playing(queued) as server:
        text = r"email\.send_batch: emails\[1\]\.subject holds half of a surrogate pair"
        with pytest.raises(errors.InvalidRequestError, match=text):
            await call(
                flavour, server.base_url, "send_batch", emails=[EmailMessage(**PLAIN), wrong]
            )

        assert 0 == server.connections


@pytest.mark.parametrize("name", ["to", "cc", "bcc", "reply_to"])
async def test_maximum_addresses(flavour: Flavour, name: str) -> None:
    """Each field accepts up to fifty addresses."""
    with playing(queued) as server:
        await send(flavour, server.base_url, **{**PLAIN, name: FIFTY_ONE[:50]})

        assert FIFTY_ONE[:50] == json.loads(server.bodies[0])[name]


async def test_files_are_read_in_a_thread() -> None:
    """Attachments are read in a thread, which does not block the event loop."""
    threads: list[int] = []

    def sources() -> Iterator[tuple[str, bytes]]:
        threads.append(threading.get_ident())
        yield "a.txt", b"a"

    with playing(queued) as server:
        async with AsyncJetEmail(None, KEY, base_url=server.base_url) as client:
            await client.email.send(**PLAIN, attachments=sources())

    assert 1 == len(set(threads) - {threading.get_ident()})


@pytest.mark.parametrize("name", emails.__all__)
def test_public_names(name: str) -> None:
    """The module has every name in `__all__`."""
    assert hasattr(emails, name)
