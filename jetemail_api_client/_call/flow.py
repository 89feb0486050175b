"""The flow of one call, from its request to a value or an error.

`call_flow` is a generator that decides and does no I/O. A driver, async or sync, does each step
that it yields and sends back the result: see `client.py`.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any, NoReturn, TypeAlias, TypeVar
from urllib.parse import urlencode

from attrs import evolve

from .. import __version__
from .._runtime.operations import Operation, Request, ResponseKind
from .._runtime.parsing import Deviations
from .._runtime.raw_responses import APIResponse
from ..errors import (
    APITimeoutError,
    Attempt,
    ConfigurationError,
    InvalidRequestError,
    JetEmailError,
)
from ..hooks import (
    ABANDONED,
    AttemptEnded,
    CallEnded,
    CallInfo,
    Failure,
    RetryScheduled,
    emit,
    logger,
)
from ..options import ARGUMENTS, VARIABLES, Settings, address_of
from ..rate_limits import MAX_BLOCK, RateLimiter, Ticket, Wait
from .exchange import (
    MAX_CONTENT,
    MAX_CSV,
    AttemptResult,
    CheckTicket,
    Response,
    SendRequest,
    Sleep,
    TransportFailure,
)
from .policy import (
    attempt_timeout,
    effect_of,
    may_retry,
    outcome_of,
    parse_retry_after,
    retry_delay,
)
from .reconcile import CLOCK_TOLERANCE, Decision, PendingCreate, Reconciler, Window, server_window
from .redaction import redact
from .responses import (
    MAX_REASON,
    blocked_error,
    closed_error,
    deadline_error,
    error_of,
    is_already_deleted,
    name_taken_error,
    rate_limit_timeout_error,
    rate_limiter_error,
    read_value,
    success_of,
    value_of_deleted,
)
from .state import CallState, ClientState, Deadline

T = TypeVar("T")

Step: TypeAlias = SendRequest | Sleep | CheckTicket
StepResult: TypeAlias = AttemptResult | Wait | Exception | None
CallFlow: TypeAlias = Generator[Step, StepResult, T]
"""Yields steps, receives the result of each, returns the value of the call."""


def call_flow(
    request: Request[T],
    settings: Settings,
    client: ClientState,
    reconciler: Reconciler[T] | None = None,
    deadline: Deadline | None = None,
    record: Callable[[APIResponse[T]], None] | None = None,
) -> CallFlow[T]:
    """Run one call.

    Args:
        request: The request to send.
        settings: Deadlines and attempts.
        client: The state that all calls of the client share.
        reconciler: Finds out what a create did whose response was lost.
        deadline: The deadline of the call that this is a part of.
        record: Receives the response of a success.

    Raises:
        JetEmailError: See `jetemail_api_client.errors`.
    """
    _check_key(request, settings)
    call, started = _begin(request, settings, client, deadline, reconciler)
    try:
        if reconciler:
            call.pending = PendingCreate(reconciler.name, request.content)
            client.pending_creates.begin(call.pending)
        value: T = yield from _attempts(call, started, client)
        _end_create(call, client)
    except BaseException as error:
        try:
            _end_create(call, client, error)
        except BaseException:
            # Interrupted: nothing else would end it.
            _end_create(call, client, error)
            raise
        if isinstance(error, JetEmailError):
            error.elapsed = client.clock.monotonic() - started
        _emit_call_ended(call, started, client, error)
        raise
    _emit_call_ended(call, started, client)
    if record:
        record(success_of(value, call, client.clock.monotonic() - started))
    return value


def preparation_error(
    operation: Operation[Any], settings: Settings, client: ClientState
) -> APITimeoutError:
    """Return the error of a call whose deadline expired while its request was made."""
    request = Request(
        operation=operation,
        retry=operation.retry,
        path=operation.path,
        preparation=settings.deadline,
    )
    call, started = _begin(request, settings, client)
    error = deadline_error(call)
    error.elapsed = settings.deadline
    _emit_call_ended(call, started, client, error)
    return error


def _begin(
    request: Request[Any],
    settings: Settings,
    client: ClientState,
    deadline: Deadline | None = None,
    reconciler: Reconciler[Any] | None = None,
) -> tuple[CallState, float]:
    """Return a new call, and its start on the monotonic clock: that of its preparation."""
    started = client.clock.monotonic() - request.preparation
    call = CallState(
        request=request,
        settings=settings,
        deadline=deadline or Deadline(client.clock, settings.deadline, started),
        reconciler=reconciler,
        started_at=client.clock.unix() - request.preparation,
    )
    return call, started


def throw_into(flow: CallFlow[Any], error: BaseException) -> NoReturn:
    """End a flow with the exception that ended one of its steps; raises what the flow raises.

    It ends now, not when its frames are collected: whatever holds a traceback would delay that.
    """
    if not isinstance(error, Exception):
        # The frames of a cancelled transport hold key and body, and error reporters show locals.
        error.__traceback__ = None
    while True:
        flow.throw(error)


def _end_create(call: CallState, client: ClientState, error: BaseException | None = None) -> None:
    """Unregister the create, if the call is one."""
    if call.pending is not None:
        may_have_acted = not isinstance(error, JetEmailError) or error.outcome == "unknown"
        client.pending_creates.end(call.pending, may_have_acted=may_have_acted)


def _attempts(call: CallState, started: float, client: ClientState) -> CallFlow[Any]:
    settings, clock = call.settings, client.clock
    error: JetEmailError | None = None
    value: Any = None
    try:
        while True:
            ticket = yield from _wait_for_ticket(call, error, client)
            try:
                now = clock.monotonic()
                begun = call.attempt_started = now - started
                send = _send_request(call.request, settings, call.deadline.remaining(now))
                with client.exchange_context():
                    result: Any = yield send
            finally:
                now = clock.monotonic()
                client.rate_limiter.finish(ticket, now)
            _record_attempt(call, result, begun, now - started)
            _update_state(call, result, client, now)
            value = _value_or_error(result, call, client)
            # After reading the response: an attempt is done only if its response is valid.
            _emit_attempt_ended(call, client)
            if not isinstance(value, JetEmailError):
                return value
            error = value
            # It may become the cause of another error.
            error.elapsed = clock.monotonic() - started
            decision, listing = yield from _reconcile(call, error, started, client)
            if decision == "ours":
                return _reconciled_value(call, listing)
            if decision == "other":
                raise name_taken_error(result, call)
            delay = _retry_delay(call, result, client, is_absent=decision == "absent")
            if client.is_closed or delay is None or not client.retry_budget.spend():
                raise error
            _emit_retry_scheduled(call, delay, client)
            yield Sleep(delay)
    finally:
        # A raised error holds this frame: without this, both would form a cycle.
        error = value = None


# The rate limiter.


def _wait_for_ticket(
    call: CallState, error: JetEmailError | None, client: ClientState
) -> CallFlow[Ticket]:
    """Wait until the request may be sent; return its ticket.

    Waiting below the limits does not count toward the deadline; time that a block by the API adds
    to it does.

    Args:
        call: The call.
        error: The error of its last attempt, if there was one.
        client: The client's state, with the rate limiter.
    """
    clock, deadline, limiter = client.clock, call.deadline, client.rate_limiter
    ticket, is_new = Ticket(call.request.operation.bucket, deadline.place), True
    try:
        # Within the block: an interrupt between them would leave the ticket in the queue for good.
        limiter.join(ticket)
        # Attempts to come, and a listing, do not queue again behind the calls that began later.
        deadline.place = ticket.number
        while True:
            now = clock.monotonic()
            _check_time(call, error, client, now)
            if isinstance(limiter, RateLimiter):
                wait = limiter.check(ticket, now)
            else:
                wait = yield from _check_shared(call, error, client, ticket)
                is_new, now = True, clock.monotonic()
            if not wait.seconds:
                return ticket
            _check_wait(call, error, wait, is_new=is_new)
            is_new = False
            yield Sleep(wait.seconds, ticket)
            deadline.waited += min(wait.seconds - wait.blocked, clock.monotonic() - now)
    except BaseException:
        limiter.cancel(ticket)
        raise


def _check_time(
    call: CallState, error: JetEmailError | None, client: ClientState, now: float
) -> None:
    """Check that the client is open, and that the deadline has not expired.

    Raises:
        JetEmailError: One of them is not so.
    """
    if client.is_closed:
        raise error or closed_error(call)
    if call.deadline.remaining(now) <= 0:
        raise error or deadline_error(call)


def _check_wait(call: CallState, error: JetEmailError | None, wait: Wait, *, is_new: bool) -> None:
    """Check that a call may wait for so long.

    Raises:
        JetEmailError: It would wait too long.
    """
    if wait.blocked >= call.deadline.remaining():
        raise blocked_error(call, wait.blocked) from error
    waited = call.deadline.waited + wait.seconds - wait.blocked
    # Only at first: a call that was admitted is sent, though other requests may take longer. A
    # shared limiter does not say when it would let the call go.
    if is_new and waited > call.settings.rate_limit_timeout:
        raise rate_limit_timeout_error(call, waited) from error


def _check_shared(
    call: CallState, error: JetEmailError | None, client: ClientState, ticket: Ticket
) -> CallFlow[Wait]:
    """Ask a shared rate limiter how long to wait; its own time is waiting, too.

    Raises:
        JetEmailError: It failed, or did not respond in time.
    """
    deadline, now = call.deadline, client.clock.monotonic()
    timeout = call.settings.rate_limit_timeout - deadline.waited
    if timeout <= 0:
        raise rate_limit_timeout_error(call, deadline.waited) from error
    wait = yield CheckTicket(ticket=ticket, age=now - deadline.started, timeout=timeout)
    took = client.clock.monotonic() - now
    deadline.waited += took
    if isinstance(wait, Wait):
        return wait
    if client.is_closed:
        raise error or closed_error(call)
    if took >= timeout:
        raise rate_limit_timeout_error(call, deadline.waited) from error
    cause = wait if isinstance(wait, Exception) else None
    raise rate_limiter_error(call, wait) from cause


# The request.

# Errors are JSON whatever a success is.
_ACCEPT: Mapping[ResponseKind, str] = {
    "object": "application/json",
    "free": "application/json",
    "csv": "text/csv, application/json",
}

_USER_AGENT = f"jetemail-api-client/{__version__}"

# The longest URL that httpx takes.
_MAX_URL = 65_536


def _check_key(request: Request[Any], settings: Settings) -> None:
    """Check that the client has the key that the operation needs.

    Raises:
        ConfigurationError: The client has no key of that kind.
    """
    operation, kind = request.operation, request.operation.key
    if kind is None or kind in settings.keys:
        return
    raise ConfigurationError(
        f"{operation.name}: there is no {kind} key: "
        f"give the client {ARGUMENTS[kind]}, or set {VARIABLES[kind]}. Nothing was sent.",
        operation=operation.name,
        method=operation.method,
        path=operation.path,
    )


def _send_request(request: Request[Any], settings: Settings, remaining: float) -> SendRequest:
    """Make the step that sends a request, with so many seconds until the deadline."""
    timeout = min(remaining, attempt_timeout(settings.attempt_timeout, request.content))
    return SendRequest(
        method=request.operation.method,
        url=_url(request, settings),
        headers=tuple(_headers(request, settings)),
        content=request.content,
        timeout=timeout,
        connect_timeout=min(timeout, settings.connect_timeout),
        max_content=_max_content(request),
    )


def _max_content(request: Request[Any]) -> int:
    """Return how many bytes of a response to read."""
    if request.operation.response == "csv":
        return MAX_CSV
    # A batch may come back with each message that was rejected, in another encoding.
    return max(MAX_CONTENT, 3 * len(request.content or b""))


def _url(request: Request[Any], settings: Settings) -> str:
    query = f"?{_query(request)}" if request.query else ""
    url = f"{settings.base_url}{request.path}{query}"
    if len(url) > _MAX_URL:
        raise InvalidRequestError(
            f"{request.operation.name}: the URL has {len(url)} characters; the limit is {_MAX_URL}."
        )
    return url


def _query(request: Request[Any]) -> str:
    # A comma that is encoded would not separate the values of a list.
    has_lists = any(one.lists == "joined" for one in request.operation.parameters)
    return urlencode(request.query, safe="," if has_lists else "")


def _headers(request: Request[Any], settings: Settings) -> Iterator[tuple[str, str]]:
    yield "Accept", _ACCEPT[request.operation.response]
    yield "User-Agent", _USER_AGENT
    if (kind := request.operation.key) is not None:
        yield "Authorization", f"Bearer {settings.keys[kind]}"
    yield from settings.headers
    if request.content is not None:
        yield "Content-Type", request.content_type
    yield from request.headers


# The result of an attempt.


def _record_attempt(call: CallState, result: AttemptResult, begun: float, ended: float) -> None:
    """Add the attempt that has ended to those of the call."""
    failure = result if isinstance(result, TransportFailure) else None
    status = result.status if isinstance(result, Response) else None
    attempt = Attempt(
        number=len(call.attempts) + 1,
        started=begun,
        elapsed=ended - begun,
        outcome=outcome_of(result, call.request.retry),
        result=redact(failure.reason, call, MAX_REASON) if failure else str(status),
        status=status,
        phase=failure.phase if failure else None,
    )
    call.attempts.append(attempt)
    call.attempt_started = None
    name = call.request.operation.name
    logger.debug("%s: attempt %d: %s", name, attempt.number, attempt.result)


def _update_state(call: CallState, result: AttemptResult, client: ClientState, now: float) -> None:
    """Learn from a response: the time to wait, a block of the account, and the server's clock."""
    call.retry_after = None
    if isinstance(result, TransportFailure):
        return
    call.status, call.headers = result.status, result.headers
    call.retry_after = parse_retry_after(result.headers, client.clock.unix())
    if result.status == 429 and call.retry_after is not None:
        client.rate_limiter.block(min(call.retry_after, MAX_BLOCK), now)
    if date := result.headers.get("date"):
        client.date_sample = (date, now - call.attempts[-1].elapsed, now)


