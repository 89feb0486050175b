"""What tools see of the clients: type hints, names, mocks, copies, and imports."""

import copy
import importlib
import inspect
import pickle
import ssl
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import jetemail_api_client
from jetemail_api_client import APIResponse, AsyncJetEmail, JetEmail
from jetemail_api_client._call.state import RetryBudget
from jetemail_api_client.options import CallOptions, Options
from jetemail_api_client.rate_limits import RateLimiter
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..conftest import KEY
from ..raw_server import created, playing

ROOT = Path(__file__).parents[2]
Kind = type[AsyncJetEmail | JetEmail]
kinds = pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
MODULES = [
    *("bulk", "emails", "errors", "hooks", "models", "options", "rate_limits", "smtp_users"),
    *("telemetry", "transports", "webhooks"),
]


def public(value: object) -> list[str]:
    """Return the names in `dir()` without an underscore in front."""
    return [name for name in dir(value) if not name.startswith("_")]


def resources_of(kind: Kind) -> dict[str, type]:
    """Return the classes of the resources of a client."""
    found = {name: getattr(kind, name) for name in public(kind) if name != "with_raw_response"}
    return {name: value for name, value in found.items() if isinstance(value, type)}


def functions(kind: Kind) -> Iterator[Callable[..., Any]]:
    """Yield the public functions and properties of a client and of its resources."""
    yield kind.__init__
    for owner in (kind, *resources_of(kind).values()):
        found: Iterator[Any] = (getattr(owner, name) for name in public(owner))
        functions = (getattr(one, "fget", one) for one in found)
        yield from (one for one in functions if not isinstance(one, type))


@kinds
def test_type_hints(kind: Kind) -> None:
    """The type hints of a client and of its resources can be evaluated."""
    hints = [typing.get_type_hints(function) for function in functions(kind)]

    assert len(hints) > 70
    assert {"_instead", "_record", "_transport"} == {*typing.get_type_hints(kind)}
    assert {"api_key", "transport", "http_client", "hooks", "clock", "sleep", "options"} < {
        *hints[0]
    }


@pytest.mark.parametrize("name", MODULES)
def test_type_hints_of_functions(name: str) -> None:
    """The type hints of public functions and methods of other modules can be evaluated."""
    module = importlib.import_module(f"jetemail_api_client.{name}")
    values = [getattr(module, listed) for listed in module.__all__]
    classes = [value for value in values if isinstance(value, type)]
    methods = [
        getattr(owner, method)
        for owner in classes
        for method in public(owner)
        if inspect.isroutine(inspect.getattr_static(owner, method))
    ]
    constructors = [vars(one)["__init__"] for one in classes if "__init__" in vars(one)]
    for one in (*classes, *constructors, *methods, *filter(inspect.isfunction, values)):
        assert isinstance(typing.get_type_hints(one), dict)


