"""The error tree: as drawn, and plain data throughout."""

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

# What the two kinds of answer have in common; nobody catches it, so the drawing leaves it out.
UNDRAWN = {"APIAnswerError"}

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
    """A class and everything below it that this package defines, in whatever module."""
    yield root
    for kind in root.__subclasses__():
        if kind.__module__.startswith(jetemail_api_client.__name__):
            yield from tree(kind)


def imported(package: ModuleType) -> None:
    """Import every module of a package that may define an error."""
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


imported(jetemail_api_client)
CLASSES = list(tree(JetEmailError))


def drawing() -> Iterator[tuple[int, str, list[str]]]:
    """The lines of the drawing: depth, first class, and all classes."""
    _, picture, _ = (errors.__doc__ or "").split("```")
    for line in picture.strip().splitlines():
        code = re.sub(r"\(also \w+\)", "", line)
        names = re.findall(r"\b\w+Error\b", code)
        yield (len(line) - len(line.lstrip("│├└─ "))) // 4, names[0], names


def drawn_parents() -> dict[str, str | None]:
    """Each class in the drawing, with the one that it hangs from."""
    path: list[str] = []
    parents: dict[str, str | None] = {}
    for depth, first, names in drawing():
        path[depth:] = [first]
        parents |= dict.fromkeys(names, path[depth - 1] if depth else None)
    return parents


def drawn_parent(kind: type, drawn: dict[str, Any]) -> str | None:
    """The nearest class above that is in the drawing."""
    return next((base.__name__ for base in kind.__mro__[1:] if base.__name__ in drawn), None)


def test_tree_is_as_drawn() -> None:
    """The drawing at the top of the module shows every class where it is."""
    drawn = drawn_parents()
    actual = {
        kind.__name__: drawn_parent(kind, drawn) for kind in CLASSES if kind.__name__ not in UNDRAWN
    }

    assert drawn == actual


def test_drawn_statuses() -> None:
    """The drawing gives each status to the class that it raises."""
    drawn = re.findall(r"(\w+Error) (\d{3})\b", errors.__doc__ or "")
    actual = [(errors.status_error_class(int(code)).__name__, code) for _, code in drawn]

    assert 8 == len(drawn)
    assert drawn == actual


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
    """Code that knows only Python's own errors catches these as well."""
    also = dict(re.findall(r"(\w+Error) \(also (\w+)\)", errors.__doc__ or ""))

    assert issubclass(kind, builtin)
    assert builtin.__name__ == also[kind.__name__]


def test_no_other_builtin_base() -> None:
    """Only the errors that are drawn so are Python's own errors too."""
    foreign = {
        kind.__name__
        for kind in CLASSES
        if {ValueError, TypeError, OSError, RuntimeError, LookupError} & set(kind.__mro__)
    }

    assert {
        *("ConfigurationError", "InvalidRequestError", "APITimeoutError"),
        "WebhookVerificationError",
    } == foreign


def by_pickle(protocol: int) -> Callable[[JetEmailError], Any]:
    """A copier that goes through bytes."""
    return lambda error: pickle.loads(pickle.dumps(error, protocol))


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, *map(by_pickle, range(pickle.HIGHEST_PROTOCOL + 1))],
)
def test_copies(kind: type[JetEmailError], copied: Callable[[JetEmailError], Any]) -> None:
    """Every error copies and pickles with all it knows, but for the secrets."""
    error = kind("smtp_users.create: 409 in use", **DETAILS)
    error.secrets = {"password": SECRET}
    error.add_note("seen in a test")
    twin = copied(error)

    assert type(error) is type(twin)
    assert (str(error), error.args) == (str(twin), twin.args)
    assert dict(DETAILS) | {"__notes__": ["seen in a test"]} == vars(twin)
    assert ({"password": SECRET}, {}) == (error.secrets, twin.secrets)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_texts(kind: type[JetEmailError]) -> None:
    """An error prints its text and nothing that stands beside it."""
    error = kind("the text", **DETAILS)
    error.secrets = {"password": SECRET}

    assert "the text" == str(error)
    assert f"{kind.__name__}('the text')" == repr(error)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_defaults(kind: type[JetEmailError]) -> None:
    """What an error does not know has a value that can be used without a look."""
    error = kind("the text")

    assert (None, None, None) == (error.operation, error.method, error.path)
    assert ("not_sent", (), 0.0) == (error.outcome, error.attempts, error.elapsed)
    assert ({}, None) == (error.secrets, error.idempotency_key)


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_documented(kind: type[JetEmailError]) -> None:
    """Every error says in a sentence what it means."""
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
    """A status has its own class or a general one; a 409 may be about an idempotency key."""
    assert kind is errors.status_error_class(status, content)
