"""A FastAPI service: it welcomes who signs up, and sends no more to addresses that bounce.

    export JETEMAIL_TRANSACTIONAL_KEY=transactional_... JETEMAIL_EVENT_SECRET=whsec_...
    uvicorn --factory examples.fastapi_service:create_app

Its tests are in test_fastapi_service.py. The addresses are in memory, for brevity: they belong in
the service's database, as does the store of the guard where there are several processes.
"""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client.emails import SentEmail
from jetemail_api_client.webhooks import DuplicateGuard, EventVerifier

SENDER = "Shop <shop@example.com>"

# To repeat the request cannot help.
FINAL = (
    errors.InvalidRequestError,
    errors.BadRequestError,
    errors.PayloadTooLargeError,
    errors.UnprocessableEntityError,
    errors.IdempotencyMismatchError,
)

logger = logging.getLogger(__name__)


class Signup(BaseModel):
    """The body of `POST /signups`. A request that repeats an id sends no second e-mail."""

    id: str
    address: str


def get_jetemail(request: Request) -> AsyncJetEmail:
    """Return the client of the app."""
    client: AsyncJetEmail = request.app.state.jetemail
    return client


def get_bounced(request: Request) -> set[str]:
    """Return the addresses that bounced."""
    addresses: set[str] = request.app.state.bounced
    return addresses


def get_guard(request: Request) -> DuplicateGuard:
    """Return the guard against events that are delivered twice."""
    guard: DuplicateGuard = request.app.state.guard
    return guard


def get_verifier() -> EventVerifier:
    """Return the verifier of events."""
    return EventVerifier(os.environ["JETEMAIL_EVENT_SECRET"])


Bounced = Annotated[set[str], Depends(get_bounced)]


def make_jetemail() -> AsyncJetEmail:
    """Make the client. Somebody waits for the response, so that a call must end soon."""
    return AsyncJetEmail(deadline=10, rate_limit_timeout=5)


def create_app() -> FastAPI:
    """Make the app; its client takes keys from the environment."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # One client for all requests: it holds the connections.
        async with make_jetemail() as app.state.jetemail:
            yield

    app = FastAPI(lifespan=lifespan)
    app.state.bounced, app.state.guard = set[str](), DuplicateGuard()
    app.exception_handler(errors.JetEmailError)(on_error)
    app.post("/signups", status_code=202)(sign_up)
    app.post("/webhooks/jetemail", status_code=204)(receive_event)
    return app


async def sign_up(
    signup: Signup, jetemail: Annotated[AsyncJetEmail, Depends(get_jetemail)], bounced: Bounced
) -> SentEmail:
    """Send the welcome."""
    if signup.address.casefold() in bounced:
        raise HTTPException(409, "E-mail to this address bounced")
    return await jetemail.email.send(
        from_=SENDER,
        to=signup.address,
        subject="Welcome",
        text="Hello!",
        idempotency_key=f"signup-{signup.id}",
    )


async def receive_event(
    request: Request,
    verifier: Annotated[EventVerifier, Depends(get_verifier)],
    guard: Annotated[DuplicateGuard, Depends(get_guard)],
    bounced: Bounced,
) -> Response:
    """Remember the address of a bounce.

    It may be a soft one, such as of a full mailbox: events are not documented to say which. Before
    you block an address for good, ask `outbound_logs.list` for its `uid` and `BOUNCED_HARD`.
    """
    try:
        event = verifier.verify(await request.body(), request.headers)
    except errors.WebhookVerificationError as error:
        logger.warning("rejected an event: %s", error)
        # JetEmail delivers again after a 503, never after a 401. The signature of these two is
        # valid: the local clock may be wrong, or a newer version of the client may parse the body.
        return Response(status_code=503 if error.reason in ("timestamp", "body") else 401)
    with guard.once(event.id) as state:
        address = event.data.to
        if state == "new" and event.type_ == "outbound.bounced" and isinstance(address, str):
            bounced.add(address.casefold())
    # After a 503, JetEmail delivers again what another request is still handling.
    return Response(status_code=503 if state == "busy" else 204)


def on_error(request: Request, error: errors.JetEmailError) -> Response:
    """Say whether to change the request, or to repeat it with the same id."""
    if isinstance(error, FINAL):
        return JSONResponse({"detail": str(error)}, 422)
    # What is wrong with the key or at JetEmail is for the log, not for the public.
    logger.error("%s: %s", request.url.path, error)
    return JSONResponse({"detail": "The e-mail cannot be sent now: repeat the request"}, 503)
