"""A call played by hand: a driver without a network, on a clock that moves when it is told."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import define, evolve, field

from jetemail_api_client._engine import conversation
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._plans import plan_for
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._reconciling import Plan
from jetemail_api_client._runtime.records import KeyKind, Request
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import Clock, RetryBudget, Shared
from jetemail_api_client._steps import Send
from jetemail_api_client.errors import JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest

KEYS: Mapping[KeyKind, str] = {"account": "api_planted", "transactional": "transactional_planted"}
PASSWORD = "planted-password"
REQUEST: Request[Any] = create.request(
    body=SmtpUsersCreateRequest(username="a", password=PASSWORD, quota=5)
)
NOW = 1_700_000_000.0

UNSENT = Fault(reason="could not connect", may_have_arrived=False)
BROKEN = Fault(reason="the connection broke", may_have_arrived=True)


def answer(status: int, body: Any = None, **headers: str) -> Answer:
    """An answer: bytes as they are, anything else as JSON."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status=status, headers=names, content=content)


CREATED = answer(200, {"success": True, "message": "made"})


@define
class Play:
    """What a call sent and waited for, and its value or error."""

    sends: list[Send] = field(factory=list)
    pauses: list[float] = field(factory=list)
    end: Any = None


def play(
    *events: Answer | Fault,
    seconds: float = 1.0,
    late: float = 0.0,
    request: Request[Any] = REQUEST,
    keys: Mapping[KeyKind, str] = KEYS,
    budget: RetryBudget | None = None,
    shared: Shared | None = None,
    plan: Plan[Any] | None = None,
    **options: Any,
) -> Play:
    """Play a call in which each attempt takes so many seconds and comes to the next event.

    A pause takes as long as it was to, and is late by so many seconds.
    """
    played, left = Play(), list(events)

    def waited() -> float:
        return sum(played.pauses) + late * len(played.pauses)

    def passed() -> float:
        return seconds * len(played.sends) + waited()

    clock = Clock(
        monotonic=lambda: 5000.0 + passed(),
        unix=lambda: NOW + passed(),
        jitter=lambda: 0.5,
    )
    settings = Settings(keys=keys, **options)
    shared = shared or Shared()
    shared.clock, shared.budget = clock, budget or RetryBudget()
    steps = conversation(request, settings, shared, plan)
    try:
        step = next(steps)
        while True:
            assert len(played.pauses) < 1000, "a call that never ends"
            if isinstance(step, Send):
                played.sends.append(step)
                step = steps.send(left.pop(0))
            else:
                played.pauses.append(step.seconds)
                step = next(steps)
    except StopIteration as end:
        played.end = end.value
    except JetEmailError as error:
        played.end = error
    return played


def plan_of(request: Any) -> Plan[Any]:
    """The plan of a create."""
    plan = plan_for(request)
    assert plan is not None
    return plan


def of_class(retry: Any, **changes: Any) -> Request[Any]:
    """The request as one of an operation that is otherwise classed."""
    return evolve(REQUEST, retry=retry, operation=evolve(create.OPERATION, retry=retry, **changes))
