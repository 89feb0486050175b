"""Methods with behaviour of their own, written once for both flavours.

A flow is a generator that yields requests, receives the value of each response (or its error), and
returns the value of the method.
"""

import time
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeAlias, TypeVar

from ..errors import JetEmailError
from .operations import AsyncClient, Client, Operation, Request

T = TypeVar("T")

Flow: TypeAlias = Generator[Request[Any], Any, T]


def single(make: Callable[[], Request[T]]) -> Flow[T]:
    """Make a request, and return the value of its response."""
    value: T = yield make()
    return value


def run(client: Client, flow: Flow[T]) -> T:
    """Execute the requests of a flow; return its value."""
    started = time.monotonic()
    try:
        request = next(flow)
        request.preparation = time.monotonic() - started
        while True:
            try:
                value = client.execute(request)
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        result: T = end.value
        return result


async def run_async(
    client: AsyncClient, flow: Flow[T], *, blocking: Operation[Any] | None = None
) -> T:
    """Execute the requests of a flow; return its value.

    Args:
        client: The client.
        flow: The flow.
        blocking: The operation of the first request, if making it blocks, as reading files does: it
            runs in a thread, within the deadline of the call.
    """
    started = time.monotonic()
    try:
        request = await _prepared(client, flow, blocking) if blocking else next(flow)
        request.preparation = time.monotonic() - started
        while True:
            try:
                value = await client.execute(request)
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        result: T = end.value
        return result


async def _prepared(client: Any, flow: Flow[Any], operation: Operation[Any]) -> Request[Any]:
    # Late: importing the package must not import an event loop.
    from .threads import in_thread

    make = partial(next, flow)
    # A client that only executes requests has no deadline.
    request: Request[Any] | None
    if hasattr(client, "_prepare"):
        request = await client._prepare(operation, make)
    else:
        request = await in_thread(make)
    assert request is not None  # noqa: S101 - without a timeout, there is one; narrows the type
    return request
