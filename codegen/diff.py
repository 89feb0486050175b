"""Changes between two OpenAPI documents, place by place.

Each document becomes a tree of nodes, without the order and the components of the document. A
change is marked as breaking only if the generated code does not show it: limits, statuses, servers
and security. For the rest, see `surface`.
"""

import json
from collections.abc import Iterator
from types import EllipsisType
from typing import Any

from attrs import evolve, field, frozen

from .normalize import UNIONS
from .spec import JSON, METHODS, operations_of, security_of, tag_values_of, union_of, without
from .validation import JsonObject

_ABSENT: EllipsisType = ...
_MAX_SHOWN = 60
_MAX_VALUES = 5
_DEFAULTS = {
    **dict.fromkeys(("required", "nullable", "deprecated", "readOnly", "writeOnly"), False),
    "additionalProperties": True,
}
# Values of these attributes are shown without quotes.
_UNQUOTED = {"type", "format", "security", "scheme", "in", "url"}
# Nodes of these kinds are added and removed with their parent.
_IMPLIED = {"metadata", "part"}
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
    """True if it breaks callers in a way that the generated code does not show."""


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
    schemes, moves = _renamed_schemes(old, new), moved_operations(old, new)
    before, after = _nodes_of(old, schemes), _nodes_of(new, {})
    changes = [
        Change("", f"security scheme {name}", f"renamed to {new_name}", False)
        for name, new_name in schemes.items()
    ]
    for where, target in moves.items():
        after[where] = after.pop(target)
    for where in before | after:
        if where in moves:
            changes.append(Change(where, "", f"moved to {moves[where]}", False))
        found = _differences("", before.get(where), after.get(where))
        changes += [Change(where, *difference) for difference in found]
    return changes


def moved_operations(old: JsonObject, new: JsonObject) -> dict[str, str]:
    """Return the operations that have another method or path now: old -> new "METHOD path".

    The same operation has the same operationId, the same summary, or the same content.
    """
    before, after = dict(operations_of(old)), dict(operations_of(new))
    removed, added = before.keys() - after.keys(), after.keys() - before.keys()
    moves: dict[str, str] = {}
    for key in (_operation_id, _summary, _content_of):
        for where in sorted(removed - moves.keys()):
            identity = key(before[where])
            same = [one for one in added - set(moves.values()) if key(after[one]) == identity]
            rivals = [one for one in removed - moves.keys() if key(before[one]) == identity]
            if identity and len(same) == len(rivals) == 1:
                moves[where] = same[0]
    return moves


def _operation_id(operation: JsonObject) -> Any:
    return operation.get("operationId")


def _summary(operation: JsonObject) -> Any:
    return operation.get("summary")


def _content_of(operation: JsonObject) -> str:
    names = ("parameters", "requestBody", "responses")
    return json.dumps([operation.get(name) for name in names], sort_keys=True)


def _renamed_schemes(old: JsonObject, new: JsonObject) -> dict[str, str]:
    """Return the security schemes that have only another name now: old -> new name."""
    before, after = _schemes_of(old), _schemes_of(new)
    added = after.keys() - before.keys()
    same = {
        name: [other for other in added if after[other] == before[name]]
        for name in before.keys() - after.keys()
    }
    return {name: others[0] for name, others in same.items() if len(others) == 1}


def _schemes_of(spec: JsonObject) -> JsonObject:
    return _dict(_dict(spec.get("components")).get("securitySchemes"))


def _differences(place: str, before: _Node | None, after: _Node | None) -> _Differences:
    is_request = not place.startswith("response ")
    if before is None or after is None:
        if before and before.kind not in _IMPLIED:
            yield place, "removed", False
        if after and after.kind not in _IMPLIED:
            yield place, "added, and required" if _is_required(after) else "added", False
        return
    place = place.removesuffix(f" {JSON}") if before.kind == "media type" else place
    yield from _of_attributes(place, before, after, is_request=is_request)
    # After a change of the type, the parts inside are not comparable.
    if before.attributes.get("type") == after.attributes.get("type"):
        yield from _of_children(place, before.children, after.children)


def _is_required(node: _Node) -> bool:
    return node.attributes.get("required") is True


def _of_attributes(place: str, before: _Node, after: _Node, *, is_request: bool) -> _Differences:
    for key in before.attributes | after.attributes:
        default = _DEFAULTS.get(key, _ABSENT)
        old, new = before.attributes.get(key, default), after.attributes.get(key, default)
        if _show(key, old) == _show(key, new):
            continue
        is_breaking = _breaks(before.kind, key, old, new, is_request)
        if key == "enum" and isinstance(old, list) and isinstance(new, list):
            yield from _of_values(place, old, new, is_request=is_request)
        elif before.kind in _OPEN and isinstance(old, dict) and isinstance(new, dict):
            yield from _inside(f"{place} {key}".strip(), old, new)
        else:
            shown = _show(key, old), _show(key, new)
            text = " -> ".join(shown) if max(map(len, shown)) <= _MAX_SHOWN else "changed"
            yield place, f"{key} {text}", is_breaking


