"""The document that the generator reads: per operation and model, the data of the templates.

The vendor's document has no names for operations and models. This step adds them, with all that
operations.yaml says, in `x-` keys. The generator itself only gets tags, operation ids and titles.
"""

import math
import runpy
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve

from . import docstrings, models, naming
from . import spec as openapi
from .overrides import (
    FILE,
    GROUPS,
    flows_of,
    parameters_of,
    problems_of_overrides,
    retry_class_of,
    sent_schemas_of,
    without_called,
)
from .spec import (
    CSV,
    JSON,
    body_of,
    key_of,
    media_type_of,
    operations_of,
    schemas_in,
    successes_of,
)
from .types import Direction, parser_of, value_of
from .unsupported import unsupported_parts
from .validation import GenerationError, JsonObject

# Run as a file: importing the package would import the tree that is about to be generated.
_ERRORS = Path(__file__).parent.parent / "jetemail_api_client/errors.py"
_status_error_class = runpy.run_path(str(_ERRORS))["status_error_class"]

_CSV_DOC = (
    "CSV as a text, as bytes in UTF-8, or as a file: a path, what opens like one, or an open "
    "binary file; a str is never a path."
)
# The keys of texts in the data of the templates.
_TEXTS = {"about", "summary", "description", "descriptions", "returns", "raises"}


def prepare(spec: JsonObject, overrides: JsonObject, moved: Mapping[str, str] = {}) -> JsonObject:
    """Return the document for the generator.

    Args:
        spec: The document.
        overrides: What operations.yaml says.
        moved: Operations of operations.yaml that have another "METHOD path" in the document.

    Raises:
        GenerationError: With every problem of both files.
    """
    unsupported = list(unsupported_parts(spec, overrides))
    problems = [*unsupported, *problems_of_overrides(spec, overrides, moved)]
    if problems:
        # The others have the line to write.
        unfixable = [one for one in unsupported if not one.endswith(f"{FILE}.")]
        about = [
            where
            for where, _ in operations_of(spec)
            if any(problem.startswith((f"{where}:", f"{where} ")) for problem in unfixable)
        ]
        places = {where: _places_of_problems(spec, where, unfixable) for where in about}
        raise without_called(GenerationError(problems, about, places), overrides)
    shared = models.shared_shapes(spec, overrides)
    registered: dict[str, tuple[JsonObject, Direction]] = {}
    paths: JsonObject = {}
    contexts: list[tuple[JsonObject, JsonObject]] = []
    for where, operation in operations_of(spec):
        method, path = where.split(" ", 1)
        entry = overrides["operations"][where]
        request, response = (
            evolve(direction, shared=shared, models=registered)
            for direction in models.directions_of(entry, overrides)
        )
        context = operation_context(where, operation, entry, request, response)
        context["key"] = key_of(operation, spec, overrides["keys"])
        paths.setdefault(path, {})[method.lower()] = _generator_operation(context)
        contexts.append((entry, context))
    for name, entry in overrides["deliveries"].items():
        direction = models.delivery_direction(name, entry)
        value_of(entry["schema"], evolve(direction, shared=shared, models=registered))
    components = models.models_of(registered)
    _add_entries_to_models(components, contexts)
    _use_python_names(components, [context for _, context in contexts])
    return {
        "openapi": spec["openapi"],
        "info": {key: spec["info"][key] for key in ("title", "version")},
        "paths": paths,
        "components": {"schemas": components},
    }


def _places_of_problems(spec: JsonObject, where: str, problems: list[str]) -> list[str]:
    """Return the places that all problems of an operation are in; none if some are in no place."""
    own = [one for one in problems if one.startswith((f"{where}:", f"{where} "))]
    roots = openapi.roots_of(dict(operations_of(spec))[where])
    places = [place for root in roots for place, _ in schemas_in(*root)]
    found = [[place for place in places if one.startswith(f"{where} {place}: ")] for one in own]
    return [max(one, key=len) for one in found] if all(found) else []


def _generator_operation(context: JsonObject) -> JsonObject:
    resource, verb = context["name"].split(".")
    # The generator compares these with the path, and makes nothing else of them.
    parameters = [
        {"name": one["wire"], "in": "path", "required": True, "schema": {}}
        for one in context["parameters"]
        if one["location"] == "path"
    ]
    return {
        "tags": [resource],
        "operationId": verb,
        "parameters": parameters,
        # The templates see the own keys of a response, but not those of an operation.
        "responses": {"200": {"description": "", "x-operation": context}},
    }


