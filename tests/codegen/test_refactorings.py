"""Documents that say what openapi.json says, in another way: no change, and the same code."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from codegen.context import prepare
from codegen.corrections import corrected, load_corrections
from codegen.diff import changes_between
from codegen.overrides import load_overrides
from codegen.spec import METHODS, load_spec

ROOT = Path(__file__).parents[2]
SCHEMA_KEYS = {"schema", "items", "additionalProperties"}


def holders_of_schemas(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each schema of a document by its holder and key, inner before outer."""
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    for key, inner in pairs:
        if isinstance(inner, dict | list) and key not in {"example", "examples", "enum"}:
            yield from holders_of_schemas(inner)
        is_named = key == "properties" and isinstance(inner, dict)
        yield from ((inner, name) for name in (inner if is_named else ()))
        if key in SCHEMA_KEYS and isinstance(inner, dict):
            yield value, key
        if key in {"oneOf", "anyOf"} and not is_in_groups(inner):
            yield from ((inner, n) for n in range(len(inner)))


def is_in_groups(branches: Any) -> bool:
    """Return true for branches that only say which fields are required."""
    return any(set(branch) == {"required"} for branch in branches)


def each_schema(change: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Return a refactoring that replaces each schema."""

    def refactor(document: Any) -> None:
        for holder, key in list(holders_of_schemas(document["paths"])):
            holder[key] = change(holder[key])

    return refactor


def operations(document: Any) -> Iterator[Any]:
    """Yield the operations of a document as received."""
    for item in document["paths"].values():
        yield from (item[method] for method in METHODS if method in item)


def hoist_schemas(document: Any) -> None:
    """Move each schema into the components, where equal ones are one."""
    names: dict[str, str] = {}
    schemas = document["components"].setdefault("schemas", {})
    for holder, key in list(holders_of_schemas(document["paths"])):
        name = names.setdefault(json.dumps(holder[key]), f"Schema.{len(names)}")
        schemas[name] = holder[key]
        holder[key] = {"$ref": f"#/components/schemas/{name}"}


def hoist_parts(document: Any) -> None:
    """Move parameters, bodies, responses and examples into the components."""
    components = document["components"]

    def hoist(section: str, part: Any) -> Any:
        parts = components.setdefault(section, {})
        parts[f"P{len(parts)}"] = part
        return {"$ref": f"#/components/{section}/P{len(parts) - 1}"}

    for one in operations(document):
        one["parameters"] = [hoist("parameters", part) for part in one.get("parameters", [])]
        for holder in [*one["responses"].values(), one.get("requestBody", {})]:
            for media in holder.get("content", {}).values():
                named = media.get("examples", {})
                named |= {name: hoist("examples", example) for name, example in named.items()}
        if "requestBody" in one:
            one["requestBody"] = hoist("requestBodies", one["requestBody"])
        responses = one["responses"]
        responses |= {status: hoist("responses", part) for status, part in responses.items()}


def share_parameters(document: Any) -> None:
    """Move the first parameters that all operations of a path have to the path."""
    for item in document["paths"].values():
        lists = [item[method].get("parameters", []) for method in METHODS if method in item]
        while all(lists) and all(one[0] == lists[0][0] for one in lists):
            item.setdefault("parameters", []).append(lists[0][0])
            lists = [one.pop(0) and one for one in lists]


def modern(schema: Any) -> Any:
    """Return a schema as OpenAPI 3.1 writes it."""
    is_nullable = schema.pop("nullable", False)
    if "example" in schema:
        schema["examples"] = [schema.pop("example")]
    if len(schema.get("enum", [])) == 1:
        schema["const"] = schema.pop("enum")[0]
    if is_nullable and "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    if is_nullable:
        schema["type"] = [schema["type"], "null"]
    elif schema.get("type") == "integer" and "minimum" in schema:
        schema["exclusiveMinimum"] = schema.pop("minimum") - 1
    types = [branch.get("type") for branch in schema.get("oneOf", [])]
    if types and all(set(branch) <= {"type"} for branch in schema["oneOf"]):
        del schema["oneOf"]
        schema["type"] = types
    return schema


def nullable_union(schema: Any) -> Any:
    """Return a schema as FastAPI writes it: null is a branch, and a title is on each."""
    if not schema.pop("nullable", False):
        return schema | {"title": "Some Title"}
    texts = {key: schema.pop(key) for key in ("description", "example") if key in schema}
    return {"anyOf": [schema, {"type": "null"}], "title": "Some Title", **texts}


def all_of_one(schema: Any) -> Any:
    """Return a schema as generators of 3.0 write it that keep keys beside a $ref."""
    outer = {key: schema.pop(key) for key in ("description", "nullable") if key in schema}
    return {"allOf": [schema], **outer}


def free_form(schema: Any) -> Any:
    """Return an object with other fields that is written in another way."""
    if schema.get("type") == "object" and schema.get("additionalProperties", True) is True:
        schema["additionalProperties"] = {}
    return schema


def explicit_defaults(document: Any) -> None:
    """Write values that OpenAPI assumes anyway."""
    styles = {"query": "form", "path": "simple", "header": "simple"}
    for one in operations(document):
        one |= {"deprecated": False} | one
        for part in one.get("parameters", []):
            style = styles[part["in"]]
            part |= {"style": style, "explode": style == "form", "required": False} | part
        if "requestBody" in one:
            one["requestBody"] |= {"required": False} | one["requestBody"]
    each_schema(lambda schema: {"nullable": False, "readOnly": False} | schema)(document)


def silent_keys(document: Any) -> None:
    """Write keys that say nothing about requests and responses."""
    extension = {"x-gone": {"$ref": "#/components/schemas/Gone"}}
    each_schema(lambda schema: schema | extension | {"title": "T", "xml": {"name": "n"}})(document)
    document |= extension | {"tags": [{"name": "other"}]}
    document["info"] |= extension
    for item in document["paths"].values():
        item |= extension
    for n, one in enumerate(operations(document)):
        one |= extension | {"operationId": f"op{n}", "tags": ["other"], "callbacks": {}}
        for part in (*one.get("parameters", []), *one["responses"].values()):
            part |= extension
        accept = {"name": "Accept", "in": "header", "schema": {"type": "string"}}
        one["parameters"] = [*one.get("parameters", []), accept]


def media_types(document: Any) -> None:
    """Write the media types with a charset, and those of responses as other kinds of JSON."""
    for one in operations(document):
        holders = [(one.get("requestBody", {}), "application/json")]
        holders += [(part, "application/hal+json") for part in one["responses"].values()]
        for holder, json_type in holders:
            if "content" in holder:
                holder["content"] = {
                    f"{json_type if name == 'application/json' else name}; charset=UTF-8": media
                    for name, media in holder["content"].items()
                }


def floats(schema: Any) -> Any:
    """Return a schema with limits that are written as floats."""
    limits = {key: float(value) for key, value in schema.items() if key in {"minimum", "maximum"}}
    return schema | limits


REFACTORINGS: dict[str, Callable[[Any], None]] = {
    "schemas in components": hoist_schemas,
    "parts in components": hoist_parts,
    "parameters of paths": share_parameters,
    "3.1": each_schema(modern),
    "nullable unions": each_schema(nullable_union),
    "allOf of one": each_schema(all_of_one),
    "free form": each_schema(free_form),
    "floats": each_schema(floats),
    "explicit defaults": explicit_defaults,
    "silent keys": silent_keys,
    "media types": media_types,
}


@cache
def current() -> tuple[Any, Any, str]:
    """Return openapi.json in its plainest form, as it is loaded, and what code is made of."""
    spec = load_spec(ROOT / "openapi.json")
    document = copy.deepcopy(spec)
    for one in operations(document):
        for holder in [*one["responses"].values(), one.get("requestBody", {})]:
            for media in holder.get("content", {}).values():
                examples = media.pop("examples", [])
                media["examples"] = {f"e{n}": {"value": value} for n, value in enumerate(examples)}
    return document, spec, prepared(spec)


def prepared(spec: Any) -> str:
    """Return all that generated code is made of."""
    overrides = load_overrides(ROOT / "codegen/operations.yaml")
    return json.dumps(prepare(corrected(spec, load_corrections(ROOT)), overrides))


def check(content: bytes, folder: Path) -> None:
    """Assert that a document says what openapi.json says."""
    _, spec, expected = current()
    file = folder / "new"
    file.write_bytes(content)
    new = load_spec(file)

    assert [] == changes_between(spec, new)
    assert expected == prepared(new)


def reverse(value: Any) -> Any:
    """Return a part of a document with everything in another order."""
    if isinstance(value, dict):
        data = {"example", "default", "value"}
        return {key: one if key in data else reverse(one) for key, one in reversed(value.items())}
    is_unordered = isinstance(value, list) and all(isinstance(one, str | dict) for one in value)
    return [reverse(one) for one in reversed(value)] if is_unordered else value


def test_order(tmp_path: Path) -> None:
    """Another order is no change; `make update-spec` keeps the document and the code."""
    document, spec, _ = current()
    paths = {path: reverse(item) for path, item in reversed(document["paths"].items())}
    (tmp_path / "new").write_text(json.dumps(document | {"paths": paths}))

    assert [] == changes_between(spec, load_spec(tmp_path / "new"))


@pytest.mark.parametrize("name", REFACTORINGS)
def test_refactoring(name: str, tmp_path: Path) -> None:
    """A refactoring is no change, and generates the same code."""
    document = copy.deepcopy(current()[0])
    REFACTORINGS[name](document)

    assert json.dumps(document) != json.dumps(current()[0])
    check(json.dumps(document).encode(), tmp_path)


def test_refactorings_together(tmp_path: Path) -> None:
    """All refactorings one after the other are no change."""
    document = copy.deepcopy(current()[0])
    for name in sorted(REFACTORINGS.keys() - {"schemas in components", "parts in components"}):
        REFACTORINGS[name](document)
    hoist_schemas(document)
    hoist_parts(document)

    check(json.dumps(document).encode(), tmp_path)


def test_yaml(tmp_path: Path) -> None:
    """The same document in YAML, compressed, is no change."""
    text = yaml.safe_dump(current()[0], sort_keys=False)

    check(gzip.compress(text.encode()), tmp_path)
