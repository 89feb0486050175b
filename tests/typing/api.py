"""What a type checker tells a user. Checked by mypy and pyright, never run.

A line that must be an error ignores exactly the error that it is: both tools report an ignore that
is no longer needed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, assert_type

import httpx

from jetemail_api_client import UNSET, AsyncJetEmail, JetEmail, Unset, errors, events, telemetry
from jetemail_api_client.emails import Batch, Outcome, SentEmail, attach
from jetemail_api_client.models import (
    AccountLogEntry,
    EmailMessage,
    InboundLogEntry,
    OutboundLogEntry,
    SmtpUser,
    SmtpUsersCreateRequest,
    SmtpUsersCreateResult,
)
from jetemail_api_client.smtp_users import CreatedSmtpUser


async def results_async(client: AsyncJetEmail) -> None:
    """An awaited call returns the model of its answer."""
    async with client as entered:
        assert_type(entered, AsyncJetEmail)
        result = await entered.smtp_users.create(username="smtp-user1")
    assert_type(result, CreatedSmtpUser)
    assert_type(await client.close(), None)


def results(client: JetEmail) -> None:
    """A call without asyncio returns the same."""
    with client as entered:
        assert_type(entered, JetEmail)
        result = entered.smtp_users.create(username="smtp-user1")
    assert_type(result, CreatedSmtpUser)


def generated_fields(result: SmtpUsersCreateResult) -> None:
    """A field that may not come has to be looked at before it is used."""
    assert_type(result.password, str | Unset)
    if result.password is UNSET:
        assert_type(result.password, Literal[Unset.UNSET])
    else:
        assert_type(result.password, str)
    if result.password:
        assert_type(result.password, str)
    result.password.upper()  # type: ignore[union-attr]


def fields(result: CreatedSmtpUser) -> None:
    """What a create of an SMTP user returns has a password, whoever made it."""
    assert_type(result.success, bool)
    assert_type(result.message, str)
    assert_type(result.password, str)
    assert_type(result.is_reconciled, bool)
    _ = result.pasword  # type: ignore[attr-defined]


def round_trip(result: CreatedSmtpUser, untyped: Mapping[str, object]) -> None:
    """A model is read from an object and written back to one."""
    assert_type(SmtpUser.from_dict(untyped), SmtpUser)
    assert_type(SmtpUsersCreateRequest(username="a").to_dict()["username"] is None, bool)
    assert_type(result.operation_name, str)


async def resources(client: AsyncJetEmail, moment: datetime) -> None:
    """Every resource is an attribute, and its methods have the arguments and results of its own."""
    users = await client.smtp_users.list()
    if users.smarthosts:
        assert_type(users.smarthosts[0], SmtpUser)
        assert_type(users.smarthosts[0].approved_domains, list[str] | Unset)
        assert_type(users.smarthosts[0].allow_any_domain, bool | Unset)
        assert_type(users.smarthosts[0].created_date, datetime | Unset)
    assert_type(await client.suppressions.export_csv(), str)
    await client.suppressions.import_csv(csv=Path("rules.csv"))
    await client.webhooks.query(date_from=moment, status="failed")
    await client.webhooks.query(status="lost")  # type: ignore[arg-type]
    await client.webhooks.query(date_from=1704825600)  # type: ignore[arg-type]
    await client.outbound_logs.list(sort_order="DESC")
    await client.outbound_logs.list(sort_order="desc")  # type: ignore[arg-type]
    await client.outbound_logs.list(sorted_by="date")  # type: ignore[call-arg]
    await client.inbound_domains.update_settings(uuid="a", webhook_url=None)
    await client.inbound_domains.update_settings(uuid="a", status=None)  # type: ignore[arg-type]
    _ = client.smtp_users.lists  # type: ignore[attr-defined]


async def pages_async(client: AsyncJetEmail) -> None:
    """Rows come one by one, of their own class."""
    async for entry in client.outbound_logs.iterate(limit=10):
        assert_type(entry, OutboundLogEntry)
        assert_type(entry.last_updated, datetime | Unset)
    async for row in client.inbound_logs.iterate_account(domains=["example.com"]):
        assert_type(row, AccountLogEntry)
    client.outbound_logs.iterate(page=2)  # type: ignore[call-arg]


def pages(client: JetEmail) -> None:
    """The same without asyncio."""
    for entry in client.inbound_logs.iterate(uuid="a"):
        assert_type(entry, InboundLogEntry)


async def sending(client: AsyncJetEmail, moment: datetime) -> None:
    """A message takes files, names with bytes, and models; a batch has outcomes."""
    sent = await client.email.send(
        from_="a@example.com",
        to=["b@example.com"],
        subject="s",
        text="t",
        attachments=[Path("a.pdf"), ("b.txt", b"b"), attach(Path("c.pdf"))],
        scheduled_at=moment,
    )
    assert_type(sent, SentEmail)
    assert_type(sent.scheduled_at, datetime | Unset)
    message = EmailMessage(from_="a@example.com", to="b@example.com", subject="s", html="h")
    batch = await client.email.send_batch(emails=[message])
    assert_type(batch, Batch)
    assert_type(batch.refused, list[Outcome])
    assert_type(batch.outcomes[0].message, EmailMessage)
    await client.email.send(from_="a", to="b", subject="s", attachments=[b"b"])  # type: ignore[list-item]
    await client.email.send(from_="a", to="b", subjct="s")  # type: ignore[call-arg]
    await client.email.send(sender="a", to="b", subject="s")  # type: ignore[call-arg]


def sending_sync(client: JetEmail) -> None:
    """The same without asyncio."""
    assert_type(client.email.send(from_="a", to="b", subject="s"), SentEmail)
    assert_type(client.email.send_batch(emails=[]), Batch)
    client.email.send(from_="a", to="b", subject="s", scheduled_at="soon")  # type: ignore[arg-type]


async def arguments_async(client: AsyncJetEmail, domains: list[str]) -> None:
    """Every argument is optional but the name; `UNSET` leaves one out as well."""
    create = client.smtp_users.create
    await create(
        username="smtp-user1",
        password="mySecurePassword123",
        allow_any_domain=False,
        allow_all_domains=UNSET,
        approved_domains=domains,
        quota=1000,
        ip_restrictions=["192.168.1.1"],
    )
    await create(username="a", quota=0.5)
    await create()  # type: ignore[call-arg]
    await create("a")  # type: ignore[call-arg]
    await create(username="a", user="b")  # type: ignore[call-arg]
    await create(username=UNSET)  # type: ignore[arg-type]
    await create(username="a", password=None)  # type: ignore[arg-type]


def arguments(client: JetEmail) -> None:
    """Wrong arguments are found before anything runs, in both flavours."""
    create = client.smtp_users.create
    create()  # type: ignore[call-arg]
    create("a")  # type: ignore[call-arg]
    create(username="a", pasword="b")  # type: ignore[call-arg]
    create(username=b"a")  # type: ignore[arg-type]
    create(username="a", password=None)  # type: ignore[arg-type]
    create(username="a", quota="10")  # type: ignore[arg-type]
    create(username="a", allow_any_domain="yes")  # type: ignore[arg-type]
    create(username="a", approved_domains="a.com")  # type: ignore[arg-type]
    create(username="a", ip_restrictions=[1])  # type: ignore[list-item]
    SmtpUsersCreateRequest("a")  # type: ignore[call-arg]


def clients(transport: httpx.BaseTransport, transport_async: httpx.AsyncBaseTransport) -> None:
    """A client takes keys, options by name, and a transport of its own flavour."""
    assert_type(JetEmail(), JetEmail)
    JetEmail("api_...", "transactional_...", deadline=60, max_attempts=1, transport=transport)
    AsyncJetEmail(base_url="http://localhost:8000", attempt_timeout=20.0, connect_timeout=5)
    AsyncJetEmail(transport=transport_async)
    JetEmail(timeout=60)  # type: ignore[call-arg]
    JetEmail(deadline="60")  # type: ignore[arg-type]
    JetEmail(max_attempts=1.5)  # type: ignore[arg-type]
    JetEmail(b"api_...")  # type: ignore[arg-type]
    JetEmail(transport=transport_async)  # type: ignore[arg-type]
    AsyncJetEmail(transport=transport)  # type: ignore[arg-type]
    _ = AsyncJetEmail().smtp_user  # type: ignore[attr-defined]


def what_errors_know(error: errors.JetEmailError) -> None:
    """Every error knows the operation and what came of it; those of an answer know the answer."""
    assert_type(error.operation, str | None)
    assert_type(error.outcome, Literal["not_sent", "unknown", "rejected"])
    assert_type(error.attempts, tuple[errors.Attempt, ...])
    assert_type(error.attempts[0].outcome, Literal["done", "not_sent", "unknown", "rejected"])
    assert_type(error.secrets, Mapping[str, str])
    _ = error.status  # type: ignore[attr-defined]
    if isinstance(error, errors.APIStatusError):
        assert_type(error.status, int)
        assert_type(error.message, str | None)
        assert_type(error.retry_after, float | None)
        assert_type(error.headers, Mapping[str, str])
    if isinstance(error, errors.APITimeoutError):
        assert_type(error.phase, Literal["pool", "connect", "write", "read", "total"])
    if isinstance(error, errors.APIResponseValidationError | errors.InvalidRequestError):
        assert_type(error.field, str | None)


def listening(told: list[events.Event]) -> None:
    """A client takes one listener or several; what they are told has attributes of its own."""
    JetEmail(on_event=told.append)
    AsyncJetEmail(on_event=[told.append, telemetry.OpenTelemetry()])
    telemetry.OpenTelemetry(tracer_provider="global")  # type: ignore[arg-type]
    JetEmail(on_event="log")  # type: ignore[arg-type]
    JetEmail(on_event=lambda: None)  # type: ignore[arg-type]
    for event in told:
        if isinstance(event, events.CallEnded):
            assert_type(event.failure, events.Failure | None)
        else:
            assert_type(event, events.AttemptEnded | events.RetryScheduled)
            assert_type(event.attempt, errors.Attempt)


def caught(client: JetEmail) -> float:
    """An error that is caught by its own class has its own attributes."""
    try:
        client.smtp_users.create(username="a")
    except errors.ConflictError as error:
        assert_type(error.body is None, bool)
    except errors.RateLimitError as error:
        return error.retry_after or 0.0
    except errors.APIConnectionError as error:
        _ = error.message  # type: ignore[attr-defined]
    return 0.0