def _value_or_error(result: AttemptResult, call: CallState, client: ClientState) -> Any:
    """Return the value of a success, or the error of anything else."""
    if isinstance(result, Response):
        if effect_of(result) == "done":
            client.retry_budget.refund()
            return _read_value(result, call)
        if is_already_deleted(result, call):
            return value_of_deleted(result, call)
    return error_of(result, call)


def _read_value(response: Response, call: CallState) -> Any:
    deviations: Deviations = []
    value = read_value(response, call, deviations)
    if deviations:
        logger.warning(
            "%s: %s (%d deviations, all kept as received)",
            call.request.operation.name,
            deviations[0],
            len(deviations),
        )
    return value


def _retry_delay(
    call: CallState, result: AttemptResult, client: ClientState, *, is_absent: bool
) -> float | None:
    """Return the seconds before the next attempt; None if there is none, or not in time."""
    attempts = len(call.attempts)
    if isinstance(result, TransportFailure) and result.is_permanent:
        return None
    is_allowed = may_retry(call.request.retry, effect_of(result), is_absent=is_absent)
    if attempts >= call.settings.max_attempts or not is_allowed:
        return None
    delay = retry_delay(attempts, call.retry_after, client.clock.jitter())
    return delay if delay < call.deadline.remaining() else None


