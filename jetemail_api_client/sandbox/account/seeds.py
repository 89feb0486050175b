"""Seeds: what an account starts with, and returns to by a reset.

A seed is a TOML or JSON file, or a mapping with the same contents: `plan` (free or pro),
`rate_limits`, `keys` (account and transactional), and lists of what the API can create, which are
created in this order:

| name | made with | further fields |
|---|---|---|
| `transactional_keys` | POST /outbound/transactional-keys | `api_token`, `status` |
| `outbound_domains` | POST /outbound/domains | `verified`, and those of its settings |
| `smtp_users` | POST /outbound/smarthost | `status` |
| `suppressions` | POST /outbound/suppression | |
| `inbound_domains` | POST /inbound/domains | `verified`, `webhook_secret`, `status` |
| `forward_rules` | POST /inbound/domains/{uuid}/forward-rules | `domain`, `verified` |
| `domain_allowlist`, `domain_blocklist` | POST /inbound/filters/... | `enabled` |
| `account_allowlist`, `account_blocklist` | POST /inbound/account/... | `enabled` |
| `webhooks` | POST /webhooks | `secret` |
| `messages` | POST /email | |

Fields have the names of the API, and are checked as its requests are.
"""

import json
import math
import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen

from ..credentials import check_key
from ..replies import Fields, Refusal, Sent
from .description import SURROGATE, Operation, description

if TYPE_CHECKING:
    from .accounts import Account

PLANS = ("free", "pro")

SeedSource = str | os.PathLike[str] | Mapping[str, Any] | None
"""The path of a seed file, or its contents."""

Place = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


class SeedError(ValueError):
    """A mistake in a seed; the text names file, line and field. Nothing was created."""


@frozen
class Seed:
    """A seed that was read: its contents, and where they come from."""

    contents: Fields = field(factory=dict, repr=False)
    name: str = "seed"
    line_of: Callable[[Place], int] | None = field(default=None, repr=False)
    """Finds the line of a value in the file."""

    @property
    def plan(self) -> str:
        """The plan of the account."""
        return str(self.contents.get("plan", "free"))

    @property
    def has_rate_limits(self) -> bool:
        """Whether too many requests block the account."""
        return bool(self.contents.get("rate_limits", False))

    def key(self, kind: str) -> str | None:
        """Return the account key or the transactional key."""
        key: str | None = self.contents.get("keys", {}).get(kind)
        return key

    def mistake(self, place: Place, text: str) -> SeedError:
        """Return the error of a mistake at a place."""
        line = f", line {self.line_of(place)}" if self.line_of else ""
        return SeedError(f"{self.name}{line}: {text}")


def read_seed(given: SeedSource) -> Seed:
    """Read a seed from a file or a mapping, and check its names.

    Raises:
        OSError: The file cannot be read.
        SeedError: It has a mistake.
    """
    if isinstance(given, (str, os.PathLike)):
        seed = _read_file(Path(given))
    else:
        seed = Seed(dict(given or {}))
    try:
        _check_values(seed, seed.contents, ())
    except RecursionError:
        raise SeedError(f"{seed.name}: It is nested too deeply") from None
    _check_names(seed)
    # A copy, which later changes do not reach.
    return evolve(seed, contents=deepcopy(seed.contents))


def plant(account: "Account", seed: Seed) -> None:
    """Create what a seed has in an account that is empty.

    Raises:
        SeedError: A value is not allowed.
    """
    for section in _SECTIONS:
        for index, item in enumerate(seed.contents.get(section, [])):
            place = (section, index)
            try:
                _SECTIONS[section].plant(account, item)
            except Refusal as refusal:
                text = str(refusal)
                name = re.split(r"\W", text, maxsplit=1)[0]
                where = (*place, name) if name in item else place
                raise seed.mistake(where, f"{_shown(place)}: {text}") from None


