"""Status, headers and attempts of successful responses, for every method.

`with_raw_response` of a resource has its methods, each of which returns an `APIResponse`. Such a
call has a recorder as its client, which keeps the last response: calls share nothing.
"""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial, wraps
from types import MethodType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints

from attrs import evolve, field, frozen

from ..errors import Attempt
from .operations import Operation, Request
from .values import Model, names_only

P = ParamSpec("P")
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


@frozen(kw_only=True, repr=False)
class APIResponse(Model, Generic[T]):
    """A successful response: value, status, headers and attempts.

    A method of several requests, such as `smtp_users.ensure`, returns the last that succeeded. If a
    listing showed that a create with a lost response had succeeded, status and headers are those of
    the listing. A delete whose retry found nothing has the status 404.
    """

    value: T
    """What the method returns without `with_raw_response`."""
    operation: str
    """Public name of the operation, such as "smtp_users.create"."""
    status: int
    headers: Mapping[str, str] = field(repr=names_only)
    """Response headers without cookies; names in lower case."""
    request_id: str | None
    attempts: tuple[Attempt, ...]
    """The last is the one that succeeded, unless `is_reconciled`."""
    elapsed: float
    """Seconds of the call, with delays and waiting."""
    idempotency_key: str | None
    """Key of the call, if it had one: repeating the call with it has no second effect."""
    is_reconciled: bool
    """True if the response was lost, and a listing showed that the create had succeeded."""


class _Recorder:
    """The client of one call: keeps the last response."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._last: APIResponse[Any]

    def execute(self, request: Request[T], /) -> T:
        response: APIResponse[T] = self._client.execute_raw(request)
        self._last = response
        return response.value

    def response_with(self, value: T) -> APIResponse[T]:
        """Return the last response, with the value of the method."""
        return evolve(self._last, value=value)


class _AsyncRecorder(_Recorder):
    async def _prepare(self, operation: Operation[T], make: Callable[[], Request[T]]) -> Request[T]:
        request: Request[T] = await self._client._prepare(operation, make)
        return request

    async def execute(self, request: Request[T], /) -> T:  # type: ignore[override] # pyright: ignore[reportIncompatibleMethodOverride]
        response: APIResponse[T] = await self._client.execute_raw(request)
        self._last = response
        return response.value


class RawResource:
    """The common base of resources whose methods return responses.

    Args:
        resource: Makes the resource with a client.
        client: The client.
    """

    def __init__(self, resource: Callable[[Any], Any], client: Any) -> None:
        self._resource = resource
        self._client = client


class RawProperty(Generic[T]):
    """A property that makes a `RawResource`; on the class, it is the class of that.

    Tools that read the class, such as `unittest.mock.create_autospec`, thus see the methods.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __get__(self, instance: Any, owner: type) -> T:
        """Return the resource, or its class."""
        if instance is None:
            kind: T = get_type_hints(self._make)["return"]
            return kind
        return self._make(instance)


class AsyncRawMethod(Generic[P, T]):
    """An attribute of a `RawResource`: a method that returns a response."""

    def __init__(self, method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]) -> None:
        @wraps(method)
        async def call(raw: RawResource, /, *args: P.args, **kwargs: P.kwargs) -> APIResponse[T]:
            recorder = _AsyncRecorder(raw._client)
            try:
                coroutine = method(raw._resource(recorder), *args, **kwargs)
            finally:
                # Error reporters show the locals of frames, and an argument may be a secret.
                del args, kwargs
            return recorder.response_with(await coroutine)

        self._call = _returning_response(call)

    def __get__(
        self, instance: RawResource | None, owner: type[RawResource]
    ) -> Callable[P, Coroutine[Any, Any, APIResponse[T]]]:
        """Return the method, bound to its resource; on the class, with the same signature."""
        return MethodType(self._call, instance or owner)


class RawMethod(Generic[P, T]):
    """An attribute of a `RawResource`: a method that returns a response."""

    def __init__(self, method: Callable[Concatenate[Any, P], T]) -> None:
        @wraps(method)
        def call(raw: RawResource, /, *args: P.args, **kwargs: P.kwargs) -> APIResponse[T]:
            recorder = _Recorder(raw._client)
            calls = [partial(method, raw._resource(recorder), *args, **kwargs)]
            # Error reporters show the locals of frames, and an argument may be a secret.
            del args, kwargs
            return recorder.response_with(calls.pop()())

        self._call = _returning_response(call)

    def __get__(
        self, instance: RawResource | None, owner: type[RawResource]
    ) -> Callable[P, APIResponse[T]]:
        """Return the method, bound to its resource; on the class, with the same signature."""
        return MethodType(self._call, instance or owner)


def _returning_response(call: F) -> F:
    """Correct the annotation that is copied from the method."""
    call.__annotations__ = {**call.__annotations__, "return": APIResponse}
    return call
