"""Validators: the values that each accepts, and the errors of the others."""

import math
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from http import HTTPMethod
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client._runtime import validators, wire_formats
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest

NO_ZONE = "is a datetime without a time zone; give it one, such as tzinfo=datetime.UTC"
NAIVE = datetime.min  # noqa: DTZ901 - it is the point

TEXT_OR_LIST = validators.one_of(
    "a str or a list", (str, validators.text(2)), (list, validators.array(validators.text(), 1))
)
TEXT_OR_DICT = validators.one_of(
    "a str or a dict", (str, validators.text()), (dict, validators.mapping_of(validators.text()))
)
NO_LIST = "expected a list, got str; put it into a list"
NUMBER_OR_BOOL = validators.one_of(
    "a number or a bool",
    (int, validators.number(1)),
    (float, validators.number(1)),
    (bool, validators.boolean),
)


@pytest.mark.parametrize(
    ("validator", "value", "text"),
    [
        (validators.number(integer=True), 0.5, "n: expected an int, got float"),
        (validators.number(integer=True), True, "n: expected an int, got bool"),
        (validators.mapping, [("planted", 1)], "n: expected a dict, got list"),
        (validators.mapping, None, "n: expected a dict, got None"),
        (validators.mapping_of(validators.text()), None, "n: expected a dict, got None"),
        (
            validators.mapping_of(validators.text()),
            {5: "planted"},
            "the key of n: expected a str, got int",
        ),
        (validators.mapping_of(validators.text()), {"k": 5}, "n['k']: expected a str, got int"),
        (validators.aware_datetime, "2024-08-20", "n: expected a datetime, got str"),
        (validators.aware_datetime, date(2024, 8, 20), "n: expected a datetime, got datetime.date"),
        (validators.aware_datetime, None, "n: expected a datetime, got None"),
        (validators.nullable(validators.text()), 5, "n: expected a str, got int"),
        (TEXT_OR_LIST, {"planted"}, "n: expected a str or a list, got set"),
        (TEXT_OR_LIST, None, "n: expected a str or a list, got None"),
        (TEXT_OR_LIST, [5], "n[0]: expected a str, got int"),
        (TEXT_OR_LIST, deque([5]), "n[0]: expected a str, got int"),
        (TEXT_OR_DICT, MappingProxyType({"a": 5}), "n['a']: expected a str, got int"),
        (TEXT_OR_DICT, [5], "n: expected a str or a dict, got list"),
        (validators.array(validators.text()), "a", f"n: {NO_LIST}"),
        (validators.array(validators.text()), b"a", "n: expected a list, got bytes"),
        (validators.text(), UUID(int=0), "n: expected a str, got uuid.UUID"),
        (
            validators.instance_of((str, int), "a str or an int"),
            True,
            "n: expected a str or an int, got bool",
        ),
        (
            validators.instance_of((bool, str), "a bool or a str"),
            1,
            "n: expected a bool or a str, got int",
        ),
    ],
)
def test_wrong_type(validator: validators.Validator, value: object, text: str) -> None:
    """A value of a wrong type raises TypeError with its position, without the value."""
    with pytest.raises(TypeError) as caught:
        validator("op", "n", value)

    assert f"op: {text}" == str(caught.value)


@pytest.mark.parametrize(
    ("validator", "value", "text"),
    [
        (validators.number(1, 5), 6, "n is 6; the maximum is 5"),
        (validators.number(1, 5), 5.5, "n is 5.5; the maximum is 5"),
        (validators.number(1, 5, integer=True), 0, "n is 0; the minimum is 1"),
        (validators.array(validators.text(), min_items=2), ["a"], "n has 1 item; the minimum is 2"),
        (validators.text(min_length=2), "a", "n has 1 character; the minimum is 2"),
        (
            validators.mapping_of(validators.text(2)),
            {"k": "a"},
            "n['k'] has 1 character; the minimum is 2",
        ),
        (validators.nullable(validators.text(2)), "a", "n has 1 character; the minimum is 2"),
        (validators.aware_datetime, NAIVE, f"n {NO_ZONE}"),
        (TEXT_OR_LIST, "a", "n has 1 character; the minimum is 2"),
        (TEXT_OR_LIST, (), "n has 0 items; the minimum is 1"),
    ],
)
def test_outside_limits(validator: validators.Validator, value: object, text: str) -> None:
    """A value outside its limits raises an error with its position and the limit."""
    with pytest.raises(InvalidRequestError) as caught:
        validator("op", "n", value)

    assert f"op: {text}" == str(caught.value)
    assert text.split(" ", maxsplit=1)[0] == caught.value.field


