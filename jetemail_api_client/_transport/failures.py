"""What exceptions mean: whether anything was sent, what to say, and what caused it.

The one wording for all HTTP libraries. What is said here never shows frames, which hold the key and
the body; what a library says may repeat a response, and is told only where it is about the network.
"""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache
from typing import Any

from attrs import frozen

from .._policy import Fault
from .._steps import Send
from ..errors import Phase
from .body import BrokenBodyError

NOTHING_SENT: frozenset[Phase | None] = frozenset({"pool", "connect"})
"""The phases before the first byte of a request goes out."""

# A mock that reads its response from a file raises these; no network does.
_FILES = (FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
# Of the words of a library, a reason keeps this much.
_WORDS_KEPT = 200
_TRUST_HINT = "; to trust an authority of your own, set SSL_CERT_FILE or give an ssl_context"
# How h11 and the pools above it say that a connection ended too early.
_ENDED_EARLY = ("disconnected", "closed connection")


class ClosedError(Exception):
    """An attempt was ended by a close of the client, or did not begin because of one."""


@frozen
class Exceptions:
    """The exceptions of httpx, or of httpx2, by what they mean."""

    timeouts: Mapping[type[Exception], Phase]
    unsent: tuple[type[Exception], ...]
    protocol: tuple[type[Exception], ...]
    """Those of a response that cannot be read."""
    body: tuple[type[Exception], ...]
    proxy: type[Exception]
    transport: type[Exception]
    any: tuple[type[Exception], ...]
    """Those that mean that the network failed; any other reaches the caller as it is."""


@cache
def exceptions_of(library: Any) -> Exceptions:
    """Return the table for httpx or httpx2."""
    return Exceptions(
        timeouts={
            library.PoolTimeout: "pool",
            library.ConnectTimeout: "connect",
            library.WriteTimeout: "write",
            library.ReadTimeout: "read",
        },
        unsent=(
            *(library.ConnectError, library.ConnectTimeout, library.PoolTimeout),
            *(library.ProxyError, library.UnsupportedProtocol, ClosedError),
        ),
        protocol=(library.ProtocolError, library.DecodingError, BrokenBodyError),
        body=(library.DecodingError, BrokenBodyError),
        proxy=library.ProxyError,
        transport=library.TransportError,
        any=(library.TransportError, library.DecodingError, OSError, BrokenBodyError, ClosedError),
    )


def time_is_up(send: Send, phase: Phase, *, may_have_arrived: bool) -> Fault:
    """The fault of an attempt that took too long."""
    seconds = send.connect_timeout if phase == "connect" else send.timeout
    return Fault(
        reason=f"time was up after {seconds:g} s ({phase})",
        may_have_arrived=may_have_arrived,
        phase=phase,
    )


def closed(*, may_have_arrived: bool) -> Fault:
    """The fault of an attempt that a close of the client ended, or did not let begin."""
    when = " before the response was complete" if may_have_arrived else ""
    return Fault(f"the client was closed{when}", may_have_arrived)


def no_final_status(status: int) -> Fault:
    """The fault of a response whose status ends no exchange, or is none."""
    return Fault(f"the response has the status {status}, which is not a final one", True)


class Reading:
    """Reads what an exception means that came in the place of a response.

    Args:
        error: What was raised.
        library: httpx or httpx2, whichever the transport is of.
        outer: What the caller was handling already: no cause of this.
    """

    def __init__(self, error: Exception, library: Any, outer: BaseException | None) -> None:
        self._error = error
        self._exceptions = exceptions_of(library)
        self._causes = list(_causes(error, outer))

    @property
    def is_of_the_network(self) -> bool:
        """Whether the network failed, or the server, and not the code that sends."""
        return isinstance(self._error, self._exceptions.any) and not isinstance(self._error, _FILES)

    @property
    def is_of_the_library(self) -> bool:
        """Whether the transport itself says what happened."""
        return isinstance(self._error, self._exceptions.transport)

    def may_have_arrived(self, phase: Phase | None) -> bool:
        """Whether a byte of the request may be out.

        Args:
            phase: How far the request was, if that was seen: then only that counts.
        """
        if phase is not None:
            return phase not in NOTHING_SENT
        return not isinstance(self._error, self._exceptions.unsent) or self._is_contradictory

    @property
    def _is_contradictory(self) -> bool:
        """Whether it is called a time-out and is none, as a transport for aiohttp calls a reset."""
        is_called_one = self._exceptions.timeouts.get(type(self._error)) == "connect"
        # respx raises an error from one that only carries it, which says nothing of the network.
        behind = [cause for cause in self._causes if getattr(cause, "origin", 0) is not self._error]
        is_one = any(isinstance(cause, TimeoutError) for cause in behind)
        return is_called_one and len(behind) > 1 and not is_one

    def fault(self, send: Send, phase: Phase | None) -> Fault:
        """The fault of the attempt."""
        arrived = self.may_have_arrived(phase)
        if (waited := self._waited(phase)) is not None:
            return time_is_up(send, waited, may_have_arrived=arrived)
        error, is_protocol = self._error, isinstance(self._error, self._exceptions.protocol)
        causes = self._causes
        untrusted = any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes)
        reason = _reason(error, causes, self._exceptions, may_have_arrived=arrived)
        return Fault(
            reason=reason + _TRUST_HINT * untrusted,
            may_have_arrived=arrived,
            # What a library says of a malformed response may repeat the response.
            cause=None if is_protocol else _plain(_telling(causes)),
            # It will not be trusted the next time either.
            is_permanent=untrusted,
        )

    def _waited(self, phase: Phase | None) -> Phase | None:
        """What was waited for, if the time was up."""
        waited = self._exceptions.timeouts.get(type(self._error))
        if waited is None and type(self._error) is TimeoutError:
            return phase or "total"
        if waited is None or self._is_contradictory:
            return None
        # A tunnel of a proxy has reads of its own while connecting; a body is read in the end.
        return phase if phase in ("connect", "total") else waited


