"""What generated operations send; the description holds all that is supported."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fixtures.clients import Wide

pytest_plugins = ["tests.fixtures.projects", "tests.fixtures.clients"]

PART: dict[str, Any] = {"thing_id": "t", "part_no": "p", "if_match": "e"}
# Names that mean something in Python or in generated code, and what they become.
AWKWARD = {
    "response": "response",
    "params": "params",
    "d": "d",
    "cls": "cls",
    "self": "self_",
    "list": "list_",
    "text": "text",
    "type": "type_",
    "import": "import_",
    "client": "client_",
    "body": "body_",
    "request": "request_",
    "url": "url",
    "größe": "größe",
    'quote"\n{at}': "quoteat",
}


def test_operation_is_as_described(wide: Wide) -> None:
    """An operation holds its name, method, path, retry class, key, secrets and successes."""
    operation = wide.operation("things", "create").OPERATION

    assert operation.name == "things.create"
    assert (operation.method, operation.path) == ("POST", "/things")
    assert (operation.retry, operation.key) == ("keyed", "account")
    assert operation.secrets == {"pin_secret", "backup_secrets"}
    assert list(operation.results) == [200, 202]


@pytest.mark.parametrize(
    ("resource", "module", "retry", "key"),
    [
        ("things", "list_", "safe", "transactional"),
        ("things", "get_part", "safe", None),
        ("things", "update", "never", "account"),
    ],
)
def test_class_and_key(wide: Wide, resource: str, module: str, retry: str, key: str | None) -> None:
    """Left out, the retry class is safe for GET and never for the rest; security says the key."""
    operation = wide.operation(resource, module).OPERATION

    assert (retry, key) == (operation.retry, operation.key)


def test_path_is_filled(wide: Wide) -> None:
    """A path value is quoted whole, so that it stays one segment."""
    request = wide.operation("things", "get_part").request(
        thing_id="a/b?c#d%2e{part-no}", part_no="ü ;", if_match="e"
    )

    assert request.path == "/things/a%2Fb%3Fc%23d%252e%7Bpart-no%7D/parts/%C3%BC%20%3B"


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800"])
def test_path_value_that_names_nothing(wide: Wide, value: str) -> None:
    """A path value that would lead elsewhere, or has no form in a URL, is refused."""
    with pytest.raises(wide.errors.InvalidRequestError) as caught:
        wide.operation("things", "get_part").request(**PART | {"part_no": value})

    assert (caught.value.operation, caught.value.field) == ("things.get_part", "part-no")


@pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-Evil: 1", "a\n", "ü", "\x7f"])
def test_header_that_cannot_be_sent(wide: Wide, value: str) -> None:
    """A header value is printable ASCII without spaces around it, or refused."""
    with pytest.raises(wide.errors.InvalidRequestError, match="If-Match must be printable ASCII"):
        wide.operation("things", "get_part").request(**PART | {"if_match": value})


@pytest.mark.parametrize("value", [None, ["a"], {}, b"a"])
def test_parameter_of_another_type(wide: Wide, value: object) -> None:
    """None and other values that are no scalars are a TypeError that names the parameter."""
    with pytest.raises(TypeError, match=r"things\.list: page: expected a str, a number or a bool"):
        wide.operation("things", "list_").request(must="x", page=value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_number_that_is_none(wide: Wide, value: float) -> None:
    """A number that is not finite is refused in a query, too."""
    with pytest.raises(wide.errors.InvalidRequestError, match=r"ratio is (nan|inf);"):
        wide.operation("things", "list_").request(must="x", ratio=value)


def test_only_what_is_given(wide: Wide) -> None:
    """No default of the description is ever sent."""
    request = wide.operation("things", "list_").request(must="x")

    assert request.query == (("must", "x"),)
    assert request.headers == ()
    assert request.content is None


def test_parameters_given(wide: Wide) -> None:
    """Parameters go out under the API's own names, as text."""
    request = wide.operation("things", "list_").request(
        must="x", status="new", level=2, page=3, ratio=0.5, all_=True, x_trace="t"
    )

    expected = {"must": "x", "status": "new", "level": "2", "page": "3", "ratio": "0.5"}
    assert dict(request.query) == expected | {"all": "true"}
    assert request.headers == (("X-Trace", "t"),)


@pytest.mark.parametrize(("wire", "name"), AWKWARD.items())
def test_awkward_parameter(wide: Wide, wire: str, name: str) -> None:
    """A parameter of any name reaches the query through the method, the function and the record."""
    sender = wide.sender({"rows": []})

    wide.client(sender).things.list(must="x", **{name: "value"})

    assert dict(sender.requests[0].query) == {"must": "x", wire: "value"}


async def test_endpoint_functions(wide: Wide) -> None:
    """The functions of a module send the same request, sync and async."""
    module = wide.operation("parts", "replace")
    body = wide.models.PartsReplaceRequest(names=["a"])
    sender, async_sender = wide.sender({}, 201), wide.async_sender({}, 201)

    answers = [module.sync(sender, body=body), await module.asyncio(async_sender, body=body)]

    assert answers == [wide.models.PartsReplaceResult()] * 2
    assert sender.requests == async_sender.requests == [module.request(body=body)]


def test_secrets_of_a_body(wide: Wide) -> None:
    """A request knows the secrets in its body, and its repr shows nothing of them."""
    child = wide.models.ThingsCreateRequestChild(id=1)
    body = wide.models.ThingsCreateRequest(
        text="a", child=child, pin_secret="planted", backup_secrets=["one", "two"]
    )

    request = wide.operation("things", "create").request(body=body)

    assert request.secrets == ("planted", "one", "two")
    assert not {"planted", "one", "two"} & set(repr(request).replace("'", " ").split())


def test_optional_body_of_a_function(wide: Wide) -> None:
    """A function leaves the body out, too."""
    request = wide.operation("things", "update").request(thing_id=7)

    assert request.content is None


def test_body_with_required_fields(wide: Wide) -> None:
    """A body with required fields is required, though the description calls it optional."""
    parameter = inspect.signature(wide.operation("parts", "replace").request).parameters["body"]

    assert parameter.default is inspect.Parameter.empty
