"""`with_raw_response`: status and headers of successes, for each method of both flavours."""

import asyncio
import copy
import inspect
import json
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from email.utils import formatdate
from typing import Any

import pytest

from jetemail_api_client import APIResponse, AsyncJetEmail, JetEmail, errors
from jetemail_api_client._generated.api.smtp_users import list_
from jetemail_api_client.models import Acknowledgement, EmailMessage
from jetemail_api_client.options import Clock
from jetemail_api_client.smtp_users import CreatedSmtpUser

from ..conftest import KEY, Sleeper
from ..planted import locals_of
from ..raw_server import RawServer, Stage, close, created, playing, respond, respond_json

PASSWORD = "planted password"
SENDING_KEY = "transactional_planted"
each_flavour = pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])


async def raw(
    server: RawServer, name: str, /, *, is_async: bool, options: Any = None, **arguments: Any
) -> Any:
    """Call a method of a new client, such as "smtp_users.create"; return its response."""
    resource, verb = name.split(".")
    sleeper = Sleeper()
    given: Any = {"api_key": KEY, "transactional_key": SENDING_KEY, "base_url": server.base_url}
    given |= {"clock": sleeper.clock, **(options or {})}
    if is_async:
        async with AsyncJetEmail(sleep=sleeper.sleep_async, **given) as client:
            method = getattr(getattr(client, resource).with_raw_response, verb)
            return await method(**arguments)
    with JetEmail(sleep=sleeper.sleep, **given) as sync:
        method = getattr(getattr(sync, resource).with_raw_response, verb)
        return await asyncio.to_thread(method, **arguments)


@each_flavour
async def test_response_of_a_method(is_async: bool) -> None:
    """A response has the value, status, headers, request id, attempts and duration."""
    headers = "X-Request-Id: r1\r\nX-Other: one\r\nX-Other: two\r\nSet-Cookie: session=planted\r\n"
    body = {"success": True, "message": "updated"}
    with playing(respond(503), respond_json(202, body, headers)) as server:
        response = await raw(server, "smtp_users.update", is_async=is_async, username="a", quota=1)

    assert isinstance(response, APIResponse)
    assert isinstance(response.value, Acknowledgement)
    assert ("updated", 202, "r1") == (response.value.message, response.status, response.request_id)
    assert {"x-request-id": "r1", "x-other": "one, two", "content-type": "application/json"} == {
        name: value for name, value in response.headers.items() if name != "content-length"
    }
    assert ["503", "202"] == [attempt.result for attempt in response.attempts]
    assert ("smtp_users.update", None) == (response.operation, response.idempotency_key)
    assert response.elapsed >= response.attempts[-1].started > 0
    assert not response.is_reconciled


@each_flavour
async def test_response_of_a_create(is_async: bool) -> None:
    """The value is what the method returns without `with_raw_response`."""
    with playing(created) as server:
        response = await raw(server, "smtp_users.create", is_async=is_async, username="a")
        sent = json.loads(server.bodies[0])

    assert isinstance(response.value, CreatedSmtpUser)
    assert sent == {"username": response.value.username, "password": response.value.password}
    assert (200, 1, None) == (response.status, len(response.attempts), response.request_id)


@each_flavour
async def test_idempotency_key_of_a_response(is_async: bool) -> None:
    """The response of an e-mail has its idempotency key."""
    with playing(respond_json(201, {"id": "1", "response": "queued"})) as server:
        response = await raw(
            server, "email.send", is_async=is_async, from_="a@e.com", to="b@e.com", subject="s",
            text="t", idempotency_key="k",
        )  # fmt: skip

    assert ("k", "k", 201) == (
        response.idempotency_key,
        response.value.idempotency_key,
        response.status,
    )


@each_flavour
async def test_response_of_the_last_request(is_async: bool) -> None:
    """A method of several requests returns the response of the last that succeeded."""
    listing = respond_json(200, {"success": True, "smarthosts": []}, "X-Request-Id: list\r\n")
    taken = respond_json(409, {"error": "in use"}, "X-Request-Id: create\r\n")
    updated = respond_json(200, {"success": True, "message": "updated"}, "X-Request-Id: update\r\n")
    with playing(listing, taken, updated) as server:
        response = await raw(
            server, "smtp_users.ensure", is_async=is_async, username="a", password=PASSWORD
        )

    assert response.value is False
    assert ("smtp_users.update", "update") == (response.operation, response.request_id)
    assert 1 == len(response.attempts)


@each_flavour
async def test_response_of_a_reconciled_create(is_async: bool) -> None:
    """If the response was lost, status and headers are those of the listing that decided."""
    sleeper = Sleeper()

    def list_own(stage: Stage) -> None:
        row = {"username": "a", "usage": 0, "created_date": str(int(sleeper.unix() * 1000))}
        body = {"success": True, "smarthosts": [row]}
        respond_json(
            200, body, f"Date: {formatdate(sleeper.unix(), usegmt=True)}\r\nX-Request-Id: list\r\n"
        )(stage)

    with playing(close, list_own) as server:
        response = await raw(server, "smtp_users.create", is_async=is_async, username="a")

    assert response.is_reconciled
    assert response.value.is_reconciled
    assert ("smtp_users.create", 200, "list") == (
        *(response.operation, response.status),
        response.request_id,
    )
    assert ["unknown"] == [attempt.outcome for attempt in response.attempts]


