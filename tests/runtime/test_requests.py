"""Requests: path, query, headers and body, and validation before anything is sent."""

import math
from collections import deque
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._runtime import validators, wire_formats
from jetemail_api_client._runtime.operations import (
    ListStyle,
    Location,
    Operation,
    Parameter,
    Request,
    RetryClass,
)
from jetemail_api_client._runtime.parsing import any_json
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest

SECRET = "planted-password"
NO_ZONE = "is a datetime without a time zone; give it one, such as tzinfo=datetime.UTC"
SURROGATE = (
    "holds half of a surrogate pair: clean it, such as with .encode(errors='replace').decode()"
)
LOCATIONS: list[Location] = ["path", "query", "header"]


class Colour(str, Enum):  # noqa: UP042 - whose str() is not its value
    """An enum whose str() is not its value."""

    RED = "red"


def unchecked(operation: str, name: str, value: Any) -> None:
    """Accept every value."""


def operation(*parameters: Parameter, retry: RetryClass = "safe", **changes: Any) -> Operation[Any]:
    """Return an operation with these parameters."""
    return Operation(
        name="things.get",
        method="GET",
        path="/things/{id}/parts/{part}",
        retry=retry,
        key=None,
        secrets=frozenset({"password"}),
        parameters=parameters,
        parse=any_json,
        **changes,
    )


def request_with(
    location: Location,
    value: object,
    validator: validators.Validator = unchecked,
    wire_format: wire_formats.WireFormat | None = None,
) -> Request[Any]:
    """Return a request with a value for the parameter `thing_id`, whose wire name is `id`."""
    parameter = Parameter(location, "thing_id", "id", validator, wire_format, is_required=True)
    return build_request(operation(parameter), {"thing_id": value})


def test_request_without_arguments() -> None:
    """A request without arguments has no query, headers or body."""
    request = build_request(operation())

    assert ((), (), None, ()) == (request.query, request.headers, request.content, request.secrets)


@pytest.mark.parametrize("location", ["query", "header"])
def test_request_repr(location: Location) -> None:
    """The repr of a request hides everything but the path."""
    parameter = Parameter(location, "id", "id", unchecked)
    request = build_request(operation(parameter), {"id": SECRET}, body={"password": SECRET})

    assert SECRET not in repr(request)
    assert "things.get" in repr(request)


@pytest.mark.parametrize(
    ("value", "text"),
    [("a b", "a%20b"), ("a/../é", "a%2F..%2F%C3%A9"), (5, "5"), ("{part}", "%7Bpart%7D")],
)
def test_path(value: object, text: str) -> None:
    """A path value is encoded as one segment."""
    parameters = (Parameter("path", name, name, unchecked) for name in ("id", "part"))
    request = build_request(operation(*parameters), {"part": "...", "id": value})

    assert f"/things/{text}/parts/..." == request.path


@pytest.mark.parametrize(
    ("value", "repeated", "joined"),
    [
        (["a", "b c"], ["a", "b c"], ["a,b c"]),
        ((1, True, 0.5), ["1", "true", "0.5"], ["1,true,0.5"]),
        ([], [], []),
        ("a,b", ["a,b"], ["a,b"]),
        (Colour.RED, ["red"], ["red"]),
    ],
)
def test_list_in_a_query(value: object, repeated: list[str], joined: list[str]) -> None:
    """A list repeats the parameter, or is one text with commas; an empty one is left out."""
    styles: dict[ListStyle, list[str]] = {"repeated": repeated, "joined": joined}
    for style, texts in styles.items():
        parameter = Parameter("query", "tags", "tags[]", unchecked, lists=style)
        request = build_request(operation(parameter), {"tags": value})

        assert tuple(("tags[]", text) for text in texts) == request.query


