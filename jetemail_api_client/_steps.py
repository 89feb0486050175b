"""The steps of a call: what its conversation asks a driver to do, and what a request looks like."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any, NoReturn, TypeAlias, TypeVar
from urllib.parse import urlencode

from attrs import define, field, frozen

from . import __version__
from ._policy import Answer, Fault
from ._runtime.records import AnswerKind, Request
from ._settings import ARGUMENTS, VARIABLES, Settings
from .errors import ConfigurationError, InvalidRequestError

T = TypeVar("T")

# An error is JSON whatever a success is.
_ACCEPTED: Mapping[AnswerKind, str] = {
    "object": "application/json",
    "free": "application/json",
    "csv": "text/csv, application/json",
}

# httpx takes no longer address.
_URL_MOST = 65_536


# Not frozen: attrs sets each field of what is frozen by a call, and every attempt makes one.
@define(kw_only=True)
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


def end_with(steps: Conversation[Any], error: BaseException) -> NoReturn:
    """Tell a conversation what came in the place of a step's end; it raises that.

    At once, and not when its frames are collected: whatever holds a traceback would put that off.
    """
    if not isinstance(error, Exception):
        # Of a cancelled call, the frames of what sends it hold the key and the body, and tools that
        # report errors show the locals of frames.
        error.__traceback__ = None
    while True:
        steps.throw(error)


def check_key(request: Request[Any], settings: Settings) -> None:
    """See that the client has the key that goes with a request, if one does.

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


def send_of(request: Request[Any], settings: Settings, left: float) -> Send:
    """The step that sends a request, when so many seconds are left of the deadline."""
    timeout = min(left, settings.attempt_timeout)
    return Send(
        method=request.operation.method,
        url=_url(request, settings),
        headers=tuple(_headers(request, settings)),
        content=request.content,
        timeout=timeout,
        connect_timeout=min(timeout, settings.connect_timeout),
    )


def _url(request: Request[Any], settings: Settings) -> str:
    query = f"?{urlencode(request.query)}" if request.query else ""
    url = f"{settings.base_url}{request.path}{query}"
    if len(url) > _URL_MOST:
        name, words = request.operation.name, f"at most {_URL_MOST} can be sent"
        raise InvalidRequestError(f"{name}: the address has {len(url)} characters; {words}.")
    return url


def _headers(request: Request[Any], settings: Settings) -> Iterator[tuple[str, str]]:
    yield "Accept", _ACCEPTED[request.operation.answer]
    yield "User-Agent", f"jetemail-api-client/{__version__}"
    if (kind := request.operation.key) is not None:
        yield "Authorization", f"Bearer {settings.keys[kind]}"
    yield from settings.headers
    if request.content is not None:
        yield "Content-Type", request.content_type
    yield from request.headers