@each_flavour
async def test_response_of_a_repeated_delete(is_async: bool) -> None:
    """A delete that is done before its retry has the status of the retry, 404."""
    with playing(close, respond_json(404, {"error": "not found"})) as server:
        response = await raw(server, "webhooks.delete", is_async=is_async, uuid="u")

    assert (404, 2) == (response.status, len(response.attempts))


@each_flavour
async def test_errors_are_raised(is_async: bool) -> None:
    """A failure raises as without `with_raw_response`, and no frame shows a secret argument."""
    with playing(respond_json(403, {"error": "no"})) as server:
        with pytest.raises(errors.PermissionDeniedError) as caught:
            await raw(
                server, "smtp_users.create", is_async=is_async, username="a", password=PASSWORD
            )
        with pytest.raises(TypeError, match="usernam"):
            await raw(server, "smtp_users.create", is_async=is_async, usernam="a")

    assert "smtp_users.create" in locals_of(caught.value)
    assert PASSWORD not in locals_of(caught.value)


@each_flavour
async def test_response_repeats_no_secret(is_async: bool) -> None:
    """Headers that repeat the key are redacted, and the repr shows only names of headers."""
    with playing(respond_json(200, {"success": True}, f"X-Echo: for {KEY}\r\n")) as server:
        response = await raw(server, "account_allowlist.delete", is_async=is_async, uuid="u")

    assert "for ***" == response.headers["x-echo"]
    assert "'x-echo': ..." in repr(response)
    assert "for ***" not in repr(response)


async def test_copies_and_json_of_a_response() -> None:
    """A response is plain data: it can be copied, pickled, and returned as JSON."""
    with playing(created) as server:
        response = await raw(server, "smtp_users.create", is_async=True, username="a")

    for twin in (copy.deepcopy(response), pickle.loads(pickle.dumps(response))):
        assert response == twin
    ready = json.loads(json.dumps(response.to_jsonable()))
    assert response.value.to_jsonable() == ready["value"]
    assert (200, "done") == (ready["status"], ready["attempts"][0]["outcome"])


async def test_concurrent_responses(threads: ThreadPoolExecutor) -> None:
    """Calls at the same time, in tasks and threads, get the responses of their own."""

    def echo(stage: Stage) -> None:
        target = stage.request.split(b" ")[1].decode()
        respond_json(200, {"success": True}, f"X-Target: {target}\r\n")(stage)

    with playing(*[echo] * 40) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            twin = client.account_blocklist.with_raw_response
            responses = await asyncio.gather(*(twin.delete(uuid=f"u{n}") for n in range(20)))
        with JetEmail(KEY, base_url=server.base_url) as sync:
            delete = sync.account_blocklist.with_raw_response.delete
            responses += threads.map(lambda n: delete(uuid=f"u{n}"), range(20))

    assert [f"/inbound/account/blocklist/u{n}" for n in [*range(20)] * 2] == [
        response.headers["x-target"] for response in responses
    ]


@pytest.mark.parametrize("client", [AsyncJetEmail(KEY), JetEmail(KEY)], ids=["async", "sync"])
def test_each_method_has_a_raw_form(client: Any) -> None:
    """`with_raw_response` has each method with one response, with its signature."""
    resources = [getattr(client, name) for name in dir(client) if is_resource(client, name)]
    for resource in resources:
        names = {name for name in dir(resource) if name[0] != "_"} - {"with_raw_response"}
        # Pages and runs have many responses.
        methods = {name for name in names if not re.search("^iterate|_many$", name)}
        twin = resource.with_raw_response

        assert methods == {name for name in dir(twin) if name[0] != "_"}
        for name in methods:
            own, other = getattr(resource, name), getattr(twin, name)
            assert inspect.signature(own).parameters == inspect.signature(other).parameters
            assert (own.__doc__, own.__name__) == (other.__doc__, other.__name__)
            assert inspect.iscoroutinefunction(own) == inspect.iscoroutinefunction(other)
    assert 16 == len(resources)


def is_resource(client: Any, name: str) -> bool:
    """Return True if an attribute of a client is a resource."""
    return name[0] != "_" and type(getattr(client, name)).__module__.endswith(f"resources.{name}")


async def test_raw_response_of_a_low_level_request() -> None:
    """`execute_raw` sends a request of an endpoint module, like `execute`, with other options."""
    listing = respond_json(200, {"success": True, "smarthosts": []})
    with playing(listing, listing) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as client:
            response = await client.with_options(headers={"X-A": "b"}).execute_raw(list_.request())
        with JetEmail(KEY, base_url=server.base_url, clock=Clock()) as sync:
            other = sync.execute_raw(list_.request())
        heads = server.heads()

    assert response.value == other.value
    assert ["b", None] == [head.get("x-a") for head in heads]


async def test_batches_have_a_raw_form() -> None:
    """The value of `send_batch` is the batch, beside its status 207."""
    message = EmailMessage(from_="a@e.com", to="b@e.com", subject="s", text="t")
    body = {"summary": {"total": 1}, "results": [{"status": "success", "id": "1"}]}
    with playing(respond_json(207, body)) as server:
        response = await raw(server, "email.send_batch", is_async=True, emails=[message])

    assert (207, 1, "accepted") == (response.status, len(response.value), response.value[0].status)
