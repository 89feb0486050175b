"""One call as a conversation: what to send or how long to wait next, until a value or an error.

`conversation` decides and does no I/O. A driver, async or sync, does what each step says and hands
back what came of it: see `client.py`.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlencode

from attrs import field, frozen

from . import __version__
from ._answers import Call, error_of, value_of
from ._policy import (
    BUDGET,
    BUDGET_REFUND,
    Answer,
    Fault,
    effect_of,
    is_retried,
    outcome_of,
    pause_before_retry,
    retry_after,
)
from ._runtime.readings import Oddities
from ._runtime.records import Request
from ._settings import ARGUMENTS, VARIABLES, Settings
from .errors import Attempt, ConfigurationError

T = TypeVar("T")

logger = logging.getLogger("jetemail_api_client")


@frozen(kw_only=True)
class Send:
    """Step: send this, and hand back the Answer or the Fault. Times are in seconds."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float
    connect_timeout: float


@frozen
class Pause:
    """Step: wait for so many seconds."""

    seconds: float


Conversation: TypeAlias = Generator[Send | Pause, Answer | Fault | None, T]
"""Yields steps, takes what came of each `Send`, returns the value of the call."""


@frozen(kw_only=True)
class Clock:
    """Where a call gets time and chance from; tests bring their own."""

    monotonic: Callable[[], float] = time.monotonic
    unix: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random


class RetryBudget:
    """Retries that a client may still make: a failing server is not buried under them."""

    def __init__(self, tokens: float = BUDGET) -> None:
        self._most = self._tokens = tokens
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take a token for a retry, if there is one."""
        with self._lock:
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def refund(self) -> None:
        """Give back a part of a token for a success."""
        with self._lock:
            self._tokens = min(self._most, self._tokens + BUDGET_REFUND)


def conversation(
    request: Request[T], settings: Settings, budget: RetryBudget, clock: Clock
) -> Conversation[T]:
    """The steps of one call.

    Raises:
        JetEmailError: What `jetemail_api_client.errors` says.
    """
    key = _key_for(request, settings)
    call = Call(request=request, settings=settings)
    started = clock.monotonic()
    while True:
        begun = clock.monotonic() - started
        event = yield _send(request, settings, key, settings.deadline - begun)
        assert event is not None, "a driver answers a Send"  # noqa: S101 - narrows the type
        _record(call, event, begun, clock.monotonic() - started)
        if isinstance(event, Answer) and effect_of(event) == "done":
            budget.refund()
            value: T = _value(event, call)
            return value
        pause = _pause(call, event, clock)
        if pause is None or not budget.take():
            raise error_of(event, call)
        last = call.attempts[-1].result
        logger.info("%s: trying again in %.2f s after: %s", request.operation.name, pause, last)
        yield Pause(pause)
        if clock.monotonic() - started >= settings.deadline:
            # The pause took longer than it was to: there is no time for another attempt.
            raise error_of(event, call)


def _record(call: Call, event: Answer | Fault, begun: float, ended: float) -> None:
    operation = call.request.operation
    attempt = Attempt(
        number=len(call.attempts) + 1,
        started=begun,
        elapsed=ended - begun,
        outcome=outcome_of(event, operation.retry),
        result=event.reason if isinstance(event, Fault) else str(event.status),
        status=event.status if isinstance(event, Answer) else None,
    )
    call.attempts.append(attempt)
    logger.debug("%s: attempt %d: %s", operation.name, attempt.number, attempt.result)


def _pause(call: Call, event: Answer | Fault, clock: Clock) -> float | None:
    """Seconds before the next attempt, if there may be one and it would begin in time."""
    headers = event.headers if isinstance(event, Answer) else {}
    call.retry_after = retry_after(headers, clock.unix())
    attempts, retry = len(call.attempts), call.request.operation.retry
    if attempts >= call.settings.max_attempts or not is_retried(retry, effect_of(event)):
        return None
    pause = pause_before_retry(attempts, call.retry_after, clock.jitter())
    return pause if call.elapsed + pause < call.settings.deadline else None


def _value(answer: Answer, call: Call) -> Any:
    odd: Oddities = []
    value = value_of(answer, call, odd)
    if odd:
        name = call.request.operation.name
        logger.warning("%s: %s (departures: %d; all kept)", name, odd[0], len(odd))
    return value


def _key_for(request: Request[Any], settings: Settings) -> str | None:
    kind = request.operation.key
    if kind is None or kind in settings.keys:
        return None if kind is None else settings.keys[kind]
    raise ConfigurationError(
        f"{request.operation.name}: there is no {kind} key: "
        f"give the client {ARGUMENTS[kind]}, or set {VARIABLES[kind]}. Nothing was sent.",
        operation=request.operation.name,
    )


def _send(request: Request[Any], settings: Settings, key: str | None, left: float) -> Send:
    timeout = min(left, settings.attempt_timeout)
    return Send(
        method=request.operation.method,
        url=_url(request, settings),
        headers=tuple(_headers(request, key)),
        content=request.content,
        timeout=timeout,
        connect_timeout=min(timeout, settings.connect_timeout),
    )


def _url(request: Request[Any], settings: Settings) -> str:
    query = f"?{urlencode(request.query)}" if request.query else ""
    return f"{settings.base_url}{request.path}{query}"


def _headers(request: Request[Any], key: str | None) -> Iterator[tuple[str, str]]:
    yield "Accept", "application/json"
    yield "User-Agent", f"jetemail-api-client/{__version__}"
    if key is not None:
        yield "Authorization", f"Bearer {key}"
    if request.content is not None:
        yield "Content-Type", "application/json"
    yield from request.headers
