"""Documents in the style of comparable services: right Python, or a line that leaves it out."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import field, frozen

from jetemail_api_client import AsyncJetEmail, JetEmail, to_jsonable
from jetemail_api_client.errors import APIResponseValidationError, InvalidRequestError
from tests.codegen.fixtures.styles import StyleClient, style, styled_client
from tests.conftest import KEY
from tests.raw_server import Act, RawServer, Stage, playing, respond, respond_json

UPLOAD = "multipart/form-data, which is not supported."
BEARER = "is needed, and the client sends only Authorization: Bearer."
# A style -> how many operations pass, and why the others do not.
OPERATIONS: dict[str, tuple[int, dict[str, str]]] = {
    "resend": (
        8,
        {
            "PUT /letters/{letter_id}/attachments/{name}": UPLOAD,
        },
    ),
    "sendgrid": (
        7,
        {
            "GET /v3/categories": "parameters[1] has style, which is not supported.",
            "GET /v3/marketing/stats/export": f"BearerAuth with KeyHeader {BEARER}",
            "GET /v3/api_keys": f"KeyHeader {BEARER}",
        },
    ),
    "mailtrap": (
        8,
        {
            "POST /api/accounts/{account_id}/contacts/imports": UPLOAD,
            "POST /api/accounts/{account_id}/contacts/exports": (
                "body.filters[]: a union of object, object is ambiguous."
            ),
        },
    ),
    "svix": (8, {}),
}
NO_CONTENT = respond(204)
LETTER = {"from": "a@a.test", "to": ["b@a.test"], "subject": "s"}
STORE = {"type": "store", "bucket": "b", "region": None}
STREAM = {"type": "stream", "topic": "t"}
QUEUE = {"type": "queue", "topic": "t"}
ENDPOINT = {"id": "e", "url": "https://a.test", "createdAt": "2026-01-02T00:00:00Z"}


@frozen(kw_only=True)
class Call:
    """A call, the request that it sends, and the response that it gets."""

    style: str
    name: str
    arguments: Callable[[Any], dict[str, Any]] = lambda _: {}
    """Takes the models."""
    sent: str
    """The request line, without the version."""
    headers: dict[str, str] = field(factory=dict)
    body: Any = ...
    act: Act = NO_CONTENT
    value: Any = None
    """The result in JSON, by Python's names."""
    kind: str = "NoneType"
    """Its class."""


def letters(models: Any) -> dict[str, Any]:
    """Return a batch of letters, as the body."""
    letter = models.LettersBatchCreateRequestItem(
        from_="a@a.test", to=["b@a.test"], subject="s", html=None
    )
    return {"body": [letter, letter]}


def content_of(length: int) -> Act:
    """Respond to a HEAD request: with the length of a content, and none."""

    def act(stage: Stage) -> None:
        stage.send(f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode())

    return act


