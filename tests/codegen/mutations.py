"""Random changes of an OpenAPI document, each from a seed, with what it breaks at the server.

Each mutation changes a document in place, and returns what it did in words, or None if the document
has no place for it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from attrs import evolve, frozen

METHODS = ("get", "put", "post", "delete", "patch")
JSON = "application/json"
SCALARS = ("string", "integer", "number", "boolean")
NAMES = (
    *("extra", "größe", "class", "createdAt2", "api_key_2", "self", "items", "UPPER-CASE", "2fa"),
    *("x_y", "from_dict", "limit", "data", "body", "id"),
)
TYPES: tuple[dict[str, Any], ...] = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "enum": ["one", "two"]},
    {"type": "array", "items": {"type": "string"}},
    {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
    {"type": "object"},
    {"type": "object", "properties": {"id": {"type": "string"}, "count": {"type": "integer"}}},
    {"type": "object", "additionalProperties": {"type": "string"}},
    {"oneOf": [{"type": "string"}, {"type": "integer"}]},
)


@frozen
class Mutation:
    """What was changed."""

    text: str
    breaks_server: bool | None = None
    """True if requests that were valid are refused now, False if not; None if it is not known."""


@frozen
class _Place:
    where: str
    holder: Any
    """The schema."""
    parent: Any
    """The object that has it as a field; None for others."""
    name: str
    is_sent: bool

    def __str__(self) -> str:
        return f"{self.where} {'sent' if self.is_sent else 'received'} {self.name}"


def mutated(document: Any, seed: int) -> tuple[Any, Mutation]:
    """Return a document with one random change, always the same for a seed."""
    rng = Random(seed)
    while True:
        changed = json.loads(json.dumps(document))
        mutate = rng.choice(_MUTATIONS)
        if mutation := mutate(changed, rng):
            name = mutate.__name__.strip("_")
            return changed, evolve(mutation, text=f"{name}: {mutation.text}")


def _operations(document: Any) -> Iterator[tuple[str, Any]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def _inside(where: str, schema: Any, parent: Any, name: str, *, is_sent: bool) -> Iterator[_Place]:
    yield _Place(where, schema, parent, name, is_sent)
    for field, inner in schema.get("properties", {}).items():
        yield from _inside(where, inner, schema, field, is_sent=is_sent)
    if "items" in schema:
        yield from _inside(where, schema["items"], None, name, is_sent=is_sent)


def _places(document: Any) -> Iterator[_Place]:
    """Yield all schemas of bodies and successes."""
    for where, operation in _operations(document):
        if schema := _schema(operation.get("requestBody", {})):
            yield from _inside(where, schema, None, "", is_sent=True)
        for status, response in operation["responses"].items():
            if status.startswith("2") and (schema := _schema(response)):
                yield from _inside(where, schema, None, "", is_sent=False)


def _schema(holder: Any) -> Any:
    return holder.get("content", {}).get(JSON, {}).get("schema")


def _fields(document: Any, **keys: Any) -> list[_Place]:
    """Return the fields whose schema has some keys."""
    return [
        one
        for one in _places(document)
        if one.parent is not None and all(one.holder.get(key) == keys[key] for key in keys)
    ]


def _parameters(document: Any) -> list[tuple[str, Any, Any]]:
    return [
        (where, operation, one)
        for where, operation in _operations(document)
        for one in operation.get("parameters", [])
        if one["in"] != "path"
    ]


# Fields.


def _rename_field(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document))
    fields, new = one.parent["properties"], rng.choice([f"{one.name}New", *NAMES])
    if new in fields:
        new = f"{new}_other"
    renamed = {new if name == one.name else name: inner for name, inner in fields.items()}
    one.parent["properties"] = renamed
    if required := one.parent.get("required"):
        one.parent["required"] = [new if name == one.name else name for name in required]
    return Mutation(f"{one} -> {new}")


def _remove_field(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document))
    del one.parent["properties"][one.name]
    _require(one, is_required=False)
    return Mutation(str(one))


def _add_field(document: Any, rng: Random) -> Mutation | None:
    objects = [one for one in _places(document) if "properties" in one.holder]
    one, name, schema = rng.choice(objects), rng.choice(NAMES), _type(rng)
    if name in one.holder["properties"]:
        return None
    one.holder["properties"][name] = schema
    is_required = rng.random() < 0.3
    if is_required:
        one.holder["required"] = [*one.holder.get("required", []), name]
    return Mutation(f"{one} {name} {schema} {'required' if is_required else ''}")


def _retype_field(document: Any, rng: Random) -> Mutation:
    one, schema = rng.choice(_fields(document)), _type(rng)
    text = f"{one} {one.holder.get('type')} -> {schema}"
    description = {key: one.holder[key] for key in ("description",) if key in one.holder}
    one.parent["properties"][one.name] = description | schema
    return Mutation(text)


def _type(rng: Random) -> Any:
    return copy.deepcopy(rng.choice(TYPES))


def _require(one: _Place, *, is_required: bool) -> None:
    required = [name for name in one.parent.get("required", []) if name != one.name]
    one.parent["required"] = [*required, one.name] if is_required else required
    if not one.parent["required"]:
        del one.parent["required"]


def _require_field(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document))
    is_required = one.name not in one.parent.get("required", [])
    _require(one, is_required=is_required)
    return Mutation(f"{one} required {is_required}")


def _require_unknown_field(document: Any, rng: Random) -> Mutation:
    objects = [one for one in _places(document) if "properties" in one.holder]
    one = rng.choice(objects)
    one.holder["required"] = [*one.holder.get("required", []), "not_described"]
    return Mutation(f"{one} not_described")


def _nullable(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document))
    one.holder["nullable"] = not one.holder.get("nullable")
    return Mutation(f"{one} nullable {one.holder['nullable']}")


def _nullable_items(document: Any, rng: Random) -> Mutation:
    one = rng.choice([one for one in _places(document) if one.holder.get("type") == "array"])
    one.holder["items"]["nullable"] = True
    return Mutation(f"{one} nullable items")


def _free_form_field(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document, type="object"))
    for key in ("properties", "required"):
        one.holder.pop(key, None)
    return Mutation(f"{one} free form")


def _reuse_of_a_shape(document: Any, rng: Random) -> Mutation:
    """Describe a field as another object of the document."""
    objects = [one.holder for one in _fields(document, type="object")]
    one = rng.choice(_fields(document))
    one.parent["properties"][one.name] = copy.deepcopy(rng.choice(objects))
    return Mutation(f"{one} as another object")


# Values.


def _enum(document: Any, rng: Random) -> Mutation:
    one = rng.choice([one for one in _fields(document) if "enum" in one.holder])
    values, is_text = one.holder["enum"], one.holder.get("type") == "string"
    match rng.randrange(3):
        case 0:
            values.append("added" if is_text else 99)
            return Mutation(f"{one} {values[-1]!r} added", breaks_server=False)
        case 1 if len(values) > 1:
            value = values.pop(rng.randrange(len(values)))
            return Mutation(f"{one} {value!r} removed")
    del one.holder["enum"]
    return Mutation(f"{one} enum removed", breaks_server=False)


def _new_enum(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document, type="string"))
    one.holder["enum"] = ["one", "two"]
    return Mutation(f"{one} enum added")


_LIMITS = {
    "string": (("minLength", 1), ("maxLength", -1)),
    "integer": (("minimum", 1), ("maximum", -1)),
    "number": (("minimum", 1), ("maximum", -1)),
    "array": (("minItems", 1), ("maxItems", -1)),
}


def _limit(document: Any, rng: Random) -> Mutation | None:
    one = rng.choice(_fields(document))
    return _limit_of(str(one), one.holder, rng, is_sent=one.is_sent)


def _limit_of_parameter(document: Any, rng: Random) -> Mutation | None:
    where, _, one = rng.choice(_parameters(document))
    return _limit_of(f"{where} {one['name']}", one["schema"], rng, is_sent=True)


def _limit_of(text: str, schema: Any, rng: Random, *, is_sent: bool) -> Mutation | None:
    if schema.get("type") not in _LIMITS:
        return None
    key, narrow = rng.choice(_LIMITS[schema["type"]])
    old = schema.get(key)
    if old is None:
        schema[key] = 50 if narrow < 0 else 1
        return Mutation(f"{text} {key} {schema[key]} added", breaks_server=is_sent)
    if rng.random() < 0.3:
        del schema[key]
        return Mutation(f"{text} {key} removed", breaks_server=False)
    step = rng.choice([narrow, -narrow])
    schema[key] = max(0, old + step)
    is_narrower = (schema[key] - old) * narrow > 0
    return Mutation(f"{text} {key} {old} -> {schema[key]}", breaks_server=is_sent and is_narrower)


def _format(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document, type="string"))
    old, new = one.holder.pop("format", None), rng.choice(["date-time", "email", "uuid", "date"])
    if old != new:
        one.holder["format"] = new
    return Mutation(f"{one} format {old} -> {one.holder.get('format')}")


def _pattern(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document, type="string"))
    old, new = one.holder.pop("pattern", None), rng.choice(["^[a-z]+$", "^(a+)+$", None])
    if new:
        one.holder["pattern"] = new
    return Mutation(f"{one} pattern {old} -> {new}")


def _default(document: Any, rng: Random) -> Mutation:
    one = rng.choice([one for one in _fields(document) if "default" in one.holder])
    del one.holder["default"]
    return Mutation(f"{one} default removed", breaks_server=False)


def _text(document: Any, rng: Random) -> Mutation:
    one = rng.choice(_fields(document))
    one.holder["description"] = 'Another text, with """ and \\N{DIGIT ONE} and {braces}.'
    one.holder["deprecated"] = rng.random() < 0.5
    return Mutation(f"{one} description", breaks_server=False)


