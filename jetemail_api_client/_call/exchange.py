"""Data exchanged between the call flow and its driver: steps, a response or a failure."""

from collections.abc import Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from ..errors import Phase
from ..rate_limits import Ticket

MAX_CONTENT = 16 * 1024 * 1024
"""Bytes of a body of JSON, decompressed: 30,000 rows of 500 bytes; pages have up to 1,000."""
MAX_CSV = 64 * 1024 * 1024
"""Bytes of an export, which has no pages."""


# Not frozen, as is the response: attrs sets each field of a frozen class through a call, and every
# attempt makes one.
@define(kw_only=True)
class SendRequest:
    """Step: send this request and return its `AttemptResult`. Timeouts are in seconds."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float
    connect_timeout: float
    max_content: int = MAX_CONTENT
    """Bytes of the response body, decompressed, to read; the rest is dropped."""


@frozen
class Sleep:
    """Step: sleep for this many seconds."""

    seconds: float
    ticket: Ticket | None = None
    """What it waits for: the rate limiter may wake it earlier."""


@frozen(kw_only=True)
class CheckTicket:
    """Step: ask a shared rate limiter how long to wait; return its `Wait` or its exception."""

    ticket: Ticket
    age: float
    """Seconds since the start of the call."""
    timeout: float
    """Seconds for the limiter to respond."""


@define(kw_only=True)
class Response:
    """A response, read to its end; header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    is_complete: bool = True
    """False if the body exceeds the size limit and was cut."""


@frozen
class TransportFailure:
    """The reason why there is no complete response."""

    reason: str
    may_have_arrived: bool
    """True if a byte of the request may have been sent."""
    phase: Phase | None = None
    """The phase in which a timeout expired."""
    cause: BaseException | None = field(default=None, eq=False, repr=False)
    """The exception of the system, or of the library that sends."""
    is_permanent: bool = False
    """True if a retry would fail in the same way."""


AttemptResult: TypeAlias = Response | TransportFailure
