"""The limit on the nesting of JSON: 100 levels in requests and responses, on every Python."""

import copy
import pickle
from typing import Any

import pytest

from jetemail_api_client._runtime.parsing import any_json
from jetemail_api_client._runtime.requests import build_request
from jetemail_api_client.errors import (
    APIResponseValidationError,
    BadRequestError,
    InvalidRequestError,
    WebhookVerificationError,
)
from jetemail_api_client.models import SmtpUser
from jetemail_api_client.webhooks import EventVerifier

from ..play import play, response, with_retry_class

OPERATION = with_retry_class("safe", response="free", parse=any_json)
# Around our limit and those of Python: 1000, 5000, and the size of the stack.
TOO_DEEP = [101, 900, 1500, 6000, 30_000, 300_000]
KINDS = pytest.mark.parametrize("kind", ["[", "{", "[{"], ids=["lists", "objects", "both"])


def nested(depth: int, kind: str) -> str:
    """Return JSON nested this deeply: lists, objects, or both alternately."""
    begins = (kind * depth)[:depth]
    ends = begins[::-1].replace("[", "]").replace("{", "}")
    return begins.replace("{", '{"a":') + '"x"' + ends


def value_nested(depth: int, kind: str) -> Any:
    """Return the same as a Python value, built without recursion."""
    value: Any = "x"
    for begin in reversed((kind * depth)[:depth]):
        value = [value] if begin == "[" else {"a": value}
    return value


def end_of(status: int, content: bytes) -> Any:
    """Return the end of a call with this response."""
    return play(response(status, content), request=OPERATION).end


@KINDS
def test_deepest_response(kind: str) -> None:
    """A response of 100 levels is parsed; its value can be copied, compared and pickled."""
    end = end_of(200, nested(100, kind).encode())

    assert repr(value_nested(100, kind)) == repr(end)
    assert end == copy.deepcopy(end) == pickle.loads(pickle.dumps(end))


@KINDS
def test_deepest_field(kind: str) -> None:
    """A deviating field of 100 levels is kept as received."""
    user = {"username": "a", "quota": value_nested(99, kind)}

    assert user == SmtpUser.from_dict(user).to_dict()


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_too_deep_response(depth: int, kind: str) -> None:
    """A response beyond the limit raises an error, both for a success and for a rejection."""
    content = nested(depth, kind).encode()
    success, rejection = (type(end_of(status, content)) for status in (200, 400))

    assert (APIResponseValidationError, BadRequestError) == (success, rejection)


def test_too_deep_response_in_utf_16() -> None:
    """The limit does not depend on the encoding of the response."""
    assert APIResponseValidationError is type(end_of(200, nested(101, "[").encode("utf-16")))


@pytest.mark.parametrize("value", [[[]] * 500, ["[" * 500, "{" * 500], [{"a": [1]}, "x"] * 300])
def test_many_brackets(value: Any) -> None:
    """Adjacent lists, and brackets within strings, do not count as nesting."""
    assert value == play(response(200, value), request=OPERATION).end


@KINDS
def test_deepest_request(kind: str) -> None:
    """A request body of 100 levels is encoded, and its deepest secret is redacted."""
    body = {"password": value_nested(99, kind)}
    request = build_request(with_retry_class("never").operation, body=body)

    content = f'{{"password":{nested(99, kind)}}}'.encode()
    assert (content, ("x",)) == (request.content, request.secrets)


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_too_deep_request(depth: int, kind: str) -> None:
    """A request body beyond the limit raises an error that hides it."""
    with pytest.raises(InvalidRequestError, match="a is nested too deeply") as caught:
        build_request(
            with_retry_class("never").operation, body={"a": value_nested(depth - 1, kind)}
        )

    assert caught.value.__context__ is None


@KINDS
@pytest.mark.parametrize("depth", TOO_DEEP)
def test_too_deep_delivery(depth: int, kind: str) -> None:
    """A webhook delivery beyond the limit is rejected."""
    verifier = EventVerifier("whsec_planted")
    body = b'{"id": "a", "data": ' + nested(depth - 1, kind).encode() + b"}"
    with pytest.raises(WebhookVerificationError, match=r"the body (is not JSON|has over)"):
        verifier.verify(body, verifier.sign(body))