# Parameters.


def _add_parameter(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    place = rng.choice(["query", "header"])
    one: dict[str, Any] = {"name": rng.choice(NAMES), "in": place, "schema": _type(rng)}
    if any(other["name"] == one["name"] for other in operation.get("parameters", [])):
        return None
    if rng.random() < 0.3:
        one["required"] = True
    operation["parameters"] = [*operation.get("parameters", []), one]
    return Mutation(f"{where} {one}")


def _remove_parameter(document: Any, rng: Random) -> Mutation:
    where, operation, one = rng.choice(_parameters(document))
    operation["parameters"].remove(one)
    return Mutation(f"{where} {one['name']}")


def _rename_parameter(document: Any, rng: Random) -> Mutation | None:
    where, operation, one = rng.choice(_parameters(document))
    old, one["name"] = one["name"], rng.choice([f"{one['name']}New", *NAMES])
    if [other["name"] for other in operation["parameters"]].count(one["name"]) > 1:
        return None
    return Mutation(f"{where} {old} -> {one['name']}")


def _retype_parameter(document: Any, rng: Random) -> Mutation:
    where, _, one = rng.choice(_parameters(document))
    old, one["schema"] = one["schema"].get("type"), _type(rng)
    return Mutation(f"{where} {one['name']} {old} -> {one['schema']}")


def _require_parameter(document: Any, rng: Random) -> Mutation:
    where, _, one = rng.choice(_parameters(document))
    one["required"] = not one.get("required")
    return Mutation(f"{where} {one['name']} required {one['required']}")


def _move_parameter(document: Any, rng: Random) -> Mutation:
    where, _, one = rng.choice(_parameters(document))
    one["in"] = "header" if one["in"] == "query" else "query"
    return Mutation(f"{where} {one['name']} in {one['in']}")


# Paging, which is a small part of the document, and easily broken.


def _paging_parameter(document: Any, rng: Random) -> Mutation:
    schemas = [
        (f"{where} {one['name']}", one, one["schema"]) for where, _, one in _parameters(document)
    ]
    schemas += [(str(one), one.holder, one.holder) for one in _places(document) if one.is_sent]
    paged = [one for one in schemas if one[0].endswith((" limit", " page", " offset"))]
    text, holder, schema = rng.choice(paged)
    change: dict[str, Any] = rng.choice(
        [
            {"type": "string"},
            {"type": "number"},
            {"maximum": 50},
            {"maximum": 10},
            {"minimum": 0},
            {"minimum": 200},
            {"enum": [10, 25]},
            {"nullable": True},
            {"required": True},
        ]
    )
    (holder if "required" in change and holder is not schema else schema).update(change)
    if "required" in schema:
        del schema["required"]
    return Mutation(f"{text} {change}")


# Bodies and responses.


def _bodies(document: Any) -> list[tuple[str, Any]]:
    return [(where, one) for where, one in _operations(document) if "requestBody" in one]


def _remove_body(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(_bodies(document))
    del operation["requestBody"]
    return Mutation(where)


def _add_body(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    if "requestBody" in operation:
        return None
    schema = {"type": "object", "properties": {rng.choice(NAMES): _type(rng)}}
    operation["requestBody"] = {"content": {JSON: {"schema": schema}}}
    return Mutation(where)


def _required_body(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(_bodies(document))
    body = operation["requestBody"]
    body["required"] = not body.get("required")
    return Mutation(f"{where} {body['required']}")


def _media_type(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    holder = rng.choice([*operation["responses"].values(), operation.get("requestBody", {})])
    if JSON not in holder.get("content", {}):
        return None
    new = rng.choice(["text/csv", "multipart/form-data", "application/xml", "application/hal+json"])
    holder["content"] = {new: holder["content"][JSON]}
    return Mutation(f"{where} {new}")


def _rename_status(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    responses, new = operation["responses"], rng.choice(["200", "201", "202", "418", "2XX"])
    old = rng.choice(sorted(responses))
    if new in responses:
        return None
    operation["responses"] = {new if one == old else one: responses[one] for one in responses}
    return Mutation(f"{where} {old} -> {new}")


def _add_status(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    new = rng.choice(["200", "201", "204", "409", "503"])
    response: dict[str, Any] = {"description": "Another"}
    if new in operation["responses"]:
        return None
    if new in {"200", "201"}:
        schema = {"type": "object", "properties": {rng.choice(NAMES): _type(rng)}}
        response |= {"content": {JSON: {"schema": schema}}}
    operation["responses"][new] = response
    return Mutation(f"{where} {new}")


def _remove_status(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(list(_operations(document)))
    old = rng.choice(sorted(operation["responses"]))
    del operation["responses"][old]
    return Mutation(f"{where} {old}")


def _describe_response(document: Any, rng: Random) -> Mutation:
    """Describe a free-form response, which most news of the vendor will be."""
    free = [
        (where, response)
        for where, operation in _operations(document)
        for status, response in operation["responses"].items()
        if status.startswith("2") and not (_schema(response) or {}).get("properties")
    ]
    where, response = rng.choice(free)
    names = rng.sample(NAMES, 3)
    schema: Any = {"type": "object", "properties": {name: _type(rng) for name in names}}
    if rng.random() < 0.2:
        schema = {"type": "array", "items": schema}
    response["content"] = {JSON: {"schema": schema}}
    return Mutation(f"{where} {names}")


def _free_form_response(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    response = rng.choice(list(operation["responses"].values()))
    if not _schema(response):
        return None
    response["content"][JSON]["schema"] = rng.choice([{"type": "object"}, {}])
    return Mutation(where)


# Operations and the document.


def _remove_operation(document: Any, rng: Random) -> Mutation:
    where, _ = rng.choice(list(_operations(document)))
    method, path = where.split(" ")
    del document["paths"][path][method.lower()]
    return Mutation(where)


def _add_operation(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(list(_operations(document)))
    method, path = where.split(" ")
    copied = copy.deepcopy(operation) | {"summary": "Another operation"}
    document["paths"][f"/other{path}"] = {method.lower(): copied}
    return Mutation(f"{method} /other{path}")


def _move_operation(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(list(_operations(document)))
    method, path = where.split(" ")
    del document["paths"][path][method.lower()]
    document["paths"].setdefault(f"/v2{path}", {})[method.lower()] = operation
    return Mutation(f"{where} -> /v2{path}")


def _change_method(document: Any, rng: Random) -> Mutation | None:
    where, operation = rng.choice(list(_operations(document)))
    method, path = where.split(" ")
    new = rng.choice(METHODS)
    if new in document["paths"][path]:
        return None
    document["paths"][path][new] = document["paths"][path].pop(method.lower())
    return Mutation(f"{where} -> {new.upper()}, {operation.get('summary')}")


def _rename_path_parameter(document: Any, rng: Random) -> Mutation:
    path = rng.choice([path for path in document["paths"] if "{" in path])
    item = document["paths"].pop(path)
    old = path.partition("{")[2].partition("}")[0]
    for operation in item.values():
        for one in operation.get("parameters", []):
            one["name"] = "ident" if one["name"] == old else one["name"]
    document["paths"][path.replace(f"{{{old}}}", "{ident}")] = item
    return Mutation(f"{path} {old} -> ident")


def _texts_of_operation(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(list(_operations(document)))
    operation |= {"summary": "Do it otherwise", "description": "Another. Text", "deprecated": True}
    return Mutation(where, breaks_server=False)


def _security(document: Any, rng: Random) -> Mutation:
    where, operation = rng.choice(list(_operations(document)))
    names = sorted(document["components"]["securitySchemes"])
    choices: list[Any] = [[], *([{name: []}] for name in names), [{name: []} for name in names]]
    operation["security"] = rng.choice(choices)
    return Mutation(f"{where} {operation['security']}")


def _security_scheme(document: Any, rng: Random) -> Mutation:
    schemes = document["components"]["securitySchemes"]
    name = rng.choice(sorted(schemes))
    key: Any = {"type": "apiKey", "in": "header", "name": "X-Key"}
    schemes[name] = rng.choice([key, {"type": "http", "scheme": "basic"}])
    return Mutation(f"{name} {schemes[name]}")


def _servers(document: Any, rng: Random) -> Mutation:
    new = {"url": rng.choice(["https://api2.jetemail.com", "https://api.jetemail.com/v2"])}
    is_added = rng.random() < 0.5
    document["servers"] = [*document["servers"], new] if is_added else [new]
    return Mutation(f"{document['servers']}", breaks_server=not is_added)


def _version(document: Any, rng: Random) -> Mutation:
    document["info"]["version"] = f"{rng.randrange(9)}.9.9"
    return Mutation(document["info"]["version"], breaks_server=False)


_MUTATIONS: tuple[Callable[[Any, Random], Mutation | None], ...] = (
    *(_rename_field, _remove_field, _add_field, _retype_field, _require_field, _nullable),
    *(_require_unknown_field, _nullable_items, _free_form_field, _reuse_of_a_shape),
    *(_enum, _new_enum, _limit, _limit_of_parameter, _format, _pattern, _default, _text),
    *(_add_parameter, _remove_parameter, _rename_parameter, _retype_parameter),
    *(_require_parameter, _move_parameter, _paging_parameter),
    *(_remove_body, _add_body, _required_body, _media_type),
    *(_rename_status, _add_status, _remove_status, _describe_response, _free_form_response),
    *(_remove_operation, _add_operation, _move_operation, _change_method),
    *(_rename_path_parameter, _texts_of_operation, _security, _security_scheme, _servers, _version),
)
