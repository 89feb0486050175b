"""Models: the objects of the document that become classes, as data of the templates."""

from attrs import asdict, evolve

from .docstrings import field_doc, sentence
from .naming import RESERVED_FIELDS, class_name, model_module, python_name, request_and_result
from .spec import body_of, operations_of, response_of, schemas_in, union_of
from .types import Direction, shape_of, value_of, wire_format_of
from .validation import JsonObject


def directions_of(entry: JsonObject, overrides: JsonObject) -> tuple[Direction, Direction]:
    """Return the request and the response of an operation, without models yet."""
    name = entry["name"]
    request_title, result_title = request_and_result(name)
    request = Direction(
        operation=name,
        is_request=True,
        title=request_title,
        secrets=frozenset(entry.get("secrets", [])),
        wire_formats=entry.get("sent", {}),
        aliases=entry.get("aliases", {}),
        names=entry.get("names", {}),
        checks=entry.get("checks", {}),
        patterns=overrides["patterns"],
    )
    wire_formats = entry.get("received", {})
    return request, evolve(
        request,
        is_request=False,
        title=result_title,
        wire_formats=wire_formats,
        names={},
        checks={},
        models={},
    )


def delivery_direction(name: str, entry: JsonObject) -> Direction:
    """Return the direction of a webhook delivery, without models yet."""
    secrets = frozenset(entry.get("secrets", []))
    wire_formats = entry.get("received", {})
    return Direction(operation=name, title=name, secrets=secrets, wire_formats=wire_formats)


def places_of_models(overrides: JsonObject) -> dict[str, str]:
    """Return the place of each model that has a name, by class name."""
    deliveries = {name: f"{name} delivered" for name in overrides["deliveries"]}
    return deliveries | dict(overrides["models"])


def objects_in(spec: JsonObject, overrides: JsonObject) -> dict[str, tuple[JsonObject, Direction]]:
    """Return all objects with fields, by places such as "webhooks.create received.webhook"."""
    roots = [
        (f"{name} delivered", entry["schema"], delivery_direction(name, entry))
        for name, entry in overrides["deliveries"].items()
    ]
    for where, operation in operations_of(spec):
        entry = overrides["operations"][where]
        request, response = directions_of(entry, overrides)
        roots.append((f"{entry['name']} sent", body_of(operation), request))
        roots.append((f"{entry['name']} received", response_of(operation), response))
    return {
        root + place: (schema, direction)
        for root, root_schema, direction in roots
        for place, schema in schemas_in(root_schema)
        if schema.get("properties")
    }


def shared_shapes(spec: JsonObject, overrides: JsonObject) -> dict[str, str]:
    """Return the class name of each shape that the overrides name."""
    objects = objects_in(spec, overrides)
    places = places_of_models(overrides).items()
    return {shape_of(*objects[place]): name for name, place in places}


def models_of(registered: dict[str, tuple[JsonObject, Direction]]) -> dict[str, JsonObject]:
    """Return the components for registered objects, and for the objects inside them."""
    components: dict[str, JsonObject] = {}
    while missing := [name for name in registered if name not in components]:
        components |= {name: model_of(name, *registered[name]) for name in missing}
    return components


def model_of(name: str, schema: JsonObject, direction: Direction) -> JsonObject:
    """Return an object as a component, with the data of the model template."""
    fields = fields_of(schema, direction)
    names = {field["wire"]: field["name"] for field in fields}
    return {
        "type": "object",
        "title": name,
        "x-model": {
            "operation": direction.operation,
            "request": direction.is_request,
            "about": sentence(schema.get("description", "")) or _model_doc(name, direction),
            "fields": fields,
            "imports": imports_of(fields),
            "aliases": {other: used for other, used in direction.aliases.items() if used in names},
            "bare": None,
            "forms": any(field["form"] for field in fields),
            # A response is parsed even if fields are missing.
            "groups": groups_of(schema, names, direction) if direction.is_request else [],
        },
    }


def _model_doc(name: str, direction: Direction) -> str:
    verb = "send" if direction.is_request else "return"
    if name == direction.operation:
        return f"{name}, as several operations {verb} it."
    if "." not in direction.operation:
        return f"A part of {direction.operation}."
    is_root = name in request_and_result(direction.operation)
    return f"{'What' if is_root else 'A part of what'} {direction.operation} {verb}s."


def fields_of(schema: JsonObject, direction: Direction) -> list[JsonObject]:
    """Return the fields of an object, required ones first."""
    required, properties = set(schema.get("required", [])), schema.get("properties", {})
    fields = [
        documented_value(wire, inner, direction)
        | {
            "name": direction.names.get(wire) or python_name(wire, RESERVED_FIELDS),
            "required": wire in required,
        }
        for wire, inner in properties.items()
        if direction.aliases.get(wire) not in properties
    ]
    return sorted(fields, key=lambda field: not field["required"])


def documented_value(wire: str, schema: JsonObject, direction: Direction) -> JsonObject:
    """Return the data of a field or a parameter, all but its Python name."""
    wire_format = wire_format_of(wire, schema, direction)
    inside = evolve(direction.inside(class_name(wire)), check=direction.checks.get(wire))
    value = value_of(schema, inside, wire_format)
    secret = wire in direction.secrets
    reviewed = direction.patterns.get(schema.get("pattern", ""), {})
    meaning = reviewed.get("meaning") if direction.is_request else None
    doc = field_doc(
        schema,
        secret=secret,
        wire_format=value.form,
        meaning=meaning,
        is_request=direction.is_request,
        is_clearable=value.nullable and direction.is_request,
    )
    return asdict(value) | {"wire": wire, "secret": secret, "about": doc}


def groups_of(schema: JsonObject, names: JsonObject, direction: Direction) -> list[JsonObject]:
    """Return groups of fields of which at least one is required.

    The vendor writes "html or text" as a `oneOf` of two lists of required fields. Strictly read,
    that forbids both together, which the vendor's own text allows.
    """
    lists = [branch["required"] for branch in union_of(schema) if set(branch) == {"required"}]
    either = dict.fromkeys(direction.aliases.get(name, name) for (name,) in lists)
    groups = [
        [names[name] for name in either],
        list(names.values()) if schema.get("minProperties") else [],
    ]
    return [{"check": "require_given", "names": group} for group in groups if group]


def imports_of(fields: list[JsonObject]) -> list[str]:
    """Return the models in the types of fields, such as "attachment import Attachment"."""
    names = {name for field in fields for name in field["imports"]}
    return [f"{model_module(name)} import {name}" for name in sorted(names)]