def _of_values(place: str, old: list[Any], new: list[Any], *, is_request: bool) -> _Differences:
    """Compare two enums, each value of which is listed, up to a number of them."""
    for verb, values, others in (("removed", old, new), ("added", new, old)):
        listed = [_show("enum", value) for value in values if value not in others]
        more = len(listed) - _MAX_VALUES
        names = ", ".join(listed[:_MAX_VALUES]) + (f" and {more} more" if more > 0 else "")
        if listed:
            noun = "value" if len(listed) == 1 else "values"
            yield place, f"enum {noun} {names} {verb}", is_request and verb == "removed"


def _inside(place: str, old: JsonObject, new: JsonObject) -> _Differences:
    """Compare values whose structure is not validated, such as the content of errors."""
    for key in old | new:
        before, after = old.get(key, _ABSENT), new.get(key, _ABSENT)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _inside(f"{place}.{key}", before, after)
        elif before is _ABSENT or after is _ABSENT:
            yield f"{place}.{key}", "added" if before is _ABSENT else "removed", False
        elif _show(key, before) != _show(key, after):
            shown = _show(key, before), _show(key, after)
            is_short = max(map(len, shown)) <= _MAX_SHOWN
            yield f"{place}.{key}", " -> ".join(shown) if is_short else "changed", False


def _breaks(kind: str, key: str, old: Any, new: Any, is_request: bool) -> bool:
    """Return true if a change of an attribute breaks callers, and the code does not show it."""
    if kind in _OPEN:
        return False
    if kind == "scheme":
        return key in {"type", "scheme", "in", "name"}
    match key:
        case "url":
            # The client sends to the first one.
            return not set(old.split()[:1]) & set(new.split())
        case "security":
            return not {"none", *old.split(" or ")} & set(new.split(" or "))
        case _ if not is_request or new is _ABSENT:
            return False
        # None clears a field that is nullable; elsewhere, it means "not passed".
        case "nullable" | "enum" | "pattern" | "oneOf" | "anyOf" | "uniqueItems" | "multipleOf":
            return True
        case "minLength" | "minimum" | "minItems" | "minProperties" | "exclusiveMinimum":
            return old is _ABSENT or bool(new > old)
        case "maxLength" | "maximum" | "maxItems" | "maxProperties" | "exclusiveMaximum":
            return old is _ABSENT or bool(new < old)
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
            yield place + part, f"renamed to {after[renamed[part]].name}", False
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


def _nodes_of(spec: JsonObject, schemes: dict[str, str]) -> dict[str, _Node]:
    """Return the document itself under "", and each operation under its "METHOD path"."""
    children = {"info": _Node("metadata", spec["info"])}
    for path, item in spec["paths"].items():
        children[path] = _Node("metadata", without(item, *METHODS))
    for name, scheme in _schemes_of(spec).items():
        children[f"security scheme {schemes.get(name, name)}"] = _Node("scheme", _dict(scheme))
    urls = dict.fromkeys(url for one in spec.get("servers", []) for url in _urls_of(_dict(one)))
    children["servers"] = _Node("servers", {"url": " ".join(urls) or "none"})
    rest = without(spec, "openapi", "info", "servers", "paths", "components", "security")
    operations = {where: _operation(one, spec, schemes) for where, one in operations_of(spec)}
    return {"": _Node("metadata", rest, children)} | operations


def _urls_of(server: JsonObject) -> Iterator[str]:
    """Yield the URL of a server with the defaults of its variables, and with each other value."""
    template, choices = server.get("url"), dict[str, list[str]]()
    if not isinstance(template, str):
        return
    for name, one in _dict(server.get("variables")).items():
        enum = _dict(one).get("enum")
        values = [_dict(one).get("default"), *(enum if isinstance(enum, list) else [])]
        choices[name] = [value for value in values if isinstance(value, str)]
    defaults = {name: values[0] for name, values in choices.items() if values}
    yield _filled(template, defaults)
    for name, values in choices.items():
        yield from (_filled(template, defaults | {name: value}) for value in values)


def _filled(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _dict(value: object) -> JsonObject:
    """Return an object whose structure is not validated, or an empty one."""
    return value if isinstance(value, dict) else {}


def _operation(operation: JsonObject, spec: JsonObject, schemes: dict[str, str]) -> _Node:
    attributes = without(operation, "operationId", "parameters", "requestBody", "responses")
    alternatives = [
        " with ".join(schemes.get(name, name) for name in requirement) or "none"
        for requirement in security_of(operation, spec)
    ]
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
    # Beside a type, they have no order either.
    unions = {key: sorted(attributes[key], key=str) for key in UNIONS if key in attributes}
    attributes, children = attributes | unions, {}
    required, properties = schema.get("required", []), schema.get("properties", {})
    for name in [*properties, *(name for name in required if name not in properties)]:
        node = _schema("field", properties.get(name, {}))
        own = node.attributes | {"required": name in required}
        children[f"{separator}{name}"] = evolve(node, attributes=own, name=name)
    if "items" in schema:
        children["[]"] = _schema("items", schema["items"])
    if isinstance(values, dict):
        attributes["additionalProperties"] = values.get("type")
        children["{}"] = _schema("part", values)
    if branches:
        types = " or ".join(sorted(str(branch.get("type")) for branch in branches))
        attributes = without(attributes, "oneOf", "anyOf") | {"type": types}
        for branch, value in zip(branches, tag_values_of(branches), strict=True):
            children[f"({value or branch.get('type')})"] = _schema("part", branch)
    return _Node(kind, attributes, children)
