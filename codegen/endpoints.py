"""One operation as the templates need it: arguments, request, answer, and what is told of them."""

import runpy
from pathlib import Path

from .description import (
    CSV,
    JsonObject,
    answer_of,
    body_of,
    media_of,
    schema_of,
    successes_of,
)
from .entries import parameters_taken, retry_of
from .names import PARAMETER_NAMES_TAKEN, class_name, python_name
from .paging import paging_of
from .purpose import Purpose, form_of
from .schemas import described_value, fields_of, imports_of
from .sentences import about_answer, about_operation, one_line, sentence
from .values import value_of

# Read as a file: importing the package would import the tree that is about to be made.
_ERRORS = Path(__file__).parent.parent / "jetemail_api_client/errors.py"
_status_error_class = runpy.run_path(str(_ERRORS))["status_error_class"]

_ABOUT_CSV = "CSV as a text, as bytes in UTF-8, or as the path of a file; a str is never a path."
_GROUPS = {
    "at_least_one": "require_given",
    "exactly_one": "require_exactly_one",
    "at_most_one": "require_at_most_one",
}
"""The keys of an entry that speak of arguments together, and the check for each."""


def endpoint(
    where: str, operation: JsonObject, entry: JsonObject, sent: Purpose, received: Purpose
) -> JsonObject:
    """What an operation becomes.

    Args:
        where: METHOD path.
        operation: As described.
        entry: What operations.yaml says of it.
        sent: The purpose of its body and parameters.
        received: The purpose of its answer.
    """
    method, path = where.split(" ", 1)
    parameters = [_parameter(one, sent) for one in parameters_taken(operation, entry)]
    body = _body(operation, sent)
    answer = _answer(operation, received)
    arguments = _arguments(parameters, body, _takes_csv(operation))
    about = {
        "name": entry["name"],
        "verb": entry["name"].split(".")[1],
        "method": method,
        "path": path,
        "retry": retry_of(where, entry),
        "never_with": sorted(entry.get("never_with", [])),
        "lane": entry.get("lane", "account"),
        "secrets": sorted(entry.get("secrets", [])),
        "parameters": parameters,
        "body": body,
        "csv": _takes_csv(operation),
        "arguments": arguments,
        "groups": groups(entry, {one["wire"]: one["name"] for one in parameters}),
        "answer": answer,
        "summary": one_line(operation.get("summary", "")) or entry["name"],
        "description": about_operation(operation),
        "deprecated": operation.get("deprecated", False),
        "returns": _returns(operation),
        "raises": _raises(operation),
    }
    about["paging"] = paging_of(entry, about, received)
    return about | {"imports": _imports(about)}


def _parameter(parameter: JsonObject, purpose: Purpose) -> JsonObject:
    wire, marks = parameter["name"], ("description", "example", "deprecated", "x-inferred")
    schema = parameter["schema"] | {key: parameter[key] for key in marks if key in parameter}
    form = form_of(wire, schema, purpose)
    value = value_of(schema, purpose.inside(class_name(wire)), form)
    return described_value(wire, schema, value, purpose) | {
        "name": python_name(wire, PARAMETER_NAMES_TAKEN),
        "place": parameter["in"],
        "required": parameter.get("required", False),
    }


def _body(operation: JsonObject, purpose: Purpose) -> JsonObject | None:
    """The JSON body; with required fields it is itself required, whatever the description says."""
    schema = body_of(operation)
    if not schema:
        return None
    value = value_of(schema, purpose)
    # As the model has them: one that several operations share has its own names for what is inside.
    fields = fields_of(*purpose.models[value.model or ""])
    required = operation["requestBody"].get("required", False)
    return {
        "class": value.model,
        "imports": list(value.imports),
        "required": required or any(field["required"] for field in fields),
        "fields": fields,
    }


def _takes_csv(operation: JsonObject) -> bool:
    return media_of(operation.get("requestBody", {})) == CSV


def groups(entry: JsonObject, names: JsonObject) -> list[JsonObject]:
    """The groups of an entry whose members are all among some names."""
    return [
        {"check": check, "names": [names[wire] for wire in group]}
        for key, check in _GROUPS.items()
        for group in entry.get(key, [])
        if set(group) <= set(names)
    ]


def _arguments(
    parameters: list[JsonObject], body: JsonObject | None, takes_csv: bool
) -> list[JsonObject]:
    """The keyword arguments of a method, those that are required first."""
    csv = {"name": "csv", "type": "Csv", "required": True, "about": _ABOUT_CSV, "imports": []}
    fields = body["fields"] if body else []
    every = [
        *({**one, "from": "parameter"} for one in parameters),
        *({**one, "from": "body"} for one in fields),
        *([{**csv, "from": "csv"}] if takes_csv else []),
    ]
    return sorted(every, key=lambda one: not one["required"])


def _answer(operation: JsonObject, purpose: Purpose) -> JsonObject:
    """The success; errors are read without models, which would be a third of the tree."""
    first = next(iter(successes_of(operation).values()))
    if media_of(first) == CSV:
        return {"kind": "csv", "type": "str", "read": "_readings.csv_text", "imports": []}
    schema = answer_of(operation)
    if not schema.get("properties"):
        return {"kind": "free", "type": "Any", "read": "_readings.free", "imports": []}
    value = value_of(schema, purpose)
    read = f"{value.model}.from_dict"
    return {"kind": "object", "type": value.type, "read": read, "imports": list(value.imports)}


def _returns(operation: JsonObject) -> list[str]:
    answers = successes_of(operation).items()
    return [about_answer(status, answer, schema_of(answer)) for status, answer in answers]


def _raises(operation: JsonObject) -> list[str]:
    return [
        f"{_status_error_class(int(status)).__name__}: {status}: {sentence(answer['description'])}"
        for status, answer in operation["responses"].items()
        if status.isdigit() and not status.startswith("2")
    ]


def _imports(about: JsonObject) -> JsonObject:
    """The models in the module of an operation, and in that of its resource."""
    own = [about["answer"], *filter(None, [about["body"]])]
    every = [*own, *about["arguments"], *filter(None, [about["paging"]])]
    return {"module": imports_of(own), "resource": imports_of(every)}