def invalid_values(validator: validators.Validator, values: list[object]) -> list[object]:
    """Return the values that a validator rejects."""
    found = []
    for value in values:
        try:
            validator("op", "n", value)
        except (InvalidRequestError, TypeError):
            found.append(value)
    return found


@pytest.mark.parametrize(
    ("validator", "within", "outside"),
    [
        (validators.number(1, 5), [1, 1.0, 5, 5.0], [0.9, 5.1]),
        (validators.number(1, 5, integer=True), [1, 5], [0, 6]),
        (validators.number(), [-1e300, 10**30], ["0"]),
        (validators.array(validators.number(), 1, 2), [[1], (1, 2.5)], [[], [1, 2, 3], [None]]),
        (validators.mapping, [{}, {1: None}, MappingProxyType({"a": 1})], ["", []]),
        (
            validators.mapping_of(validators.number()),
            [{}, {"a": 1, "": 2.5}],
            [{"a": 1, "b": None}],
        ),
        (
            validators.aware_datetime,
            [NAIVE.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)],
            [NAIVE],
        ),
        (validators.nullable(validators.boolean), [None, True, False], [0, "", UNSET]),
        (TEXT_OR_LIST, ["ab", HTTPMethod.GET, ["a"], ("a", "b")], [b"ab"]),
        (NUMBER_OR_BOOL, [True, False, 1, 2.5], [0, 0.5, "1"]),
    ],
)
def test_edges(
    validator: validators.Validator, within: list[object], outside: list[object]
) -> None:
    """A validator accepts its limits and rejects the next values."""
    assert outside == invalid_values(validator, within + outside)


class Moment(datetime):
    """A datetime with arithmetic and a text of its own, as of pendulum."""

    def __sub__(self, other: Any) -> Any:
        raise AttributeError

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return "another"