def test_list_in_a_header() -> None:
    """A list in a header is one text with commas."""
    parameter = Parameter("header", "tags", "Tags", unchecked, lists="joined")
    request = build_request(operation(parameter), {"tags": ["a", "b"]})

    assert (("Tags", "a,b"),) == request.headers


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (["a", "b,c"], InvalidRequestError, "holds a comma, which would separate two values"),
        (["a", "\ud800"], InvalidRequestError, SURROGATE),
        (["a", ["b"]], TypeError, "expected a str, a number or a bool, got list"),
    ],
)
def test_invalid_item(value: object, error: type[Exception], message: str) -> None:
    """An item that cannot be written is an error with its place."""
    parameter = Parameter("query", "tags", "tags", unchecked, lists="joined")

    with pytest.raises(error) as caught:
        build_request(operation(parameter), {"tags": value})

    assert str(caught.value).replace("tags[1]:", "tags[1]").endswith(f"tags[1] {message}")


def test_other_media_type() -> None:
    """A body in JSON is sent with the media type of the operation."""
    request = build_request(operation(content_type="application/a+json"), body=[1])

    assert (b"[1]", "application/a+json") == (request.content, request.content_type)


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_invalid_path_value(value: str) -> None:
    """A path value that would name another resource raises an error."""
    with pytest.raises(InvalidRequestError) as caught:
        request_with("path", value)

    text = f"thing_id is {value!r}, which names no resource: give another"
    assert f"things.get: {text}" == str(caught.value)
    assert "thing_id" == caught.value.field


@pytest.mark.parametrize("location", ["query", "header"])
def test_query_and_headers(location: Location) -> None:
    """Query and header values are encoded in the described order, without `UNSET`."""
    values = {"b": False, "a": True, "c": 5, "d": 0.5, "e": "x y", "f": UNSET, "h": Colour.RED}
    parameters = (Parameter(location, name, name.upper(), unchecked) for name in "abcdefgh")
    request = build_request(operation(*parameters), values)

    texts = (("A", "true"), ("B", "false"), ("C", "5"), ("D", "0.5"), ("E", "x y"), ("H", "red"))
    assert texts == (request.query if location == "query" else request.headers)
    assert () == (request.headers if location == "query" else request.query)


@pytest.mark.parametrize("value", ["", " a", "a ", "a\r\nX-Evil: 1", "a\n", "é", "\x00"])
def test_invalid_header(value: str) -> None:
    """A header value that would change in transport raises an error that hides it."""
    with pytest.raises(InvalidRequestError) as caught:
        request_with("header", value)

    text = "thing_id must be printable ASCII without spaces around it"
    assert f"things.get: {text}" == str(caught.value)


@pytest.mark.parametrize("location", LOCATIONS)
@pytest.mark.parametrize(
    ("validator", "value", "text"),
    [
        (validators.text(1), "", " has 0 characters; the minimum is 1"),
        (validators.text(pattern="[a-z]+", meaning="letters"), "5", " must be letters"),
        (validators.number(maximum=100, integer=True), 101, " is 101; the maximum is 100"),
        (validators.number(integer=True), True, ": expected an int, got bool"),
        (validators.array(validators.text()), [5], "[0]: expected a str, got int"),
        (validators.aware_datetime, datetime(2024, 8, 20), f" {NO_ZONE}"),  # noqa: DTZ001 - it is the point
        (validators.text(), None, ": expected a str, got None"),
        (validators.boolean, None, ": expected a bool, got None"),
        (unchecked, None, ": expected a str, a number or a bool, got None"),
        (unchecked, ["a"], ": expected a str, a number or a bool, got list"),
        (unchecked, "planted\ud800", f" {SURROGATE}"),
        (unchecked, "\udfff", f" {SURROGATE}"),
        (unchecked, math.nan, " is nan; a finite number is needed"),
        (unchecked, -math.inf, " is -inf; a finite number is needed"),
    ],
)
def test_invalid_value(
    location: Location, validator: validators.Validator, value: object, text: str
) -> None:
    """An invalid value raises an error with its Python name."""
    with pytest.raises((InvalidRequestError, TypeError)) as caught:
        request_with(location, value, validator)

    assert f"things.get: thing_id{text}" == str(caught.value)
    is_type = text.partition(": expected")[1] != ""
    assert is_type == isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("wire_format", "validator", "value", "text"),
    [
        (
            wire_formats.UNIX_SECONDS,
            validators.aware_datetime,
            datetime(2024, 8, 20, tzinfo=UTC),
            "1724112000",
        ),
        (
            wire_formats.UNIX_SECONDS,
            validators.aware_datetime,
            datetime.max.replace(tzinfo=UTC),
            "253402300799",
        ),
        (
            wire_formats.ISO_8601,
            validators.aware_datetime,
            datetime(2024, 8, 20, tzinfo=UTC),
            "2024-08-20T00:00:00Z",
        ),
        (wire_formats.FLAG, validators.boolean, True, "1"),
        (
            wire_formats.COMMA_LIST,
            validators.array(validators.text()),
            ["a.co", "b.co"],
            "a.co,b.co",
        ),
        (
            wire_formats.COMMA_LIST,
            validators.array(validators.text()),
            ("a.co", "b.co"),
            "a.co,b.co",
        ),
    ],
)
def test_wire_format(
    wire_format: wire_formats.WireFormat, validator: validators.Validator, value: object, text: str
) -> None:
    """A value is validated as given and sent in its wire format."""
    assert (("id", text),) == request_with("query", value, validator, wire_format).query


