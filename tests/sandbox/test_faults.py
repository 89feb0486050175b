"""Faults on demand, as both clients meet them, and their definition."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from jetemail_api_client import errors
from jetemail_api_client.sandbox import API_KEY, Sandbox, create_app
from jetemail_api_client.sandbox.account.faults import Fault, Faults

from ..conftest import Flavour, failure

CREATE = "smtp_users.create"
USERS = "/outbound/smarthost"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Run a sandbox with the key of its clients."""
    with Sandbox() as sandbox:
        yield sandbox


def effects(sandbox: Sandbox) -> list[tuple[str, int]]:
    """Return operation and status of each request that reached an operation."""
    return [(one.operation, one.status) for one in sandbox.effects]


async def test_status(flavour: Flavour, sandbox: Sandbox) -> None:
    """A request with an error status does not act, and the next one is served again."""
    sandbox.faults.add(CREATE, status=500, times=1)
    error = await failure(flavour, sandbox.base_url, api_key=API_KEY, max_attempts=1)
    await flavour.create(sandbox.base_url, api_key=API_KEY)

    assert isinstance(error, errors.InternalServerError)
    assert str(error).startswith(f"{CREATE}: 500 A fault of the sandbox")
    # The client looks for the user first: a server may have acted before it failed.
    assert effects(sandbox) == [("smtp_users.list", 200), (CREATE, 200)]
    assert sandbox.faults.pending == []


async def test_retry_after(flavour: Flavour, sandbox: Sandbox) -> None:
    """A 429 with Retry-After makes the client wait that long, and retry."""
    sandbox.faults.add(CREATE, retry_after=7)
    await flavour.create(sandbox.base_url, api_key=API_KEY)

    assert 7 <= sum(flavour.sleeper.pauses) < 9
    assert effects(sandbox) == [(CREATE, 200)]


async def test_act_then_reset(flavour: Flavour, sandbox: Sandbox) -> None:
    """A create whose response is lost to a reset has acted, and the client finds the user."""
    sandbox.faults.add(CREATE, reset=True, acts=True)
    created = await flavour.create(sandbox.base_url, api_key=API_KEY)

    assert effects(sandbox) == [(CREATE, 200), ("smtp_users.list", 200)]
    user = sandbox.account.smtp_users.by_name["smtp-user1"]
    assert created.password == user.password


async def test_reset(flavour: Flavour, sandbox: Sandbox) -> None:
    """A reset without an effect is found out as well, and the create is sent again."""
    sandbox.faults.add(CREATE, reset=True)
    await flavour.create(sandbox.base_url, api_key=API_KEY)

    assert effects(sandbox) == [("smtp_users.list", 200), (CREATE, 200)]


async def test_error_of_a_reset(flavour: Flavour, sandbox: Sandbox) -> None:
    """A reset is one: the error has the words of the system."""
    sandbox.faults.add("*", reset=True, times=None)
    error = await failure(flavour, sandbox.base_url, api_key=API_KEY, max_attempts=1)

    assert isinstance(error, errors.APIConnectionError)
    assert "reset" in str(error)
    assert (error.outcome, effects(sandbox)) == ("unknown", [])


@pytest.mark.parametrize("drip", [0, 0.001])
async def test_cut(flavour: Flavour, sandbox: Sandbox, drip: float) -> None:
    """A response that ends after half of its body is no response; the request has acted."""
    sandbox.faults.add(CREATE, cut=True, drip=drip)
    sandbox.faults.add("smtp_users.list", status=503, times=None)
    error = await failure(flavour, sandbox.base_url, api_key=API_KEY, max_attempts=1)

    assert isinstance(error, errors.APIConnectionError)
    assert error.outcome == "unknown"
    assert effects(sandbox) == [(CREATE, 200)]


async def test_drip(flavour: Flavour, sandbox: Sandbox) -> None:
    """A response byte by byte is complete at its end."""
    sandbox.faults.add(CREATE, drip=0.001)
    created = await flavour.create(sandbox.base_url, api_key=API_KEY)

    assert created.password
    assert effects(sandbox) == [(CREATE, 200)]


