"""Methods with behaviour of their own, written once for both flavours.

A flow is a generator that yields requests, receives the value of each response (or its error), and
returns the value of the method.
"""

from collections.abc import Generator
from typing import Any, TypeAlias, TypeVar

from ..errors import JetEmailError
from .operations import AsyncClient, Client, Request

T = TypeVar("T")

Flow: TypeAlias = Generator[Request[Any], Any, T]


def run(client: Client, flow: Flow[T]) -> T:
    """Execute the requests of a flow; return its value."""
    try:
        request = next(flow)
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


async def run_async(client: AsyncClient, flow: Flow[T], *, is_blocking: bool = False) -> T:
    """Execute the requests of a flow; return its value.

    Args:
        client: The client.
        flow: The flow.
        is_blocking: Making the first request blocks, as reading files does: it runs in a thread.
    """
    try:
        request = await _first_in_thread(flow) if is_blocking else next(flow)
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


async def _first_in_thread(flow: Flow[Any]) -> Request[Any]:
    # Late: importing the package must not import an event loop.
    from asyncio import to_thread

    return await to_thread(next, flow)