def _reason(
    error: Exception, causes: list[BaseException], exceptions: Exceptions, *, may_have_arrived: bool
) -> str:
    if isinstance(error, exceptions.body):
        return "the response is malformed: its compressed body is damaged or incomplete"
    if _is_malformed(error, exceptions):
        return "the response is malformed: it is not HTTP/1.1"
    what = "the connection broke before the response was complete"
    if isinstance(error, exceptions.proxy):
        what = "the proxy did not connect"
    elif not may_have_arrived:
        what = "could not connect"
    words = "" if isinstance(error, exceptions.protocol) else _words(_telling(causes))
    return f"{what} ({words[:_WORDS_KEPT]})" if words else what


def _is_malformed(error: Exception, exceptions: Exceptions) -> bool:
    is_early = any(words in str(error) for words in _ENDED_EARLY)
    return isinstance(error, exceptions.protocol) and not is_early


def _causes(error: BaseException | None, outer: BaseException | None) -> Iterator[BaseException]:
    """An exception and what is behind it, the innermost last."""
    # httpcore takes the cause of what it raises away, and leaves the context. respx raises what a
    # mock's function raised from an exception that it caused: a circle.
    seen: set[int] = set()
    while error is not None and error is not outer and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _telling(causes: list[BaseException]) -> BaseException:
    """The innermost exception of the system; the outermost one if none is."""
    return next((one for one in reversed(causes) if isinstance(one, OSError)), causes[0])


def _plain(cause: BaseException) -> BaseException | None:
    """A copy of an exception: without frames, others behind it, and the request that httpx adds."""
    try:
        return copy(cause) if isinstance(cause, OSError) else type(cause)(str(cause))
    except Exception:  # noqa: BLE001 - a class of somebody else's, which cannot be made like that
        return None


def _words(error: BaseException) -> str:
    """What the system, or a library in its place, says of the network."""
    if isinstance(error, ssl.SSLError):
        # aiohttp has subclasses without the attributes; what they were raised from has them.
        words = getattr(error, "verify_message", None) or getattr(error, "reason", None)
        return str(words or "")
    if isinstance(error, socket.gaierror):
        return error.strerror or str(error)
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return os.strerror(error.errno)
    return getattr(error, "strerror", None) or str(error)
