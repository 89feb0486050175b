"""Descriptions of operations, the requests made from them, and the clients that execute them."""

from collections.abc import Container
from typing import Generic, Literal, Protocol, TypeVar

from attrs import define, field, frozen

from .parsing import Parser
from .validators import Validator
from .wire_formats import WireFormat

T = TypeVar("T")

KEY_HEADER = "Idempotency-Key"

RetryClass = Literal["safe", "idempotency_key", "idempotent", "unique_name", "never"]
KeyKind = Literal["account", "transactional"]
"""The kind of an API key: "transactional" sends e-mails, "account" does all else."""
Bucket = Literal["account", "email"]
"""The rate limit that counts an operation."""
Location = Literal["path", "query", "header"]
ListStyle = Literal["repeated", "joined"]
"""The parameter repeated for each value; one text with commas."""
ResponseKind = Literal["object", "free", "csv"]
"""JSON as described; any JSON or an empty body, where no shape is published; CSV text."""


@frozen
class Parameter:
    """A parameter in the path, the query or a header."""

    location: Location
    name: str
    """Python name."""
    wire_name: str
    """Name in the API."""
    validator: Validator
    wire_format: WireFormat | None = None
    is_required: bool = False
    lists: ListStyle | None = None
    """How a list is written; None for a parameter that is never one."""


@frozen(kw_only=True)
class Operation(Generic[T]):
    """One operation of the API, as described."""

    name: str
    method: str
    path: str
    retry: RetryClass
    never_with: frozenset[str] = frozenset()
    """Body fields with which a retry could act twice, whatever the retry class is."""
    bucket: Bucket = "account"
    key: KeyKind | None
    secrets: Container[str] = frozenset()
    """Names of fields, in requests and responses, that hold a secret."""
    parameters: tuple[Parameter, ...] = ()
    content_type: str = "application/json"
    """Media type of a body in JSON."""
    response: ResponseKind = "object"
    parse: Parser[T]
    """Parses every success, also one with a status that is not described."""


# Not frozen: attrs sets each field of a frozen class through a call, and every call makes one.
@define(kw_only=True)
class Request(Generic[T]):
    """The request of one call, without the API key."""

    operation: Operation[T]
    retry: RetryClass
    """The retry class of the operation, or a stricter one for these arguments."""
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Secrets in the body, to redact where a response repeats them."""
    preparation: float = field(default=0.0, eq=False, repr=False)
    """Seconds that making it took, as reading files does; they count toward the deadline."""

    @property
    def idempotency_key(self) -> str | None:
        """The key under which a retry does not act again; None without one."""
        return next((value for name, value in self.headers if name == KEY_HEADER), None)


class Client(Protocol):
    """The client of a sync endpoint function: a `JetEmail`."""

    def execute(self, request: Request[T], /) -> T:
        """Send a request and return the value of its response."""
        ...


class AsyncClient(Protocol):
    """The client of an async endpoint function: an `AsyncJetEmail`."""

    async def execute(self, request: Request[T], /) -> T:
        """Send a request and return the value of its response."""
        ...