KEY = Parameter("header", "key", "Idempotency-Key", validators.text(min_length=1, max_length=256))


def test_generated_key() -> None:
    """A request with an idempotency key has a random idempotency key; other requests have none."""
    keyed = operation(KEY, retry="idempotency_key")
    keys = [dict(build_request(keyed).headers)["Idempotency-Key"] for _ in range(2)]

    assert [4, 4] == [UUID(key).version for key in keys]
    assert keys[0] != keys[1]
    assert () == build_request(operation(KEY, retry="idempotent")).headers


@pytest.mark.parametrize("key", ["k", "k" * 256])
@pytest.mark.parametrize("retry", ["idempotency_key", "idempotent"])
def test_own_key(key: str, retry: RetryClass) -> None:
    """A given idempotency key is sent."""
    request = build_request(operation(KEY, retry=retry), {"key": key})

    assert (("Idempotency-Key", key),) == request.headers


@pytest.mark.parametrize("key", ["", "k" * 257])
def test_invalid_key(key: str) -> None:
    """An idempotency key outside its limits raises an error."""
    with pytest.raises(InvalidRequestError, match=f"things.get: key has {len(key)} characters"):
        build_request(operation(KEY, retry="idempotency_key"), {"key": key})


@pytest.mark.parametrize(
    ("body", "retry"),
    [({"username": "a", "newUsername": None}, "never"), ({"username": "a"}, "idempotent")],
)
def test_never_with(body: dict[str, Any], retry: RetryClass) -> None:
    """A body field with which a retry could act twice disables retries."""
    strict = operation(retry="idempotent", never_with=frozenset({"newUsername"}))

    assert retry == build_request(strict, body=body).retry
    assert "idempotent" == build_request(strict).retry


SECRET = "planted-password"
BODY_OPERATION: Operation[Any] = Operation(
    name="things.create",
    method="POST",
    path="/things",
    retry="never",
    key=None,
    secrets=frozenset({"password"}),
    parse=any_json,
)


def with_body(body: Any) -> Request[Any]:
    """Return a request with a JSON body."""
    return build_request(BODY_OPERATION, body=body)


def test_json_body() -> None:
    """The body has only the given fields, in compact UTF-8; its secrets are found by name."""
    body = SmtpUsersCreateRequest(
        username="a", password="planted é", approved_domains=["a.co"], quota=0
    )
    request = create.request(body=body)

    sent = '{"username":"a","password":"planted é","approvedDomains":["a.co"],"quota":0}'
    assert (sent.encode(), "application/json") == (request.content, request.content_type)
    assert ("planted é",) == request.secrets
    assert ("/outbound/smarthost", (), ()) == (request.path, request.query, request.headers)


def test_secrets_at_any_depth() -> None:
    """Secrets are found at any depth, and in every value of a secret field."""
    deeper = {"password": [None, "two", {"pin": "three"}], "name": "four"}
    body = {"a": [{"password": "one"}], "b": ({"c": deeper},), "password": None}

    assert ("one", "two", "three") == with_body(body).secrets


