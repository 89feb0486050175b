"""The clients: their construction, the drivers of the call flow, and closing."""

from collections.abc import Awaitable, Callable
from functools import cache
from inspect import isawaitable
from types import BuiltinFunctionType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypeVar, Unpack

from ._call.exchange import CheckTicket, SendRequest
from ._call.flow import CallFlow, Step, StepResult, call_flow, preparation_error, throw_into
from ._call.reconcile import Reconciler
from ._call.state import ClientState, SkippingClock
from ._fork import ProcessBound
from ._generated.client import AsyncResources, Resources
from ._runtime.frames import hides_arguments, without_arguments
from ._runtime.functions import check_plain, discard, name_of
from ._runtime.operations import Operation, Request
from ._runtime.raw_responses import APIResponse, AsyncRawMethod, RawMethod, RawProperty, RawResource
from .hooks import Hooks
from .options import (
    CallOptions,
    Clock,
    Method,
    Options,
    RequestOptions,
    Settings,
    changed_settings,
    checked_clock,
    settings_of,
)
from .rate_limits import Limiter, RateLimiter, RateLimits, Ticket
from .transports import AsyncHttpClient, AsyncTransport, HttpClient, Transport

if TYPE_CHECKING:
    from ._transport.adapter import Adapter, AsyncAdapter
    from ._transport.limiter import AsyncSharedLimiter, SharedLimiter
    from ._transport.timing import Sleepers, ThreadSleepers

T = TypeVar("T")

_Sleep: TypeAlias = Callable[[float, Ticket | None], None]
_AsyncSleep: TypeAlias = Callable[[float, Ticket | None], Awaitable[None]]


