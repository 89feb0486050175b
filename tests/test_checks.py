"""Checks of arguments: every limit at its edge, and no value in an error."""

import math
from typing import Any

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import SmtpUsersCreateRequest

NUMBER = "quota: expected a number, got "
ADDRESS = "must be an IPv4 address such as 192.168.1.1"
DOMAIN = "must be a domain name such as example.com"
LETTERS = "must be lowercase letters, digits and hyphens"
LEAVE_OUT = "None; leave the argument out instead"


def create(**arguments: Any) -> SmtpUsersCreateRequest:
    """A request for an SMTP user, with a name unless one is given."""
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
def test_within_limits(name: str, value: object) -> None:
    """What the API describes as allowed is taken as it is."""
    assert getattr(create(**{name: value}), name) is value


# What an argument is, and the text of its error after the operation's name.
BEYOND_LIMITS: list[tuple[str, object, str]] = [
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


@pytest.mark.parametrize(("name", "value", "text"), BEYOND_LIMITS)
def test_beyond_limits(name: str, value: object, text: str) -> None:
    """A value outside the limits is refused by name, limit and size, without being shown."""
    with pytest.raises(InvalidRequestError) as caught:
        create(**{name: value})

    error = caught.value
    assert f"smtp_users.create: {text}" == str(error)
    assert ("smtp_users.create", "not_sent") == (error.operation, error.outcome)
    assert text.split(" ", maxsplit=1)[0] == error.field


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("username", None, f"username: expected a str, got {LEAVE_OUT}"),
        ("username", b"planted", "username: expected a str, got bytes"),
        ("password", None, f"password: expected a str, got {LEAVE_OUT}"),
        ("password", 12345678, "password: expected a str, got int"),
        ("allow_any_domain", 1, "allow_any_domain: expected a bool, got int"),
        ("allow_any_domain", "true", "allow_any_domain: expected a bool, got str"),
        ("allow_all_domains", None, f"allow_all_domains: expected a bool, got {LEAVE_OUT}"),
        ("approved_domains", "planted.com", "approved_domains: expected a list, got str"),
        ("approved_domains", {"a.co"}, "approved_domains: expected a list, got set"),
        ("approved_domains", None, f"approved_domains: expected a list, got {LEAVE_OUT}"),
        ("approved_domains", ["a.co", 5], "approved_domains[1]: expected a str, got int"),
        ("quota", "10", f"{NUMBER}str"),
        ("quota", True, f"{NUMBER}bool"),
        ("quota", None, f"{NUMBER}{LEAVE_OUT}"),
        ("quota", 1j, f"{NUMBER}complex"),
        ("ip_restrictions", "10.0.0.1", "ip_restrictions: expected a list, got str"),
        ("ip_restrictions", [None], f"ip_restrictions[0]: expected a str, got {LEAVE_OUT}"),
    ],
)
def test_wrong_type(name: str, value: object, text: str) -> None:
    """A value of another type stays Python's own error, and is not shown."""
    with pytest.raises(TypeError) as caught:
        create(**{name: value})

    assert f"smtp_users.create: {text}" == str(caught.value)


@pytest.mark.parametrize(
    ("any_domain", "all_domains"),
    [(True, False), (False, True), (False, False), (True, UNSET), (UNSET, True)],
)
def test_flags_that_go_together(any_domain: object, all_domains: object) -> None:
    """One of the two flags may be on, whatever the other is."""
    request = create(allow_any_domain=any_domain, allow_all_domains=all_domains)

    assert (any_domain, all_domains) == (request.allow_any_domain, request.allow_all_domains)


def test_flags_that_exclude_each_other() -> None:
    """Both flags together are refused before they are sent."""
    with pytest.raises(InvalidRequestError) as caught:
        create(allow_any_domain=True, allow_all_domains=True)

    words = "allow_all_domains cannot be enabled together with allow_any_domain"
    assert f"smtp_users.create: {words}" == str(caught.value)
    assert "allow_all_domains" == caught.value.field


def test_change_after_the_making() -> None:
    """A model that exists is checked when it is changed."""
    request = create()
    with pytest.raises(InvalidRequestError, match=LETTERS):
        request.username = "Planted"

    assert "smtp-user1" == request.username


@pytest.mark.parametrize(
    "value", ["a" * 5000 + "!", "a." * 5000 + "!", "a-" * 5000, "a.-" * 5000, "aa." * 5000 + "a"]
)
@pytest.mark.parametrize("name", ["approved_domains", "ip_restrictions"])
def test_patterns_do_not_backtrack(name: str, value: str) -> None:
    """A long value that almost fits is refused; an exponential pattern would never end."""
    with pytest.raises(InvalidRequestError):
        create(**{name: [value]})