CALLS = [
    Call(
        style="resend",
        name="letters_batch.create",
        arguments=letters,
        sent="POST /letters/batch",
        body=[LETTER | {"html": None}] * 2,
        act=respond_json(200, {"data": [{"id": "1"}]}),
        value={"data": [{"id": "1"}]},
        kind="LettersBatchCreateResult",
    ),
    Call(
        style="resend",
        name="topics.list",
        sent="GET /topics",
        act=respond_json(200, [{"name": "a"}, {"name": "b", "default_subscription": "later"}]),
        value=[{"name": "a"}, {"name": "b", "default_subscription": "later"}],
        kind="list",
    ),
    Call(
        style="resend",
        name="topics.create",
        arguments=lambda _: {"name": "a"},
        sent="POST /topics",
        headers={"content-type": "application/json"},
        body={"name": "a"},
        act=respond_json(201, {"object": "topic", "id": "1", "name": "a", "more": 1}),
        value={"object_": "topic", "id": "1", "name": "a", "more": 1},
        kind="TopicsCreateResult",
    ),
    Call(
        style="resend",
        name="letters.update",
        arguments=lambda _: {"letter_id": "a/b", "scheduled_at": "in an hour", "priority": 1.5},
        sent="PATCH /letters/a%2Fb",
        body={"scheduled_at": "in an hour", "priority": 1.5},
        act=respond_json(200, {"id": "1"}),
        value={"id": "1"},
        kind="LettersUpdateResult",
    ),
    Call(
        style="sendgrid",
        name="v3_templates.list",
        arguments=lambda _: {
            "generations": ["legacy", "dynamic"],
            "page_size": 10,
            "on_behalf_of": "customer",
        },
        sent="GET /v3/templates?generations=legacy,dynamic&page_size=10",
        headers={"on-behalf-of": "customer"},
        act=respond_json(
            200, {"result": [{"id": "1", "name": "n", "versions": [{"id": "2", "active": 1}]}]}
        ),
        value={"result": [{"id": "1", "name": "n", "versions": [{"id": "2", "active": 1}]}]},
        kind="V3TemplatesListResult",
    ),
    Call(
        style="sendgrid",
        name="v3_templates.delete",
        arguments=lambda _: {"template_id": "t"},
        sent="DELETE /v3/templates/t",
    ),
    Call(
        style="sendgrid",
        name="v3_templates.head",
        arguments=lambda _: {"template_id": "t"},
        sent="HEAD /v3/templates/t",
        act=content_of(4242),
    ),
    Call(
        style="sendgrid",
        name="suppression_bounces.list",
        arguments=lambda _: {"start_time": 1, "emails": ("a+b@a.test", "c,d")},
        sent="GET /v3/suppression/bounces?start_time=1&emails=a%2Bb%40a.test&emails=c%2Cd",
        act=respond_json(200, [{"email": "a", "created": 1}]),
        value=[{"email": "a", "created": 1}],
        kind="list",
    ),
    Call(
        style="sendgrid",
        name="suppression_bounces.delete",
        arguments=lambda _: {"emails": ["a"]},
        sent="DELETE /v3/suppression/bounces",
        body={"emails": ["a"]},
    ),
    *(
        Call(
            style="sendgrid",
            name="v3_validations.create",
            arguments=lambda _: {"email": "a"},
            sent="POST /v3/validations",
            body={"email": "a"},
            act=act,
            value=value,
            kind=kind,
        )
        for act, value, kind in (
            (
                respond_json(200, {"result": {"verdict": "valid", "score": 1}}),
                {"result": {"verdict": "valid", "score": 1}},
                "V3ValidationsCreateResult",
            ),
            (respond(204), None, "NoneType"),
        )
    ),
    Call(
        style="mailtrap",
        name="accounts_inboxes.list",
        arguments=lambda _: {"account_id": 7},
        sent="GET /api/accounts/7/inboxes",
        act=respond(
            200, b'[{"id":1,"name":"a"}]', "Content-Type: application/json; charset=utf-8\r\n"
        ),
        value=[{"id": 1, "name": "a"}],
        kind="list",
    ),
    Call(
        style="mailtrap",
        name="accounts_inboxes.create",
        arguments=lambda models: {
            "account_id": 7,
            "inbox": models.AccountsInboxesCreateRequestInbox(name="a"),
        },
        sent="POST /api/accounts/7/inboxes",
        headers={"content-type": "application/json"},
        body={"inbox": {"name": "a"}},
        act=respond_json(201, {"id": 1, "name": "a", "max_size": None}),
        value={"id": 1, "name": "a", "max_size": None},
        kind="AccountsInboxesCreateResult",
    ),
    Call(
        style="mailtrap",
        name="accounts_inboxes.get",
        arguments=lambda _: {"account_id": 7, "inbox_id": 8},
        sent="GET /api/accounts/7/inboxes/8",
        act=respond(200, b'{"id":1,"name":"a"}', "Content-Type: application/vnd.api+json\r\n"),
        value={"id": 1, "name": "a"},
        kind="AccountsInboxesGetResult",
    ),
    Call(
        style="mailtrap",
        name="accounts_inboxes.update",
        arguments=lambda _: {"account_id": 7, "inbox_id": 8, "name": None},
        sent="PATCH /api/accounts/7/inboxes/8",
        headers={"content-type": "application/merge-patch+json"},
        body={"name": None},
    ),
    Call(
        style="mailtrap",
        name="contacts_fields.list",
        arguments=lambda _: {"account_id": 7},
        sent="GET /api/accounts/7/contacts/fields",
        act=respond_json(200, [{"name": "a", "data_type": "choices", "options": []}]),
        value=[{"name": "a", "data_type": "choices", "options": []}],
        kind="list",
    ),
    Call(
        style="mailtrap",
        name="contacts_fields.create",
        arguments=lambda models: {
            "account_id": 7,
            "body": models.ContactsFieldsCreateRequestText(name="a", data_type="text"),
        },
        sent="POST /api/accounts/7/contacts/fields",
        body={"name": "a", "data_type": "text"},
        act=respond_json(200, {"name": "a", "data_type": "text", "max_length": 1}),
        value={"name": "a", "data_type": "text", "max_length": 1},
        kind="ContactsFieldsCreateResultText",
    ),
    Call(
        style="mailtrap",
        name="contacts_exports.list",
        arguments=lambda _: {"account_id": 7},
        sent="GET /api/accounts/7/contacts/exports",
        headers={"accept": "text/csv, application/json"},
        act=respond(200, b"a,b\n", "Content-Type: text/csv; charset=utf-8\r\n"),
        value="a,b\n",
        kind="str",
    ),
    Call(
        style="mailtrap",
        name="accounts_stats.list",
        arguments=lambda _: {
            "account_id": 7,
            "start_date": "2026-01-02",
            "sending_domain_ids": [1, 2],
        },
        sent="GET /api/accounts/7/stats?start_date=2026-01-02"
        "&sending_domain_ids%5B%5D=1&sending_domain_ids%5B%5D=2",
        headers={"accept": "application/json"},
        act=respond_json(200, {"delivery_count": 1, "delivery_rate": 0.5}),
        value={"delivery_count": 1, "delivery_rate": 0.5},
        kind="AccountsStatsListResult",
    ),
    Call(
        style="svix",
        name="app_endpoint.list",
        arguments=lambda _: {"app_id": "a", "iterator": None, "order": "ascending"},
        sent="GET /api/v1/app/a/endpoint?order=ascending",
        act=respond_json(200, {"data": [ENDPOINT], "iterator": None, "done": True}),
        value={
            "data": [
                {"id": "e", "url": "https://a.test", "created_at": "2026-01-02T00:00:00+00:00"}
            ],
            "iterator": None,
            "done": True,
        },
        kind="AppEndpointListResult",
    ),
    Call(
        style="svix",
        name="app_endpoint.create",
        arguments=lambda _: {
            "app_id": "a",
            "url": "https://a.test",
            "idempotency_key": "k",
            "filter_types": ["a", "a"],
            "metadata": {"a": "b"},
        },
        sent="POST /api/v1/app/a/endpoint",
        headers={"idempotency-key": "k"},
        body={"url": "https://a.test", "filterTypes": ["a", "a"], "metadata": {"a": "b"}},
        act=respond_json(201, ENDPOINT),
        value={"id": "e", "url": "https://a.test", "created_at": "2026-01-02T00:00:00+00:00"},
        kind="AppEndpointCreateResult",
    ),
    Call(
        style="svix",
        name="app_endpoint.update",
        arguments=lambda _: {"app_id": "a", "endpoint_id": "e", "channels": None},
        sent="PATCH /api/v1/app/a/endpoint/e",
        body={"channels": None},
    ),
    Call(
        style="svix",
        name="app_msg.list",
        arguments=lambda _: {
            "app_id": "a",
            "event_types": ["x", "y"],
            "statuses": [1, 2],
            "before": datetime(2026, 1, 2, tzinfo=UTC),
        },
        sent="GET /api/v1/app/a/msg?event_types=x&event_types=y&statuses=1,2"
        "&before=2026-01-02T00%3A00%3A00Z",
        act=respond_json(200, {"data": [], "iterator": "i", "done": False}),
        value={"data": [], "iterator": "i", "done": False},
        kind="AppMsgListResult",
    ),
    Call(
        style="svix",
        name="app_msg.list",
        arguments=lambda _: {"app_id": "a", "event_types": None, "statuses": []},
        sent="GET /api/v1/app/a/msg",
        act=respond_json(200, {"data": [], "iterator": "i", "done": False}),
        value={"data": [], "iterator": "i", "done": False},
        kind="AppMsgListResult",
    ),
    *(
        Call(
            style="svix",
            name="app_sink.list",
            arguments=lambda _: {"app_id": "a"},
            sent="GET /api/v1/app/a/sink",
            act=respond_json(200, sink),
            value=value,
            kind=kind,
        )
        for sink, value, kind in (
            (QUEUE, {"type_": "queue", "topic": "t"}, "AppSinkListResultQueue"),
            (STORE, {"type_": "store", "bucket": "b", "region": None}, "AppSinkListResultBucket"),
            # A kind that came later, and an object without one.
            (STREAM, STREAM, "dict"),
            ({"topic": "t"}, {"topic": "t"}, "dict"),
        )
    ),
    Call(
        style="svix",
        name="app_sink.replace",
        arguments=lambda models: {
            "app_id": "a",
            "config": models.AppSinkReplaceRequestConfigQueue(type_="queue", topic="t"),
            "metadata": {"a": "b"},
        },
        sent="PUT /api/v1/app/a/sink",
        body={"config": QUEUE, "metadata": {"a": "b"}},
    ),
    Call(
        style="svix",
        name="v1_sources.list",
        sent="GET /api/v1/sources",
        act=respond_json(
            200,
            {
                "data": [
                    {"type": "cron", "config": {"schedule": "s"}},
                    {"type": "gitlab", "config": {"branch": "b"}},
                    {"type": "new"},
                ]
            },
        ),
        value={
            "data": [
                {"type_": "cron", "config": {"schedule": "s"}},
                {"type_": "gitlab", "config": {"branch": "b"}},
                {"type": "new"},
            ]
        },
        kind="V1SourcesListResult",
    ),
]
# Arguments that are refused before anything is sent.
REFUSED: list[tuple[str, str, dict[str, Any], type[Exception], str]] = [
    (
        "sendgrid",
        "v3_templates.list",
        {"page_size": 1, "generations": ["legacy", "a,b"]},
        InvalidRequestError,
        r"generations\[1\] holds a comma, which would separate two values",
    ),
    (
        "sendgrid",
        "suppression_bounces.list",
        {"emails": "a"},
        TypeError,
        "emails: expected a list, got str; put it into a list",
    ),
    (
        "sendgrid",
        "suppression_bounces.list",
        {"emails": ["a"] * 4},
        InvalidRequestError,
        "emails has 4 items; the maximum is 3",
    ),
    ("resend", "letters_batch.create", {"body": {}}, TypeError, "body: expected a list, got dict"),
    (
        "mailtrap",
        "contacts_fields.create",
        {"account_id": 1, "body": {}},
        TypeError,
        "body: expected a ContactsFieldsCreateRequestText or a ContactsFieldsCreateRequestChoice",
    ),
]
# A response of another kind, and the error.
UNREADABLE: list[tuple[str, str, dict[str, Any], Any, str]] = [
    ("resend", "topics.list", {}, {"a": 1}, "the response is an object where a list is described"),
    ("resend", "topics.list", {}, [{"name": "a"}, {}], r"\[1\]\.name is missing"),
    ("svix", "app_sink.list", {"app_id": "a"}, [], "is a list where an object is described"),
    ("svix", "app_sink.list", {"app_id": "a"}, {"type": "queue"}, "topic is missing"),
]


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations(name: str) -> None:
    """Each operation passes, or is named with a line that leaves it out; then the rest passes."""
    found = style(name)
    passed, reasons = OPERATIONS[name]

    assert (passed, list(reasons)) == (len(found.operations), list(found.overrides["omitted"]))
    for where, reason in reasons.items():
        assert [reason] == [one[-len(reason) :] for one in found.problems[where]]
        assert where not in found.operations


