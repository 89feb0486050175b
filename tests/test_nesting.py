"""JSON is nested at most 100 deep, sent or received, on every Python; deeper is our own error."""

import copy
import pickle
from typing import Any

import pytest

from jetemail_api_client._deliveries import event_in
from jetemail_api_client._runtime.readings import free
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import (
    APIResponseValidationError,
    BadRequestError,
    InvalidRequestError,
    WebhookVerificationError,
)
from jetemail_api_client.models import SmtpUser

from .play import answer, of_class, play

OPERATION = of_class("safe", answer="free", read=free)
# Around the limit, and around those of Python: 1000, 5000 and what fills a stack.
TOO_DEEP = [101, 900, 1500, 6000, 30_000, 300_000]
KINDS = pytest.mark.parametrize("kind", ["[", "{", "[{"], ids=["lists", "objects", "both"])


def nested(depth: int, kind: str) -> str:
    """Lists, objects or both in turn, one in the other."""
    begins = (kind * depth)[:depth]
    ends = begins[::-1].replace("[", "]").replace("{", "}")
    return begins.replace("{", '{"a":') + '"x"' + ends


def value_nested(depth: int, kind: str) -> Any:
    """The same as Python's values, made without recursion."""
    value: Any = "x"
    for begin in reversed((kind * depth)[:depth]):
        value = [value] if begin == "[" else {"a": value}
    return value


def end_of(status: int, content: bytes) -> Any:
    """How a call ends that gets this response."""
    return play(answer(status, content), request=OPERATION).end


@KINDS
def test_deepest_response(kind: str) -> None:
    """A response of 100 levels is read, and what is read can be copied, compared and shown."""
    end = end_of(200, nested(100, kind).encode())

    assert repr(value_nested(100, kind)) == repr(end)
    assert end == copy.deepcopy(end) == pickle.loads(pickle.dumps(end))


@KINDS
def test_deepest_field(kind: str) -> None:
    """A field that is not as described is given back unchanged."""
    user = {"username": "a", "quota": value_nested(99, kind)}

    assert user == SmtpUser.from_dict(user).to_dict()


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_deeper_response(depth: int, kind: str) -> None:
    """A response that is nested deeper is an error, of a success and of a refusal."""
    content = nested(depth, kind).encode()
    success, refusal = (type(end_of(status, content)) for status in (200, 400))

    assert (APIResponseValidationError, BadRequestError) == (success, refusal)


def test_deeper_response_in_utf_16() -> None:
    """The encoding makes no difference."""
    assert APIResponseValidationError is type(end_of(200, nested(101, "[").encode("utf-16")))


@pytest.mark.parametrize("value", [[[]] * 500, ["[" * 500, "{" * 500], [{"a": [1]}, "x"] * 300])
def test_many_brackets(value: Any) -> None:
    """Lists beside one another, and brackets in texts, are not nested."""
    assert value == play(answer(200, value), request=OPERATION).end


@KINDS
def test_deepest_request(kind: str) -> None:
    """A body of 100 levels is sent, and the secret at its bottom is known."""
    body = {"password": value_nested(99, kind)}
    request = build_request(of_class("never").operation, body=body)

    content = f'{{"password":{nested(99, kind)}}}'.encode()
    assert (content, ("x",)) == (request.content, request.secrets)


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_deeper_request(depth: int, kind: str) -> None:
    """A body that is nested deeper is refused without a trace of it."""
    with pytest.raises(InvalidRequestError, match="or is nested too deeply") as caught:
        build_request(of_class("never").operation, body={"a": value_nested(depth - 1, kind)})

    assert caught.value.__suppress_context__


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_deeper_delivery(depth: int, kind: str) -> None:
    """A webhook delivery that is nested deeper is refused."""
    with pytest.raises(WebhookVerificationError):
        event_in(b'{"id": "a", "data": ' + nested(depth - 1, kind).encode() + b"}")
