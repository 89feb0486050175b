"""Changes between two OpenAPI documents, and which of them break callers.

Each document becomes a tree of nodes, without the order and the components of the document. The
type checkers find breaking changes of names and types in the code of callers, too.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from types import EllipsisType
from typing import Any

from attrs import evolve, field, frozen

from .spec import JSON, METHODS, operations_of, security_of, union_of, without
from .validation import JsonObject

_ABSENT: EllipsisType = ...
_MAX_SHOWN = 60
_DEFAULTS = {
    **dict.fromkeys(("required", "nullable", "deprecated", "readOnly", "writeOnly"), False),
    "additionalProperties": True,
}
# Values of these attributes are shown without quotes.
_UNQUOTED = {"type", "format", "security", "scheme", "in"}
# Nodes of these kinds are added and removed with their parent.
_IMPLIED = {"metadata", "part"}
# Nodes of these kinds can be removed without breaking callers.
_REMOVABLE = {"error", "scheme"}
# The attributes of these kinds are not validated, and never break callers.
_OPEN = {"metadata", "success", "error"}


@frozen
class Change:
    """One change between two documents."""

    where: str
    """The operation as "METHOD path"; empty for the document."""
    place: str
    """The place in the operation, such as "body approvedDomains[]"; empty for all of it."""
    text: str
    is_breaking: bool


@frozen
class _Node:
    """A part of a document."""

    kind: str
    attributes: JsonObject
    children: "dict[str, _Node]" = field(factory=dict)
    """Parts inside, by the suffix to the place: " quota", "[]", ".uuid"."""
    name: str = field(default="", eq=False)
    """The name, if the part can be renamed."""


_Differences = Iterator[tuple[str, str, bool]]


def changes_between(old: JsonObject, new: JsonObject) -> list[Change]:
    """Return the changes in the order of the old document, then those of new operations."""
    before, after = _nodes_of(old), _nodes_of(new)
    return [
        Change(where, *difference)
        for where in before | after
        for difference in _differences("", before.get(where), after.get(where))
    ]


def report(changes: list[Change], entries: JsonObject) -> Iterator[str]:
    """Yield the lines of a report, with the public names of operations from operations.yaml."""
    for where, group in groupby(changes, key=lambda change: change.where):
        name = entries.get(where, {}).get("name")
        yield _printable(f"{where or 'The document'}{f' ({name})' if name else ''}")
        for change in group:
            place = f"{change.place}: " if change.place else ""
            marker = "BREAKING " if change.is_breaking else ""
            yield _printable(f"  {marker}{place}{change.text}")
    breaking = sum(change.is_breaking for change in changes)
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    verb = {0: "none of them breaks", 1: "1 of them breaks"}
    yield f"{count}, {verb.get(breaking, f'{breaking} of them break')} callers."


def _printable(line: str) -> str:
    """Escape the control characters of a line, which may be the vendor's."""
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return "".join(escaped)


def _differences(place: str, before: _Node | None, after: _Node | None) -> _Differences:
    is_request = not place.startswith("response ")
    if before is None or after is None:
        if before and before.kind not in _IMPLIED:
            yield place, "removed", before.kind not in _REMOVABLE
        if after and after.kind not in _IMPLIED:
            yield place, "added", is_request and bool(after.attributes.get("required"))
        return
    place = place.removesuffix(f" {JSON}") if before.kind == "media type" else place
    yield from _of_attributes(place, before, after, is_request=is_request)
    # After a change of the type, the parts inside are not comparable.
    if before.attributes.get("type") == after.attributes.get("type"):
        yield from _of_children(place, before.children, after.children)


def _of_attributes(place: str, before: _Node, after: _Node, *, is_request: bool) -> _Differences:
    for key in before.attributes | after.attributes:
        default = _DEFAULTS.get(key, _ABSENT)
        old, new = before.attributes.get(key, default), after.attributes.get(key, default)
        if key == "enum" and isinstance(old, list) and isinstance(new, list):
            removed = [value for value in old if value not in new]
            added = [value for value in new if value not in old]
            yield from ((place, f"enum value {_show(key, v)} removed", is_request) for v in removed)
            yield from ((place, f"enum value {_show(key, v)} added", False) for v in added)
        elif _show(key, old) != _show(key, new):
            shown = _show(key, old), _show(key, new)
            text = " -> ".join(shown) if max(map(len, shown)) <= _MAX_SHOWN else "changed"
            yield place, f"{key} {text}", _breaks(before.kind, key, old, new, is_request)


