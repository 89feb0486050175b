"""A driver of the call flow without a network, on a clock that only the test moves."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from jetemail_api_client._call.exchange import (
    CheckTicket,
    Response,
    SendRequest,
    TransportFailure,
)
from jetemail_api_client._call.flow import call_flow
from jetemail_api_client._call.reconcile import Reconciler
from jetemail_api_client._call.state import ClientState, RetryBudget
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._reconcilers import reconciler_for
from jetemail_api_client._runtime.operations import KeyKind, Request
from jetemail_api_client._runtime.raw_responses import APIResponse
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest
from jetemail_api_client.options import Clock, Settings

KEYS: Mapping[KeyKind, str] = {"account": "api_planted", "transactional": "transactional_planted"}
PASSWORD = "planted-password"
REQUEST: Request[Any] = create.request(
    body=SmtpUsersCreateRequest(username="a", password=PASSWORD, quota=5)
)
# Only the test moves the clock.
REQUEST.preparation = 0.0
NOW = 1_700_000_000.0

UNSENT = TransportFailure(reason="could not connect", may_have_arrived=False)
BROKEN = TransportFailure(reason="the connection broke", may_have_arrived=True)


def response(status: int, body: Any = None, **headers: str) -> Response:
    """Return a response: a body of bytes unchanged, any other body encoded as JSON."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status=status, headers=names, content=content)


CREATED = response(200, {"success": True, "message": "made"})


@define
class Play:
    """The steps of a call, and its value or error."""

    requests: list[SendRequest] = field(factory=list)
    checks: list[CheckTicket] = field(factory=list)
    sleeps: list[float] = field(factory=list)
    end: Any = None


def play(
    *results: Response | TransportFailure,
    seconds: float = 1.0,
    late: float = 0.0,
    waits: Sequence[Any] = (),
    check_seconds: float = 0.0,
    request: Request[Any] = REQUEST,
    keys: Mapping[KeyKind, str] = KEYS,
    budget: RetryBudget | None = None,
    shared: ClientState | None = None,
    reconciler: Reconciler[Any] | None = None,
    record: Callable[[APIResponse[Any]], None] | None = None,
    **options: Any,
) -> Play:
    """Run one call flow.

    Args:
        results: The result of each attempt.
        seconds: Duration of each attempt.
        late: Seconds that each sleep takes longer than requested.
        waits: The result of each check of a shared rate limiter.
        check_seconds: Duration of each check.
        request: The request to send.
        keys: The keys of the client.
        budget: The retry budget; a new one by default.
        shared: The state of the client; a new one by default.
        reconciler: The reconciler of a create.
        record: Receives the response of a success.
        options: The other settings.
    """
    played, remaining, checks = Play(), list(results), list(waits)

    def slept() -> float:
        return sum(played.sleeps) + late * len(played.sleeps)

    def elapsed() -> float:
        return seconds * len(played.requests) + check_seconds * len(played.checks) + slept()

    clock = Clock(
        monotonic=lambda: 5000.0 + elapsed(),
        unix=lambda: NOW + elapsed(),
        jitter=lambda: 0.5,
    )
    settings = Settings(keys=keys, **options)
    shared = shared or ClientState()
    shared.clock, shared.retry_budget = clock, budget or RetryBudget()
    flow = call_flow(request, settings, shared, reconciler, record=record)
    try:
        step = next(flow)
        while True:
            assert len(played.sleeps) < 1000, "the call does not end"
            if isinstance(step, SendRequest):
                played.requests.append(step)
                step = flow.send(remaining.pop(0))
            elif isinstance(step, CheckTicket):
                played.checks.append(step)
                step = flow.send(checks.pop(0))
            else:
                played.sleeps.append(step.seconds)
                step = next(flow)
    except StopIteration as end:
        played.end = end.value
    except JetEmailError as error:
        played.end = error
    return played


def reconciler_of(request: Any) -> Reconciler[Any]:
    """Return the reconciler of a create, which must have one."""
    reconciler = reconciler_for(request)
    assert reconciler is not None
    return reconciler


def with_retry_class(retry: Any, **changes: Any) -> Request[Any]:
    """Return the request with another retry class, and other changes to its operation."""
    return evolve(REQUEST, retry=retry, operation=evolve(create.OPERATION, retry=retry, **changes))
