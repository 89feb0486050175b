"""What the client does, in six steps at a local JetEmail: no key, no network.

`make demo` runs it; `make demo KEEP=1` leaves the local JetEmail running until Ctrl-C.
"""

import asyncio
import os
import smtplib
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage as Mail
from queue import Queue
from textwrap import fill
from threading import Event

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jetemail_api_client import AsyncJetEmail, hooks
from jetemail_api_client.errors import ConflictError, WebhookVerificationError
from jetemail_api_client.models import EmailMessage, WebhooksCreateResult
from jetemail_api_client.sandbox import Sandbox, running
from jetemail_api_client.smtp_users import CreatedSmtpUser
from jetemail_api_client.webhooks import EventVerifier

BOUNCING = "bounce@example.org"
"""At the sandbox, the local part of a recipient chooses what becomes of a mail."""
SHOP = "shop@example.com"

Received = tuple[bytes, Mapping[str, str]]
"""The body and the headers of a request."""


async def main(sandbox: Sandbox) -> None:
    """Tell the story at a running sandbox with SMTP."""
    async with AsyncJetEmail(**sandbox.connection, hooks=show_failure) as jetemail:
        title("1  Create an SMTP user. The response is lost, on purpose.")
        user = await create_user(jetemail, sandbox)
        title("2  Its password works: log in by SMTP, and send.")
        await asyncio.to_thread(send_by_smtp, user, sandbox.smtp_port)
        title("3  Send by the API. The bounce arrives at a webhook, signed.")
        await receive_event(jetemail)
        title("4  Send a batch in which one message is wrong.")
        await send_batch(jetemail)
        title("5  Read the log.")
        await read_log(jetemail)
        title("6  Create the user again. The error has a type, and says what happened.")
        await create_again(jetemail)


def title(text: str) -> None:
    """Print the title of a step."""
    print(f"\n{text}")


def show(text: str) -> None:
    """Print a line of a step."""
    print(fill(text, width=90, initial_indent="   ", subsequent_indent="     "))


def show_failure(event: hooks.Event) -> None:
    """Print an attempt without a response."""
    if isinstance(event, hooks.AttemptEnded) and event.attempt.status is None:
        failed = event.attempt
        show(f"attempt {failed.number}: {failed.result} (outcome: {failed.outcome})")


async def create_user(jetemail: AsyncJetEmail, sandbox: Sandbox) -> CreatedSmtpUser:
    """Create a user at a server that acts, and resets the connection in place of a response."""
    sandbox.faults.add("smtp_users.create", reset=True, acts=True)
    user = await jetemail.smtp_users.create(username="shop", approved_domains=["example.com"])
    users = len(sandbox.account.smtp_users.by_name)
    show(f"attempt 2: found in the listing (is_reconciled: {user.is_reconciled})")
    show(f"the server has {users} user, the caller its password ({len(user.password)} characters)")
    return user


def send_by_smtp(user: CreatedSmtpUser, port: int) -> None:
    """Send a mail with the password that the client generated."""
    mail = Mail()
    mail["From"], mail["To"], mail["Subject"] = SHOP, "jane@example.org", "Your order"
    mail.set_content("Thank you.")
    with smtplib.SMTP("127.0.0.1", port) as server:
        _, response = server.login(user.username, user.password)
        server.send_message(mail)
    show(f"server: {response.decode()}")


async def receive_event(jetemail: AsyncJetEmail) -> None:
    """Send an e-mail that bounces, and verify the event."""
    received = Queue[Received]()
    with running(receiver(received)) as url:
        made = await jetemail.webhooks.create(
            name="Bounces", url=f"{url}/events", events=["outbound.bounced"], status=True
        )
        await jetemail.email.send(from_=SHOP, to=BOUNCING, subject="Your invoice", text="Hello")
        body, headers = await asyncio.to_thread(received.get, timeout=10)
    verifier = EventVerifier(secret_of(made))
    event = verifier.verify(body, headers)
    show(f"verified: {event.type_} {event.data.subject!r} {event.data.to}")
    try:
        verifier.verify(body.replace(b"invoice", b"offer"), headers)
    except WebhookVerificationError as error:
        show(f"forged: {error}")


def secret_of(made: WebhooksCreateResult) -> str:
    """Return the secret of a webhook, which the API's description does not require."""
    if not (made.webhook and made.webhook.secret):
        raise SystemExit("The response has no secret of the webhook")
    return made.webhook.secret


def receiver(received: Queue[Received]) -> Starlette:
    """Make a service that receives webhooks."""

    async def receive(request: Request) -> Response:
        received.put((await request.body(), dict(request.headers)))
        return Response(status_code=204)

    return Starlette(routes=[Route("/events", receive, methods=["POST"])])


async def send_batch(jetemail: AsyncJetEmail) -> None:
    """Send two messages, of which one is scheduled too late."""
    soon, late = (datetime.now(UTC) + timedelta(days=days) for days in (1, 60))
    messages = [
        EmailMessage(from_=SHOP, to=to, subject="News", text="Hello", scheduled_at=moment)
        for to, moment in (("joe@example.org", soon), ("ann@example.org", late))
    ]
    batch = await jetemail.email.send_batch(emails=messages)
    for outcome in batch:
        show(f"{outcome.message.to}: {outcome.error or 'accepted'}")


async def read_log(jetemail: AsyncJetEmail) -> None:
    """Print the outcome of each message."""
    async for entry in jetemail.outbound_logs.iterate():
        became = entry.bounce_reason or entry.final_response or "scheduled"
        show(f"{entry.subject!r} to {entry.to_address}: {became}")


async def create_again(jetemail: AsyncJetEmail) -> None:
    """Create a user whose name is taken."""
    try:
        await jetemail.smtp_users.create(username="shop")
    except ConflictError as error:
        show(f"{type(error).__name__}: {error}")
        show(f"outcome: {error.outcome}, status: {error.status}, attempts: {len(error.attempts)}")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt), Sandbox(smtp_port=0) as local:
        print(f"A local JetEmail: {local.base_url}, SMTP on port {local.smtp_port}")
        asyncio.run(main(local))
        print(f"\nIts page, with all of this: {local.base_url}/_sandbox/")
        if os.environ.get("KEEP"):
            print("It runs until Ctrl-C.", flush=True)
            Event().wait()
        print("To leave it running: make demo KEEP=1")
