"""What the schemas of an operation are for, and the models that several operations share."""

from attrs import evolve

from .description import JsonObject, answer_of, body_of, operations_of, schemas_in
from .names import titles_of
from .purpose import Purpose, Registry, shape_of


def purposes_of(entry: JsonObject, names: JsonObject) -> tuple[Purpose, Purpose]:
    """The purpose of what an operation sends, and of what it receives; no models yet."""
    name = entry["name"]
    title_sent, title_received = titles_of(name)
    sent = Purpose(
        operation=name,
        is_request=True,
        title=title_sent,
        secrets=frozenset(entry.get("secrets", [])),
        forms=entry.get("sent", {}),
        aliases=entry.get("aliases", {}),
        patterns=names["patterns"],
    )
    forms = entry.get("received", {})
    received = evolve(sent, is_request=False, title=title_received, forms=forms, models=Registry())
    return sent, received


def purpose_of_delivery(name: str, entry: JsonObject) -> Purpose:
    """The purpose of what the API sends of its own accord; no models yet."""
    return Purpose(
        operation=name,
        is_request=False,
        title=name,
        secrets=frozenset(entry.get("secrets", [])),
        forms=entry.get("received", {}),
        aliases={},
        patterns={},
    )


def places_of_models(names: JsonObject) -> dict[str, str]:
    """The place of every model that has a name of its own; a delivery always has one."""
    return {name: f"{name} delivered" for name in names["deliveries"]} | dict(names["models"])


def objects_in(description: JsonObject, names: JsonObject) -> dict[str, tuple[JsonObject, Purpose]]:
    """Every object with fields, by its place such as "webhooks.create received.webhook"."""
    found = {}
    for name, entry in names["deliveries"].items():
        for place, schema in schemas_in(entry["schema"]):
            if schema.get("properties"):
                found[f"{name} delivered{place}"] = (schema, purpose_of_delivery(name, entry))
    for where, operation in operations_of(description):
        entry = names["operations"][where]
        sent, received = purposes_of(entry, names)
        sides = (("sent", body_of(operation), sent), ("received", answer_of(operation), received))
        for side, root, purpose in sides:
            for place, schema in schemas_in(root):
                if schema.get("properties"):
                    found[f"{entry['name']} {side}{place}"] = (schema, purpose)
    return found


def shared_shapes(description: JsonObject, names: JsonObject) -> dict[str, str]:
    """The class name of every shape that operations.yaml names."""
    objects = objects_in(description, names)
    places = places_of_models(names).items()
    return {shape_of(*objects[place]): name for name, place in places}
