"""What a type checker tells a user who takes webhooks. Checked by mypy and pyright, never run.

A line that must be an error ignores exactly the error that it is, as in `api.py`.
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
    Claim,
    DuplicateGuard,
    EventVerifier,
    InboundMail,
    MailVerifier,
    MemoryStore,
    content_of,
)


def deliveries(body: bytes, raw: list[tuple[bytes, bytes]], named: Mapping[str, str]) -> None:
    """A verifier takes bytes and headers in any form, and returns its own kind."""
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
        assert_type(content_of(attachment), bytes)
    EventVerifier("whsec_...").verify("{}", named)  # type: ignore[arg-type]
    EventVerifier(b"whsec_...")  # type: ignore[arg-type]
    MailVerifier("a", "b")  # type: ignore[arg-type, call-arg]


async def duplicates(store: AsyncStore) -> None:
    """A guard tells whether to handle a delivery; an awaited store needs the awaited guard."""
    with DuplicateGuard(MemoryStore(max_entries=10, max_age=60)).once("a") as claim:
        assert_type(claim, Claim)
    async with AsyncDuplicateGuard(store).once("a") as claim_async:
        assert_type(claim_async, Literal["new", "busy", "done"])
    DuplicateGuard(store)  # type: ignore[arg-type]


def refused_delivery(error: errors.WebhookVerificationError) -> None:
    """The error for a delivery has a reason that a program can tell."""
    assert_type(error.reason, Literal["header", "signature", "timestamp", "body"])
    assert_type(error.field, str | None)