def _read_file(path: Path) -> Seed:
    finders = {".toml": (tomllib.loads, _toml_line), ".json": (json.loads, _json_line)}
    if path.suffix not in finders:
        raise SeedError(f"{path}: the name of a seed must end with .toml or .json")
    parse, find = finders[path.suffix]
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        contents = parse(text)
    except RecursionError:
        raise SeedError(f"{path}: It is nested too deeply") from None
    except ValueError as error:
        raise SeedError(f"{path}, line {_line_in(error, text)}: {error}") from None
    if not isinstance(contents, dict):
        raise SeedError(f"{path}, line 1: The seed must be an object")
    return Seed(contents, str(path), lambda place: find(text, contents, place))


def _line_in(error: ValueError, text: str) -> int:
    """Return the line of an error of the parsers."""
    if isinstance(error, UnicodeDecodeError):
        return error.object.count(b"\n", 0, error.start) + 1
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    found = re.search(r"at line (\d+)", str(error))
    # Without a line, it is the end of the file: a value has no end.
    lines = text.split("\n")
    return int(found[1]) if found else _complete(lines, len(lines))[0] + 1


# Checks.


def _check_values(seed: Seed, value: Any, place: Place) -> None:
    """Refuse values that are no JSON, such as times and infinity in TOML."""
    if isinstance(value, dict):
        for name, one in value.items():
            _check_values(seed, one, (*place, name))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            _check_values(seed, one, (*place, index))
    elif isinstance(value, str):
        if SURROGATE.search(value):
            raise seed.mistake(place, f"{_shown(place)} is not Unicode")
    elif isinstance(value, (int, float)):
        if not (math.isfinite(value) and abs(value) < 2**63):
            raise seed.mistake(place, f"{_shown(place)} is out of range")
    elif value is not None:
        kind = type(value).__name__
        raise seed.mistake(place, f"{_shown(place)} must be a text or a number, not a {kind}")


def _check_names(seed: Seed) -> None:
    contents = seed.contents
    _check_known(seed, contents, ("plan", "rate_limits", "keys", *_SECTIONS), ())
    if contents.get("plan", "free") not in PLANS:
        raise seed.mistake(("plan",), f"plan must be one of {', '.join(PLANS)}")
    if not isinstance(contents.get("rate_limits", False), bool):
        raise seed.mistake(("rate_limits",), "rate_limits must be true or false")
    if not isinstance(contents.get("keys", {}), dict):
        raise seed.mistake(("keys",), "keys must be a table with account and transactional")
    _check_known(seed, contents.get("keys", {}), ("account", "transactional"), ("keys",))
    for kind, key in contents.get("keys", {}).items():
        try:
            check_key(kind, key)
        except ValueError as error:
            raise seed.mistake(("keys", kind), f"keys.{kind}: {error}") from None
    for name, section in _SECTIONS.items():
        items = contents.get(name, [])
        if not isinstance(items, list):
            raise seed.mistake((name,), f"{name} must be a list: in TOML, [[{name}]]")
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                raise seed.mistake((name, index), f"{name}[{index}] must be a table")
            _check_item(seed, item, section, (name, index))


def _check_item(seed: Seed, item: Fields, section: "_Section", place: Place) -> None:
    schemas = section.schemas()
    _check_known(seed, item, schemas, place)
    for name, kind in section.further.items():
        if type(item.get(name, kind())) is not kind:
            text = "true or false" if kind is bool else "a text"
            raise seed.mistake((*place, name), f"{_shown((*place, name))} must be {text}")
    for name, value in item.items():
        _check_parts(seed, value, schemas[name], (*place, name))


