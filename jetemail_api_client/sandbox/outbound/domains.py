"""The sending domains of an account and their operations."""

import re
from uuid import uuid4

from attrs import define, field

from ..clock import Clock
from ..replies import Fields, Refusal, Sent

_DOMAIN = re.compile(r"[^\s@./\\]{1,63}(\.[^\s@./\\]{1,63}){1,20}")


@define(kw_only=True)
class OutboundDomain:
    """A domain to send from."""

    uuid: str
    domain: str
    created: float
    """Unix seconds."""
    is_verified: bool = False
    open_tracking: bool = False
    click_tracking: bool = False
    bcc: dict[str, int] = field(factory=dict)
    """Addresses that get a blind copy; 1 if the owner has confirmed it, else 0."""

    def to_dict(self) -> Fields:
        """Return the domain as in a list; the shape is not published."""
        return {
            "uuid": self.uuid,
            "domain": self.domain,
            "verified": int(self.is_verified),
            "created_at": int(self.created),
        }


@define
class OutboundDomains:
    """The sending domains of an account, by UUID.

    A check verifies any domain but those below `.invalid`, which no DNS server knows (RFC 2606).
    """

    clock: Clock
    by_uuid: dict[str, OutboundDomain] = field(factory=dict)

    def verified(self) -> set[str]:
        """Return the names of the verified domains."""
        return {one.domain for one in self.by_uuid.values() if one.is_verified}

    def bcc_of(self, domain: str) -> list[str]:
        """Return the confirmed addresses that get a copy of what a domain sends."""
        found = (one for one in self.by_uuid.values() if one.domain == domain)
        return [address for one in found for address, status in one.bcc.items() if status]

    def confirm_bcc(self, uuid: str, address: str) -> None:
        """Confirm an address for blind copies, as its owner does: not an operation of the API."""
        self.by_uuid[uuid].bcc[address] = 1

    def list(self, _: Sent) -> Fields:
        """Return all domains."""
        return {"success": True, "domains": [one.to_dict() for one in self.by_uuid.values()]}

    def create(self, sent: Sent) -> Fields:
        """Add a domain, which is not verified yet."""
        name = sent.body["domain"].lower()
        if not _DOMAIN.fullmatch(name):
            raise Refusal(400, "domain must be a domain name such as example.com")
        if any(one.domain == name for one in self.by_uuid.values()):
            raise Refusal(409, "This domain already exists")
        domain = OutboundDomain(uuid=str(uuid4()), domain=name, created=self.clock.now())
        self.by_uuid[domain.uuid] = domain
        return {"success": True, "domain": domain.to_dict()}

    def delete(self, sent: Sent) -> Fields:
        """Remove a domain."""
        del self.by_uuid[self._find(sent.body["uuid"]).uuid]
        return {"success": True}

    def check(self, sent: Sent) -> Fields:
        """Check the DNS records of a domain."""
        domain = self._find(sent.path["uuid"])
        domain.is_verified = not is_invalid(domain.domain)
        return {"success": True, "domain": domain.to_dict()}

    def get_settings(self, sent: Sent) -> Fields:
        """Return the settings of a domain."""
        domain = self._find(sent.path["uuid"])
        settings = {
            "uuid": domain.uuid,
            "domain": domain.domain,
            "bccEmails": _statuses(domain),
            "openTracking": int(domain.open_tracking),
            "clickTracking": int(domain.click_tracking),
        }
        return {"success": True, "settings": settings}

    def update_settings(self, sent: Sent) -> Fields:
        """Change the given settings of a domain; null removes all addresses for copies."""
        domain, body = self._find(sent.path["uuid"]), sent.body
        domain.open_tracking = body.get("openTracking", domain.open_tracking)
        domain.click_tracking = body.get("clickTracking", domain.click_tracking)
        result = {"success": True, "message": "Domain settings updated successfully"}
        if "bccEmails" not in body:
            return result
        addresses = body["bccEmails"] or []
        domain.bcc = {address: domain.bcc.get(address, 0) for address in addresses}
        return result | {"bccEmails": _statuses(domain)}

    def _find(self, uuid: str) -> OutboundDomain:
        if uuid not in self.by_uuid:
            raise Refusal(404, "domain not found", body={"error": "domain not found"})
        return self.by_uuid[uuid]


def is_invalid(domain: str) -> bool:
    """Return whether the DNS records of a domain are never found."""
    return domain.endswith(".invalid")


def _statuses(domain: OutboundDomain) -> list[Fields]:
    return [{"email": address, "status": status} for address, status in domain.bcc.items()]
