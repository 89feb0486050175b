"""The common part of SMTP users and transactional keys: what one may send, and from where."""

import json
import re
from collections.abc import Collection
from typing import Literal

from attrs import define, field

from .addresses import is_ip_in
from .replies import Fields, Refusal

_KEY = re.compile(r"[!-~]{1,256}")


@define(kw_only=True)
class Credential:
    """Permissions, quota and status of a login."""

    status: Literal["disabled", "active", "suspended", "quota-locked", "quota-unlocked"] = "active"
    allow_any_domain: bool = False
    allow_all_domains: bool = False
    approved_domains: list[str] = field(factory=list)
    quota: int | float = 0
    """How many messages it may send; 0 for any number."""
    usage: int = 0
    ip_restrictions: list[str] = field(factory=list)
    created: float
    """Unix seconds."""
    modified: float
    """Unix seconds."""

    def set_permissions(self, body: Fields) -> None:
        """Take over the permissions that a request body has."""
        self.allow_any_domain = body.get("allowAnyDomain", self.allow_any_domain)
        self.allow_all_domains = body.get("allowAllDomains", self.allow_all_domains)
        self.approved_domains = body.get("approvedDomains", self.approved_domains)
        self.ip_restrictions = body.get("ipRestrictions", self.ip_restrictions)
        self.quota = body.get("quota", self.quota)

    def check_status(self) -> None:
        """Refuse a login that is disabled, suspended or has used its quota."""
        if self.status not in {"active", "quota-unlocked"}:
            raise Refusal(401, f"The login is {self.status}")

    def check_ip(self, ip: str) -> None:
        """Refuse an address outside the IP restrictions."""
        if self.ip_restrictions and not is_ip_in(ip, self.ip_restrictions):
            raise Refusal(401, f"The login may not be used from {ip}")

    def allows_domain(self, domain: str, verified: Collection[str]) -> bool:
        """Return whether it may send from a domain.

        Args:
            domain: The domain of the sender, in lower case.
            verified: The verified domains of the account.
        """
        if self.allow_any_domain or (self.allow_all_domains and domain in verified):
            return True
        return domain in (one.lower() for one in self.approved_domains)

    def charge(self, count: int) -> None:
        """Count messages against the quota; refuse them if they exceed it."""
        if self.quota and self.status != "quota-unlocked" and self.usage + count > self.quota:
            self.status = "quota-locked"
            raise Refusal(400, f"The quota of {self.quota} messages is used up")
        self.usage += count

    def permissions(self) -> Fields:
        """Return the common fields of a listing, in the formats of the API."""
        return {
            "status": self.status,
            "allowAllDomains": int(self.allow_all_domains),
            "approvedDomains": json.dumps(self.approved_domains),
            "usage": self.usage,
            "quota": self.quota,
            "ipRestrictions": json.dumps(self.ip_restrictions),
            "created_date": str(int(self.created * 1000)),
            "last_modified": int(self.modified),
        }


def check_key(kind: str, key: str) -> str:
    """Return a key that a sandbox can have.

    Args:
        kind: account or transactional.
        key: The key.

    Raises:
        ValueError: It is none; the text does not have it.
    """
    other = {"account": "transactional_", "transactional": "api_"}[kind]
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueError("a key is 1 to 256 characters of ASCII without spaces")
    if key.startswith(other):
        raise ValueError(f"this is the other kind of key, {other}...")
    return key
