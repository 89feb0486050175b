"""The clients. A plain method is generated; what stands here adds connecting, retrying, closing."""

import time
from collections.abc import Awaitable, Callable
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from attrs import evolve

from ._engine import conversation
from ._events import Listeners
from ._facades import AsyncFacades, Facades
from ._policy import Answer, Fault
from ._reconciling import Plan
from ._runtime.records import Request
from ._settings import SHARED_BY_CALLS, Options, Settings, keys_from
from ._shared import Clock, Shared, shared_by_calls
from ._steps import Conversation, Pause, Send, end_with
from .errors import ConfigurationError

if TYPE_CHECKING:
    import httpx
    import httpx2

    from ._transport.adapter import Adapter, AsyncAdapter

T = TypeVar("T")


class _Client:
    """What the two clients share: settings, a retry budget, and whether they are closed."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        self._settings = settings
        self._shared = shared

    def __repr__(self) -> str:
        if "_settings" not in self.__dict__:
            # A debugger asks, or what reports that the constructor refused an argument.
            return f"<{type(self).__name__}, not set up>"
        keys = " and ".join(self._settings.keys) or "no"
        return f"<{type(self).__name__} at {self._settings.base_url}, {keys} key>"

    def _conversation(self, request: Request[T]) -> Conversation[T]:
        plan = _plans()(request) if request.retry == "named" else None
        return conversation(request, self._settings, self._shared, plan)

    def with_options(self, **options: Unpack[Options]) -> Self:
        """Give the same client with other options: connections, limits and closing are shared.

        Args:
            options: deadline, attempt_timeout, connect_timeout, max_attempts, headers.

        Raises:
            ConfigurationError: An option is wrong, or belongs to the connections.
        """
        if fixed := options.keys() & SHARED_BY_CALLS:
            name = min(fixed)
            raise ConfigurationError(f"{name} is shared by all calls: make another client.")
        twin = copy(self)
        # The resources are bound to the client that they were asked of.
        twin.__dict__ = {name: own for name, own in self.__dict__.items() if name.startswith("_")}
        twin._settings = evolve(self._settings, **options)
        return twin


def _transport_options(settings: Settings) -> dict[str, Any]:
    from ._transport.defaults import no_trust

    # Plain http, to this machine itself, needs no certificates, and loading them takes a while.
    is_plain = settings.base_url.startswith("http:")
    return {
        "max_connections": settings.max_connections,
        "ssl_context": no_trust() if is_plain else None,
    }


def _checked(client: str, transport: object, http_client: object) -> Any:
    # Late: importing the package must not import an HTTP library.
    from ._transport.adapter import checked

    return checked(client, transport, http_client)


@cache
def _plans() -> Callable[[Request[Any]], Plan[Any] | None]:
    # Late: it knows models, which are loaded when they are first used.
    from ._plans import plan_for

    return plan_for


class AsyncJetEmail(_Client, AsyncFacades):
    """JetEmail for asyncio. Use it with `async with`, or `close()` it at the end.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx or httpx2 transport to send through instead of the default,
            `transports.AiohttpTransport`; closed with the client.
        http_client: An httpx or httpx2 client to send through, with its proxies, mounts and hooks;
            it stays yours to close.
        on_event: Called with a record of each attempt, retry and call; one, or several of them.
            See `events`.
        clock: Where time and chance come from; for tests.
        sleep: How to wait between attempts, in seconds; for tests.
        options: base_url, max_connections, pacing, rate_limit_gate, retry_budget, deadline,
            attempt_timeout, connect_timeout, max_attempts, headers.

    Raises:
        ConfigurationError: A key or an option is wrong.
        TypeError: `transport` or `http_client` is neither, or for the other flavour.
    """

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: "httpx.AsyncBaseTransport | httpx2.AsyncBaseTransport | None" = None,
        http_client: "httpx.AsyncClient | httpx2.AsyncClient | None" = None,
        on_event: Listeners | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = Settings(keys=keys_from(api_key, transactional_key), **options)
        super().__init__(settings, shared_by_calls(settings, clock, on_event))
        # Late: importing the package must not import an HTTP library.
        from asyncio import sleep as default_sleep

        self._sleep = sleep or default_sleep
        self._adapter = _async_adapter(
            _checked("AsyncJetEmail", transport, http_client), self._settings
        )

    async def send(self, request: Request[T], /) -> T:
        """Send a request that an endpoint module made; the resources' methods call this.

        Raises:
            JetEmailError: What `jetemail_api_client.errors` says.
        """
        steps = self._conversation(request)
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._done(step, steps))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            # Interrupted between two steps, it would be ended whenever its frame is collected.
            steps.close()

    async def _done(self, step: Send | Pause, steps: Conversation[Any]) -> Answer | Fault | None:
        """What comes of a step; what breaks it off ends the conversation."""
        try:
            if isinstance(step, Send):
                return await self._adapter.exchange(step)
            await self._sleep(step.seconds)
        except BaseException as error:  # noqa: BLE001 - raised by the conversation
            end_with(steps, error)
        return None

    async def close(self) -> None:
        """Close the connections, those of other event loops too; a second time does nothing."""
        self._shared.is_closed = True
        await self._adapter.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _async_adapter(given: Any, settings: Settings) -> "AsyncAdapter":
    from ._transport.adapter import AsyncAdapter

    if given is None:
        from .transports import AiohttpTransport

        given = AiohttpTransport(**_transport_options(settings))
    return AsyncAdapter(given)


class JetEmail(_Client, Facades):
    """JetEmail without asyncio; may be shared by threads. Use it with `with`, or `close()` it.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx or httpx2 transport to send through instead of the default,
            `transports.DeadlineTransport`; closed with the client.
        http_client: An httpx or httpx2 client to send through, with its proxies, mounts and hooks;
            it stays yours to close.
        on_event: Called with a record of each attempt, retry and call; one, or several of them.
            See `events`.
        clock: Where time and chance come from; for tests.
        sleep: How to wait between attempts, in seconds; for tests.
        options: base_url, max_connections, pacing, rate_limit_gate, retry_budget, deadline,
            attempt_timeout, connect_timeout, max_attempts, headers.

    Raises:
        ConfigurationError: A key or an option is wrong.
        TypeError: `transport` or `http_client` is neither, or for the other flavour.
    """

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: "httpx.BaseTransport | httpx2.BaseTransport | None" = None,
        http_client: "httpx.Client | httpx2.Client | None" = None,
        on_event: Listeners | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], object] | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = Settings(keys=keys_from(api_key, transactional_key), **options)
        super().__init__(settings, shared_by_calls(settings, clock, on_event))
        self._sleep = sleep or time.sleep
        self._adapter = _adapter(_checked("JetEmail", transport, http_client), self._settings)

    def send(self, request: Request[T], /) -> T:
        """Send a request that an endpoint module made; the resources' methods call this.

        Raises:
            JetEmailError: What `jetemail_api_client.errors` says.
        """
        steps = self._conversation(request)
        try:
            step = next(steps)
            while True:
                step = steps.send(self._done(step, steps))
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            # Interrupted between two steps, it would be ended whenever its frame is collected.
            steps.close()

    def _done(self, step: Send | Pause, steps: Conversation[Any]) -> Answer | Fault | None:
        """What comes of a step; what breaks it off ends the conversation."""
        try:
            if isinstance(step, Send):
                return self._adapter.exchange(step)
            self._sleep(step.seconds)
        except BaseException as error:  # noqa: BLE001 - raised by the conversation
            end_with(steps, error)
        return None

    def close(self) -> None:
        """Close the connections; a second time does nothing."""
        self._shared.is_closed = True
        self._adapter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _adapter(given: Any, settings: Settings) -> "Adapter":
    from ._transport.adapter import Adapter

    if given is None:
        from .transports import DeadlineTransport

        given = DeadlineTransport(**_transport_options(settings))
    return Adapter(given)
