"""openapi.json + operations.yaml -> what the generator reads, or the reasons why not.

The vendor's description has no names for operations and models, and says some things in prose.
This step adds what `operations.yaml` knows, as tags, operation ids, titles and `x-` keys, writes
the sentences of docstrings, and leaves out all that the templates make nothing of.
"""

import runpy
from pathlib import Path

from attrs import evolve

from .description import JsonObject, operations_of, schema_of, security_of, successes_of
from .entries import problems_of_entry, problems_of_names, problems_of_patterns
from .names import PARAMETER_NAMES_TAKEN, class_name, python_name
from .refusals import problems_of_operation
from .schemas import Purpose, prepared_schema
from .sentences import one_line, sentence
from .source import DoesNotFit

# Read as a file: importing the package would import the tree that is about to be made.
_ERRORS = Path(__file__).parent.parent / "jetemail_api_client/errors.py"
_status_error_class = runpy.run_path(str(_ERRORS))["status_error_class"]


def prepared(description: JsonObject, names: JsonObject) -> JsonObject:
    """The description with everything that the templates need to know, and nothing else.

    Raises:
        DoesNotFit: With every problem found, each with the line to write where there is one.
    """
    found = dict(operations_of(description))
    if problems := _problems(found, description, names):
        raise DoesNotFit(problems)
    paths: JsonObject = {}
    for where, operation in found.items():
        method, path = where.split(" ", 1)
        entry = names["operations"][where]
        about = _about(where, operation, entry) | {"key": _key(operation, description, names)}
        made = _operation(operation, entry, about, names["patterns"])
        paths.setdefault(path, {})[method.lower()] = made
    info = {key: description["info"][key] for key in ("title", "version")}
    return {"openapi": description["openapi"], "info": info, "paths": paths}


def _problems(found: JsonObject, description: JsonObject, names: JsonObject) -> list[str]:
    entries = names["operations"]
    problems = list(problems_of_names(found, entries))
    for where, operation in found.items():
        problems += problems_of_operation(where, operation, description, names["keys"])
        problems += problems_of_entry(where, operation, entries.get(where, {}))
    return problems + list(problems_of_patterns(description, names["patterns"]))


def _key(operation: JsonObject, description: JsonObject, names: JsonObject) -> str | None:
    """The key that an operation needs; `security: []` of its own means none."""
    schemes = [scheme for choice in security_of(operation, description) for scheme in choice]
    return names["keys"][schemes[0]] if schemes else None


def _about(where: str, operation: JsonObject, entry: JsonObject) -> JsonObject:
    """What the templates need to know of an operation as a whole."""
    method, path = where.split(" ", 1)
    parameters = [parameter["name"] for parameter in operation.get("parameters", [])]
    return {
        "name": entry["name"],
        "verb": entry["name"].split(".")[1],
        "method": method,
        "path": path,
        "retry": entry.get("retry", "safe" if method == "GET" else "never"),
        "secrets": sorted(entry.get("secrets", [])),
        "names": {name: python_name(name, PARAMETER_NAMES_TAKEN) for name in parameters},
        "deprecated": operation.get("deprecated", False),
        "returns": [
            f"{status}: {sentence(answer['description'])}"
            for status, answer in successes_of(operation).items()
        ],
        "raises": [
            f"{_status_error_class(int(status), None).__name__}: {status}: "
            f"{sentence(answer['description'])}"
            for status, answer in operation["responses"].items()
            if status.isdigit() and not status.startswith("2")
        ],
    }


def _operation(
    operation: JsonObject, entry: JsonObject, about: JsonObject, patterns: JsonObject
) -> JsonObject:
    resource, verb = entry["name"].split(".")
    purpose = Purpose(
        operation=entry["name"],
        is_request=True,
        title=class_name(entry["name"]),
        secrets=entry.get("secrets", []),
        patterns=patterns,
    )
    made: JsonObject = {
        "tags": [resource],
        "operationId": verb,
        "summary": one_line(operation.get("summary", "")) or entry["name"],
        "description": operation.get("description", "").strip(),
        "parameters": [_parameter(one, purpose) for one in operation.get("parameters", [])],
        "responses": _answers(operation, about, purpose),
    }
    if "requestBody" in operation:
        made["requestBody"] = _body(operation["requestBody"], entry, purpose)
    return made


def _parameter(parameter: JsonObject, purpose: Purpose) -> JsonObject:
    about = {key: parameter[key] for key in ("description", "example") if key in parameter}
    schema = prepared_schema(parameter["schema"] | about, purpose)
    # The generator puts only the verb before it, where an enum becomes a type.
    schema["title"] = class_name(purpose.operation.split(".")[0]) + class_name(parameter["name"])
    required = parameter.get("required", False)
    return {"name": parameter["name"], "in": parameter["in"], "required": required} | {
        "schema": schema
    }


def _body(body: JsonObject, entry: JsonObject, purpose: Purpose) -> JsonObject:
    """The body; with required fields it is itself required, whatever the description says."""
    schema = {"description": f"What {purpose.operation} sends"} | schema_of(body)
    made = prepared_schema(schema, evolve(purpose, title=f"{purpose.title}Request"))
    made["x-at-most-one"] = entry.get("at_most_one", [])
    required = body.get("required", False) or bool(made.get("required"))
    return {"required": required, "content": {"application/json": {"schema": made}}}


def _answers(operation: JsonObject, about: JsonObject, purpose: Purpose) -> JsonObject:
    """The successes. Errors are read without models: those would be a third of the tree."""
    successes = successes_of(operation)
    made = {}
    for status, answer in successes.items():
        title = f"{purpose.title}Result{status if len(successes) > 1 else ''}"
        schema = {"description": f"What {purpose.operation} returns"} | schema_of(answer)
        schema = prepared_schema(schema, evolve(purpose, title=title, is_request=False))
        content = {"application/json": {"schema": schema}}
        made[status] = {"description": "", "content": content, "x-operation": about}
    return made
