"""openapi.json + operations.yaml -> what the generator reads, or the reasons why not.

The vendor's description has no names for operations and models, and says some things in prose or
not at all. This step decides what every operation and model becomes in Python, and hands it to the
templates in `x-` keys; the generator gets tags, operation ids and titles, and lays out the tree.
"""

from attrs import evolve

from .agreement import problems_of_agreement
from .deliveries import problems_of_deliveries, register_deliveries
from .description import JsonObject, operations_of, security_of
from .endpoints import endpoint, groups
from .purpose import Registry
from .refusals import problems_of_operation
from .schemas import models_of
from .shared import purposes_of, shared_shapes
from .source import DoesNotFit


def prepared(description: JsonObject, names: JsonObject) -> JsonObject:
    """The description with everything that the templates need to know, and nothing else.

    Raises:
        DoesNotFit: With every problem found, each with the line to write where there is one.
    """
    found = dict(operations_of(description))
    entries, keys = names["operations"], names["keys"]
    problems = [
        problem
        for where, operation in found.items()
        for problem in problems_of_operation(
            where, operation, description, entries.get(where, {}), keys
        )
    ]
    problems += problems_of_deliveries(names["deliveries"])
    if problems := problems + list(problems_of_agreement(description, names)):
        raise DoesNotFit(problems)
    return _document(found, description, names)


def _document(found: JsonObject, description: JsonObject, names: JsonObject) -> JsonObject:
    shared, models = shared_shapes(description, names), Registry()
    paths: JsonObject = {}
    wishes: list[tuple[JsonObject, JsonObject]] = []
    for where, operation in found.items():
        method, path = where.split(" ", 1)
        entry = names["operations"][where]
        sent, received = (
            evolve(purpose, shared=shared, models=models) for purpose in purposes_of(entry, names)
        )
        about = endpoint(where, operation, entry, sent, received)
        about["key"] = _key(operation, description, names)
        about["facade"] = entry["name"].split(".")[0] in names["facades"]
        paths.setdefault(path, {})[method.lower()] = _operation(about)
        wishes.append((entry, about))
    register_deliveries(names["deliveries"], shared, models)
    components = models_of(models)
    _complete(components, wishes)
    info = {key: description["info"][key] for key in ("title", "version")}
    return {
        "openapi": description["openapi"],
        "info": info,
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(about: JsonObject) -> JsonObject:
    resource, verb = about["name"].split(".")
    # The generator holds these against the path, and makes nothing else of them.
    parameters = [
        {"name": one["wire"], "in": "path", "required": True, "schema": {}}
        for one in about["parameters"]
        if one["place"] == "path"
    ]
    return {
        "tags": [resource],
        "operationId": verb,
        "parameters": parameters,
        # The templates reach an operation's own keys only through its answer.
        "responses": {"200": {"description": "", "x-operation": about}},
    }


def _complete(components: JsonObject, wishes: list[tuple[JsonObject, JsonObject]]) -> None:
    """Tell the models of operations what the entries say of them as a whole.

    Raises:
        DoesNotFit: Operations that send the same model have different groups.
    """
    told: dict[str, list[JsonObject]] = {}
    for entry, about in wishes:
        if about["body"]:
            name, fields = about["body"]["class"], about["body"]["fields"]
            found = groups(entry, {one["wire"]: one["name"] for one in fields})
            if told.setdefault(name, found) != found:
                raise DoesNotFit([f"{about['name']}: others send {name} with other groups."])
        if "bare" in entry:
            components[about["answer"]["type"]]["x-model"]["bare"] = entry["bare"]
    for name, found in told.items():
        components[name]["x-model"]["groups"] += found


def _key(operation: JsonObject, description: JsonObject, names: JsonObject) -> str | None:
    """The key that an operation needs; `security: []` of its own means none."""
    schemes = [scheme for choice in security_of(operation, description) for scheme in choice]
    return names["keys"][schemes[0]] if schemes else None
