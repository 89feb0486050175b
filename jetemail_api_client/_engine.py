"""One call as a conversation: what to send or how long to wait next, until a value or an error.

`conversation` decides and does no I/O. A driver, async or sync, does what each step says and hands
back what came of it: see `client.py`.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlencode, urlsplit

from attrs import field, frozen

from . import __version__
from ._answers import Call, error_of, held_back_error, is_gone, value_of, value_of_gone
from ._events import AttemptEnded, CallEnded, CallInfo, RetryScheduled, logger, tell
from ._policy import (
    Answer,
    Fault,
    effect_of,
    is_retried,
    outcome_of,
    pause_before_retry,
    retry_after,
)
from ._runtime.readings import Oddities
from ._runtime.records import AnswerKind, Request
from ._settings import ARGUMENTS, VARIABLES, Settings
from ._shared import Clock, Shared
from .errors import Attempt, ConfigurationError, JetEmailError

T = TypeVar("T")

# An error is JSON whatever a success is.
_ACCEPTED: Mapping[AnswerKind, str] = {
    "object": "application/json",
    "free": "application/json",
    "csv": "text/csv, application/json",
}


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


def conversation(request: Request[T], settings: Settings, shared: Shared) -> Conversation[T]:
    """The steps of one call.

    Raises:
        JetEmailError: What `jetemail_api_client.errors` says.
    """
    key = _key_for(request, settings)
    call = Call(request=request, settings=settings)
    started = shared.clock.monotonic()
    info = _info(call, shared)
    error: JetEmailError | None = None
    try:
        value: T = yield from _attempts(call, key, info, started, shared)
    except JetEmailError as raised:
        error = raised
        raise
    else:
        return value
    finally:
        ended = CallEnded(
            call=info,
            attempts=tuple(call.attempts),
            elapsed=shared.clock.monotonic() - started,
            error=error,
        )
        tell(shared.listeners, ended)


def _attempts(
    call: Call, key: str | None, info: CallInfo, started: float, shared: Shared
) -> Conversation[Any]:
    settings, clock = call.settings, shared.clock
    while True:
        begun = yield from _turn(call, started, shared)
        event = yield _send(call.request, settings, key, settings.deadline - begun)
        assert event is not None, "a driver answers a Send"  # noqa: S101 - narrows the type
        _record(call, event, begun, clock.monotonic() - started)
        tell(shared.listeners, AttemptEnded(call=info, attempt=call.attempts[-1]))
        if isinstance(event, Answer):
            _learn(call, event, shared)
            if effect_of(event) == "done":
                shared.budget.refund()
                return _value(event, call)
            if is_gone(event, call):
                return value_of_gone(event, call)
        pause = _pause(call, event, clock)
        if pause is None or not shared.budget.take():
            raise error_of(event, call)
        _announce(call, info, pause, shared)
        yield Pause(pause)
        if clock.monotonic() - started >= settings.deadline:
            # The pause took longer than it was to: there is no time for another attempt.
            raise error_of(event, call)


def _info(call: Call, shared: Shared) -> CallInfo:
    operation, address = call.request.operation, urlsplit(call.settings.base_url)
    return CallInfo(
        operation=operation.name,
        method=operation.method,
        path=operation.path,
        host=address.hostname or "",
        port=address.port or (443 if address.scheme == "https" else 80),
        started=shared.clock.unix(),
    )


def _turn(call: Call, started: float, shared: Shared) -> Conversation[float]:
    """Wait until the request may go out; the seconds from the call's start to then."""
    clock, pacer = shared.clock, shared.pacer
    turn = pacer.turn(call.request.operation.lane, clock.monotonic())
    try:
        while (wait := pacer.wait(turn, clock.monotonic())) > 0:
            _check_in_time(call, clock.monotonic() - started, wait, shared)
            yield Pause(wait)
    except BaseException:
        # Cancelled, or too late: whoever comes next may have the turn.
        pacer.give_back(turn)
        raise
    return clock.monotonic() - started


def _check_in_time(call: Call, elapsed: float, wait: float, shared: Shared) -> None:
    if elapsed + wait >= call.settings.deadline:
        is_closed = shared.pacer.is_closed(shared.clock.monotonic())
        raise held_back_error(call, wait, is_closed=is_closed)


def _learn(call: Call, answer: Answer, shared: Shared) -> None:
    """Take from an answer what concerns all calls: how long to wait."""
    clock = shared.clock
    call.retry_after = retry_after(answer.headers, clock.unix())
    if answer.status == 429 and call.retry_after is not None:
        shared.pacer.close_until(clock.monotonic() + call.retry_after)


def _announce(call: Call, info: CallInfo, pause: float, shared: Shared) -> None:
    last = call.attempts[-1]
    tell(shared.listeners, RetryScheduled(call=info, attempt=last, pause=pause))
    logger.info("%s: trying again in %.2f s after: %s", info.operation, pause, last.result)


def _record(call: Call, event: Answer | Fault, begun: float, ended: float) -> None:
    operation = call.request.operation
    attempt = Attempt(
        number=len(call.attempts) + 1,
        started=begun,
        elapsed=ended - begun,
        outcome=outcome_of(event, call.request.retry),
        result=event.reason if isinstance(event, Fault) else str(event.status),
        status=event.status if isinstance(event, Answer) else None,
    )
    call.attempts.append(attempt)
    logger.debug("%s: attempt %d: %s", operation.name, attempt.number, attempt.result)


def _pause(call: Call, event: Answer | Fault, clock: Clock) -> float | None:
    """Seconds before the next attempt, if there may be one and it would begin in time."""
    if isinstance(event, Fault):
        call.retry_after = None
    attempts, retry = len(call.attempts), call.request.retry
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
        headers=tuple(_headers(request, settings.headers, key)),
        content=request.content,
        timeout=timeout,
        connect_timeout=min(timeout, settings.connect_timeout),
    )


def _url(request: Request[Any], settings: Settings) -> str:
    query = f"?{urlencode(request.query)}" if request.query else ""
    return f"{settings.base_url}{request.path}{query}"


def _headers(
    request: Request[Any], headers: tuple[tuple[str, str], ...], key: str | None
) -> Iterator[tuple[str, str]]:
    yield "Accept", _ACCEPTED[request.operation.answer]
    yield "User-Agent", f"jetemail-api-client/{__version__}"
    if key is not None:
        yield "Authorization", f"Bearer {key}"
    yield from headers
    if request.content is not None:
        yield "Content-Type", request.content_type
    yield from request.headers