# Reconciling a create.


def _reconcile(
    call: CallState, error: JetEmailError, started: float, client: ClientState
) -> CallFlow[tuple[Decision, Any]]:
    """Request the listing after an attempt that may have acted; return the decision and it."""
    reconciler, is_late = call.reconciler, call.deadline.remaining() <= 0
    if reconciler is None or client.is_closed or error.outcome != "unknown" or is_late:
        return "unclear", None
    # The response to this request, too, may repeat the secrets of the create.
    request = evolve(reconciler.listing, secrets=call.request.secrets)
    try:
        listing = yield from call_flow(
            request, call.settings, client, deadline=call.deadline, record=call.record_listing
        )
    except JetEmailError as cause:
        raise error from cause
    decision = reconciler.decide(listing, _window(call, started, client))
    has_rival = call.pending is not None and call.pending.has_rival
    return ("unclear" if decision == "ours" and has_rival else decision), listing


def _window(call: CallState, started: float, client: ClientState) -> Window | None:
    """Return the time since the first attempt that may have acted, on the server's clock."""
    now = client.clock.monotonic()
    if abs(client.clock.unix() - call.started_at - (now - started)) > CLOCK_TOLERANCE:
        # A clock was set, or the machine slept: the duration of the call is unknown.
        return None
    first = next(attempt for attempt in call.attempts if attempt.outcome == "unknown")
    return server_window(started + first.started, now, client.date_sample)