def _add_entries_to_models(
    components: JsonObject, contexts: list[tuple[JsonObject, JsonObject]]
) -> None:
    """Add the groups and the bare list of each entry to the models of its operation.

    Raises:
        GenerationError: Operations that share a request model have different groups.
    """
    groups_by_model: dict[str, list[JsonObject]] = {}
    for entry, context in contexts:
        if (body := context["body"]) and not body["is_argument"]:
            groups = groups_in(entry, {field["wire"]: field["name"] for field in body["fields"]})
            if groups_by_model.setdefault(body["class"], groups) != groups:
                raise GenerationError(
                    [f"{context['name']}: others send {body['class']} with other groups."]
                )
        if "bare" in entry:
            components[context["response"]["model"]]["x-model"]["bare"] = entry["bare"]
    for name, groups in groups_by_model.items():
        components[name]["x-model"]["groups"] += groups


def _use_python_names(components: JsonObject, contexts: list[JsonObject]) -> None:
    """Replace the API's names in all texts: first by those of the same operation or model."""
    models_ = [component["x-model"] for component in components.values()]
    lists = [*(one["fields"] for one in models_), *(one["arguments"] for one in contexts)]
    # An argument for CSV has no name in the API.
    by_list = [{one["wire"]: one["name"] for one in values if "wire" in one} for values in lists]
    names: dict[str, str] = {}
    for own in by_list:
        names |= own
    translate = docstrings.translator(names)
    for holder, own in zip([*models_, *contexts], by_list, strict=True):
        holder |= _in_python(holder, partial(translate, own))


def _in_python(data: Any, translate: Callable[[str], str], *, is_text: bool = False) -> Any:
    if isinstance(data, dict):
        return {key: _in_python(one, translate, is_text=key in _TEXTS) for key, one in data.items()}
    if isinstance(data, list):
        return [_in_python(one, translate, is_text=is_text) for one in data]
    return translate(data) if is_text and isinstance(data, str) else data


def groups_in(entry: JsonObject, names: JsonObject) -> list[JsonObject]:
    """Return the groups of an entry whose members are all among some names."""
    return [
        {"check": check, "names": [names[wire] for wire in group]}
        for key, check in GROUPS.items()
        for group in entry.get(key, [])
        if set(group) <= set(names)
    ]


def operation_context(
    where: str, operation: JsonObject, entry: JsonObject, request: Direction, response: Direction
) -> JsonObject:
    """Return the data of the templates for an operation, "METHOD path", and its entry."""
    method, path = where.split(" ", 1)
    parameters = [_parameter(one, request) for one in parameters_of(operation, entry)]
    body = _body(operation, request)
    media_type = media_type_of(operation.get("requestBody", {}))
    takes_csv = media_type == CSV
    context = {
        "name": entry["name"],
        "verb": entry["name"].split(".")[1],
        "method": method,
        "path": path,
        "retry": retry_class_of(where, entry),
        "never_with": sorted(entry.get("never_with", [])),
        "bucket": entry.get("bucket", "account"),
        "secrets": sorted(entry.get("secrets", [])),
        "parameters": parameters,
        "body": body,
        "csv": takes_csv,
        "content_type": media_type if body else JSON,
        "arguments": _arguments(parameters, body, takes_csv=takes_csv),
        "groups": groups_in(entry, {one["wire"]: one["name"] for one in parameters}),
        "response": _response(operation, response),
        "summary": docstrings.one_line(operation.get("summary", "")) or entry["name"],
        "description": docstrings.operation_doc(operation),
        "deprecated": operation.get("deprecated", False),
        "returns": [
            docstrings.response_doc(status, one, openapi.json_schema_of(one))
            for status, one in successes_of(operation).items()
        ],
        "raises": _raises(operation),
    }
    limit = sent_schemas_of(operation, entry).get("limit", {})
    context["paging"] = _paging(entry, context, response, limit)
    context["methods"] = list(_methods(entry, context))
    context["runs"] = [_run(name, run) for name, run in entry.get("runs", {}).items()]
    own = [context["response"], *filter(None, [body])]
    of_methods = [one for method in context["methods"] for one in method["imports"]]
    of_runs = [{"imports": run["models"]} for run in context["runs"]]
    every = [*of_methods, *of_runs, *filter(None, [context["paging"]])]
    imports = {"module": models.imports_of(own), "resource": models.imports_of(every)}
    return context | {"imports": imports}


