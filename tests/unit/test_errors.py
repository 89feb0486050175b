"""The error classes: their tree as documented, and errors as plain data."""

import copy
import pickle
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import jetemail_api_client
from jetemail_api_client import errors
from jetemail_api_client.errors import Attempt, Details, JetEmailError

# A base class for attributes, which is not meant to be caught: the documented tree omits it.
UNDOCUMENTED = {"APIResponseError"}

ATTEMPT = Attempt(number=1, started=0.0, elapsed=0.25, outcome="rejected", result="409", status=409)
DETAILS: Details = {
    "operation": "smtp_users.create",
    "method": "POST",
    "path": "/outbound/smarthost",
    "outcome": "rejected",
    "attempts": (ATTEMPT,),
    "elapsed": 0.25,
    "status": 409,
    "message": "in use \ud800 é",
    "body": {"error": ["in use", None, 1.5, {"password": "***"}]},
    "headers": {"x-request-id": "r1"},
    "request_id": "r1",
    "retry_after": 5.0,
    "phase": "read",
    "field": "results[2].id",
    "reason": "body",
}
SECRET = "planted-password"


def tree(root: type[JetEmailError]) -> Iterator[type[JetEmailError]]:
    """Yield a class and its subclasses in any module of the package."""
    yield root
    for kind in root.__subclasses__():
        if kind.__module__.startswith(jetemail_api_client.__name__):
            yield from tree(kind)


def import_all(package: ModuleType) -> None:
    """Import all modules of a package: any of them may define an error."""
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


import_all(jetemail_api_client)
CLASSES = list(tree(JetEmailError))


def documented_lines() -> Iterator[tuple[int, str, list[str]]]:
    """Yield the lines of the documented tree: depth, first class, and all classes."""
    _, picture, _ = (errors.__doc__ or "").split("```")
    for line in picture.strip().splitlines():
        code = re.sub(r"\(also \w+\)", "", line)
        names = re.findall(r"\b\w+Error\b", code)
        yield (len(line) - len(line.lstrip("│├└─ "))) // 4, names[0], names


def documented_parents() -> dict[str, str | None]:
    """Return each class of the documented tree with its parent."""
    path: list[str] = []
    parents: dict[str, str | None] = {}
    for depth, first, names in documented_lines():
        path[depth:] = [first]
        parents |= dict.fromkeys(names, path[depth - 1] if depth else None)
    return parents


def parent(kind: type, names: dict[str, Any]) -> str | None:
    """Return the nearest base class that has one of the names."""
    return next((base.__name__ for base in kind.__mro__[1:] if base.__name__ in names), None)


def test_documented_tree() -> None:
    """The docstring of the module shows every class with its parent."""
    documented = documented_parents()
    actual = {
        kind.__name__: parent(kind, documented)
        for kind in CLASSES
        if kind.__name__ not in UNDOCUMENTED
    }

    assert documented == actual


def test_documented_statuses() -> None:
    """The docstring of the module shows the class of each status."""
    documented = re.findall(r"(\w+Error) (\d{3})\b", errors.__doc__ or "")
    actual = [(errors.status_error_class(int(code)).__name__, code) for _, code in documented]

    assert 8 == len(documented)
    assert documented == actual


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (errors.ConfigurationError, ValueError),
        (errors.InvalidRequestError, ValueError),
        (errors.APITimeoutError, TimeoutError),
        (errors.WebhookVerificationError, ValueError),
    ],
)
def test_builtin_bases(kind: type[JetEmailError], builtin: type[Exception]) -> None:
    """Handlers of built-in exceptions catch these errors as well."""
    also = dict(re.findall(r"(\w+Error) \(also (\w+)\)", errors.__doc__ or ""))

    assert issubclass(kind, builtin)
    assert builtin.__name__ == also[kind.__name__]


def test_no_other_builtin_base() -> None:
    """No other error has a built-in base class besides Exception."""
    foreign = {
        kind.__name__
        for kind in CLASSES
        if {ValueError, TypeError, OSError, RuntimeError, LookupError} & set(kind.__mro__)
    }

    assert {
        *("ConfigurationError", "InvalidRequestError", "APITimeoutError"),
        "WebhookVerificationError",
    } == foreign


def pickle_with(protocol: int) -> Callable[[JetEmailError], Any]:
    """Return a function that pickles and unpickles with a protocol."""
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, *map(pickle_with, range(pickle.HIGHEST_PROTOCOL + 1))],
)
def test_copies(kind: type[JetEmailError], copied: Callable[[JetEmailError], Any]) -> None:
    """Every error is copied and pickled with all attributes but the secrets."""
    error = kind("smtp_users.create: 409 in use", **DETAILS)
    error.secrets = {"password": SECRET}
    error.add_note("seen in a test")
    twin = copied(error)

    assert type(error) is type(twin)
    assert (str(error), error.args) == (str(twin), twin.args)
    assert dict(DETAILS) | {"__notes__": ["seen in a test"]} == vars(twin)
    assert ({"password": SECRET}, {}) == (error.secrets, twin.secrets)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_str_and_repr(kind: type[JetEmailError]) -> None:
    """The str and repr of an error show its message only, not its attributes."""
    error = kind("the message", **DETAILS)
    error.secrets = {"password": SECRET}

    assert "the message" == str(error)
    assert f"{kind.__name__}('the message')" == repr(error)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_defaults(kind: type[JetEmailError]) -> None:
    """Every attribute has a default."""
    error = kind("the message")

    assert (None, None, None) == (error.operation, error.method, error.path)
    assert ("not_sent", (), 0.0) == (error.outcome, error.attempts, error.elapsed)
    assert ({}, None) == (error.secrets, error.idempotency_key)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_docstring(kind: type[JetEmailError]) -> None:
    """Every error has a docstring of a sentence."""
    assert re.fullmatch(r"[A-Z0-9].+\.", (kind.__doc__ or "").splitlines()[0])


@pytest.mark.parametrize(
    ("status", "content", "kind"),
    [
        (400, b"", errors.BadRequestError),
        (401, b"", errors.AuthenticationError),
        (403, b"", errors.PermissionDeniedError),
        (404, b"", errors.NotFoundError),
        (409, b"", errors.ConflictError),
        (409, b'{"error": "taken", "code": 5, "details": {}}', errors.ConflictError),
        (409, b'{"code": "IDEMPOTENCY_IN_FLIGHT"}', errors.IdempotencyInFlightError),
        (409, b'{"error": {"code": "IDEMPOTENCY_IN_FLIGHT"}}', errors.IdempotencyInFlightError),
        (409, b"IDEMPOTENCY_IN_FLIGHT: wait", errors.IdempotencyInFlightError),
        (409, b'{"error": "IDEMPOTENCY_BODY_MISMATCH"}', errors.IdempotencyMismatchError),
        (409, b"IDEMPOTENCY_IN_FLIGHT IDEMPOTENCY_BODY_MISMATCH", errors.IdempotencyMismatchError),
        (400, b'{"error": "IDEMPOTENCY_BODY_MISMATCH"}', errors.BadRequestError),
        (413, b"", errors.PayloadTooLargeError),
        (422, b"", errors.UnprocessableEntityError),
        (429, b"", errors.RateLimitError),
        *((status, b"", errors.InternalServerError) for status in (500, 503, 520, 530, 599)),
        *((status, b"", errors.APIStatusError) for status in (100, 301, 304, 402, 408, 418, 499)),
    ],
)
def test_status_error_class(status: int, content: bytes, kind: type[JetEmailError]) -> None:
    """A status has a class of its own or a general one; for 409 the body decides."""
    assert kind is errors.status_error_class(status, content)