def _reconciled_value(call: CallState, listing: Any) -> Any:
    """Return the value of a create that succeeded, as the listing shows."""
    assert call.reconciler is not None  # noqa: S101 - it made the decision; narrows the type
    call.is_reconciled = True
    logger.info(
        "%s: succeeded, as a listing shows; its response was lost", call.request.operation.name
    )
    return call.reconciler.value(listing)


# Events and logs. Without hooks no event is made: every call comes through here.


def _call_info(call: CallState) -> CallInfo:
    operation, base_url = call.request.operation, call.settings.base_url
    host, port = address_of(base_url)
    return CallInfo(
        operation=operation.name,
        method=operation.method,
        path=operation.path,
        url=base_url + operation.path,
        host=host,
        port=port,
        started=call.started_at,
    )


def _emit_attempt_ended(call: CallState, client: ClientState) -> None:
    if client.hooks:
        emit(client.hooks, AttemptEnded(call=_call_info(call), attempt=call.attempts[-1]))


def _emit_retry_scheduled(call: CallState, delay: float, client: ClientState) -> None:
    last = call.attempts[-1]
    if client.hooks:
        emit(client.hooks, RetryScheduled(call=_call_info(call), attempt=last, delay=delay))
    logger.info("%s: retry in %.2f s after: %s", call.request.operation.name, delay, last.result)


def _emit_call_ended(
    call: CallState, started: float, client: ClientState, error: BaseException | None = None
) -> None:
    is_abandoned = error is not None and not isinstance(error, JetEmailError)
    if not (client.hooks or is_abandoned):
        return
    elapsed = client.clock.monotonic() - started
    if is_abandoned and call.attempt_started is not None:
        # The request may have been sent: to assume so is always safe.
        abandoned = TransportFailure(ABANDONED, may_have_arrived=True)
        _record_attempt(call, abandoned, call.attempt_started, elapsed)
        _emit_attempt_ended(call, client)
    if client.hooks:
        ended = CallEnded(
            call=_call_info(call),
            attempts=tuple(call.attempts),
            elapsed=elapsed,
            failure=Failure.from_error(error) if isinstance(error, JetEmailError) else None,
            is_abandoned=is_abandoned,
            is_reconciled=call.is_reconciled,
        )
        emit(client.hooks, ended)
