"""Types as seen by a user of `webhooks`. Checked by mypy and pyright, never run.

A line that must be a type error ignores exactly that error, as in `api.py`.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, assert_type

from jetemail_api_client import Unset, errors
from jetemail_api_client.models import MailAttachment, MessageEvent
from jetemail_api_client.webhooks import (
    AsyncDuplicateGuard,
    AsyncStore,
    DeliveryState,
    DuplicateGuard,
    EventVerifier,
    InboundMail,
    MailVerifier,
    MemoryStore,
    decode_attachment,
)


def deliveries(body: bytes, raw: list[tuple[bytes, bytes]], named: Mapping[str, str]) -> None:
    """A verifier accepts bytes and all forms of headers, and returns the model of its kind."""
    event = EventVerifier("whsec_...", tolerance=60).verify(body, raw)
    mail = MailVerifier(["new", "old"], tolerance=None).verify(body, named)
    assert_type(event, MessageEvent)
    assert_type(event.created_at, datetime)
    assert_type(event.data.to, str | Unset)
    assert_type(mail, InboundMail)
    assert_type(mail.delivery_id, str)
    assert_type(mail.date, datetime | None | Unset)
    assert_type(mail.header("Message-ID"), str | None)
    for attachment in mail.attachments or []:
        assert_type(attachment, MailAttachment)
        assert_type(decode_attachment(attachment), bytes)
    EventVerifier("whsec_...").verify("{}", named)  # type: ignore[arg-type]
    EventVerifier(b"whsec_...")  # type: ignore[arg-type]
    MailVerifier("a", "b")  # type: ignore[arg-type, call-arg]


async def duplicates(store: AsyncStore) -> None:
    """A guard returns a state; an async store needs the async guard."""
    with DuplicateGuard(MemoryStore(max_entries=10, max_age=60)).once("a") as state:
        assert_type(state, DeliveryState)
    async with AsyncDuplicateGuard(store).once("a") as async_state:
        assert_type(async_state, Literal["new", "busy", "done"])
    DuplicateGuard(store)  # type: ignore[arg-type]


def invalid_delivery(error: errors.WebhookVerificationError) -> None:
    """The reason of an error is a literal type."""
    assert_type(error.reason, Literal["header", "signature", "timestamp", "body"])
    assert_type(error.field, str | None)
