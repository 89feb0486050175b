"""The outbound logs of an account: entries made of its messages."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define

from ..clock import iso_8601
from ..replies import Fields, Sent
from .messages import HOST, IP, MAX_MESSAGES, Action, Message, Messages

_PROTOCOLS = {"api": "HTTP", "smtp": "ESMTPSA", "sandbox": "HTTP"}

_Filter = Callable[[Message, Any], bool]


def _same(name: str) -> _Filter:
    """Return a filter by a field of the log entry."""
    return lambda message, value: str(_entry(message)[name]).lower() == value.lower()


def _any_action(name: str) -> _Filter:
    """Return a filter by a field of the actions."""
    return lambda message, value: any(getattr(one, name) == value for one in message.actions)


def _has_recipient(message: Message, value: str) -> bool:
    return value.lower() in (one.lower() for one in message.recipients)


def _never(message: Message, value: str) -> bool:
    """Messages of the sandbox have no such field."""
    return False


_FILTERS: Mapping[str, _Filter] = {
    "id": _same("id"),
    "uid": _same("uid"),
    "message_id": _same("message_id"),
    "action": _any_action("action"),
    "mx": _any_action("mx"),
    "response": _any_action("response"),
    "sender": _same("sender"),
    "from_address": _same("from_address"),
    "from": _same("from_address"),
    "receiver": _has_recipient,
    "to_address": _has_recipient,
    "to": _has_recipient,
    "subject": lambda message, value: value.lower() in message.subject.lower(),
    "user": _same("user"),
    "src": _same("src"),
    "originhost": _same("originhost"),
    "transtype": _same("transtype"),
    "headerFrom": _same("headerFrom"),
    "host": _same("final_host"),
    "ip": _same("final_ip"),
    "protocol": _same("final_protocol"),
    "rule_id": _same("rule_id"),
    "zone": _never,
    "md5": _never,
    "interface": _never,
    "date_from": lambda message, value: message.actions[-1].date >= value,
    "date_to": lambda message, value: message.actions[0].date <= value,
    "search": lambda message, value: value.lower() in repr(_entry(message)).lower(),
}


@define
class OutboundLogs:
    """The log of outbound messages; scheduled ones enter it when they are sent."""

    messages: Messages

    def list(self, sent: Sent) -> Fields:
        """Return a page of entries, newest first."""
        query = sent.query
        given = {name: value for name, value in query.items() if name in _FILTERS}
        found = [
            message
            for message in self.messages.by_uid.values()
            if message.actions
            and all(_FILTERS[name](message, value) for name, value in given.items())
        ]
        entries = [_entry(message) for message in found]
        by = query["sort_by"]
        # The names that it takes are not published: others than texts of entries sort by date.
        by = by if entries and isinstance(entries[0].get(by), str) else "first_seen"
        entries.sort(key=lambda entry: entry[by], reverse=query["sort_order"] == "DESC")
        limit = query["limit"]
        offset = query.get("offset") or (query["page"] - 1) * limit
        page = entries[offset : offset + limit]
        return {
            "success": True,
            "pagination": _pagination(len(entries), limit, offset, len(page)),
            "data": page,
        }

    def get(self, sent: Sent) -> Fields:
        """Return the entries of one message."""
        message = self.messages.by_uid.get(sent.query["uid"])
        rows = [_action_row(message, one) for one in message.actions] if message else []
        return {"success": True, "data": rows}


def _pagination(total: int, limit: int, offset: int, returned: int) -> Fields:
    has_next = offset + limit < total
    steps: Fields = {}
    # Left out where there is none: presumably null, which the type does not allow.
    if has_next:
        steps["next_offset"] = offset + limit
    if offset:
        steps["previous_offset"] = max(0, offset - limit)
    return {
        "total_count": total,
        "total_pages": -(-total // limit),
        "current_page": offset // limit + 1,
        "per_page": limit,
        "offset": offset,
        "has_next_page": has_next,
        "has_previous_page": offset > 0,
        **steps,
        "showing_from": offset + 1 if returned else 0,
        "showing_to": offset + returned if returned else 0,
        "count_limited": False,
        "max_count_limit": MAX_MESSAGES,
    }


def _entry(message: Message) -> Fields:
    attempts = [one for one in message.actions if one.mx]
    last = attempts[-1] if attempts else Action(action="", receiver="", date=message.created)
    bounces = [one for one in attempts if one.action.startswith("BOUNCED")]
    bounce = bounces[-1] if bounces else Action(action="", receiver="", date=0)
    delivered = [one for one in attempts if one.action == "ACCEPTED"]
    host, ip = (HOST, IP) if attempts else ("", "")
    opens = [one for one in message.interactions if one.event == "outbound.opened"]
    clicks = [one for one in message.interactions if one.event == "outbound.clicked"]
    return {
        "uid": message.uid,
        "id": message.uid,
        "message_id": message.message_id,
        "subject": message.subject,
        "from_address": message.sender,
        "to_address": message.recipients[0],
        "sender": message.sender,
        "receiver": message.recipients[0],
        "user": message.user,
        "src": message.origin,
        "originhost": message.origin,
        "transtype": _PROTOCOLS[message.via],
        "headerFrom": message.header_from,
        "rule_id": "",
        "first_seen": _milliseconds(message.actions[0].date),
        "last_updated": _milliseconds(message.actions[-1].date),
        "action_count": len(message.actions),
        "final_mx": last.mx,
        "final_host": host,
        "final_ip": ip,
        "final_protocol": "ESMTP" if attempts else "",
        "final_response": last.response,
        "bounce_reason": bounce.response,
        "bounce_mx": bounce.mx,
        "bounce_host": HOST if bounces else "",
        "delivery_attempts": [_attempt(one) for one in attempts],
        "delivery_summary": {
            "total_attempts": len(attempts),
            "successful_deliveries": len(delivered),
            "failed_deliveries": len(attempts) - len(delivered),
            "unique_recipients": len(set(message.recipients)),
        },
        "opens": [
            {"date": _milliseconds(one.date), "country": "", "email_client": ""} for one in opens
        ],
        "clicks": [
            {
                "date": _milliseconds(one.date),
                "country": "",
                "email_client": "",
                "ip": "",
                "original_url": "",
            }
            for one in clicks
        ],
    }


def _attempt(action: Action) -> Fields:
    return {
        "action": action.action,
        "receiver": action.receiver,
        "mx": action.mx,
        "host": HOST,
        "ip": IP,
        "response": action.response,
        "protocol": "ESMTP",
        "date": _milliseconds(action.date),
        "timestamp": iso_8601(action.date),
    }


def _action_row(message: Message, action: Action) -> Fields:
    return {
        "uid": message.uid,
        "action": action.action,
        "message_id": message.message_id,
        "response": action.response,
        "user": message.user,
        "from_address": message.sender,
        "to_address": action.receiver,
        "date": iso_8601(action.date),
        "mx": action.mx,
        "host": HOST,
        "outbound_ip": IP,
    }


def _milliseconds(moment: float) -> int:
    return int(moment * 1000)
