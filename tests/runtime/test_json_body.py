"""Bodies in JSON: the error names the field whose value has no form in JSON."""

import math
from collections import UserDict, deque
from datetime import UTC, datetime
from functools import reduce
from typing import Any, cast

import pytest

from jetemail_api_client._runtime.json_body import encode_body
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import (
    Attachment,
    EmailMessage,
    EmailSendBatchRequest,
    HeaderCondition,
    SmtpUsersCreateRequest,
)

SECRET = "planted-password"
HALF = "\ud83d"
SURROGATE = (
    "holds half of a surrogate pair: clean it, such as with .encode(errors='replace').decode()"
)
TOO_DEEP: Any = reduce(lambda inner, _: [inner], range(9999), cast("Any", 0))
CIRCULAR: list[Any] = []
CIRCULAR.append(CIRCULAR)
DEEP = "is nested too deeply; the maximum is 100 levels"
NO_FORM = ": expected a dict, a list, a str, a number, a bool or None, got "
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def batch(**fields: Any) -> EmailSendBatchRequest:
    """Return a batch whose second e-mail has these fields."""
    common: dict[str, Any] = {"from_": "a@a.co", "to": "b@a.co", "subject": "s", "text": "t"}
    common["scheduled_at"] = MOMENT
    return EmailSendBatchRequest(emails=[EmailMessage(**common), EmailMessage(**common | fields)])


def error_of(body: object) -> Exception:
    """Return the error of a body without a form in JSON."""
    with pytest.raises((InvalidRequestError, TypeError)) as caught:
        encode_body("things.create", body)
    return caught.value


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"subject": f"Hi {HALF}"}, "subject"),
        ({"from_": HALF}, "from_"),
        ({"to": ["a", HALF]}, "to[1]"),
        ({"headers": {"X-A": HALF}}, "headers['X-A']"),
        ({"reply_to": HALF}, "reply_to"),
        (
            {"attachments": [Attachment(filename=HALF, data="")]},
            "attachments[0].filename",
        ),
        ({"additional_properties": {"x": [{"y": HALF}]}}, "additional_properties['x'][0]['y']"),
        ({"additional_properties": {HALF: 1}}, f"additional_properties[{HALF!r}]"),
    ],
)
def test_text(fields: dict[str, Any], path: str) -> None:
    """A text with half of a surrogate pair is named by its path in Python."""
    error = error_of(batch(**fields))

    assert f"things.create: emails[1].{path} {SURROGATE}" == str(error)
    assert isinstance(error, InvalidRequestError) and error.field == f"emails[1].{path}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (HALF, f" {SURROGATE}"),
        (math.nan, " is nan; a finite number is needed"),
        (-math.inf, " is -inf; a finite number is needed"),
        pytest.param(10**5000, " is about 10**5000; a smaller number is needed", id="digits"),
        (TOO_DEEP, f" {DEEP}"),
        (CIRCULAR, f" {DEEP}"),
        ([0, {1}], f"[1]{NO_FORM}set"),
        (b"a", f"{NO_FORM}bytes"),
        ({"k": MOMENT}, f"['k']{NO_FORM}datetime.datetime"),
        ({b"k": 1}, "[b'k']: expected a str as the key, got bytes"),
        ({math.nan: 1}, "[nan] is nan; a finite number is needed"),
    ],
)
def test_undescribed_value(value: object, text: str) -> None:
    """A value of any kind is named, in a model or a mapping; no secret is in the error."""
    model = SmtpUsersCreateRequest(
        username="a", password=SECRET, additional_properties={"a": value}
    )
    for body, path in (
        (model, "additional_properties['a']"),
        ({"password": SECRET, "a": value}, "a"),
    ):
        error = error_of(body)
        field = "additional_properties" if text.endswith(DEEP) and body is model else path
        assert f"things.create: {field}{text}" == str(error)
        assert isinstance(error, TypeError) == (": expected" in text)
        assert (error.__cause__, error.__context__) == (None, None)


def test_datetime_where_any_value_is_accepted() -> None:
    """A datetime has no form in JSON where no wire format is described."""
    text = str(error_of(HeaderCondition(case_sensitive=MOMENT)))

    assert f"things.create: case_sensitive{NO_FORM}datetime.datetime" == text


class Unreadable(dict[str, Any]):
    """A mapping that raises ValueError the first time that it is read."""

    is_read = False

    def items(self) -> Any:
        if not self.is_read:
            self.is_read = True
            raise ValueError(SECRET)
        return super().items()


def test_value_that_changes() -> None:
    """An error without a field is the last resort."""
    error = error_of(Unreadable(a=1))

    text = "cannot be encoded in JSON: use a dict, a list, a str, a number, a bool or None"
    assert f"things.create: {text}" == str(error)
    assert isinstance(error, InvalidRequestError) and error.field is None


def test_encoded_values() -> None:
    """Mappings, sequences and models are encoded at any depth, in undescribed fields too."""
    extra = {"x": UserDict(a=deque([HeaderCondition(header_name="h")])), "y": (1,)}
    body = SmtpUsersCreateRequest(username="a", additional_properties=extra)

    wire, content = encode_body("things.create", body)

    assert {"x": {"a": [{"header_name": "h"}]}, "y": [1], "username": "a"} == wire
    assert b'{"x":{"a":[{"header_name":"h"}]},"y":[1],"username":"a"}' == content