class _Client(ProcessBound):
    """The common base of both clients: settings, state and `with_options`."""

    _instead = "; with_options makes one with other options"
    _transport: ClassVar[str]
    """Name of the default transport."""
    _record: Callable[[APIResponse[Any]], None] | None = None

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None,
        hooks: Hooks | None,
        limiter: Limiter | None,
    ) -> None:
        self._settings = settings
        self._clock = SkippingClock(checked_clock(clock))
        self._state = ClientState.from_settings(settings, self._clock.as_clock(), hooks, limiter)

    def __repr__(self) -> str:
        if "_settings" not in self.__dict__:
            # A debugger or an error reporter looks at a client whose constructor failed.
            return f"<{type(self).__name__}, not initialized>"
        keys = " and ".join(self._settings.keys) or "no"
        return f"<{type(self).__name__} at {self._settings.base_url}, {keys} key>"

    @classmethod
    def preload(cls, *resources: str) -> None:
        """Import what clients and calls need, and load the trusted certificates.

        Otherwise the first client and the first calls do that, within their event loop. Call it
        when the process starts, before the loop runs; it may block for a second.

        Args:
            resources: Names of the resources that will be used, such as "smtp_users"; by default
                all of them.

        Raises:
            ConfigurationError: SSL_CERT_FILE or SSL_CERT_DIR leads to no certificates.
        """
        # The codec of host names, which Python loads on first use.
        "".encode("idna")
        _reconciler_factory()
        for name in resources or dir(cls):
            # The class of a resource, with its models.
            getattr(cls, name)
        _preload_transport(cls._transport)

    def _call_flow(self, request: Request[T]) -> CallFlow[T]:
        reconciler = _reconciler_factory()(request) if request.retry == "unique_name" else None
        return call_flow(request, self._settings, self._state, reconciler, record=self._record)

    def _end_sleep(self, moment: float, ticket: Ticket | None) -> None:
        """Count the time until a moment as passed, unless the sleep was ended before it."""
        if not (self._state.is_closed or (ticket is not None and ticket.is_woken)):
            self._clock.skip_to(moment)

    @without_arguments
    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other options that shares connections, limits and closing.

        Args:
            options: deadline, attempt_timeout, connect_timeout, rate_limit_timeout, max_attempts,
                headers. See `options.CallOptions`.

        Raises:
            ConfigurationError: An option is invalid, or shared by all calls.
            TypeError: An option does not exist, or is of a wrong type.
        """
        other = self._copy()
        other._settings = changed_settings(type(self).__name__, self._settings, options)
        return other

    def _recording(self, record: Callable[[APIResponse[Any]], None]) -> Self:
        """Return a client for one call that records its response."""
        other = self._copy()
        other._record = record
        return other

    def _copy(self) -> Self:
        other = object.__new__(type(self))
        # Without the cached resources: they are bound to this client.
        other.__dict__ = {
            name: own
            for name, own in self.__dict__.items()
            if type(own) is not getattr(type(self), name, None)
        }
        return other


def _same(client: T) -> T:
    # A lambda could not be pickled, and the error would not be about the client.
    return client


def _transport_options(settings: Settings) -> dict[str, Any]:
    from ._transport.defaults import no_trust

    # Plain http needs no certificates, and loading them is slow.
    is_plain = settings.base_url.startswith("http:")
    return {
        "max_connections": settings.max_connections,
        "ssl_context": no_trust() if is_plain else None,
    }


def _preload_transport(name: str) -> None:
    from . import transports
    from ._transport import adapter  # noqa: F401
    from ._transport.defaults import preload_trust

    getattr(transports, name)
    preload_trust()


def _checked(client: str, transport: object, http_client: object) -> Any:
    # Late: importing the package must not import an HTTP library.
    from ._transport.adapter import checked

    return checked(client, transport, http_client)


def _given(limiter: T | None) -> T:
    assert limiter is not None  # noqa: S101 - its call flow asked for it; narrows the type
    return limiter


@cache
def _reconciler_factory() -> Callable[[Request[Any]], Reconciler[Any] | None]:
    # Late: it imports models, which are loaded on first use.
    from ._reconcilers import reconciler_for

    return reconciler_for


def _custom_request() -> "Callable[..., Request[Any]]":
    # Late: most programs need none.
    from ._call.custom_request import custom_request

    return custom_request


@hides_arguments
class AsyncJetEmail(_Client, AsyncResources):
    """JetEmail for asyncio. Use it with `async with`, or `close()` it at the end.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx or httpx2 transport to send through instead of the default,
            `transports.AiohttpTransport`; closed with the client.
        http_client: An httpx or httpx2 client to send through, with its proxies, mounts and hooks;
            closing it is up to you.
        hooks: A function, or several, called with an event after each attempt, retry and call. See
            `jetemail_api_client.hooks`.
        clock: The sources of time and randomness, an `options.Clock`; for tests.
        sleep: Replaces sleeping between attempts and below the rate limits, in seconds; for tests.
            Nothing ends it earlier, not even `close`. It may return at once: the client counts the
            seconds as passed.
        options: base_url, allow_http, max_connections, rate_limits, rate_limit_timeout,
            rate_limit_block, retry_budget, deadline, attempt_timeout, connect_timeout,
            max_attempts, headers. See `options.Options`.

    Raises:
        ConfigurationError: A key or an option is invalid.
        TypeError: An argument is of a wrong type or of the other flavour, or does not exist.
    """

    _transport = "AiohttpTransport"

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: AsyncTransport | None = None,
        http_client: AsyncHttpClient | None = None,
        hooks: Hooks | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = settings_of(type(self).__name__, api_key, transactional_key, options)
        self._limiter = _async_shared_limiter(settings)
        super().__init__(settings, clock, hooks, self._limiter)
        self._sleepers = _sleepers()
        self._sleep = self._sleepers.sleep if sleep is None else _async_sleep(sleep)
        self._adapter = _async_adapter(
            _checked("AsyncJetEmail", transport, http_client), self._settings
        )

    async def execute(self, request: Request[T], /) -> T:
        """Send a request of an endpoint module; the methods of resources call this.

        Raises:
            JetEmailError: See `jetemail_api_client.errors`.
        """
        flow = self._call_flow(request)
        try:
            step = next(flow)
            while True:
                step = flow.send(await self._do(step, flow))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            # An interrupt between two steps would end it only when its frame is collected.
            flow.close()

    async def request(self, method: Method, path: str, **options: Unpack[RequestOptions]) -> Any:
        """Call an endpoint that has no method yet, as methods call theirs; return its JSON.

        The result is the decoded JSON as received, None if the response is empty. In errors and
        events, the operation is "request", and its path the one that you pass.

        Args:
            method: GET, POST, PUT, PATCH or DELETE.
            path: Path after the base URL, such as "/outbound/new-thing", percent-encoded.
            options: json, query, headers, retry, key, idempotency_key. See
                `options.RequestOptions`.

        Raises:
            InvalidRequestError: An argument is invalid; nothing was sent.
            JetEmailError: See `jetemail_api_client.errors`.
        """
        try:
            request = _custom_request()(method, path, **options)
        finally:
            # Error reporters show the locals of frames.
            del options
        return await self.execute(request)

    @RawProperty
    def with_raw_response(self) -> "AsyncJetEmailWithRawResponse":
        """`request` that returns an `APIResponse`; methods have theirs on each resource."""
        return AsyncJetEmailWithRawResponse(_same, self)

    async def execute_raw(self, request: Request[T], /) -> APIResponse[T]:
        """Send a request like `execute`; return its value with status, headers and attempts.

        Raises:
            JetEmailError: See `jetemail_api_client.errors`.
        """
        responses: list[APIResponse[T]] = []
        await self._recording(responses.append).execute(request)
        return responses[0]

    async def _prepare(self, operation: Operation[T], make: Callable[[], Request[T]]) -> Request[T]:
        """Make the request of a call in a thread; methods that read files call this.

        Raises:
            APITimeoutError: It takes longer than the deadline of a call; nothing was sent.
        """
        # Late: importing the package must not import an event loop.
        from ._runtime.threads import in_thread

        request = await in_thread(make, self._settings.deadline)
        if request is None:
            raise preparation_error(operation, self._settings, self._state)
        return request

    async def _do(self, step: Step, flow: CallFlow[Any]) -> StepResult:
        """Do a step; an exception ends the flow."""
        try:
            if isinstance(step, SendRequest):
                return await self._adapter.exchange(step)
            if isinstance(step, CheckTicket):
                return await _given(self._limiter).check(step)
            end = self._clock.monotonic() + step.seconds
            await self._sleep(step.seconds, step.ticket)
            self._end_sleep(end, step.ticket)
        except BaseException as error:  # noqa: BLE001 - raised by the flow
            throw_into(flow, error)
        return None

    async def close(self) -> None:
        """Close the connections, those of other event loops too; a second time does nothing.

        A loop that is not running closes its connections when it runs next.
        """
        self._state.is_closed = True
        self._sleepers.close()
        await self._adapter.close()
        if self._limiter is not None:
            await self._limiter.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class AsyncJetEmailWithRawResponse(RawResource):
    """The client's own `request`, with status, headers and attempts beside the value."""

    request: Final = AsyncRawMethod(AsyncJetEmail.request)
    """`request` of the client, which returns an `APIResponse`."""


