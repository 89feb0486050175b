"""Take JetEmail's webhooks in a Starlette app: events at /events, inbound mails at /mails.

    export JETEMAIL_EVENT_SECRET=whsec_... JETEMAIL_MAIL_SECRET=...
    uvicorn --factory examples.webhooks_asgi:app_from_environment

JetEmail waits 10 seconds for the answer to an event; how long for that to a mail is not published.
So nothing is handled here: a delivery is handed over, and answered. The queue below ends with the
process; where nothing may be lost, hand over to one that does not, such as a table of a database.
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
HandOver = Callable[[Delivery], Awaitable[None]]

logger = logging.getLogger(__name__)

# What JetEmail makes of an answer: 2xx is done; 429 and 5xx come again, in six attempts over about
# 5.2 hours, and then can be replayed; any other 4xx is dropped for good.
DONE, TOO_LARGE, LATER = 204, 413, 503
REFUSED: Mapping[Reason, int] = {
    "header": 400,
    "signature": 401,
    # These two are signed by JetEmail. The clock may be wrong here ...
    "timestamp": LATER,
    # ... or JetEmail may have changed what it sends: a newer version of this app may read it.
    "body": LATER,
}
# How large a mail may be is not published: the files of one that JetEmail sends have 40 MB at most.
EVENT_LIMIT, MAIL_LIMIT = 1 << 20, 64 << 20


def create_app(
    events: EventVerifier,
    mails: MailVerifier,
    hand_over: HandOver,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """Make an app that hands over each delivery once, or again if that failed."""
    # Each kind has ids of its own. With several processes, give the guards a store that they share.
    of_events, of_mails = DuplicateGuard(), DuplicateGuard()

    async def take(delivery: Delivery, guard: DuplicateGuard, delivery_id: str) -> Response:
        # If handing over raises, Starlette answers 500, and the delivery comes again as a new one.
        with guard.once(delivery_id) as claim:
            if claim == "new":
                await hand_over(delivery)
        return Response(status_code=LATER if claim == "busy" else DONE)

    async def take_event(request: Request) -> Response:
        body = await body_of(request, EVENT_LIMIT)
        event = events.verify(body, request.headers.raw)
        return await take(event, of_events, event.id)

    async def take_mail(request: Request) -> Response:
        body = await body_of(request, MAIL_LIMIT)
        # A large mail takes a while to read: in a thread, it does not hold up the rest.
        mail = await run_in_threadpool(mails.verify, body, request.headers.raw)
        return await take(mail, of_mails, mail.delivery_id)

    return Starlette(
        routes=[
            Route("/events", take_event, methods=["POST"]),
            Route("/mails", take_mail, methods=["POST"]),
        ],
        exception_handlers={WebhookVerificationError: refuse, TooLargeError: refuse},
        lifespan=lifespan,
    )


class TooLargeError(Exception):
    """A body is larger than anything that this app takes."""


async def body_of(request: Request, limit: int) -> bytes:
    """The bytes of a request as they came, which alone can be held against a signature."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLargeError("the body is too large")
    return bytes(body)


async def refuse(request: Request, error: Exception) -> Response:
    """The answer to what is not taken; the error's text holds nothing that came."""
    logger.warning("%s: refused: %s", request.url.path, error)
    if isinstance(error, WebhookVerificationError):
        return Response(status_code=REFUSED[error.reason])
    return Response(status_code=TOO_LARGE)


async def handle(delivery: Delivery) -> None:
    """Do what is to be done about a delivery."""
    print(delivery)  # without addresses, subjects and texts


def app_from_environment() -> Starlette:
    """Make the app with secrets from the environment, and a worker that handles what it takes."""
    queue: asyncio.Queue[Delivery] = asyncio.Queue(maxsize=1000)

    async def hand_over(delivery: Delivery) -> None:
        queue.put_nowait(delivery)  # raises if it is full

    async def work() -> None:
        while True:
            try:
                await handle(await queue.get())
            except Exception:  # one that fails must not keep the others from being handled
                logger.exception("A delivery was not handled")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(work())
        yield
        worker.cancel()

    events = EventVerifier(os.environ["JETEMAIL_EVENT_SECRET"])
    mails = MailVerifier(os.environ["JETEMAIL_MAIL_SECRET"])
    return create_app(events, mails, hand_over, lifespan)