def _check_parts(seed: Seed, value: Any, schema: Fields, place: Place) -> None:
    """Check the names of fields within fields, which the API would ignore."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            _check_parts(seed, one, schema.get("items", {}), (*place, index))
    elif isinstance(value, dict) and (properties := schema.get("properties")):
        _check_known(seed, value, properties, place)
        for name, one in value.items():
            _check_parts(seed, one, properties[name], (*place, name))


def _check_known(seed: Seed, given: Fields, known: Collection[str], place: Place) -> None:
    for name in given:
        if name not in known:
            plain = {one.replace("_", "").lower(): one for one in known}
            close = get_close_matches(str(name).replace("_", "").lower(), plain, 1)
            advice = f"did you mean {plain[close[0]]}?" if close else f"known: {', '.join(known)}"
            raise seed.mistake((*place, name), f"{_shown((*place, name))} is not known; {advice}")


def _shown(place: Place) -> str:
    """Return a place as text, such as `webhooks[0].url`."""
    parts = (f"[{one}]" if isinstance(one, int) else f".{one}" for one in place)
    return "".join(parts).removeprefix(".")


# What is created.


@define
class _Caller:
    """Calls operations of an account with the fields of an item that they have."""

    account: "Account"
    item: Fields

    def __call__(self, name: str, /, *, given: Fields | None = None, **path: str) -> Any:
        """Return the body of the response."""
        operation = _operations()[name]
        body = {one: self.item[one] for one in _properties(operation) if one in self.item}
        body |= given or {}
        key = self.account.settings.transactional_key
        checked = operation.check_body(body) if operation.body else None
        sent = Sent(path=path, body=checked, key=key, ip="127.0.0.1")
        return self.account.respond(operation, sent).body


@frozen
class _Section:
    """A list of a seed: the operations that take its fields, and how they are called."""

    create: Callable[[_Caller], None]
    operations: tuple[str, ...]
    further: Mapping[str, type] = field(factory=dict)
    """The type of each field that no operation has."""
    without: frozenset[str] = frozenset()
    """Fields of the operations that a seed cannot have."""

    def schemas(self) -> Mapping[str, Fields]:
        """Return the schema of each field."""
        schemas: dict[str, Fields] = {name: {} for name in self.further}
        for name in self.operations:
            schemas |= _properties(_operations()[name])
        return {name: one for name, one in schemas.items() if name not in self.without}

    def plant(self, account: "Account", item: Fields) -> None:
        """Create an item."""
        self.create(_Caller(account, item))


@cache
def _operations() -> Mapping[str, Operation]:
    return {one.name: one for one in description().values()}


def _properties(operation: Operation) -> Fields:
    properties: Fields = operation.body["properties"] if operation.body else {}
    return properties


def _transactional_key(call: _Caller) -> None:
    token = call("transactional_keys.create")["api_token"]
    keys = call.account.transactional_keys.by_token
    if chosen := call.item.get("api_token"):
        try:
            check_key("transactional", chosen)
        except ValueError as error:
            raise Refusal(400, f"api_token: {error}") from None
        if chosen in keys:
            raise Refusal(409, "api_token is that of another key")
        keys[chosen] = keys.pop(token)
        keys[chosen].token = token = chosen
    if "status" in call.item:
        call("transactional_keys.update", given={"api_token": token})


def _outbound_domain(call: _Caller) -> None:
    uuid = call("outbound_domains.create")["domain"]["uuid"]
    call("outbound_domains.update_settings", uuid=uuid)
    if call.item.get("verified"):
        call("outbound_domains.check", uuid=uuid)


def _smtp_user(call: _Caller) -> None:
    call("smtp_users.create")
    if "status" in call.item:
        call("smtp_users.update", given={"currentUsername": call.item["username"]})


def _inbound_domain(call: _Caller) -> None:
    uuid = call("inbound_domains.create")["result"]["uuid"]
    if "status" in call.item:
        call("inbound_domains.update_settings", uuid=uuid)
    if call.item.get("verified"):
        call("inbound_domains.check", uuid=uuid)
    if secret := call.item.get("webhook_secret"):
        call.account.inbound_domains.by_uuid[uuid].secret = secret


def _forward_rule(call: _Caller) -> None:
    domain = call.account.inbound_domains.find_name(str(call.item.get("domain")).lower())
    if domain is None:
        raise Refusal(404, "domain must be one of inbound_domains")
    call("forward_rules.create", uuid=domain.uuid)
    destination = call.account.forward_destinations.ensure(call.item["destination"])
    if call.item.get("verified"):
        token = next(iter(destination.tokens))
        call("forward_destinations.verify", given={"token": token})


def _rule(name: str) -> Callable[[_Caller], None]:
    def create(call: _Caller) -> None:
        uuid = call(f"{name}.create")["uuid"]
        if "enabled" in call.item:
            call(f"{name}.update", uuid=uuid)

    return create


def _webhook(call: _Caller) -> None:
    uuid = call("webhooks.create")["webhook"]["uuid"]
    if secret := call.item.get("secret"):
        call.account.webhooks.by_uuid[uuid].secret = secret


def _call(name: str) -> Callable[[_Caller], None]:
    def create(call: _Caller) -> None:
        call(name)

    return create


_SECTIONS: Mapping[str, _Section] = {
    "transactional_keys": _Section(
        _transactional_key, ("transactional_keys.create", "transactional_keys.update")
    ),
    "outbound_domains": _Section(
        _outbound_domain,
        ("outbound_domains.create", "outbound_domains.update_settings"),
        {"verified": bool},
    ),
    "smtp_users": _Section(
        _smtp_user,
        ("smtp_users.create", "smtp_users.update"),
        without=frozenset({"currentUsername", "newUsername"}),
    ),
    "suppressions": _Section(_call("suppressions.create"), ("suppressions.create",)),
    "inbound_domains": _Section(
        _inbound_domain,
        ("inbound_domains.create", "inbound_domains.update_settings"),
        {"verified": bool, "webhook_secret": str},
    ),
    "forward_rules": _Section(
        _forward_rule, ("forward_rules.create",), {"domain": str, "verified": bool}
    ),
    **{
        name: _Section(_rule(name), (f"{name}.create", f"{name}.update"))
        for owner in ("domain", "account")
        for name in (f"{owner}_allowlist", f"{owner}_blocklist")
    },
    "webhooks": _Section(_webhook, ("webhooks.create",), {"secret": str}),
    "messages": _Section(
        _call("email.send"), ("email.send",), without=frozenset({"scheduledAt", "scheduled_at"})
    ),
}


# Lines.


def _has(contents: Any, place: Place) -> bool:
    for one in place:
        try:
            contents = contents[one]
        except (LookupError, TypeError):
            return False
    return True


def _toml_line(text: str, contents: Any, place: Place) -> int:
    """Return the line where a value begins; the parser does not tell.

    It is the one after the last line before which the file does not have the value.
    """
    lines = text.split("\n")
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        is_there = _has(_complete(lines, middle)[1], place)
        low, high = (low, middle) if is_there else (middle, high)
    return _complete(lines, high - 1)[0] + 1


def _complete(lines: list[str], count: int) -> tuple[int, Fields]:
    """Return how many of the first lines of a TOML file are complete, and what they have."""
    while True:
        try:
            return count, tomllib.loads("\n".join(lines[:count]))
        except ValueError:
            # They end within a value of several lines.
            count -= 1


_JSON_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|[\[\]{},]|[^\[\]{},:"\s]+')


def _json_line(text: str, contents: Any, place: Place) -> int:
    """Return the line of the name of a value, or where it begins if it is in a list."""
    first, *_ = [token for where, token in _json_places(text) if where == place]
    return text.count("\n", 0, first.start()) + 1


def _json_places(text: str) -> Iterator[tuple[tuple[str | int | None, ...], re.Match[str]]]:
    """Yield the place of each name in an object and of each value in a list."""
    place: list[str | int | None] = []
    for token in _JSON_TOKEN.finditer(text):
        if token[2]:
            place[-1] = json.loads(token[1])
            yield tuple(place), token
        elif token[0] == ",":
            last = place[-1]
            place[-1] = last + 1 if isinstance(last, int) else last
        elif token[0] in "]}":
            place.pop()
        else:
            if place and isinstance(place[-1], int):
                yield tuple(place), token
            if token[0] in "[{":
                place.append(0 if token[0] == "[" else None)
