"""Receive JetEmail's webhooks in a Starlette app: events at /events, inbound mails at /mails.

    export JETEMAIL_EVENT_SECRET=whsec_... JETEMAIL_MAIL_SECRET=...
    uvicorn --factory examples.webhooks_asgi:app_from_environment

JetEmail waits 10 seconds for the response to an event; its timeout for mails is not documented. So
the endpoints only enqueue a delivery, and a worker handles it after the response. The queue is in
memory and is lost with the process: where no delivery may be lost, use a durable one, such as a
database table.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Lifespan

from jetemail_api_client.errors import Reason, WebhookVerificationError
from jetemail_api_client.models import MessageEvent
from jetemail_api_client.webhooks import (
    DuplicateGuard,
    EventVerifier,
    InboundMail,
    MailVerifier,
)

Delivery = MessageEvent | InboundMail
Enqueue = Callable[[Delivery], Awaitable[None]]

logger = logging.getLogger(__name__)

# JetEmail retries after 429 and 5xx, in six attempts over about 5.2 hours, after which a delivery
# can be replayed. After any other 4xx it drops the delivery.
DONE, TOO_LARGE, RETRY_LATER = 204, 413, 503
STATUSES: Mapping[Reason, int] = {
    "header": 400,
    "signature": 401,
    # The signature of these two is valid. The local clock may be wrong ...
    "timestamp": RETRY_LATER,
    # ... or the format may have changed: a newer version of this app may be able to parse it.
    "body": RETRY_LATER,
}
# The maximum size of a mail is not documented: those sent by JetEmail have at most 40 MB of files.
MAX_EVENT, MAX_MAIL = 1 << 20, 64 << 20


def create_app(
    events: EventVerifier,
    mails: MailVerifier,
    enqueue: Enqueue,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """Make an app that enqueues each delivery once, and again only if enqueueing failed."""
    # Each kind has ids of its own. With several processes, pass a shared store to the guards.
    event_guard, mail_guard = DuplicateGuard(), DuplicateGuard()

    async def accept(delivery: Delivery, guard: DuplicateGuard, delivery_id: str) -> Response:
        # If enqueueing raises, Starlette responds with 500, and the retry of JetEmail is "new".
        with guard.once(delivery_id) as state:
            if state == "new":
                await enqueue(delivery)
        return Response(status_code=RETRY_LATER if state == "busy" else DONE)

    async def receive_event(request: Request) -> Response:
        body = await read_body(request, MAX_EVENT)
        event = events.verify(body, request.headers.raw)
        return await accept(event, event_guard, event.id)

    async def receive_mail(request: Request) -> Response:
        body = await read_body(request, MAX_MAIL)
        # In a thread: parsing a large mail would block the event loop.
        mail = await run_in_threadpool(mails.verify, body, request.headers.raw)
        return await accept(mail, mail_guard, mail.delivery_id)

    return Starlette(
        routes=[
            Route("/events", receive_event, methods=["POST"]),
            Route("/mails", receive_mail, methods=["POST"]),
        ],
        exception_handlers={WebhookVerificationError: reject, TooLargeError: reject},
        lifespan=lifespan,
    )


class TooLargeError(Exception):
    """A request body exceeds the limit."""


async def read_body(request: Request, limit: int) -> bytes:
    """Return the raw bytes of a request body, which the signature covers."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLargeError("the body is too large")
    return bytes(body)


async def reject(request: Request, error: Exception) -> Response:
    """Log an invalid delivery and respond with an error status; errors show no content."""
    logger.warning("%s: rejected: %s", request.url.path, error)
    if isinstance(error, WebhookVerificationError):
        return Response(status_code=STATUSES[error.reason])
    return Response(status_code=TOO_LARGE)


async def handle(delivery: Delivery) -> None:
    """Handle a delivery: this is the place for your code."""
    print(delivery)  # The repr has no addresses, subjects or texts.


def app_from_environment() -> Starlette:
    """Make the app with secrets from the environment, and a worker that handles its deliveries."""
    queue: asyncio.Queue[Delivery] = asyncio.Queue(maxsize=1000)

    async def enqueue(delivery: Delivery) -> None:
        queue.put_nowait(delivery)  # Raises if the queue is full.

    async def work() -> None:
        while True:
            try:
                await handle(await queue.get())
            except Exception:  # The worker must go on with the next delivery.
                logger.exception("A delivery was not handled")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(work())
        yield
        worker.cancel()

    events = EventVerifier(os.environ["JETEMAIL_EVENT_SECRET"])
    mails = MailVerifier(os.environ["JETEMAIL_MAIL_SECRET"])
    return create_app(events, mails, enqueue, lifespan)