@pytest.mark.parametrize("value", [None, UNSET])
@pytest.mark.parametrize("location", LOCATIONS)
def test_optional_parameter(location: Location, value: object) -> None:
    """An optional parameter that is None or `UNSET` is left out."""
    parameter = Parameter(location, "thing_id", "other", validators.text())
    request = build_request(operation(parameter), {"thing_id": value})

    assert ((), ()) == (request.query, request.headers)


class Word(str):
    """A str with a text and a length of its own."""

    def __str__(self) -> str:
        return "another"

    def __len__(self) -> int:
        return 99


class Count(int):
    """An int with a text of its own, which compares in its own way."""

    def __str__(self) -> str:
        return "another"

    def __gt__(self, other: object) -> bool:
        raise AssertionError


class Share(float):
    """A float with a text of its own."""

    def __repr__(self) -> str:
        return "another"


@pytest.mark.parametrize(
    ("validator", "value", "text"),
    [
        (validators.text(max_length=4), Word("word"), "word"),
        (validators.number(0, 9, integer=True), Count(5), "5"),
        (validators.number(0, 9), Share(0.5), "0.5"),
    ],
)
def test_subclass(validator: validators.Validator, value: object, text: str) -> None:
    """A value of a subclass is validated and sent as the value that JSON would have."""
    assert (("id", text),) == request_with("query", value, validator).query


def test_sequences() -> None:
    """Any sequence but a text is sent as a list."""
    parameter = Parameter(
        "query", "ids", "ids", validators.array(validators.text()), wire_formats.COMMA_LIST
    )
    request = build_request(operation(parameter), {"ids": deque(["a", "b"])})

    assert (("ids", "a,b"),) == request.query


def csv_sent(csv: Any) -> tuple[bytes | None, str]:
    """Return the body and the content type of a CSV request."""
    request = build_request(BODY_OPERATION, csv=csv)
    return request.content, request.content_type


@pytest.mark.parametrize(
    "csv",
    ["", "é,b\n", "a.csv\nb.csv", b"\xef\xbb\xbfa\r\n", b"\xff", bytearray(b"a"), memoryview(b"a")],
)
def test_csv_body(csv: str | bytes | bytearray | memoryview) -> None:
    """CSV text is encoded in UTF-8; CSV bytes are sent unchanged."""
    assert (csv.encode() if isinstance(csv, str) else bytes(csv), "text/csv") == csv_sent(csv)


def test_open_csv_file(tmp_path: Path) -> None:
    """CSV is read from what opens like a path, and from an open binary file, which stays open."""
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("users.csv", "a,b\n")
    file = BytesIO(b"skipped\nkept\n")
    file.readline()

    assert (b"a,b\n", "text/csv") == csv_sent(ZipPath(tmp_path / "a.zip", "users.csv"))
    assert (b"kept\n", "text/csv") == csv_sent(file)
    assert not file.closed


def test_csv_file(tmp_path: Path) -> None:
    """A path is read as CSV; a missing file raises FileNotFoundError."""
    (tmp_path / "users.csv").write_bytes(b"a\xff\r\n")

    assert (b"a\xff\r\n", "text/csv") == csv_sent(tmp_path / "users.csv")
    with pytest.raises(FileNotFoundError):
        csv_sent(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("csv", "error", "text"),
    [
        ("users.csv", InvalidRequestError, " looks like a file name: give pathlib.Path(...)"),
        ("planted\ud800", InvalidRequestError, f" {SURROGATE}"),
        (None, TypeError, ": expected a str, bytes or a file, got None"),
        (["a"], TypeError, ": expected a str, bytes or a file, got list"),
        (UUID(int=0), TypeError, ": expected a str, bytes or a file, got uuid.UUID"),
        (StringIO("a"), TypeError, ": expected a file of bytes, got str"),
    ],
)
def test_invalid_csv(csv: object, error: type[Exception], text: str) -> None:
    """Invalid CSV raises an error; for a file name with a hint."""
    with pytest.raises(error) as caught:
        csv_sent(csv)

    assert f"things.create: csv{text}" == str(caught.value)
    assert caught.value.__cause__ is None