class Nowhere(tzinfo):
    """A time zone that fails, or has offsets that no time has."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, when: datetime | None) -> Any:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset

    def dst(self, when: datetime | None) -> timedelta | None:
        return None

    def tzname(self, when: datetime | None) -> str | None:
        return None


class NoTime(datetime):
    """A datetime that is none, as pandas.NaT."""

    year = math.nan  # type: ignore[assignment]


MOMENT = Moment(2026, 1, 2, 3, 4, 5, 999_999, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("wire_format", "expected"),
    [
        (wire_formats.UNIX_SECONDS, 1767315845),
        (wire_formats.UNIX_MILLISECONDS, 1767315845999),
        (wire_formats.ISO_8601, "2026-01-02T03:04:05.999999+02:00"),
    ],
)
def test_datetime_of_a_subclass(wire_format: wire_formats.WireFormat, expected: object) -> None:
    """A subclass of datetime is sent as the time that it is, whatever its own methods do."""
    validators.aware_datetime("op", "n", MOMENT)

    assert expected == wire_format.write(MOMENT)


@pytest.mark.parametrize(
    "value",
    [
        NoTime(2026, 1, 1, tzinfo=UTC),
        *(
            datetime(2026, 1, 1, tzinfo=Nowhere(offset))
            for offset in (ValueError("planted"), AttributeError(), 5, timedelta(days=2), math.nan)
        ),
    ],
    ids=range(6),
)
def test_datetime_without_a_time(value: datetime) -> None:
    """A datetime whose time cannot be read is invalid."""
    text = "op: n is not a point in time (it is NaT, or has a faulty tzinfo): give another"

    assert text == error_text(validators.aware_datetime, "n", value)


@pytest.mark.parametrize("value", ["", "a b", "é: <a@b.co>", "\ttab", "\x0b\x0c\x85\u2028"])
def test_one_line(value: str) -> None:
    """A text for a header is one line; only CR, LF and NUL end it."""
    check = validators.text(check=validators.one_line)
    reason = "n has a line break or a NUL character, which no header can have: remove it"

    assert error_text(check, "n", value) is None
    for end in "\r", "\n", "\r\n", "\0":
        for text in value + end, end + value, f"a{end}{value}":
            assert f"op: {reason}" == error_text(check, "n", text)


NAME_RULE = "use printable ASCII without spaces and colons"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, None),
        (MappingProxyType({"X-A!#$%&'*+.^_`|~(1)": "b"}), None),
        ({"A": "1", "": "planted"}, f"n has a wrong name at number 2: {NAME_RULE}"),
        *(
            ({key: "planted"}, f"n has a wrong name at number 1: {NAME_RULE}")
            for key in ("a b", "a:", "a\n", "\ra", "é", "\x7f", "a\0")
        ),
        (
            {"A": "planted\nB: c"},
            "n['A'] has a line break or a NUL character, which no header can have: remove it",
        ),
    ],
)
def test_headers(given: dict[str, str], text: str | None) -> None:
    """Headers have the names of RFC 5322, and values of one line, which no error shows."""
    expected = None if text is None else f"op: {text}"

    assert expected == error_text(validators.headers_of(validators.text()), "n", given)
    assert error_text(validators.headers_of(lambda *_: None), "n", {"A": 5, "B": None}) is None


PIECE = 1024 * 1024


@pytest.mark.parametrize(
    ("value", "is_valid"),
    [
        *((value, True) for value in ("", "YQ==", "YWI=", "YWJj", "+/+/", "AAAA" * PIECE)),
        *((value, False) for value in ("hello world", "YQ", "YQ=", "=", "YQ==YQ==", "-_-_")),
        *((value, False) for value in ("YWJj\n", "YW Jj", "YW\nJj", "é", "data:;base64,YWJj")),
        ("A" * (PIECE - 4) + "YQ==" + "AAAA", False),
        ("A" * (PIECE - 2) + "YQ==", False),
    ],
    ids=range(19),
)
def test_base64(value: str, is_valid: bool) -> None:
    """Base64 has the standard alphabet and padding, and no line breaks; others learn what to do."""
    text = "op: n is not base64 in the standard alphabet, padded and in one line; "
    expected = None if is_valid else f"{text}use emails.attach((name, bytes))"

    assert expected == error_text(validators.text(check=validators.base64), "n", value)


def error_text(validator: Callable[..., None], *arguments: object, **given: object) -> str | None:
    """Return the text of a validation error; None without one."""
    try:
        validator("op", *arguments, **given)
    except InvalidRequestError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"a": UNSET, "b": UNSET}, "op: give exactly one of a, b, not none"),
        ({"a": 1, "b": None}, "op: give exactly one of a, b, not a and b"),
        ({"a": None, "b": UNSET}, None),
        ({"a": UNSET, "b": ""}, None),
    ],
)
def test_exactly_one(given: dict[str, object], text: str | None) -> None:
    """Exactly one of the values must be given; None counts as given."""
    assert text == error_text(validators.require_exactly_one, **given)


@pytest.mark.parametrize(
    ("minimum", "given", "text"),
    [
        ([], {"a": UNSET, "b": UNSET}, "op: give at least 1 of a, b"),
        ([], {"a": UNSET, "b": None}, None),
        ([2], {"a": UNSET, "b": 1, "c": UNSET}, "op: give at least 2 of a, b, c"),
        ([2], {"a": 1, "minimum": 1, "operation": UNSET}, None),
    ],
)
def test_minimum_given(minimum: list[int], given: dict[str, object], text: str | None) -> None:
    """At least this many of the values must be given; None counts as given."""
    assert text == error_text(validators.require_given, *minimum, **given)


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        ({"a": True, "b": True}, "op: b cannot be enabled together with a"),
        ({"a": False, "b": True, "c": True}, "op: c cannot be enabled together with b"),
        ({"a": True, "b": False, "c": UNSET, "d": None}, None),
        ({}, None),
    ],
)
def test_at_most_one(flags: dict[str, object], text: str | None) -> None:
    """At most one of the flags may be True."""
    assert text == error_text(validators.require_at_most_one, **flags)


@pytest.mark.parametrize(
    ("name", "text"), [("a[3]", "op: a[3] is invalid"), (None, "op: is invalid")]
)
def test_validation_error(name: str | None, text: str) -> None:
    """A validation error has the operation, the field, and the outcome not_sent."""
    error = validators.invalid("op", name, "is invalid")

    assert text == str(error)
    assert ("op", name, "not_sent") == (error.operation, error.field, error.outcome)


NUMBER_EXPECTED = "quota: expected a number, got "
ADDRESS = "must be an IPv4 address such as 192.168.1.1"
DOMAIN = "must be a domain name such as example.com"
LETTERS = "must be lowercase letters, digits and hyphens"


def request_with(**arguments: Any) -> SmtpUsersCreateRequest:
    """Return a request for an SMTP user, with a default username."""
    fields: dict[str, Any] = {"username": "smtp-user1"} | arguments
    return SmtpUsersCreateRequest(**fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("username", value) for value in ("a", "a" * 64, "0-9", "-")),
        *(("password", value) for value in ("p" * 8, "p" * 72, "é" * 72, "pass word\n", UNSET)),
        *((name, on) for name in ("allow_any_domain", "allow_all_domains") for on in (True, False)),
        *(("approved_domains", value) for value in ([], ["a.co"] * 50, ("a.co", "b.co"), UNSET)),
        *(("approved_domains", [value]) for value in ("a.b-c.Example", "a" * 63 + ".com")),
        *(("quota", value) for value in (0, 0.0, 0.5, 10**30, UNSET)),
        *(("ip_restrictions", value) for value in ([], ["10.0.0.1"] * 50, ("0.0.0.0",))),
        ("ip_restrictions", ["255.255.255.255", "1.2.3.04"]),
    ],
)
def test_valid_field(name: str, value: object) -> None:
    """A value within the described limits is accepted unchanged."""
    assert getattr(request_with(**{name: value}), name) is value


# A field, a value, and the error's text after the operation's name.
OUTSIDE_LIMITS: list[tuple[str, object, str]] = [
    ("username", "", "username has 0 characters; the minimum is 1"),
    ("username", "a" * 65, "username has 65 characters; the maximum is 64"),
    *(("username", value, f"username {LETTERS}") for value in ("Planted", "a_b", "a b", "é")),
    *(("username", value, f"username {LETTERS}") for value in ("a\n", "\na", "\ud800", "٣")),
    ("password", "planted", "password has 7 characters; the minimum is 8"),
    ("password", "p" * 73, "password has 73 characters; the maximum is 72"),
    ("approved_domains", ["a.co"] * 51, "approved_domains has 51 items; the maximum is 50"),
    ("approved_domains", ["a.co", "planted"], f"approved_domains[1] {DOMAIN}"),
    *(
        ("approved_domains", [value], f"approved_domains[0] {DOMAIN}")
        for value in ("", ".", "a.c", "-a.co", "a-.co", "aXco", "a..co", "a.co.", "a.co\n", "é.co")
    ),
    ("approved_domains", ["a" * 64 + ".com"], f"approved_domains[0] {DOMAIN}"),
    ("quota", -1, "quota is -1; the minimum is 0"),
    ("quota", -0.001, "quota is -0.001; the minimum is 0"),
    ("quota", math.nan, "quota is nan; a finite number is needed"),
    ("quota", math.inf, "quota is inf; a finite number is needed"),
    ("ip_restrictions", ["10.0.0.1"] * 51, "ip_restrictions has 51 items; the maximum is 50"),
    *(
        ("ip_restrictions", ["10.0.0.1", value], f"ip_restrictions[1] {ADDRESS}")
        for value in ("", "10.0.0", "10.0.0.256", "10.0.0.1/8", "10x0x0x1", "::1", "10.0.0.1\n")
    ),
]


@pytest.mark.parametrize(("name", "value", "text"), OUTSIDE_LIMITS)
def test_field_outside_its_limits(name: str, value: object, text: str) -> None:
    """A value outside its limits raises an error with field, limit and size, not the value."""
    with pytest.raises(InvalidRequestError) as caught:
        request_with(**{name: value})

    error = caught.value
    assert f"smtp_users.create: {text}" == str(error)
    assert ("smtp_users.create", "not_sent") == (error.operation, error.outcome)
    assert text.split(" ", maxsplit=1)[0] == error.field


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("username", None, "username: expected a str, got None"),
        ("username", b"planted", "username: expected a str, got bytes"),
        ("password", 12345678, "password: expected a str, got int"),
        ("allow_any_domain", 1, "allow_any_domain: expected a bool, got int"),
        ("allow_any_domain", "true", "allow_any_domain: expected a bool, got str"),
        (
            "approved_domains",
            "planted.com",
            "approved_domains: expected a list, got str; put it into a list",
        ),
        ("approved_domains", {"a.co"}, "approved_domains: expected a list, got set"),
        ("approved_domains", ["a.co", 5], "approved_domains[1]: expected a str, got int"),
        ("quota", "10", f"{NUMBER_EXPECTED}str"),
        ("quota", True, f"{NUMBER_EXPECTED}bool"),
        ("quota", 1j, f"{NUMBER_EXPECTED}complex"),
        (
            "ip_restrictions",
            "10.0.0.1",
            "ip_restrictions: expected a list, got str; put it into a list",
        ),
        ("ip_restrictions", [None], "ip_restrictions[0]: expected a str, got None"),
    ],
)
def test_field_of_a_wrong_type(name: str, value: object, text: str) -> None:
    """A value of a wrong type raises TypeError, without the value."""
    with pytest.raises(TypeError) as caught:
        request_with(**{name: value})

    assert f"smtp_users.create: {text}" == str(caught.value)


@pytest.mark.parametrize(
    ("any_domain", "all_domains"),
    [(True, False), (False, True), (False, False), (True, UNSET), (UNSET, True)],
)
def test_compatible_flags(any_domain: object, all_domains: object) -> None:
    """At most one of the two flags may be True."""
    request = request_with(allow_any_domain=any_domain, allow_all_domains=all_domains)

    assert (any_domain, all_domains) == (request.allow_any_domain, request.allow_all_domains)


def test_conflicting_flags() -> None:
    """Both flags together raise an error."""
    with pytest.raises(InvalidRequestError) as caught:
        request_with(allow_any_domain=True, allow_all_domains=True)

    text = "allow_all_domains cannot be enabled together with allow_any_domain"
    assert f"smtp_users.create: {text}" == str(caught.value)
    assert "allow_all_domains" == caught.value.field


def test_validated_assignment() -> None:
    """Assigning a field of a model validates it."""
    request = request_with()
    with pytest.raises(InvalidRequestError, match=LETTERS):
        request.username = "Planted"

    assert "smtp-user1" == request.username


@pytest.mark.parametrize(
    "value", ["a" * 5000 + "!", "a." * 5000 + "!", "a-" * 5000, "a.-" * 5000, "aa." * 5000 + "a"]
)
@pytest.mark.parametrize("name", ["approved_domains", "ip_restrictions"])
def test_patterns_do_not_backtrack(name: str, value: str) -> None:
    """Patterns take linear time on long invalid values."""
    with pytest.raises(InvalidRequestError):
        request_with(**{name: [value]})