def _async_sleep(sleep: Callable[[float], Awaitable[object]]) -> _AsyncSleep:
    """Return a sleep of the caller as the client calls it; nothing wakes it.

    Raises:
        TypeError: It cannot be async.
    """
    # No function in C is a coroutine function. Of a plain one in Python, only a call shows it.
    if not callable(sleep) or isinstance(sleep, BuiltinFunctionType):
        name = name_of(sleep) if callable(sleep) else type(sleep).__name__
        raise TypeError(f"sleep: expected an async function, got {name}")

    async def sleep_and_check(seconds: float, _: Ticket | None) -> None:
        slept = sleep(seconds)
        if not isawaitable(slept):
            got = f"{name_of(sleep)} returned {type(slept).__name__}"
            raise TypeError(
                f"sleep: {got}, which cannot be awaited: give an async function, or use JetEmail"
            )
        await slept

    return sleep_and_check


def _sleepers() -> "Sleepers":
    # Late: importing the package must not import an event loop.
    from ._transport.timing import Sleepers

    return Sleepers()


def _async_shared_limiter(settings: Settings) -> "AsyncSharedLimiter | None":
    if isinstance(settings.rate_limits, RateLimits | RateLimiter | None):
        return None
    from ._transport.limiter import AsyncSharedLimiter

    return AsyncSharedLimiter(settings.rate_limits)


def _async_adapter(given: Any, settings: Settings) -> "AsyncAdapter":
    from ._transport.adapter import AsyncAdapter

    if given is None:
        from .transports import AiohttpTransport

        given = AiohttpTransport(**_transport_options(settings))
    return AsyncAdapter(given)


