"""Decide from a listing what a create with a lost response did; a class per operation. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from attrs import define, field
from idna import uts46_remap

from ._call.reconcile import Decision, Reconciler, Window
from ._call.responses import decode
from ._generated.api.smtp_users import list_ as _list_smtp_users
from ._generated.models.smtp_user import SmtpUser
from ._runtime.operations import Request
from ._runtime.values import UNSET
from .smtp_users import CreatedSmtpUser

if TYPE_CHECKING:
    from ._generated.models.inbound_domain import InboundDomain
    from ._generated.models.inbound_domains_create_result import InboundDomainsCreateResult


# Not frozen: attrs sets each field of a frozen class through a call.
@define
class _Reconciler:
    """The common base. One is made for every create, and does nothing until it is needed."""

    request: Request[Any]
    body: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        body = self.body
        name = _username(body["username"]) if "username" in body else _domain(body["domain"])
        return f"{self.request.operation.name} {name}"

    @property
    def secrets(self) -> Mapping[str, str]:
        return {}


class SmtpUserReconciler(_Reconciler):
    """Finds an SMTP user; without a password in the request it stays unclear whose it is."""

    @property
    def listing(self) -> Request[Any]:
        return _list_smtp_users.request()

    @property
    def secrets(self) -> Mapping[str, str]:
        body = self.body
        return {name: body[name] for name in ("username", "password") if name in body}

    def decide(self, listing: Any, window: Window | None) -> Decision:
        body = self.body
        name = body["username"]
        decision, user = _find(listing.smarthosts, name, _username, lambda row: row.username)
        if user is None:
            return decision
        # A password that the server made was lost with the response.
        return _decide_user(user, body, window) if "password" in body else "unclear"

    def value(self, _: Any) -> CreatedSmtpUser:
        return CreatedSmtpUser(
            success=True,
            message="The response was lost; a listing shows that the user was created.",
            username=self.body["username"],
            password=self.body["password"],
            is_reconciled=True,
        )


class OutboundDomainReconciler(_Reconciler):
    """Finds a sending domain in the only list of the response, whose shape is not published."""

    @property
    def listing(self) -> Request[Any]:
        # Late, here and below: the create of another resource does not need it.
        from ._generated.api.outbound_domains import list_

        return list_.request()

    def decide(self, listing: Any, _: Window | None) -> Decision:
        return self._find(listing)[0]

    def value(self, listing: Any) -> Any:
        return self._find(listing)[1]

    def _find(self, listing: Any) -> tuple[Decision, Any]:
        return _find(_only_list(listing), self.body["domain"], _domain, lambda row: row["domain"])


class InboundDomainReconciler(_Reconciler):
    """Finds an inbound domain; the secret of one with a webhook was lost with the response."""

    @property
    def listing(self) -> Request[Any]:
        from ._generated.api.inbound_domains import list_

        return list_.request()

    def decide(self, listing: Any, _: Window | None) -> Decision:
        decision, row = self._find(listing)
        if row is None:
            return decision
        listed = row.to_dict()
        if any(
            name in listed and not _matches(value, listed[name])
            for name, value in self.body.items()
        ):
            return "other"
        is_partial = bool(self.body.keys() - listed.keys())
        return "unclear" if is_partial or self.body["delivery_type"] == "webhook" else "ours"

    def value(self, listing: Any) -> "InboundDomainsCreateResult":
        from ._generated.models.inbound_domains_create_result import InboundDomainsCreateResult
        from ._generated.models.new_inbound_domain import NewInboundDomain

        row: InboundDomain = self._find(listing)[1]
        new = NewInboundDomain.from_dict(row.to_dict())
        return InboundDomainsCreateResult(success=True, result=new)

    def _find(self, listing: Any) -> tuple[Decision, Any]:
        return _find(listing.result, self.body["domain"], _domain, lambda row: row.domain)


_RECONCILERS: Mapping[str, Callable[[Request[Any], dict[str, Any]], Reconciler[Any]]] = {
    "smtp_users.create": SmtpUserReconciler,
    "outbound_domains.create": OutboundDomainReconciler,
    "inbound_domains.create": InboundDomainReconciler,
}


def reconciler_for(request: Request[Any]) -> Reconciler[Any] | None:
    """Return the reconciler of a create; None if its operation has none."""
    make = _RECONCILERS.get(request.operation.name)
    return make(request, decode(request.content or b"{}")) if make else None


# The settings of an SMTP user: name in the request, name in a listing, value if it is missing.
_SETTINGS: tuple[tuple[str, str, Any], ...] = (
    ("allowAnyDomain", "allow_any_domain", False),
    ("allowAllDomains", "allow_all_domains", False),
    ("approvedDomains", "approved_domains", []),
    ("quota", "quota", 0),
    ("ipRestrictions", "ip_restrictions", []),
)

# Unix seconds without their decimal part are read as milliseconds, and end up in 1970.
_MIN_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def _decide_user(user: SmtpUser, body: dict[str, Any], window: Window | None) -> Decision:
    """Decide whose a user is: ours was created in our window, is unused, and has our settings."""
    created, usage = user.created_date, user.usage
    if window is None or not isinstance(usage, int | float):
        return "unclear"
    if not isinstance(created, datetime) or created < _MIN_CREATED:
        return "unclear"
    if not window.contains(created.timestamp()) or usage != 0:
        return "other"
    return _decide_settings(user, body)


def _decide_settings(user: SmtpUser, body: dict[str, Any]) -> Decision:
    is_clear = True
    for wire, name, default in _SETTINGS:
        listed = getattr(user, name)
        # A setting that the listing omits proves nothing.
        if listed is UNSET:
            continue
        kinds = list if isinstance(default, list) else int | float
        if listed is not None and not isinstance(listed, kinds):
            # Nor does one that cannot be read, but it may be another's.
            is_clear = False
        elif _normalized(listed or default) != _normalized(body.get(wire, default)):
            return "other"
    return "ours" if is_clear else "unclear"


def _normalized(value: Any) -> Any:
    """Return a setting without irrelevant differences.

    The lists are of domains and IPv4 addresses: order and duplicates do not matter.
    """
    return {_domain(str(item)) for item in value} if isinstance(value, list) else value


def _matches(sent: Any, listed: Any) -> bool:
    """Compare a setting with its listed form, which may have more fields.

    A server may be listed by its address, host:port, or as an object with it.
    """
    if isinstance(sent, dict) and isinstance(listed, dict):
        return all(name in listed and _matches(value, listed[name]) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(listed, list):
        has_all = all(any(_matches(one, other) for other in listed) for one in sent)
        return has_all and len(sent) == len(listed)
    if isinstance(sent, str) and isinstance(listed, dict):
        listed = listed.get("url")
    if isinstance(sent, str) and isinstance(listed, str):
        return _domain(sent) == _domain(listed)
    return bool(sent == listed)


def _only_list(response: Any) -> Any:
    """Return the rows of a response without a published shape: itself, or the only list in it."""
    # A model, once the API's description has one.
    fields = response.to_dict() if hasattr(response, "to_dict") else response
    values = list(fields.values()) if isinstance(fields, dict) else [fields]
    lists = [value for value in values if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else None


def _find(
    rows: object, name: str, form: Callable[[str], str], name_of: Callable[[Any], object]
) -> tuple[Decision, Any]:
    """Find the row of a name; without one, decide if the name is certainly absent.

    Args:
        rows: The listing.
        name: The name to find.
        form: Returns the form of a name that is equal for all of its spellings.
        name_of: Returns the name of a row.
    """
    if not isinstance(rows, list):
        return "unclear", None
    names = [_name(row, form, name_of) for row in rows]
    if (wanted := form(name)) in names:
        return "ours", rows[names.index(wanted)]
    return "unclear" if None in names else "absent", None


def _name(row: object, form: Callable[[str], str], name_of: Callable[[Any], object]) -> str | None:
    try:
        name = name_of(row)
    except (AttributeError, KeyError, TypeError):
        return None
    return form(name) if isinstance(name, str) else None


def _username(name: str) -> str:
    """Return the form of an SMTP username: the API makes it lower case."""
    return name.lower()


def _domain(name: str) -> str:
    """Return the form of a domain name: as in DNS, without a final dot.

    The server may list it in Unicode or in ASCII ("xn--..."), in any case. Names are mapped as by
    browsers (UTS 46, non-transitional: "ß" is not "ss"). IDNA's further rules for what may be
    registered do not matter here: without them, every name that can be mapped has a form.
    """
    try:
        mapped = name if name.isascii() else uts46_remap(name, std3_rules=False)
    except UnicodeError:
        # It is no name in DNS: equal only as it is written.
        return name.lower()
    labels = mapped.lower().removesuffix(".").split(".")
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels
    )