@pytest.mark.parametrize("fault", [{"delay": 3600}, {"drip": 3600}])
async def test_slow_response(flavour: Flavour, sandbox: Sandbox, fault: Any) -> None:
    """A response that is late is given up by the client; the server stops at once."""
    sandbox.faults.add("*", **fault, times=None)
    error = await failure(
        flavour, sandbox.base_url, api_key=API_KEY, attempt_timeout=1, max_attempts=1
    )

    assert isinstance(error, errors.APITimeoutError)
    assert effects(sandbox)[0] == (CREATE, 200)


def test_delay(sandbox: Sandbox) -> None:
    """A delayed response arrives, not before its time."""
    sandbox.faults.add("smtp_users.list", delay=0.05)
    headers = {"Authorization": f"Bearer {API_KEY}"}
    start = time.monotonic()
    response = httpx.get(sandbox.base_url + USERS, headers=headers, trust_env=False)

    assert time.monotonic() - start >= 0.05
    assert response.json() == {"success": True, "smarthosts": []}


@pytest.mark.parametrize("acts", [True, False])
def test_other_server(acts: bool) -> None:
    """An error response needs no server of the sandbox; a request may act before it."""
    app: Any = create_app()
    app.state.faults.add(CREATE, status=502, acts=acts)
    with TestClient(app) as client:
        headers = {"Authorization": f"Bearer {API_KEY}"}
        response = client.post(USERS, headers=headers, json={"username": "a"})
        listed = client.head(USERS, headers=headers)

    assert (response.status_code, listed.status_code) == (502, 200)
    assert list(app.state.account.smtp_users.by_name) == ["a"] * acts


def test_counts() -> None:
    """Faults apply in their order, each to its operation, after some and for some requests."""
    faults = Faults()
    faults.add("email.send", status=500, after=1, times=2)
    faults.add("*", status=503)
    names = ["email.send", "smtp_users.list", "email.send", "smtp_users.list", "email.send"]
    taken = [faults.take(name) for name in [*names, "email.send"]]

    assert [one and one.status for one in taken] == [503, None, 500, None, 500, None]
    assert faults.pending == []


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"operation": "smtp_user.create"}, "There is no operation 'smtp_user.create', but "),
        ({"operation": 7}, "There is no operation 7$"),
        ({}, "needs one of status, retry_after, delay, drip, cut, reset"),
        ({"status": 200}, "status must be 400 to 599"),
        ({"status": 500.0}, "status must be an integer"),
        ({"status": 500, "times": 0}, "times must be 1 to 1000000"),
        ({"status": 500, "times": True}, "times must be an integer"),
        ({"status": 500, "after": None}, "after must be an integer"),
        ({"delay": float("nan")}, "delay must be 0 to 3600"),
        ({"delay": "1"}, "delay must be a number"),
        ({"drip": -1}, "drip must be 0 to 3600"),
        ({"retry_after": 1e9}, "retry_after must be 0 to 86400"),
        ({"cut": 1}, "cut must be a boolean"),
        ({"reset": True, "status": 500}, "reset excludes status"),
        ({"reset": True, "cut": True}, "reset excludes status, retry_after, drip and cut"),
        ({"delay": 1, "acts": False}, "does not act needs a status or a reset"),
        ({"status": 500, "time": 1}, "unexpected keyword argument 'time'"),
    ],
)
def test_invalid_fault(fields: dict[str, Any], error: str) -> None:
    """A fault that cannot be is refused when it is added."""
    faults = Faults()
    with pytest.raises((TypeError, ValueError), match=error):
        faults.add(**{"operation": "email.send"} | fields)

    assert faults.pending == []


def test_default_of_acts() -> None:
    """A request acts unless it gets an error or a reset; both can be chosen otherwise."""
    given: list[dict[str, Any]] = [{"status": 500}, {"reset": True}, {"delay": 1}, {"cut": True}]
    faults = [Fault(operation="*", **fields) for fields in given]

    assert [one.acts for one in faults] == [False, False, True, True]
    assert Fault(operation="*", status=500, cut=True).acts is False
    assert Fault(operation="*", retry_after=0).status == 429