@hides_arguments
class JetEmail(_Client, Resources):
    """JetEmail without asyncio; may be shared by threads. Use it with `with`, or `close()` it.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx or httpx2 transport to send through instead of the default,
            `transports.DeadlineTransport`; closed with the client.
        http_client: An httpx or httpx2 client to send through, with its proxies, mounts and hooks;
            closing it is up to you.
        hooks: A function, or several, called with an event after each attempt, retry and call. See
            `jetemail_api_client.hooks`.
        clock: The sources of time and randomness, an `options.Clock`; for tests.
        sleep: Replaces sleeping between attempts and below the rate limits, in seconds; for tests.
            Nothing ends it earlier, not even `close`. It may return at once: the client counts the
            seconds as passed.
        options: base_url, allow_http, max_connections, rate_limits, rate_limit_timeout,
            rate_limit_block, retry_budget, deadline, attempt_timeout, connect_timeout,
            max_attempts, headers. See `options.Options`.

    Raises:
        ConfigurationError: A key or an option is invalid.
        TypeError: An argument is of a wrong type or of the other flavour, or does not exist.
    """

    _transport = "DeadlineTransport"

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: Transport | None = None,
        http_client: HttpClient | None = None,
        hooks: Hooks | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], object] | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = settings_of(type(self).__name__, api_key, transactional_key, options)
        self._limiter = _shared_limiter(settings)
        super().__init__(settings, clock, hooks, self._limiter)
        self._sleepers = _thread_sleepers()
        self._sleep = self._sleepers.sleep if sleep is None else _plain_sleep(sleep)
        self._adapter = _adapter(_checked("JetEmail", transport, http_client), self._settings)

    def execute(self, request: Request[T], /) -> T:
        """Send a request of an endpoint module; the methods of resources call this.

        Raises:
            JetEmailError: See `jetemail_api_client.errors`.
        """
        flow = self._call_flow(request)
        try:
            step = next(flow)
            while True:
                step = flow.send(self._do(step, flow))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            # An interrupt between two steps would end it only when its frame is collected.
            flow.close()

    def request(self, method: Method, path: str, **options: Unpack[RequestOptions]) -> Any:
        """Call an endpoint that has no method yet, as methods call theirs; return its JSON.

        The result is the decoded JSON as received, None if the response is empty. In errors and
        events, the operation is "request", and its path the one that you pass.

        Args:
            method: GET, POST, PUT, PATCH or DELETE.
            path: Path after the base URL, such as "/outbound/new-thing", percent-encoded.
            options: json, query, headers, retry, key, idempotency_key. See
                `options.RequestOptions`.

        Raises:
            InvalidRequestError: An argument is invalid; nothing was sent.
            JetEmailError: See `jetemail_api_client.errors`.
        """
        try:
            request = _custom_request()(method, path, **options)
        finally:
            # Error reporters show the locals of frames.
            del options
        return self.execute(request)

    @RawProperty
    def with_raw_response(self) -> "JetEmailWithRawResponse":
        """`request` that returns an `APIResponse`; methods have theirs on each resource."""
        return JetEmailWithRawResponse(_same, self)

    def execute_raw(self, request: Request[T], /) -> APIResponse[T]:
        """Send a request like `execute`; return its value with status, headers and attempts.

        Raises:
            JetEmailError: See `jetemail_api_client.errors`.
        """
        responses: list[APIResponse[T]] = []
        self._recording(responses.append).execute(request)
        return responses[0]

    def _do(self, step: Step, flow: CallFlow[Any]) -> StepResult:
        """Do a step; an exception ends the flow."""
        try:
            if isinstance(step, SendRequest):
                return self._adapter.exchange(step)
            if isinstance(step, CheckTicket):
                return _given(self._limiter).check(step)
            end = self._clock.monotonic() + step.seconds
            self._sleep(step.seconds, step.ticket)
            self._end_sleep(end, step.ticket)
        except BaseException as error:  # noqa: BLE001 - raised by the flow
            throw_into(flow, error)
        return None

    def close(self) -> None:
        """Close the connections; a second time does nothing."""
        self._state.is_closed = True
        self._sleepers.close()
        self._adapter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class JetEmailWithRawResponse(RawResource):
    """The client's own `request`, with status, headers and attempts beside the value."""

    request: Final = RawMethod(JetEmail.request)
    """`request` of the client, which returns an `APIResponse`."""


def _thread_sleepers() -> "ThreadSleepers":
    from ._transport.timing import ThreadSleepers

    return ThreadSleepers()


def _shared_limiter(settings: Settings) -> "SharedLimiter | None":
    if isinstance(settings.rate_limits, RateLimits | RateLimiter | None):
        return None
    from ._transport.limiter import SharedLimiter

    return SharedLimiter(settings.rate_limits)


def _plain_sleep(sleep: Callable[[float], object]) -> _Sleep:
    """Return a sleep of the caller as the client calls it; nothing wakes it.

    Raises:
        TypeError: It is async.
    """
    check_plain("sleep", sleep)

    def sleep_and_check(seconds: float, _: Ticket | None) -> None:
        slept = sleep(seconds)
        if discard(slept) or isawaitable(slept):
            raise TypeError(f"sleep: expected a plain function, but it returned {name_of(slept)}")

    return sleep_and_check


def _adapter(given: Any, settings: Settings) -> "Adapter":
    from ._transport.adapter import Adapter

    if given is None:
        from .transports import DeadlineTransport

        given = DeadlineTransport(**_transport_options(settings))
    return Adapter(given)
