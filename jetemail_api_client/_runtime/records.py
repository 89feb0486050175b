"""The records that generated code hands to a client: operations, requests, and who sends them."""

from typing import Any, Generic, Literal, Protocol, TypeVar

from attrs import define, field, frozen

from .checks import Check
from .forms import Form
from .readings import Oddities

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

KEY_HEADER = "Idempotency-Key"

RetryClass = Literal["safe", "keyed", "idempotent", "named", "never"]
KeyKind = Literal["account", "transactional"]
Lane = Literal["account", "email"]
"""Which of the limits on requests counts an operation."""
Place = Literal["path", "query", "header"]
AnswerKind = Literal["object", "free", "csv"]
"""An object as described; whatever JSON, or nothing, as the API does not publish; CSV text."""


class Reader(Protocol[T_co]):
    """Turns decoded JSON into a value; a generated model's `from_dict` is one."""

    def __call__(self, src: Any, /, *, at: str = "", odd: Oddities | None = None) -> T_co: ...


@frozen
class Parameter:
    """A value in the path, the query or a header."""

    place: Place
    name: str
    """Its name in Python."""
    wire: str
    """Its name in the API."""
    check: Check
    form: Form | None = None


@frozen(kw_only=True)
class Operation(Generic[T]):
    """One operation of the API, as described."""

    name: str
    method: str
    path: str
    retry: RetryClass
    never_with: frozenset[str] = frozenset()
    """Fields of the body with which a repeat could act twice, whatever the class is."""
    lane: Lane = "account"
    key: KeyKind | None
    secrets: frozenset[str] = frozenset()
    """Names of the fields, in requests and answers, that hold a secret."""
    parameters: tuple[Parameter, ...] = ()
    answer: AnswerKind = "object"
    read: Reader[T]
    """Reads every success, also one with another status than those described."""


# Not frozen: attrs sets each field of what is frozen by a call, and every call makes one.
@define(kw_only=True)
class Request(Generic[T]):
    """The request of one call, without the API key."""

    operation: Operation[T]
    retry: RetryClass
    """The operation's class, or a stricter one for these arguments."""
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """The secrets in the body, to be masked where an answer repeats them."""

    @property
    def idempotency_key(self) -> str | None:
        """The key under which a repeat does not act again, if there is one."""
        return next((value for name, value in self.headers if name == KEY_HEADER), None)


class Sender(Protocol):
    """What a sync endpoint function sends through: a `JetEmail`."""

    def send(self, request: Request[T], /) -> T:
        """Send a request and return what the answer holds."""
        ...


class AsyncSender(Protocol):
    """What an async endpoint function sends through: an `AsyncJetEmail`."""

    async def send(self, request: Request[T], /) -> T:
        """Send a request and return what the answer holds."""
        ...
