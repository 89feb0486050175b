"""Snapshots of a sandbox: all of its state as JSON, to a file and back."""

import hashlib
import json
import os
from collections import deque
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import Any, NoReturn, get_type_hints

from attrs import asdict, define

from ..events.bus import Event
from ..events.webhooks import Webhook
from ..inbound.domains import InboundDomain
from ..inbound.forwarding import Destination, ForwardRule
from ..inbound.messages import InboundMessage
from ..inbound.rules import Rule
from ..outbound.domains import OutboundDomain
from ..outbound.messages import Message
from ..outbound.smtp_users import SmtpUser
from ..outbound.suppressions import Suppression
from ..outbound.transactional_keys import TransactionalKey
from ..replies import Fields
from .accounts import Account, Settings
from .faults import Faults
from .record_checks import check_record
from .records import RecordError, Records

FORMAT = "jetemail-sandbox"
VERSION = 1
"""Of the format; goes up when the state of an older one can no longer be read."""

STATE = (
    *("api_keys", "effects", "clock.offset", "faults.pending"),
    *("rate_limits.enabled", "rate_limits.blocked_until", "rate_limits.requests"),
    *("events.recorded", "idempotency.entries", "smtp_idempotency.entries"),
    *("messages.by_uid", "messages.steps", "messages.number", "messages.size"),
    "messages.kept_steps",
    *("smtp_users.paid_plan", "smtp_users.by_name", "transactional_keys.by_token"),
    *("outbound_domains.by_uuid", "suppressions.by_address", "suppressions.last_id"),
    *("inbound_domains.by_uuid", "inbound.by_uid"),
    *("forward_rules.by_uuid", "forward_destinations.by_email"),
    *("domain_allowlist.by_uuid", "domain_blocklist.by_uuid"),
    *("account_allowlist.by_uuid", "account_blocklist.by_uuid"),
    *("webhooks.by_uuid", "webhooks.deliveries", "mail_webhooks.deliveries"),
)
"""The attributes of `Account` that are its state, and those of its resources."""

_NOT_INTACT = "This is no intact snapshot"

_KEYS = {
    **dict.fromkeys((ForwardRule, InboundDomain, OutboundDomain, Rule, Webhook), "uuid"),
    **dict.fromkeys((InboundMessage, Message), "uid"),
    Destination: "email",
    Event: "id",
    SmtpUser: "username",
    Suppression: "target_value",
    TransactionalKey: "token",
}


class SnapshotError(ValueError):
    """A file or JSON that is no snapshot of a sandbox; nothing has changed."""


@define
class Snapshots:
    """Takes and restores the state of a sandbox.

    A snapshot has all secrets of the sandbox, passwords of SMTP users too.
    """

    account: Account
    faults: Faults

    def take(self) -> Fields:
        """Return the state as JSON."""
        records = Records(_KEYS)
        with self.account.lock:
            state = {
                path: records.write(_type(holder, name), getattr(holder, name))
                for path, holder, name in self._places()
            }
            settings = records.write(Settings, self.account.settings)
            snapshot = {"format": FORMAT, "version": VERSION, "settings": settings, "state": state}
            # A copy, which later changes do not reach.
            copy: Fields = json.loads(json.dumps(snapshot))
        return copy

    def restore(self, snapshot: Any) -> None:
        """Replace the state by that of a snapshot.

        Raises:
            SnapshotError: It is none, or from a newer version.
        """
        _check_format(snapshot)
        records, state = Records(_KEYS, check_record), snapshot["state"]
        places = list(self._places())
        try:
            settings = records.read(Settings, snapshot["settings"], "settings")
            # A reset makes such an account.
            Account(**asdict(settings))
            for name in sorted({path for path, _, _ in places} ^ state.keys()):
                problem = "unknown" if name in state else "missing"
                raise RecordError(f"state.{name} is {problem}")
            values = [
                records.read(_type(holder, name), state[path], path)
                for path, holder, name in places
            ]
        # RecordError, and the errors of keys and seeds.
        except ValueError as error:
            raise SnapshotError(f"{_NOT_INTACT}: {error}") from None
        with self.account.lock:
            self.account.settings = settings
            for (_, holder, name), value in zip(places, values, strict=True):
                _replace(holder, name, value)
        self.account.notify()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the state to a file that only its owner can read, in one step.

        Raises:
            OSError: The file cannot be written; one that was there before still is.
        """
        snapshot = self.take()
        # A link stays one.
        target = Path(path).resolve()
        content = json.dumps({"sha256": _digest(snapshot), **snapshot}, indent=1)
        # Mode 0600.
        descriptor, name = mkstemp(prefix=f".{target.name}-", dir=target.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(content + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def load(self, path: str | os.PathLike[str]) -> None:
        """Replace the state by that of a file.

        Raises:
            OSError: The file cannot be read.
            SnapshotError: It is no snapshot, is damaged, or is from a newer version.
        """
        try:
            self.restore(_parse(Path(path).read_bytes()))
        except SnapshotError as error:
            raise SnapshotError(f"{os.fspath(path)}: {error}") from None

    def _places(self) -> list[tuple[str, Any, str]]:
        """Return the parts of the state: the path, the object, and the name of its attribute."""
        places = list[tuple[str, Any, str]]()
        for path in STATE:
            resource, _, name = path.rpartition(".")
            holder: Any = getattr(self.account, resource, self.account)
            places.append((path, self.faults if resource == "faults" else holder, name))
        return places


def _type(holder: Any, name: str) -> Any:
    return get_type_hints(type(holder))[name]


def _replace(holder: Any, name: str, value: Any) -> None:
    present = getattr(holder, name)
    if not isinstance(value, (deque, dict, list)):
        setattr(holder, name, value)
        return
    # The same container: a deque has a largest length.
    present.clear()
    fill = present.update if hasattr(present, "update") else present.extend
    fill(value)


def _check_format(snapshot: Any) -> None:
    if not isinstance(snapshot, dict) or snapshot.get("format") != FORMAT:
        raise SnapshotError(f"This is no snapshot: it must have the format {FORMAT!r}")
    version = snapshot.get("version")
    if type(version) is int and version > VERSION:
        text = f"format {version}, this one reads {VERSION}: update jetemail-api-client"
        raise SnapshotError(f"This snapshot is from a newer version ({text})")
    if version != VERSION or type(version) is not int:
        raise SnapshotError(f"{_NOT_INTACT}: version must be {VERSION}")
    for name in ("settings", "state"):
        if not isinstance(snapshot.get(name), dict):
            raise SnapshotError(f"{_NOT_INTACT}: {name} must be an object")


def _parse(content: bytes) -> Any:
    def refuse(name: str) -> NoReturn:
        raise ValueError(f"{name} is no JSON")

    try:
        snapshot = json.loads(content, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"{_NOT_INTACT}: {error}") from None
    _check_format(snapshot)
    # Also without it, as the admin interface returns one.
    digest = snapshot.pop("sha256", None)
    if digest is not None and digest != _digest(snapshot):
        text = "it was changed after it was written; without its sha256 it is read as it is"
        raise SnapshotError(f"{_NOT_INTACT}: {text}")
    return snapshot


def _digest(snapshot: Fields) -> str:
    return hashlib.sha256(json.dumps(snapshot).encode()).hexdigest()
