"""The SMTP users of an account and their operations."""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException

from .limits import DOMAIN, FLAG, IPV4, LIST, NAME, NUMBER, TEXT, Fields, Limit, check, each, size

_NAMED: tuple[Limit, ...] = (TEXT, size(1, 64, "characters"), NAME)
_SETTINGS: Mapping[str, tuple[Limit, ...]] = {
    "allowAnyDomain": (FLAG,),
    "allowAllDomains": (FLAG,),
    "approvedDomains": (LIST, size(0, 50, "items"), each(DOMAIN, "domain names")),
    "quota": (NUMBER, (lambda value: value >= 0, "must be at least 0")),
    "ipRestrictions": (LIST, size(0, 50, "items"), each(IPV4, "IPv4 addresses")),
}
_PASSWORD: Mapping[str, tuple[Limit, ...]] = {"password": (TEXT, size(8, 72, "characters"))}
_CREATE = {"username": _NAMED, **_PASSWORD, **_SETTINGS}
# An update accepts more domains than a create.
_MORE_DOMAINS = (LIST, size(0, 253, "items"), each(DOMAIN, "domain names"))
_STATES = ("inactive", "active", "suspended", "quota-locked", "quota-unlocked")
_UPDATE = {
    "currentUsername": (TEXT,),
    "newUsername": _NAMED,
    **_PASSWORD,
    **_SETTINGS,
    "approvedDomains": _MORE_DOMAINS,
    "status": (TEXT, (lambda value: value in _STATES, f"must be one of {', '.join(_STATES)}")),
}


@dataclass
class SmtpUser:
    """An SMTP user; its settings are stored as received."""

    username: str
    password: str = field(repr=False)
    settings: Fields
    status: str = "active"
    usage: int = 0
    created: float = field(default_factory=lambda: time.time(), compare=False)
    """Unix seconds."""
    modified: float = field(default_factory=lambda: time.time(), compare=False)
    """Unix seconds."""

    def to_dict(self) -> Fields:
        """Return the user as in the response of a list, without the password."""
        setting = self.settings.get
        return {
            "username": self.username,
            "status": "disabled" if self.status == "inactive" else self.status,
            "allowAnyDomain": int(setting("allowAnyDomain", False)),
            "allowAllDomains": int(setting("allowAllDomains", False)),
            "approvedDomains": json.dumps(setting("approvedDomains", [])),
            "usage": self.usage,
            "quota": setting("quota", 0),
            "ipRestrictions": json.dumps(setting("ipRestrictions", [])),
            "created_date": str(int(self.created * 1000)),
            "last_modified": int(self.modified),
        }


class SmtpUsers:
    """The SMTP users of an account, by name."""

    def __init__(self, *, paid_plan: bool) -> None:
        self.paid_plan = paid_plan
        self.by_name: dict[str, SmtpUser] = {}

    def list(self, _: Fields) -> Fields:
        """Return all users, without passwords."""
        return {"success": True, "smarthosts": [user.to_dict() for user in self.by_name.values()]}

    def create(self, fields: Fields) -> Fields:
        """Add a user; the response has its password only if the request has none."""
        _require(fields, "username", "SMTP username is required")
        check(fields, _CREATE)
        self._check_settings(fields)
        self._reject_taken(fields["username"])
        generated = {} if "password" in fields else {"password": secrets.token_urlsafe(16)}
        password = (fields | generated)["password"]
        user = SmtpUser(fields["username"], password, _select_settings(fields))
        self.by_name[user.username] = user
        return {"success": True, "message": "SMTP user created successfully", **generated}

    def update(self, fields: Fields) -> Fields:
        """Change the given fields of a user."""
        _require(fields, "currentUsername", "Current username is required")
        check(fields, _UPDATE)
        user = self._find(fields["currentUsername"])
        self._check_settings(user.settings | _select_settings(fields))
        name = fields.get("newUsername", user.username)
        if name != user.username:
            self._reject_taken(name)
        del self.by_name[user.username]
        user.username, user.modified = name, time.time()
        user.settings = user.settings | _select_settings(fields)
        user.password = fields.get("password", user.password)
        user.status = fields.get("status", user.status)
        self.by_name[name] = user
        return {"success": True, "message": "Smarthost updated successfully"}

    def delete(self, fields: Fields) -> Fields:
        """Remove a user."""
        _require(fields, "username", "Username is required")
        del self.by_name[self._find(fields["username"]).username]
        return {"success": True, "message": "Smarthost deleted successfully"}

    def _check_settings(self, settings: Fields) -> None:
        if settings.get("allowAnyDomain") and settings.get("allowAllDomains"):
            raise HTTPException(400, "allowAnyDomain and allowAllDomains exclude each other")
        if settings.get("allowAnyDomain") and not self.paid_plan:
            raise HTTPException(403, "Allow Any Domain feature requires a paid subscription")

    def _reject_taken(self, name: str) -> None:
        if name in self.by_name:
            raise HTTPException(409, "This SMTP username is already in use")

    def _find(self, name: Any) -> SmtpUser:
        user = self.by_name.get(name) if isinstance(name, str) else None
        if user is None:
            raise HTTPException(404, "There is no SMTP user of this name")
        return user


def _require(fields: Fields, name: str, text: str) -> None:
    if name not in fields:
        raise HTTPException(400, text)


def _select_settings(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name in _SETTINGS}