def test_free_form() -> None:
    """The other line, for parts that are any JSON, works as well."""
    found = style("mailtrap", use_free_form=True)

    where = "POST /api/accounts/{account_id}/contacts/exports"
    assert ["body.filters[]"] == found.overrides["operations"][where]["free_form"]
    assert where in found.operations


@pytest.mark.parametrize("name", OPERATIONS)
def test_types(clients: Callable[[str], StyleClient], name: str) -> None:
    """The generated tree passes mypy in strict mode."""
    styled = clients(name)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "-p", styled.package.name],
        cwd=styled.package.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (run.returncode, run.stderr), run.stdout


@pytest.fixture
def clients(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], StyleClient]:
    """Return the client of a style."""
    return lambda name: styled_client(name, tmp_path_factory.getbasetemp())


async def result(
    flavour: str, client: StyleClient, server: RawServer, name: str, arguments: dict[str, Any]
) -> Any:
    """Return what a method returns, in one flavour."""
    if flavour == "async":
        async with AsyncJetEmail(KEY, base_url=server.base_url) as jetemail:
            return await client.method(jetemail, name)(**arguments)

    def call() -> Any:
        with JetEmail(KEY, base_url=server.base_url) as jetemail:
            return client.method(jetemail, name)(**arguments)

    return await asyncio.to_thread(call)