def test_type_hints_without_httpx2() -> None:
    """Type hints need neither httpx nor httpx2."""
    script = (
        "import sys, typing; sys.modules['httpx'] = sys.modules['httpx2'] = None\n"
        "from jetemail_api_client import AsyncJetEmail, JetEmail\n"
        "for kind in (AsyncJetEmail, JetEmail):\n"
        "    assert 'transport' in typing.get_type_hints(kind.__init__)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@kinds
@pytest.mark.parametrize("is_instance", [True, False])
def test_autospec(kind: Kind, is_instance: bool) -> None:
    """A mock with the specification of a client has its resources, with their signatures."""
    spec: Any = mock.create_autospec(kind, instance=is_instance)
    client = spec if is_instance else spec("api_k")

    for name, resource in resources_of(kind).items():
        assert set(public(resource)) <= set(dir(getattr(client, name)))
    with pytest.raises(TypeError, match=r"missing a required .*argument: 'username'"):
        client.smtp_users.create(user="a")
    assert not hasattr(client.smtp_users, "creat")
    for call in (client.with_raw_response.request, client.smtp_users.with_raw_response.create):
        with pytest.raises(TypeError, match=r"missing a required .*argument"):
            call(user="a")
        assert isinstance(call, mock.AsyncMock) is (kind is AsyncJetEmail)
    assert not hasattr(client.smtp_users.with_raw_response, "creat")
    assert isinstance(client.smtp_users.create, mock.AsyncMock) is (kind is AsyncJetEmail)


@kinds
def test_autospec_of_an_instance(kind: Kind) -> None:
    """A mock of a client that exists has its resources as well."""
    client: Any = mock.create_autospec(kind(KEY), spec_set=True)

    with pytest.raises(TypeError, match="missing a required"):
        client.smtp_users.create()


@kinds
def test_signatures_of_raw_methods(kind: Kind) -> None:
    """A method that returns a response has the arguments of the method, and its own result."""
    client = kind(KEY)
    for owner, name in ((client, "request"), (client.email, "send")):
        method = getattr(owner.with_raw_response, name)
        expected = inspect.signature(getattr(owner, name))

        assert expected.parameters == inspect.signature(method).parameters
        assert APIResponse is typing.get_type_hints(method)["return"]


@kinds
def test_names_of_a_client(kind: Kind) -> None:
    """`dir()` of a client has its methods and resources."""
    methods = {"close", "execute", "preload", "with_options"}

    assert methods <= {*public(kind)} - resources_of(kind).keys()
    assert 16 == len(resources_of(kind))
    assert public(kind) == public(kind(KEY))
    assert {
        *("create", "delete", "ensure", "ensure_many", "list", "update", "with_raw_response"),
    } == {*public(kind(KEY).smtp_users)}


@kinds
def test_resource_of_the_class(kind: Kind) -> None:
    """A resource on the class of a client is the class of those of its instances."""
    client = kind(KEY)

    assert type(client.email) is kind.email  # type: ignore[comparison-overlap]
    assert client.email is client.email
    assert client.with_options(deadline=1).email is not client.email


@pytest.mark.parametrize("name", ["", *MODULES])
def test_names_of_a_module(name: str) -> None:
    """`dir()` of a module has its public names only, and no helper is among them."""
    module = importlib.import_module(f"jetemail_api_client.{name}".rstrip("."))

    assert sorted(module.__all__) == dir(module)
    assert set() == {"Mapping", "TypeVar", "check_age", "status_error_class"} & set(dir(module))
    assert all(hasattr(module, listed) for listed in dir(module))


def test_all_errors_are_listed() -> None:
    """Every error class is among the public names of `errors`."""
    errors = jetemail_api_client.errors
    classes = [one for one in vars(errors).values() if inspect.isclass(one)]

    assert set() == {one.__name__ for one in classes if issubclass(one, Exception)} - {*dir(errors)}


def test_options_of_with_options() -> None:
    """`with_options` has the options that it can change, a part of those of the constructor."""
    assert CallOptions.__optional_keys__ < Options.__optional_keys__
    assert {
        *("attempt_timeout", "connect_timeout", "deadline", "headers", "max_attempts"),
        "rate_limit_timeout",
    } == CallOptions.__optional_keys__


COPIES: list[Callable[[Any], object]] = [copy.copy, copy.deepcopy, pickle.dumps]


@pytest.mark.parametrize("copied", COPIES)
@pytest.mark.parametrize(
    "make",
    [
        *(lambda: AsyncJetEmail(KEY), lambda: JetEmail(KEY), RateLimiter, RetryBudget),
        *(AiohttpTransport, DeadlineTransport),
    ],
)
def test_copies(make: Callable[[], object], copied: Callable[[Any], object]) -> None:
    """What has locks or connections cannot be copied or pickled; the error says what to do."""
    one = make()
    text = (
        f"^{type(one).__name__} has locks or connections, and cannot be copied or pickled: "
        "tasks and threads can share it, and each process makes its own"
    )
    with pytest.raises(TypeError, match=text):
        copied(one)


def test_advice_for_copies() -> None:
    """The error for a copy of a client, or of a limiter, names the alternative."""
    with pytest.raises(TypeError, match="its own; with_options makes one with other options"):
        copy.copy(JetEmail(KEY))
    with pytest.raises(TypeError, match="makes its own, with a share of the limits"):
        copy.copy(RateLimiter())
    client = JetEmail(KEY)
    for one in (client.email, client.email.with_raw_response, client.with_raw_response):
        with pytest.raises(TypeError, match="JetEmail has locks or connections"):
            pickle.dumps(one)


def test_client_for_a_process_pool() -> None:
    """A client as an argument of another process raises the same error."""
    with ProcessPoolExecutor(1) as pool, pytest.raises(TypeError, match="JetEmail has locks"):
        pool.submit(repr, JetEmail(KEY)).result()


PRELOAD = """
import asyncio, sys
from {package} import {kind}
from {package}.options import Clock
{kind}.preload({resources})
loaded = set(sys.modules)

async def main():
    async with AsyncJetEmail("api_k") as unused:
        pass
    async with AsyncJetEmail("api_k", base_url={url!r}) as client:
        await client.smtp_users.create(username="a")

if {kind!r} == "AsyncJetEmail":
    asyncio.run(main())
else:
    with JetEmail("api_k"), JetEmail("api_k", base_url={url!r}) as client:
        client.smtp_users.create(username="a")
print(*set(sys.modules) - loaded)
"""


@pytest.mark.parametrize("resources", ["", "'smtp_users'"])
@kinds
def test_preload(kind: Kind, resources: str) -> None:
    """After `preload`, neither making a client nor a call imports anything."""
    with playing(created) as server:
        values = {"kind": kind.__name__, "url": server.base_url, "resources": resources}
        script = PRELOAD.format(package="jetemail_api_client", **values)
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert "" == done.stdout.strip()


@kinds
def test_preload_of_an_unknown_resource(kind: Kind) -> None:
    """`preload` of a resource that does not exist raises AttributeError."""
    with pytest.raises(AttributeError, match="smtp_user"):
        kind.preload("smtp_user")


@kinds
def test_preloaded_certificates(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients share the certificates that `preload` has loaded for the same variables."""
    counted = mock.Mock(wraps=ssl.create_default_context)
    monkeypatch.setattr("ssl.create_default_context", counted)
    monkeypatch.setattr("jetemail_api_client._transport.defaults._preloaded", {})
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    kind.preload("email")
    kind(KEY)
    kind(KEY)
    assert 1 == counted.call_count

    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    with pytest.raises(jetemail_api_client.errors.ConfigurationError):
        kind(KEY)