def _breaks(kind: str, key: str, old: Any, new: Any, is_request: bool) -> bool:
    """Return true if a change of an attribute breaks callers."""
    if kind in _OPEN:
        return False
    if kind == "scheme":
        return key in {"type", "scheme", "in", "name"}
    match key:
        case "type" | "format" | "nullable":
            return True
        case "required":
            # A request must have it now, or a response may lack it now.
            return bool(new) == is_request
        case "security":
            return "none" not in new.split(" or ")
        case _ if not is_request or new is _ABSENT:
            return False
        case "enum" | "pattern" | "additionalProperties" | "oneOf" | "anyOf":
            return new is not True
        case "minLength" | "minimum" | "minItems" | "minProperties":
            return old is _ABSENT or bool(new > old)
        case "maxLength" | "maximum" | "maxItems":
            return old is _ABSENT or bool(new < old)
    # Texts, examples, and defaults, which the client never sends.
    return False


def _show(key: str, value: Any) -> str:
    """Return a value as JSON, in which 0 and false differ."""
    if value is _ABSENT:
        return "none"
    is_unquoted = key in _UNQUOTED and isinstance(value, str)
    return str(value) if is_unquoted else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _of_children(place: str, before: dict[str, _Node], after: dict[str, _Node]) -> _Differences:
    renamed = dict(_renamed(before, after))
    for part in before | after:
        if part in renamed:
            yield place + part, f"renamed to {after[renamed[part]].name}", True
        elif part not in renamed.values():
            yield from _differences(place + part, before.get(part), after.get(part))


def _renamed(before: dict[str, _Node], after: dict[str, _Node]) -> Iterator[tuple[str, str]]:
    """Yield removed parts with the only added part that equals them, but for the name."""
    removed = {part: node for part, node in before.items() if node.name and part not in after}
    added = {part: node for part, node in after.items() if node.name and part not in before}
    for part, node in removed.items():
        same = [other for other in added if added[other] == node]
        if len(same) == 1 and list(removed.values()).count(node) == 1:
            yield part, same[0]


def _nodes_of(spec: JsonObject) -> dict[str, _Node]:
    """Return the document itself under "", and each operation under its "METHOD path"."""
    children = {"info": _Node("metadata", spec["info"])}
    for path, item in spec["paths"].items():
        children[path] = _Node("metadata", without(item, *METHODS))
    for name, scheme in _dict(_dict(spec.get("components")).get("securitySchemes")).items():
        children[f"security scheme {name}"] = _Node("scheme", _dict(scheme))
    rest = without(spec, "info", "paths", "components", "security")
    operations = {where: _operation(one, spec) for where, one in operations_of(spec)}
    return {"": _Node("metadata", rest, children)} | operations


def _dict(value: object) -> JsonObject:
    """Return an object whose structure is not validated, or an empty one."""
    return value if isinstance(value, dict) else {}


def _operation(operation: JsonObject, spec: JsonObject) -> _Node:
    attributes = without(operation, "parameters", "requestBody", "responses")
    requirements = security_of(operation, spec)
    alternatives = [" with ".join(requirement) or "none" for requirement in requirements]
    attributes["security"] = " or ".join(alternatives) or "none"
    children = {}
    for one in operation.get("parameters", []):
        schema, rest = {"": _schema("part", one["schema"])}, without(one, "name", "in", "schema")
        children[f"{one['in']} {one['name']}"] = _Node(one["in"], rest, schema, one["name"])
    if "requestBody" in operation:
        children["body"] = _content("body", operation["requestBody"])
    for status, response in operation["responses"].items():
        # The content of errors is not validated.
        is_error = not status.startswith("2")
        node = _Node("error", response) if is_error else _content("success", response)
        children[f"response {status}"] = node
    return _Node("operation", attributes, children)


def _content(kind: str, holder: JsonObject) -> _Node:
    children = {}
    for media_type, media in holder.get("content", {}).items():
        schema = {"": _schema("part", media["schema"], " ")}
        children[f" {media_type}"] = _Node("media type", without(media, "schema"), schema)
    return _Node(kind, without(holder, "content"), children)


def _schema(kind: str, schema: JsonObject, separator: str = ".") -> _Node:
    # Beside a type, a union only lists required fields.
    branches = [] if "type" in schema else union_of(schema)
    values = schema.get("additionalProperties")
    attributes = without(schema, "properties", "required", "items")
    children = {}
    for name, inner in schema.get("properties", {}).items():
        node = _schema("field", inner)
        own = node.attributes | {"required": name in schema.get("required", [])}
        children[f"{separator}{name}"] = evolve(node, attributes=own, name=name)
    if "items" in schema:
        children["[]"] = _schema("items", schema["items"])
    if isinstance(values, dict):
        attributes["additionalProperties"] = values.get("type")
        children["{}"] = _schema("part", values)
    if branches:
        types = " or ".join(str(branch.get("type")) for branch in branches)
        attributes = without(attributes, "oneOf", "anyOf") | {"type": types}
        children |= {f"({branch.get('type')})": _schema("part", branch) for branch in branches}
    return _Node(kind, attributes, children)
