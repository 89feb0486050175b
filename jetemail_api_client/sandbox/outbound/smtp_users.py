"""The SMTP users of an account and their operations."""

import secrets
from typing import Any

from attrs import define, field

from ..clock import Clock
from ..credentials import Credential
from ..replies import Fields, Refusal, Sent


@define(kw_only=True)
class SmtpUser(Credential):
    """An SMTP user."""

    username: str
    password: str = field(repr=False)

    def to_dict(self) -> Fields:
        """Return the user as in the response of a list, without the password."""
        flag = {"allowAnyDomain": int(self.allow_any_domain)}
        return {"username": self.username} | flag | self.permissions()


@define
class SmtpUsers:
    """The SMTP users of an account, by name."""

    clock: Clock
    paid_plan: bool = False
    by_name: dict[str, SmtpUser] = field(factory=dict)

    def list(self, _: Sent) -> Fields:
        """Return all users, without passwords."""
        return {"success": True, "smarthosts": [user.to_dict() for user in self.by_name.values()]}

    def create(self, sent: Sent) -> Fields:
        """Add a user; the response has its password only if the request has none."""
        body, now = sent.body, self.clock.now()
        self._check_permissions(body)
        self._reject_taken(body["username"])
        generated = {} if "password" in body else {"password": secrets.token_urlsafe(16)}
        password = (body | generated)["password"]
        user = SmtpUser(username=body["username"], password=password, created=now, modified=now)
        user.set_permissions(body)
        self.by_name[user.username] = user
        return {"success": True, "message": "SMTP user created successfully", **generated}

    def update(self, sent: Sent) -> Fields:
        """Change the given fields of a user."""
        body = sent.body
        user = self._find(body["currentUsername"])
        present = {
            "allowAnyDomain": user.allow_any_domain,
            "allowAllDomains": user.allow_all_domains,
        }
        self._check_permissions(present | body)
        name = body.get("newUsername", user.username)
        if name != user.username:
            self._reject_taken(name)
        del self.by_name[user.username]
        user.username, user.modified = name, self.clock.now()
        user.set_permissions(body)
        user.password = body.get("password", user.password)
        status = body.get("status", user.status)
        user.status = "disabled" if status == "inactive" else status
        self.by_name[name] = user
        return {"success": True, "message": "Smarthost updated successfully"}

    def delete(self, sent: Sent) -> Fields:
        """Remove a user."""
        del self.by_name[self._find(sent.body["username"]).username]
        return {"success": True, "message": "Smarthost deleted successfully"}

    def log_in(self, username: str, password: str, ip: str) -> SmtpUser:
        """Return the user with this password; refuse others, and users that may not log in."""
        user = self.by_name.get(username)
        known = user.password if user else ""
        if user is None or not secrets.compare_digest(known.encode(), password.encode()):
            raise Refusal(401, "There is no SMTP user with this name and password")
        user.check_status()
        user.check_ip(ip)
        return user

    def _check_permissions(self, body: Fields) -> None:
        if body.get("allowAnyDomain") and body.get("allowAllDomains"):
            raise Refusal(400, "allowAnyDomain and allowAllDomains exclude each other")
        if body.get("allowAnyDomain") and not self.paid_plan:
            raise Refusal(403, "Allow Any Domain feature requires a paid subscription")

    def _reject_taken(self, name: str) -> None:
        if name in self.by_name:
            raise Refusal(409, "This SMTP username is already in use")

    def _find(self, name: Any) -> SmtpUser:
        if name not in self.by_name:
            raise Refusal(404, "There is no SMTP user of this name")
        return self.by_name[name]
