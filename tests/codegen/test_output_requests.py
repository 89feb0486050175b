"""Requests of generated operations."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

PART: dict[str, Any] = {"thing_id": "t", "part_no": "p", "if_match": "e"}
# A parameter outside its limits, and the error message.
OUTSIDE = [
    ({"size": 0}, "size is 0; the minimum is 1"),
    ({"size": 10}, "size is 10; the maximum is 9"),
    ({"limit": 4}, "limit is 4; the maximum is 3"),
    ({"word": "a"}, "word has 1 character; the minimum is 2"),
    ({"word": "aaaaa"}, "word has 5 characters; the maximum is 4"),
    (
        {"word": "AA"},
        'word must be lowercase letters, spaces, "quotes", \\backslashes and {braces}',
    ),
    ({"ratio": float("nan")}, "ratio is nan; a finite number is needed"),
    ({"ratio": float("inf")}, "ratio is inf; a finite number is needed"),
    ({"since": datetime(2026, 1, 1)}, "since is a datetime without a time zone; give it one, such"),  # noqa: DTZ001
    ({"text": "\ud800"}, "text holds half of a surrogate pair"),
]
# A parameter of another type, and the error message.
MISTYPED = [
    ({"must": None}, "must: expected a str, got None"),
    ({"page": "1"}, "page: expected an int, got str"),
    ({"page": True}, "page: expected an int, got bool"),
    ({"text": ["a"]}, "text: expected a str, got list"),
    ({"text": b"a"}, "text: expected a str, got bytes"),
    ({"ratio": {}}, "ratio: expected a number, got dict"),
    ({"all_": 1}, "all_: expected a bool, got int"),
    ({"status": 1}, "status: expected a str, got int"),
    ({"since": 1}, "since: expected a datetime, got int"),
    ({"flagged": 1}, "flagged: expected a bool, got int"),
    ({"picked": "a,b"}, "picked: expected a list, got str; put it into a list"),
    ({"picked": [1]}, "picked[0]: expected a str, got int"),
]


def test_operation_is_as_described(wide: Wide) -> None:
    """An operation has name, method, path, retry class, key, secrets and response."""
    operation = wide.operation("things", "create").OPERATION

    assert operation.name == "things.create"
    assert (operation.method, operation.path) == ("POST", "/things")
    assert (operation.retry, operation.key) == ("idempotency_key", "account")
    assert operation.never_with == {"rename"}
    assert operation.bucket == "email"
    assert operation.secrets == {"pin_secret", "backup_secrets"}
    assert operation.response == "object"


@pytest.mark.parametrize(
    ("resource", "module", "retry", "key", "response"),
    [
        ("things", "list_", "safe", "transactional", "object"),
        ("things", "get_part", "safe", None, "object"),
        ("things", "update", "never", "account", "object"),
        ("things", "delete", "idempotent", "account", "object"),
        ("events", "search", "safe", "account", "object"),
        ("parts", "export_csv", "safe", "account", "csv"),
        ("free", "get", "safe", "account", "free"),
        ("free", "delete", "never", "account", "free"),
    ],
)
def test_class_key_and_response(
    wide: Wide, resource: str, module: str, retry: str, key: str | None, response: str
) -> None:
    """The retry class has a default; the key follows from the security."""
    operation = wide.operation(resource, module).OPERATION

    assert (retry, key, response) == (operation.retry, operation.key, operation.response)


@pytest.mark.parametrize(("given", "retry"), [({}, "idempotency_key"), ({"rename": "x"}, "never")])
def test_class_with_a_field(wide: Wide, given: dict[str, Any], retry: str) -> None:
    """A field in never_with makes the retry class of the request "never"."""
    child = wide.models.ThingsCreateRequestChild(id=1)
    body = wide.models.ThingsCreateRequest(text="a", child=child, **given)

    assert wide.operation("things", "create").request(body=body).retry == retry


def test_path_is_filled(wide: Wide) -> None:
    """A path value is quoted to one segment."""
    request = wide.operation("things", "get_part").request(
        thing_id="a/b?c#d%2e{part-no}", part_no="ü ;", if_match="e"
    )

    assert request.path == "/things/a%2Fb%3Fc%23d%252e%7Bpart-no%7D/parts/%C3%BC%20%3B"


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800"])
def test_invalid_path_value(wide: Wide, value: str) -> None:
    """A path value that changes the path, or cannot be encoded, is rejected."""
    with pytest.raises(wide.errors.InvalidRequestError) as caught:
        wide.operation("things", "get_part").request(**PART | {"part_no": value})

    assert (caught.value.operation, caught.value.field) == ("things.get_part", "part_no")


@pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-Evil: 1", "a\n", "ü", "\x7f"])
def test_invalid_header(wide: Wide, value: str) -> None:
    """A header value must be printable ASCII without surrounding spaces."""
    with pytest.raises(wide.errors.InvalidRequestError, match="if_match must be printable ASCII"):
        wide.operation("things", "get_part").request(**PART | {"if_match": value})


@pytest.mark.parametrize("value", [b"a", 1])
def test_header_of_another_type(wide: Wide, value: object) -> None:
    """A header value of another type is a TypeError."""
    with pytest.raises(TypeError, match=r"things\.get_part: if_match: expected a str, got"):
        wide.operation("things", "get_part").request(**PART | {"if_match": value})


@pytest.mark.parametrize(("given", "message"), OUTSIDE)
def test_parameter_outside_the_limits(wide: Wide, given: dict[str, Any], message: str) -> None:
    """A parameter outside its limits is rejected."""
    with pytest.raises(wide.errors.InvalidRequestError) as caught:
        wide.operation("things", "list_").request(must="x", **given)

    assert str(caught.value).startswith(f"things.list: {message}")


@pytest.mark.parametrize(("given", "message"), MISTYPED)
def test_parameter_of_another_type(wide: Wide, given: dict[str, Any], message: str) -> None:
    """A parameter of another type, None for a required one too, is a TypeError with its name."""
    with pytest.raises(TypeError) as caught:
        wide.operation("things", "list_").request(**{"must": "x"} | given)

    assert str(caught.value) == f"things.list: {message}"


def test_no_defaults(wide: Wide) -> None:
    """Defaults of the document are never sent."""
    request = wide.operation("things", "list_").request(must="x")

    assert request.query == (("must", "x"),)
    assert request.headers == ()
    assert request.content is None


def test_parameters_given(wide: Wide) -> None:
    """Parameters are sent as text under their wire names; unknown enum values are accepted."""
    request = wide.operation("things", "list_").request(
        must="x", status="newer", level=2, page=3, ratio=0.5, all_=True, x_trace="t"
    )

    expected = {"must": "x", "status": "newer", "level": "2", "page": "3", "ratio": "0.5"}
    assert dict(request.query) == expected | {"all": "true"}
    assert request.headers == (("X-Trace", "t"),)


@pytest.mark.parametrize(
    ("name", "value", "wire"),
    [
        ("since", datetime(2026, 1, 2, tzinfo=UTC), "1767312000"),
        ("until", datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00Z"),
        ("near", datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02T00:00:00Z"),
        ("picked", ["a", "b"], "a,b"),
        ("listed", ("a", "ü"), '["a","ü"]'),
        ("flagged", True, "1"),
        ("flagged", False, "0"),
    ],
)
def test_wire_formats_of_parameters(wide: Wide, name: str, value: Any, wire: str) -> None:
    """A parameter with a wire format takes a Python value."""
    request = wide.operation("things", "list_").request(must="x", **{name: value})

    assert dict(request.query) == {"must": "x", name: wire}


def test_pattern_without_a_check(wide: Wide) -> None:
    """A pattern without a reviewed check is never run."""
    evil = "a" * 60 + "!"
    request = wide.operation("things", "list_").request(must="x", slow_word=evil)

    assert dict(request.query)["slow_word"] == evil


async def test_endpoint_functions(wide: Wide) -> None:
    """The functions of a module send the same request, sync and async."""
    module = wide.operation("parts", "replace")
    body = wide.models.PartsReplaceRequest(names=["a"])
    sender, async_sender = wide.sender(), wide.async_sender()

    responses = [module.sync(sender, body=body), await module.asyncio(async_sender, body=body)]

    assert responses == [wide.models.PartsReplaceResult()] * 2
    assert sender.requests == async_sender.requests == [module.request(body=body)]


@pytest.mark.parametrize(("given", "keys"), [({"idempotency_key": "mine"}, 1), ({}, 2)])
def test_idempotency_key(wide: Wide, given: dict[str, str], keys: int) -> None:
    """A request with an idempotency key has the caller's idempotency key, or a new one."""
    child = wide.models.ThingsCreateRequestChild(id=1)
    body = wide.models.ThingsCreateRequest(text="a", child=child)
    create = wide.operation("things", "create")

    sent = [dict(create.request(body=body, **given).headers) for _ in range(2)]

    assert keys == len({headers["Idempotency-Key"] for headers in sent})


def test_secrets_of_a_body(wide: Wide) -> None:
    """A request has the secrets of its body, and does not show them in its repr."""
    child = wide.models.ThingsCreateRequestChild(id=1)
    body = wide.models.ThingsCreateRequest(
        text="a", child=child, pin_secret="planted", backup_secrets=["one", "two"]
    )

    request = wide.operation("things", "create").request(body=body)

    assert request.secrets == ("planted", "one", "two")
    assert not {"planted", "one", "two"} & set(repr(request).replace("'", " ").split())


def test_optional_body_of_a_function(wide: Wide) -> None:
    """The body of an endpoint function is optional, too."""
    request = wide.operation("things", "update").request(thing_id=7)

    assert request.content is None


def test_body_with_required_fields(wide: Wide) -> None:
    """A body with required fields is required, even if the document says otherwise."""
    parameter = inspect.signature(wide.operation("parts", "replace").request).parameters["body"]

    assert parameter.default is inspect.Parameter.empty
