"""The transactional keys of an account and their operations."""

import secrets
from collections.abc import Collection
from typing import Final
from uuid import uuid4

from attrs import define, field

from ..clock import Clock
from ..credentials import Credential
from ..replies import Fields, Refusal, Sent

_STATUSES: Final = ("disabled", "active")


@define(kw_only=True)
class TransactionalKey(Credential):
    """A key for /email and /email-batch."""

    token: str = field(repr=False)
    uuid: str
    name: str

    def allows_domain(self, domain: str, verified: Collection[str]) -> bool:
        """Return whether it may send from a domain: from any, if none is approved.

        What the API does without approved domains is not published.
        """
        is_limited = self.approved_domains or self.allow_all_domains
        return not is_limited or super().allows_domain(domain, verified)

    def to_dict(self) -> Fields:
        """Return the key as in the response of a list."""
        identity = {"api_token": self.token, "uuid": self.uuid, "name": self.name}
        return identity | self.permissions()


@define
class TransactionalKeys:
    """The transactional keys of an account, by token."""

    clock: Clock
    by_token: dict[str, TransactionalKey] = field(factory=dict, repr=False)

    def list(self, _: Sent) -> Fields:
        """Return all keys with their tokens."""
        keys = [key.to_dict() for key in self.by_token.values()]
        return {"success": True, "transactionalKeys": keys}

    def create(self, sent: Sent) -> Fields:
        """Add a key and return its token."""
        key = self.add(_new_token(), sent.body["name"])
        key.set_permissions(sent.body)
        message = "Transactional key created successfully"
        return {"success": True, "message": message, "api_token": key.token}

    def add(self, token: str, name: str) -> TransactionalKey:
        """Add a key with a chosen token."""
        now = self.clock.now()
        key = TransactionalKey(token=token, uuid=str(uuid4()), name=name, created=now, modified=now)
        self.by_token[token] = key
        return key

    def update(self, sent: Sent) -> Fields:
        """Change the status of a key, or its other settings: with a status, only that."""
        key = self._find(sent.body)
        if "status" in sent.body:
            key.status = _STATUSES[sent.body["status"]]
        else:
            key.name = sent.body.get("name", key.name)
            key.set_permissions(sent.body)
        key.modified = self.clock.now()
        return {"success": True, "message": "Transactional key updated successfully"}

    def delete(self, sent: Sent) -> Fields:
        """Revoke a key."""
        del self.by_token[self._find(sent.body).token]
        return {"success": True, "message": "Transactional key deleted successfully"}

    def rotate(self, sent: Sent) -> Fields:
        """Give a key a new token; the old one stops working."""
        key = self._find(sent.body)
        del self.by_token[key.token]
        key.token, key.modified = _new_token(), self.clock.now()
        self.by_token[key.token] = key
        message = "Transactional key rotated successfully"
        return {"success": True, "message": message, "api_token": key.token}

    def _find(self, body: Fields) -> TransactionalKey:
        if body["api_token"] not in self.by_token:
            raise Refusal(404, "There is no transactional key with this token")
        return self.by_token[body["api_token"]]


def _new_token() -> str:
    return f"transactional_{secrets.token_hex(16)}"