def _methods(entry: JsonObject, context: JsonObject) -> Iterator[JsonObject]:
    """Yield the methods of an operation: its own, and each that runs a flow with its arguments."""
    flows = flows_of(entry)
    for name in {entry["name"]: None, **flows}:
        yield _method(name, flows.get(name), context)


def _method(name: str, entry: JsonObject | None, context: JsonObject) -> JsonObject:
    flow = entry or {}
    arguments = [_flow_argument(one, flow) for one in context["arguments"]]
    own = flow.get("arguments", {})
    in_body = [one for one in arguments if one["from"] == "body" and one["wire"] not in own]
    imports = [*arguments, *([context["body"]] if in_body else [])]
    if "returns" not in flow:
        imports.append(context["response"])
    return {
        "verb": name.split(".")[1],
        "arguments": sorted(arguments, key=lambda argument: not argument["required"]),
        "body_fields": [one["name"] for one in in_body],
        "summary": flow.get("summary", context["summary"]),
        "descriptions": [*filter(None, [context["description"], flow.get("description")])],
        "returns": [flow["result"]] if "result" in flow else context["returns"],
        "returns_type": flow.get("returns", context["response"]["type"]),
        "raises": [*flow.get("raises", []), *context["raises"]],
        "flow": _flow(flow, arguments) if flow else None,
        "imports": imports,
    }


def _flow_argument(argument: JsonObject, flow: JsonObject) -> JsonObject:
    """Return an argument as a flow takes it: of another type, required, or with another text."""
    wire = argument.get("wire")
    changes: JsonObject = {}
    if wire in flow.get("arguments", {}):
        kind = flow["arguments"][wire]
        changes = {"type": kind, "imports": [one for one in argument["imports"] if one in kind]}
    if wire in flow.get("required", []):
        changes["required"] = True
    if note := flow.get("notes", {}).get(wire):
        changes["about"] = note
    return argument | changes


def _flow(flow: JsonObject, arguments: list[JsonObject]) -> JsonObject:
    module, function = flow["run"].split(".")
    blocking = [one for one in arguments if one.get("wire", "") == flow.get("blocking")]
    is_given = [
        "True" if one["required"] else f"{one['name']} is not _UNSET and {one['name']} is not None"
        for one in blocking
    ]
    return {
        "module": module,
        "function": function,
        "types": sorted(flow.get("imports", [])),
        # An expression, in the method.
        "is_blocking": next(iter(is_given), None),
    }


def _run(name: str, entry: JsonObject) -> JsonObject:
    """Return the data of a method that returns a run over many items."""
    module, function = entry["run"].split(".")
    lists: JsonObject = {"arguments": [], "descriptions": [], "raises": [], "models": []}
    return {**lists, **entry} | {
        "verb": name.split(".")[1],
        "module": module,
        "function": function,
        "types": entry.get("imports", []),
    }


def _parameter(parameter: JsonObject, direction: Direction) -> JsonObject:
    wire, texts = parameter["name"], ("description", "example", "deprecated", "x-inferred")
    schema = parameter["schema"] | {key: parameter[key] for key in texts if key in parameter}
    return models.documented_value(wire, schema, direction) | {
        "name": direction.names.get(wire) or naming.python_name(wire, naming.RESERVED_PARAMETERS),
        "location": parameter["in"],
        "lists": _list_style(parameter),
        "required": parameter.get("required", False),
    }


def _list_style(parameter: JsonObject) -> str | None:
    """Return how a list is written in a parameter; None if it is never one."""
    if not openapi.is_list(parameter["schema"]):
        return None
    # A header cannot be repeated.
    is_joined = parameter["in"] == "header" or parameter.get("explode") is False
    return "joined" if is_joined else "repeated"


