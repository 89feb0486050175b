"""A FastAPI service: it welcomes who signs up, and sends no more to addresses that bounce.

    export JETEMAIL_TRANSACTIONAL_KEY=transactional_... JETEMAIL_EVENT_SECRET=whsec_...
    uvicorn --factory examples.fastapi_service:create_app

Its tests are in test_fastapi_service.py. The addresses are in memory, for brevity: they belong in
the service's database, as does the store of the guard where there are several processes.
"""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from jetemail_api_client import AsyncJetEmail
from jetemail_api_client.emails import SentEmail
from jetemail_api_client.errors import (
    InvalidRequestError,
    JetEmailError,
    WebhookVerificationError,
)
from jetemail_api_client.webhooks import DuplicateGuard, EventVerifier

SENDER = "Shop <shop@example.com>"


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


def create_app(make_client: Callable[[], AsyncJetEmail] = AsyncJetEmail) -> FastAPI:
    """Make the app; tests give it a client of a sandbox."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # One client for all requests: it holds the connections.
        async with make_client() as app.state.jetemail:
            yield

    app = FastAPI(lifespan=lifespan)
    app.state.bounced, app.state.guard = set[str](), DuplicateGuard()
    app.exception_handler(JetEmailError)(on_error)
    app.post("/signups", status_code=202)(sign_up)
    app.post("/webhooks/jetemail", status_code=204)(receive_event)
    return app


async def sign_up(
    signup: Signup, jetemail: Annotated[AsyncJetEmail, Depends(get_jetemail)], bounced: Bounced
) -> SentEmail:
    """Send the welcome."""
    if signup.address in bounced:
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
    """Remember the address of a bounce."""
    try:
        event = verifier.verify(await request.body(), request.headers)
    except WebhookVerificationError as error:
        raise HTTPException(401, str(error)) from None
    with guard.once(event.id) as state:
        if state == "new" and event.type_ == "outbound.bounced":
            bounced.add(str(event.data.to))
    # After a 503, JetEmail delivers again what another request is still handling.
    return Response(status_code=503 if state == "busy" else 204)


def on_error(request: Request, error: JetEmailError) -> Response:
    """Say whether to change the request, or to repeat it with the same id."""
    status = 422 if isinstance(error, InvalidRequestError) else 503
    return JSONResponse({"detail": str(error)}, status)
