"""What a list tells about a name that a create was to make. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from ._contents import decoded
from ._generated.api.smtp_users import list_ as _smtp_list
from ._generated.models.smtp_user import SmtpUser
from ._generated.models.smtp_users_create_result import SmtpUsersCreateResult
from ._reconciling import Plan, Verdict, Window
from ._runtime.records import Request
from ._runtime.values import UNSET, masked

if TYPE_CHECKING:
    from ._generated.models.inbound_domain import InboundDomain
    from ._generated.models.inbound_domains_create_result import InboundDomainsCreateResult


@define(kw_only=True)
class CreatedSmtpUser(SmtpUsersCreateResult):
    """A new SMTP user, with the name and the password that it was given."""

    username: str = ""
    # Narrower than in the class above, which is what pyright reports: here there always is one.
    password: str = field(default="", repr=masked)  # pyright: ignore[reportIncompatibleVariableOverride]
    is_reconciled: bool = False
    """Whether the answer was lost, and a list of the users showed that this one was created."""


@frozen
class _Plan:
    """What the plans have in common: one is made for every create, and does nothing until asked."""

    request: Request[Any]
    body: dict[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        name: str = self.body.get("username") or self.body["domain"]
        return f"{self.request.operation.name} {name.lower()}"

    @property
    def secrets(self) -> Mapping[str, str]:
        return {}


class SmtpUserPlan(_Plan):
    """Finds an SMTP user; one whose password only the server knows is nobody's."""

    @property
    def listing(self) -> Request[Any]:
        return _smtp_list.request()

    @property
    def secrets(self) -> Mapping[str, str]:
        body = self.body
        return {name: body[name] for name in ("username", "password") if name in body}

    def judge(self, listing: Any, window: Window | None) -> Verdict:
        body = self.body
        verdict, user = _named(listing.smarthosts, body["username"], lambda row: row.username)
        if user is None:
            return verdict
        # A password that the server made went with the answer.
        return _owner(user, body, window) if "password" in body else "unclear"

    def value(self, _: Any) -> CreatedSmtpUser:
        return CreatedSmtpUser(
            success=True,
            message="The answer was lost; a list shows that the user was created.",
            username=self.body["username"],
            password=self.body["password"],
            is_reconciled=True,
        )


class OutboundDomainPlan(_Plan):
    """Finds a sending domain, in whatever list the answer has: its shape is not published."""

    @property
    def listing(self) -> Request[Any]:
        # Late, here and below: a create of something else does not need it.
        from ._generated.api.outbound_domains import list_

        return list_.request()

    def judge(self, listing: Any, _: Window | None) -> Verdict:
        return self._found(listing)[0]

    def value(self, listing: Any) -> Any:
        return self._found(listing)[1]

    def _found(self, listing: Any) -> tuple[Verdict, Any]:
        return _named(_only_list(listing), self.body["domain"], lambda row: row["domain"])


class InboundDomainPlan(_Plan):
    """Finds an inbound domain; one with a webhook has a secret that went with the answer."""

    @property
    def listing(self) -> Request[Any]:
        from ._generated.api.inbound_domains import list_

        return list_.request()

    def judge(self, listing: Any, _: Window | None) -> Verdict:
        verdict, row = self._found(listing)
        if row is None:
            return verdict
        listed = row.to_dict()
        wanted = {name: value for name, value in self.body.items() if name != "domain"}
        if any(name in listed and not _is(value, listed[name]) for name, value in wanted.items()):
            return "other"
        untold = wanted.keys() - listed.keys()
        return "unclear" if untold or self.body["delivery_type"] == "webhook" else "ours"

    def value(self, listing: Any) -> "InboundDomainsCreateResult":
        from ._generated.models.inbound_domains_create_result import InboundDomainsCreateResult
        from ._generated.models.new_inbound_domain import NewInboundDomain

        row: InboundDomain = self._found(listing)[1]
        new = NewInboundDomain.from_dict(row.to_dict())
        return InboundDomainsCreateResult(success=True, result=new)

    def _found(self, listing: Any) -> tuple[Verdict, Any]:
        return _named(listing.result, self.body["domain"], lambda row: row.domain)


_PLANS: Mapping[str, Callable[[Request[Any], dict[str, Any]], Plan[Any]]] = {
    "smtp_users.create": SmtpUserPlan,
    "outbound_domains.create": OutboundDomainPlan,
    "inbound_domains.create": InboundDomainPlan,
}


def plan_for(request: Request[Any]) -> Plan[Any] | None:
    """How to find out what became of a create, if it can be found out."""
    make = _PLANS.get(request.operation.name)
    return make(request, decoded(request.content or b"{}")) if make else None


# The settings that a create takes: name in the API, name in a list, and what it is if not given.
_SETTINGS: tuple[tuple[str, str, Any], ...] = (
    ("allowAnyDomain", "allow_any_domain", False),
    ("allowAllDomains", "allow_all_domains", False),
    ("approvedDomains", "approved_domains", []),
    ("quota", "quota", 0),
    ("ipRestrictions", "ip_restrictions", []),
)


# Seconds that come without their decimal part are read as milliseconds, and end up in 1970.
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def _owner(user: SmtpUser, body: dict[str, Any], window: Window | None) -> Verdict:
    """Whose a user is: ours is as new as our attempts, unused, and as we asked for."""
    created, usage = user.created_date, user.usage
    if window is None or not isinstance(usage, int | float):
        return "unclear"
    if not isinstance(created, datetime) or created < _FIRST:
        return "unclear"
    is_ours = window.has(created.timestamp()) and usage == 0 and _has_settings(user, body)
    return "ours" if is_ours else "other"


def _has_settings(user: SmtpUser, body: dict[str, Any]) -> bool:
    pairs = (
        (getattr(user, name), body.get(wire, default), default) for wire, name, default in _SETTINGS
    )
    # What the list does not tell cannot speak against it.
    return all(
        listed is UNSET or _plain(listed or default) == _plain(wanted)
        for listed, wanted, default in pairs
    )


def _plain(value: Any) -> Any:
    """A setting without what makes no difference: a list's order and repetitions, and case."""
    return {str(item).lower() for item in value} if isinstance(value, list) else value


def _is(wanted: Any, listed: Any) -> bool:
    """Whether a list shows a setting as it was sent: it may show more of it, and name a server."""
    if isinstance(wanted, dict) and isinstance(listed, dict):
        return all(name in listed and _is(value, listed[name]) for name, value in wanted.items())
    if isinstance(wanted, list) and isinstance(listed, list):
        found = all(any(_is(one, other) for other in listed) for one in wanted)
        return found and len(wanted) == len(listed)
    if isinstance(wanted, str) and isinstance(listed, dict):
        return wanted == listed.get("url")
    return bool(wanted == listed)


def _only_list(answer: Any) -> Any:
    """The rows of an answer whose shape is not published: it, or the only list in it."""
    values = list(answer.values()) if isinstance(answer, dict) else [answer]
    lists = [value for value in values if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else None


def _named(rows: object, wanted: str, name_of: Callable[[Any], object]) -> tuple[Verdict, Any]:
    """The row of a name; without one, whether it is surely not there."""
    if not isinstance(rows, list):
        return "unclear", None
    names = [_name(row, name_of) for row in rows]
    if wanted.lower() in names:
        return "ours", rows[names.index(wanted.lower())]
    return "unclear" if None in names else "absent", None


def _name(row: object, name_of: Callable[[Any], object]) -> str | None:
    try:
        name = name_of(row)
    except (AttributeError, KeyError, TypeError):
        return None
    return name.lower() if isinstance(name, str) else None