def _body(operation: JsonObject, direction: Direction) -> JsonObject | None:
    if media_type_of(operation.get("requestBody", {})) in (None, CSV):
        return None
    schema = body_of(operation)
    if not schema.get("properties"):
        return _body_argument(schema, direction)
    value = value_of(schema, direction)
    # A model that several operations share has its own names for the objects inside.
    fields = models.fields_of(*direction.models[value.model or ""])
    # A body with required fields is required, even if the document says otherwise.
    required = operation["requestBody"].get("required", False)
    return {
        "class": value.model,
        "imports": list(value.imports),
        "required": required or any(field["required"] for field in fields),
        "fields": fields,
        "is_argument": False,
    }


def _body_argument(schema: JsonObject, direction: Direction) -> JsonObject:
    """Return a body that is one argument, such as a list: it has no fields of its own."""
    value = value_of(schema, direction)
    return {
        "name": "body",
        "class": value.type,
        "type": value.type,
        "check": value.check,
        "imports": list(value.imports),
        "required": True,
        "about": docstrings.field_doc(schema, secret=False, is_request=True),
        "fields": [],
        "is_argument": True,
    }


def _arguments(
    parameters: list[JsonObject], body: JsonObject | None, *, takes_csv: bool
) -> list[JsonObject]:
    """Return the keyword arguments of a method, required ones first."""
    csv = {"name": "csv", "type": "Csv", "required": True, "about": _CSV_DOC, "imports": []}
    arguments = [
        *({**parameter, "from": "parameter"} for parameter in parameters),
        *({**field, "from": "body"} for field in (body["fields"] if body else [])),
        *([{**body, "from": "whole"}] if body and body["is_argument"] else []),
        *([{**csv, "from": "csv"}] if takes_csv else []),
    ]
    return sorted(arguments, key=lambda argument: not argument["required"])


def _response(operation: JsonObject, direction: Direction) -> JsonObject:
    """Return the success response. Errors have no models, which would be a third of the tree."""
    if media_type_of(next(iter(successes_of(operation).values()))) == CSV:
        return {"kind": "csv", "type": "str", "parse": "_parsing.csv_text", "imports": []}
    schema = openapi.response_of(operation)
    if openapi.is_object(schema) and not schema.get("properties"):
        return {"kind": "free", "type": "Any", "parse": "_parsing.any_json", "imports": []}
    value = value_of(schema, direction)
    type_, parse, kind = value.type, parser_of(value), "object"
    if openapi.may_be_empty(operation):
        type_, parse, kind = f"{type_} | None", f"_parsing.or_none({parse})", "free"
    own = {"kind": kind, "type": type_, "parse": parse, "model": value.model}
    return own | {"imports": list(value.imports)}


def _raises(operation: JsonObject) -> list[str]:
    return [
        f"{_status_error_class(int(status)).__name__}: {status}: "
        f"{docstrings.sentence(response['description'])}"
        for status, response in operation["responses"].items()
        if status.isdigit() and not status.startswith("2")
    ]


def _paging(
    entry: JsonObject, context: JsonObject, response: Direction, limit: JsonObject
) -> JsonObject | None:
    """Return the data of the method that iterates over all pages, if the operation has pages.

    Args:
        entry: The entry of the operation.
        context: The data of the operation.
        response: The direction of its response.
        limit: The schema of the size of a page.
    """
    if "paging" not in entry:
        return None
    paging, name = entry["paging"], naming.iterate_name(entry["name"])
    model = response.models[context["response"]["model"]]
    rows = next(field for field in models.fields_of(*model) if field["wire"] == paging["rows"])
    facts = {fact: path.split(".") for fact, path in paging.get("facts", {}).items()}
    paths = {"identity": paging.get("identity", []), **facts}
    return {
        "name": name,
        "verb": name.split(".")[1],
        "rows": rows["name"],
        "row": rows["items"]["type"],
        "imports": list(rows["items"]["imports"]),
        "by": paging["by"],
        "size": max(min(paging["size"], limit.get("maximum", math.inf)), limit.get("minimum", 1)),
        "listing": {
            key: [naming.python_name(one, naming.RESERVED_FIELDS) for one in path]
            for key, path in paths.items()
            if path
        },
        # It has a size of its own, where the listing may require one.
        "arguments": [
            one | {"required": False} if one["name"] == "limit" else one
            for one in context["arguments"]
            if one["name"] not in ("page", "offset")
        ],
    }
