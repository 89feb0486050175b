"""Read JSON and YAML files strictly, and validate them against the schemas of schemas.yaml."""

import json
import math
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # Its stubs are a package of their own.
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

JsonObject = dict[str, Any]

_SCHEMAS = Path(__file__).with_name("schemas.yaml")


class GenerationError(Exception):
    """Nothing can be generated; `problems` has a message for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_json(path: Path, name: str) -> Any:
    """Decode a JSON file, which has a name in error messages.

    Raises:
        GenerationError: The file cannot be read, is not JSON, has a key twice in one object, or
            holds numbers or strings that JSON in UTF-8 cannot express.
    """
    try:
        raw = json.loads(
            _read(path, name),
            object_pairs_hook=_unique,
            parse_float=_finite,
            parse_constant=_finite,
        )
        json.dumps(raw, ensure_ascii=False).encode()
    except ValueError as error:
        raise GenerationError([f"{name} is not JSON: {error}."]) from error
    except RecursionError as error:
        raise GenerationError([f"{name} is nested too deeply."]) from error
    return raw


def _unique(pairs: list[tuple[str, Any]]) -> JsonObject:
    decoded: JsonObject = {}
    for key, value in pairs:
        if key in decoded:
            raise ValueError(f"an object has the key {key} twice")
        decoded[key] = value
    return decoded


def _finite(literal: str) -> float:
    value = float(literal)
    if not math.isfinite(value):
        raise ValueError(f"{literal} is not a finite number")
    return value


def read_yaml(path: Path) -> Any:
    """Decode a YAML file, with all keys as strings.

    Raises:
        GenerationError: The file cannot be read, is not YAML, or has a key twice.
    """
    try:
        return json.loads(
            json.dumps(YAML(typ="safe", pure=True).load(_read(path, path.name)), default=str)
        )
    except (YAMLError, ValueError) as error:
        raise GenerationError([f"{path.name} is not YAML: {error}"]) from error


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GenerationError([f"{name} cannot be read: {error.strerror}."]) from error


def validate(document: Any, schema: str, name: str) -> None:
    """Validate a document against a schema of schemas.yaml.

    Raises:
        GenerationError: With a message for each error, which begins with the name and the location.
    """
    errors = _validator(schema).iter_errors(document)
    if problems := [message for error in errors for message in _messages(error, name)]:
        raise GenerationError(problems)


@cache
def _validator(schema: str) -> Any:
    schemas = YAML(typ="safe", pure=True).load(_SCHEMAS)
    validator = jsonschema.Draft202012Validator
    root = schemas | {"$ref": f"#/$defs/{schema}"}
    return validator(root, format_checker=validator.FORMAT_CHECKER)


def _messages(error: Any, name: str) -> Iterator[str]:
    where = name + "".join(f"[{k}]" if isinstance(k, int) else f" > {k}" for k in error.path)
    if error.validator == "additionalProperties":
        extensions = "x-" if "patternProperties" in error.schema else ()
        for key in sorted(error.instance.keys() - error.schema["properties"].keys()):
            if not key.startswith(extensions):
                yield f"{where} has {key}, which is not supported."
    else:
        yield f"{where}: {textwrap.shorten(error.message, 200)}."
