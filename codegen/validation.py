"""Read JSON and YAML files strictly, and validate them against the schemas of schemas.yaml."""

import codecs
import gzip
import json
import math
import re
import textwrap
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import jsonschema  # type: ignore[import-untyped]  # Its stubs are a package of their own.
import yaml  # type: ignore[import-untyped]

JsonObject = dict[str, Any]

_SCHEMAS = Path(__file__).with_name("schemas.yaml")
_GZIP = b"\x1f\x8b"
# The beginning of what else a server may send, in lower case.
_OTHERS = {
    b"<!doctype html": "an HTML page",
    b"<html": "an HTML page",
    b"<": "XML",
    b"pk\x03\x04": "a ZIP archive",
    b"%pdf": "a PDF",
}


class GenerationError(Exception):
    """Nothing can be generated; `problems` has a message for each reason.

    `unsupported` has the operations, as "METHOD path", without which the rest may be generated, and
    `places` the operations that only have unsupported parts, with the places of these.
    """

    def __init__(
        self,
        problems: list[str],
        unsupported: Iterable[str] = (),
        places: Mapping[str, Iterable[str]] = {},
    ) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
        self.unsupported = list(dict.fromkeys(unsupported))
        self.places = {where: list(dict.fromkeys(one)) for where, one in places.items() if one}

    @property
    def advice(self) -> list[str]:
        """Return the lines that leave out what is unsupported, or take it as any JSON."""
        advice = []
        if lines := "".join(f"\n  {where}: not supported" for where in self.unsupported):
            advice.append(
                f"To generate the others, add under omitted in codegen/operations.yaml:{lines}"
            )
        parts = "".join(
            f"\n  {where}:\n    free_form: {json.dumps(places)}"
            for where, places in self.places.items()
        )
        if parts:
            start = "Or, to" if advice else "To"
            advice.append(f"{start} send and receive any JSON there, add to the entry of:{parts}")
        return advice


def read_document(path: Path, name: str) -> Any:
    """Decode a file in JSON or YAML, which may be compressed with gzip; it has a name in messages.

    Raises:
        GenerationError: The file cannot be read, is something else, has a key twice in one object,
            or holds numbers or strings that JSON in UTF-8 cannot express.
    """
    content = _read(path, name)
    if content.startswith(_GZIP):
        try:
            content = gzip.decompress(content)
        except (EOFError, OSError, zlib.error) as error:
            raise GenerationError([f"{name} is not complete gzip: {error}."]) from error
    start = content.removeprefix(codecs.BOM_UTF8).lstrip()
    for beginning, kind in _OTHERS.items():
        if start[: len(beginning)].lower() == beginning:
            raise GenerationError([f"{name} is {kind}, not a document in JSON or YAML."])
    # Every document is an object. YAML may be one in braces as well, but then nothing writes it.
    is_json = not start or start.startswith((b"{", b"[", b'"')) or b"\0" in start[:4]
    return _json(content, name) if is_json else _yaml(content, name)


def _json(content: bytes, name: str) -> Any:
    try:
        raw = json.loads(
            content, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_finite
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
    return _yaml(_read(path, path.name), path.name)


def _yaml(content: bytes, name: str) -> Any:
    """Decode YAML 1.2 to what JSON has: a date is a string as well."""
    try:
        return json.loads(_json_of_yaml(content))
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise GenerationError([f"{name} is not YAML: {error}"]) from error
    except RecursionError as error:
        raise GenerationError([f"{name} is nested too deeply."]) from error


@cache
def _json_of_yaml(content: bytes) -> str:
    # Some files are read in several steps of an update.
    return json.dumps(yaml.load(content, _Loader), allow_nan=False)  # noqa: S506 - it is a safe one


# With the parser in C, unless this Python has none.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads YAML by the core schema of version 1.2, and no key twice."""

    yaml_implicit_resolvers: ClassVar[JsonObject] = {}

    def get_single_node(self) -> Any:
        node = super().get_single_node()
        # Here: construction adds the keys that are merged from other objects.
        _check_keys(node, set())
        return node

    def construct_integer(self, node: Any) -> int:
        text = self.construct_scalar(node)
        return int(text, 0 if text[1:2] in {"o", "x"} else 10)


def _check_keys(node: Any, checked: set[int]) -> None:
    """Check that no object below a node has a key twice.

    Raises:
        ConstructorError: One has.
    """
    if isinstance(node, yaml.ScalarNode) or node is None or id(node) in checked:
        return
    # Aliases are the node that they stand for, and may lead back to it.
    checked.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            _check_keys(one, checked)
        return
    keys: set[str] = set()
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in keys:
            text = f"an object has the key {key.value} twice"
            raise yaml.constructor.ConstructorError(None, None, text, key.start_mark)
        keys.add(str(key.value))
        _check_keys(value, checked)


for _tag, _pattern in {
    "null": "~|null|Null|NULL|",
    "bool": "true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)"
    r"|\.(nan|NaN|NAN)",
    "merge": "<<",
}.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"({_pattern})$"), None)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_integer)


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
    schemas = read_yaml(_SCHEMAS)
    validator = jsonschema.Draft202012Validator
    root = schemas | {"$ref": f"#/$defs/{schema}"}
    return validator(root, format_checker=validator.FORMAT_CHECKER)


def _messages(error: Any, name: str) -> Iterator[str]:
    where = name + "".join(f"[{k}]" if isinstance(k, int) else f" > {k}" for k in error.path)
    if error.validator == "additionalProperties":
        patterns = error.schema.get("patternProperties", ())
        for key in sorted(error.instance.keys() - error.schema["properties"].keys()):
            if not any(re.search(pattern, key) for pattern in patterns):
                yield f"{where} has {key}, which is not supported."
    else:
        yield f"{where}: {textwrap.shorten(error.message, 200)}."
