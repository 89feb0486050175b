"""What an account holds, and the rules by which it changes."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException

Fields = dict[str, Any]
"""A request's body."""

Limit = tuple[Callable[[Any], bool], str]
"""What a value must satisfy, and how a refusal says it after the field's name."""


def _type(name: str, *types: type) -> Limit:
    # An exact type, because Python's booleans are integers and JSON's are not.
    return lambda value: type(value) in types, f"must be {name}"


def _size(least: int, most: int, unit: str) -> Limit:
    return lambda value: least <= len(value) <= most, f"must have {least} to {most} {unit}"


def _each(pattern: str, meaning: str) -> Limit:
    def holds(value: list[Any]) -> bool:
        return all(isinstance(item, str) and re.fullmatch(pattern, item) for item in value)

    return holds, f"must hold only {meaning}"


_TEXT = _type("a string", str)
_FLAG = _type("a boolean", bool)
_LIST = _type("an array", list)
_NUMBER = _type("a number", int, float)

# The description's patterns have bare dots, which match any character: a slip, read as dots here.
_DOMAIN = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}"
_OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)"
_IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"

_NAME: Limit = (
    lambda value: re.fullmatch("[a-z0-9-]*", value) is not None,
    "must be made of lowercase letters, digits and hyphens",
)

_SMTP_USER: Mapping[str, tuple[Limit, ...]] = {
    "username": (_TEXT, _size(1, 64, "characters"), _NAME),
    "password": (_TEXT, _size(8, 72, "characters")),
    "allowAnyDomain": (_FLAG,),
    "allowAllDomains": (_FLAG,),
    "approvedDomains": (_LIST, _size(0, 50, "items"), _each(_DOMAIN, "domain names")),
    "quota": (_NUMBER, (lambda value: value >= 0, "must be at least 0")),
    "ipRestrictions": (_LIST, _size(0, 50, "items"), _each(_IPV4, "IPv4 addresses")),
}
_SMTP_SETTINGS = _SMTP_USER.keys() - {"username", "password"}


def _check(fields: Fields, limits: Mapping[str, tuple[Limit, ...]]) -> None:
    """Refuse the first field that is outside its limits; unknown fields are ignored."""
    for name, value in ((name, fields[name]) for name in limits if name in fields):
        for holds, text in limits[name]:
            if not holds(value):
                raise HTTPException(400, f"{name} {text}")


@dataclass(frozen=True)
class SmtpUser:
    """A login for the SMTP relay; its settings are as they were asked for."""

    username: str
    password: str = field(repr=False)
    settings: Fields


class SmtpUsers:
    """The SMTP users of an account, by name."""

    def __init__(self, *, paid_plan: bool) -> None:
        self.paid_plan = paid_plan
        self.by_name: dict[str, SmtpUser] = {}

    def create(self, fields: Fields) -> dict[str, Any]:
        """Add a user, and answer with its password only if the request gave none."""
        self._admit(fields)
        made = {} if "password" in fields else {"password": secrets.token_urlsafe(16)}
        password = (fields | made)["password"]
        settings = {name: value for name, value in fields.items() if name in _SMTP_SETTINGS}
        self.by_name[fields["username"]] = SmtpUser(fields["username"], password, settings)
        return {"success": True, "message": "SMTP user created successfully", **made}

    def _admit(self, fields: Fields) -> None:
        if "username" not in fields:
            raise HTTPException(400, "SMTP username is required")
        _check(fields, _SMTP_USER)
        if fields.get("allowAnyDomain") and fields.get("allowAllDomains"):
            raise HTTPException(400, "allowAnyDomain and allowAllDomains exclude each other")
        if fields.get("allowAnyDomain") and not self.paid_plan:
            raise HTTPException(403, "Allow Any Domain feature requires a paid subscription")
        if fields["username"] in self.by_name:
            raise HTTPException(409, "This SMTP username is already in use")


class Account:
    """A customer of the local JetEmail, known by one key."""

    def __init__(self, *, api_key: str, paid_plan: bool) -> None:
        self._authorization = f"bearer {api_key}".encode()
        self.smtp_users: SmtpUsers = SmtpUsers(paid_plan=paid_plan)

    def admit(self, authorization: str) -> None:
        """Refuse a request whose Authorization header does not bear the account's key."""
        scheme, space, key = authorization.partition(" ")
        shown = f"{scheme.lower()}{space}{key}".encode()
        if not secrets.compare_digest(shown, self._authorization):
            raise HTTPException(401, "Required information not found")