@pytest.mark.parametrize("flavour", ["async", "sync"])
@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call.style} {call.name}")
async def test_call(clients: Callable[[str], StyleClient], call: Call, flavour: str) -> None:
    """A call sends the described request, and returns the response as a value of its type."""
    client = clients(call.style)
    with playing(call.act) as server:
        value = await result(flavour, client, server, call.name, call.arguments(client.models))

    (head,), (body,) = server.heads(), server.bodies
    assert f"{call.sent} HTTP/1.1" == head[""]
    assert call.headers | {"authorization": f"Bearer {KEY}"} == {
        name: head.get(name) for name in (*call.headers, "authorization")
    }
    assert (b"" if call.body is ... else call.body) == (json.loads(body) if body else b"")
    assert (call.kind, call.value) == (type(value).__name__, to_jsonable(value))


@pytest.mark.parametrize("flavour", ["async", "sync"])
@pytest.mark.parametrize(("of", "name", "arguments", "error", "message"), REFUSED)
async def test_refused_argument(
    clients: Callable[[str], StyleClient],
    of: str,
    name: str,
    arguments: dict[str, Any],
    error: type[Exception],
    message: str,
    flavour: str,
) -> None:
    """An argument that cannot be sent as described is an error, and nothing is sent."""
    with playing(respond(204)) as server, pytest.raises(error, match=f"^{name}: {message}"):
        await result(flavour, clients(of), server, name, arguments)

    assert [] == server.requests


@pytest.mark.parametrize(("of", "name", "arguments", "response", "message"), UNREADABLE)
async def test_response_of_another_kind(
    clients: Callable[[str], StyleClient],
    of: str,
    name: str,
    arguments: dict[str, Any],
    response: Any,
    message: str,
) -> None:
    """A response of another kind than described is an error with its place."""
    with (
        playing(respond_json(200, response)) as server,
        pytest.raises(APIResponseValidationError, match=message),
    ):
        await result("sync", clients(of), server, name, arguments)
