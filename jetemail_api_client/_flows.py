"""Several requests in a row, decided in one place for both flavours. Pure."""

from collections.abc import Generator
from typing import Any, TypeAlias, TypeVar

from ._runtime.records import AsyncSender, Request, Sender
from .errors import JetEmailError

T = TypeVar("T")

Flow: TypeAlias = Generator[Request[Any], Any, T]
"""Yields requests, takes what each returns or raises, returns the value of them all."""


def followed(client: Sender, flow: Flow[T]) -> T:
    """Send what a flow asks for, and wait for what comes of it."""
    try:
        request = next(flow)
        while True:
            try:
                value = client.send(request)
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        result: T = end.value
        return result


async def followed_async(client: AsyncSender, flow: Flow[T]) -> T:
    """Send what a flow asks for, without blocking."""
    try:
        request = next(flow)
        while True:
            try:
                value = await client.send(request)
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        result: T = end.value
        return result
