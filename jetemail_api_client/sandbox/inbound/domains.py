"""The inbound domains of an account and their operations."""

import secrets
from uuid import uuid4

from attrs import define, field

from ..outbound.domains import is_invalid
from ..replies import Fields, Refusal, Sent

WEBHOOK_DEFAULTS: Fields = {
    "webhook_url": None,
    "webhook_method": "POST",
    "webhook_headers": None,
    "webhook_timeout": 30000,
    "webhook_retry_count": 3,
    "webhook_auth_header": None,
}
# The settings of each delivery type, with their defaults.
_SETTINGS: dict[str, Fields] = {
    "smtp": {"smtp_servers": []},
    "webhook": WEBHOOK_DEFAULTS,
    "forward": {},
}
_ALL_SETTINGS = {name for settings in _SETTINGS.values() for name in settings}
_CHECKS = (
    "forward_mx_verified",
    "forward_dkim_verified",
    "forward_spf_verified",
    "forward_dmarc_verified",
)


@define(kw_only=True)
class InboundDomain:
    """A domain that receives mail."""

    uuid: str
    domain: str
    delivery_type: str
    settings: Fields = field(repr=False)
    secret: str = field(repr=False)
    status: str = "active"
    is_verified: bool = False

    def identity(self) -> Fields:
        """Return the fields that all responses have."""
        return {
            "uuid": self.uuid,
            "domain": self.domain,
            "delivery_type": self.delivery_type,
            "status": self.status,
        }

    def checks(self) -> Fields:
        """Return the results of the checks."""
        return dict.fromkeys(_CHECKS, int(self.is_verified))


@define
class InboundDomains:
    """The inbound domains of an account, by UUID.

    A check verifies any domain but those below `.invalid`, which no DNS server knows (RFC 2606).
    """

    by_uuid: dict[str, InboundDomain] = field(factory=dict)

    def names(self) -> set[str]:
        """Return the names of all domains."""
        return {one.domain for one in self.by_uuid.values()}

    def find_name(self, name: str) -> InboundDomain | None:
        """Return the domain with a name."""
        return next((one for one in self.by_uuid.values() if one.domain == name), None)

    def list(self, _: Sent) -> Fields:
        """Return all domains."""
        return {"success": True, "result": [one.identity() for one in self.by_uuid.values()]}

    def create(self, sent: Sent) -> Fields:
        """Add a domain; the response has its secret."""
        body = sent.body
        name, delivery = body["domain"].lower(), body["delivery_type"]
        _check_settings(body, delivery)
        if delivery == "smtp" and not body.get("smtp_servers"):
            raise Refusal(400, "smtp_servers is required for smtp delivery")
        if name in self.names():
            raise Refusal(409, "This domain already exists")
        domain = InboundDomain(
            uuid=str(uuid4()),
            domain=name,
            delivery_type=delivery,
            settings=_select(body, delivery),
            secret=f"whsec_{secrets.token_hex(16)}",
        )
        self.by_uuid[domain.uuid] = domain
        result = domain.identity() | {"webhook_secret": domain.secret} | domain.checks()
        return {"success": True, "result": result}

    def delete(self, sent: Sent) -> Fields:
        """Remove a domain."""
        del self.by_uuid[self.find(sent.body["uuid"]).uuid]
        return {"success": True}

    def check(self, sent: Sent) -> Fields:
        """Check the DNS records of a domain."""
        domain = self.find(sent.path["uuid"])
        domain.is_verified = not is_invalid(domain.domain)
        return {"success": True, "result": domain.identity() | domain.checks()}

    def get_settings(self, sent: Sent) -> Fields:
        """Return the settings of a domain, without those of other delivery types."""
        domain = self.find(sent.path["uuid"])
        checks = domain.checks() if domain.delivery_type == "forward" else {}
        settings = _SETTINGS[domain.delivery_type] | domain.settings
        return {"success": True, "result": domain.identity() | settings | checks}

    def update_settings(self, sent: Sent) -> Fields:
        """Change the given settings of a domain."""
        domain, body = self.find(sent.path["uuid"]), sent.body
        delivery = body.get("delivery_type", domain.delivery_type)
        _check_settings(body, delivery)
        present = domain.settings if delivery == domain.delivery_type else {}
        settings = present | _select(body, delivery)
        if delivery == "smtp" and not settings.get("smtp_servers"):
            raise Refusal(400, "smtp_servers is required for smtp delivery")
        domain.delivery_type, domain.settings = delivery, settings
        domain.status = body.get("status", domain.status)
        return {"success": True, "message": "Domain updated successfully"}

    def find(self, uuid: str) -> InboundDomain:
        """Return the domain with a UUID, or refuse the request."""
        if uuid.lower() not in self.by_uuid:
            raise Refusal(404, "There is no inbound domain with this UUID")
        return self.by_uuid[uuid.lower()]


def _check_settings(body: Fields, delivery: str) -> None:
    for name in body:
        if name in _ALL_SETTINGS - _SETTINGS[delivery].keys():
            raise Refusal(400, f"{name} does not belong to {delivery} delivery")


def _select(body: Fields, delivery: str) -> Fields:
    return {name: body[name] for name in _SETTINGS[delivery] if name in body}
