"""What a channel says when no complete answer came: the one wording for all HTTP libraries."""

import os
import ssl
from collections.abc import Iterator
from traceback import extract_tb

from ._events import logger
from ._policy import Fault
from ._steps import Send
from .errors import Phase

NOTHING_SENT: frozenset[Phase | None] = frozenset({"pool", "connect"})
"""The phases before the first byte of a request goes out."""


class ClosedError(Exception):
    """An attempt was ended by a close of the client, or did not begin because of one."""


def time_is_up(send: Send, phase: Phase, *, may_have_arrived: bool) -> Fault:
    """The fault of an attempt that took too long."""
    seconds = send.connect_timeout if phase == "connect" else send.timeout
    return Fault(
        reason=f"time was up after {seconds:g} s ({phase})",
        may_have_arrived=may_have_arrived,
        phase=phase,
    )


def broken_connection(error: Exception, *, may_have_arrived: bool) -> Fault:
    """The fault of an attempt whose connection failed or broke."""
    what = "the connection broke before the answer was complete"
    return Fault(
        reason=(what if may_have_arrived else "could not connect") + _cause(error),
        may_have_arrived=may_have_arrived,
    )


def closed(*, may_have_arrived: bool) -> Fault:
    """The fault of an attempt that a close of the client ended, or did not let begin."""
    when = " before the answer was complete" if may_have_arrived else ""
    return Fault(f"the client was closed{when}", may_have_arrived)


def no_final_status(status: int) -> Fault:
    """The fault of an answer that ends with a status below 200, which ends no exchange."""
    return Fault(f"the answer has the status {status}, which ends no exchange", True)


def failed_library(error: Exception, *, may_have_arrived: bool) -> Fault:
    """The fault of an attempt in which an HTTP library or a transport failed in its own way.

    Its text may hold an address or a header: only its class and its place are told.
    """
    name = type(error).__name__
    frame = extract_tb(error.__traceback__)[-1]
    logger.warning("%s in %s, line %d of %s", name, frame.name, frame.lineno or 0, frame.filename)
    return Fault(f"what sends the request failed with {name}", may_have_arrived)


def _cause(error: Exception) -> str:
    """What the system says; never the text of a library, which may hold an address with a key."""
    return next((f" ({words})" for cause in _causes(error) if (words := _words(cause))), "")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _words(error: BaseException) -> str | None:
    if isinstance(error, ssl.SSLError):
        # aiohttp has subclasses without the attributes; what they were raised from has them.
        return getattr(error, "verify_message", None) or getattr(error, "reason", None)
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno) if error.errno > 0 else error.strerror
    return None
