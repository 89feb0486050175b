"""The clients. A plain method is generated; what stands here adds connecting, retrying, closing."""

import time
from collections.abc import Awaitable, Callable
from copy import copy
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

    from ._aiohttp import AiohttpChannel
    from ._blocking import BlockingChannel
    from ._httpx import AsyncHttpxChannel, HttpxChannel

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
        plan = _plan_for(request) if request.retry == "named" else None
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


def _plan_for(request: Request[T]) -> Plan[T] | None:
    # Late: it knows models, which are loaded when they are first used.
    from ._plans import plan_for

    return plan_for(request)


class AsyncJetEmail(_Client, AsyncFacades):
    """JetEmail for asyncio. Use it with `async with`, or `close()` it at the end.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx transport to send through instead of the default, which is aiohttp;
            closed with the client.
        on_event: Called with a record of each attempt, retry and call; one, or several of them.
            See `events`.
        clock: Where time and chance come from; for tests.
        sleep: How to wait between attempts, in seconds; for tests.
        options: base_url, max_connections, pacing, rate_limit_gate, retry_budget, deadline,
            attempt_timeout, connect_timeout, max_attempts, headers.

    Raises:
        ConfigurationError: A key or an option is wrong.
    """

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: "httpx.AsyncBaseTransport | None" = None,
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
        self._channel = _async_channel(transport, self._settings)

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

    async def _done(self, step: Send | Pause, steps: Conversation[Any]) -> Answer | Fault | None:
        """What comes of a step; what breaks it off ends the conversation."""
        try:
            if isinstance(step, Send):
                return await self._channel.exchange(step)
            await self._sleep(step.seconds)
        except BaseException as error:  # noqa: BLE001 - raised by the conversation
            end_with(steps, error)
        return None

    async def close(self) -> None:
        """Close the connections, those of other event loops too; a second time does nothing."""
        self._shared.is_closed = True
        await self._channel.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _async_channel(
    transport: "httpx.AsyncBaseTransport | None", settings: Settings
) -> "AiohttpChannel | AsyncHttpxChannel":
    if transport is None:
        from ._aiohttp import AiohttpChannel

        return AiohttpChannel(settings.base_url, settings.max_connections)
    from ._httpx import AsyncHttpxChannel

    return AsyncHttpxChannel(transport)


class JetEmail(_Client, Facades):
    """JetEmail without asyncio; may be shared by threads. Use it with `with`, or `close()` it.

    Args:
        api_key: The account key, api_...; if not given, JETEMAIL_API_KEY of the environment.
        transactional_key: The sending key, transactional_...; if not given,
            JETEMAIL_TRANSACTIONAL_KEY. Either key may be missing until a call needs it.
        transport: An httpx transport to use instead of the default; closed with the client.
        on_event: Called with a record of each attempt, retry and call; one, or several of them.
            See `events`.
        clock: Where time and chance come from; for tests.
        sleep: How to wait between attempts, in seconds; for tests.
        options: base_url, max_connections, pacing, rate_limit_gate, retry_budget, deadline,
            attempt_timeout, connect_timeout, max_attempts, headers.

    Raises:
        ConfigurationError: A key or an option is wrong.
    """

    def __init__(
        self,
        api_key: str | None = None,
        transactional_key: str | None = None,
        *,
        transport: "httpx.BaseTransport | None" = None,
        on_event: Listeners | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], object] | None = None,
        **options: Unpack[Options],
    ) -> None:
        settings = Settings(keys=keys_from(api_key, transactional_key), **options)
        super().__init__(settings, shared_by_calls(settings, clock, on_event))
        self._sleep = sleep or time.sleep
        self._channel = _channel(transport, self._settings)

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

    def _done(self, step: Send | Pause, steps: Conversation[Any]) -> Answer | Fault | None:
        """What comes of a step; what breaks it off ends the conversation."""
        try:
            if isinstance(step, Send):
                return self._channel.exchange(step)
            self._sleep(step.seconds)
        except BaseException as error:  # noqa: BLE001 - raised by the conversation
            end_with(steps, error)
        return None

    def close(self) -> None:
        """Close the connections; a second time does nothing."""
        self._shared.is_closed = True
        self._channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _channel(
    transport: "httpx.BaseTransport | None", settings: Settings
) -> "BlockingChannel | HttpxChannel":
    if transport is None:
        from ._blocking import BlockingChannel

        return BlockingChannel(settings.base_url, settings.max_connections)
    from ._httpx import HttpxChannel

    return HttpxChannel(transport)
