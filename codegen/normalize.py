"""One form for OpenAPI documents that say the same.

In it, there is no $ref, no `x-` key and no allOf, and one way to write null, a constant, a union,
an example and a media type. Defaults are left out. So 3.0 and 3.1, inline or in components,
generate the same bytes. The order is kept: it is that of arguments and fields.

The document is not validated yet: parts of an unexpected structure stay as they are.
"""

import re
from collections.abc import Callable, Collection, Set
from functools import reduce
from typing import Any
from urllib.parse import unquote

from attrs import frozen

from .validation import GenerationError, JsonObject

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
UNIONS = ("oneOf", "anyOf")

# Keys that say nothing about requests and responses.
_SILENT = {"title", "xml", "$comment", "$schema", "$id", "$anchor", "$defs", "tags", "callbacks"}
# The values with which a key says nothing, so that documents may also leave it out.
_DEFAULTS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("nullable", "deprecated", "readOnly", "writeOnly", "uniqueItems"), (False,)),
    **dict.fromkeys(("allowEmptyValue", "allowReserved"), (False,)),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), (False,)),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), (0,)),
    "properties": ({},),
    "required": ([],),
    "additionalProperties": ({}, True),
}
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
# OpenAPI says that these are no parameters.
_IGNORED_HEADERS = {"accept", "content-type", "authorization"}
_NUMBERS = ("integer", "number")
_SCALARS = ("string", *_NUMBERS, "boolean")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
# The keys that apply to values of one type.
_OF_TYPE: dict[str, tuple[str, ...]] = {
    "string": ("minLength", "maxLength", "pattern", "format"),
    "integer": (*_BOUNDS, "format"),
    "number": (*_BOUNDS, "format"),
    "boolean": (),
    "array": ("items", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
}
_NAMES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}
# How two values of a key that both apply become one.
_MERGED: dict[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("minLength", "minItems", "minProperties", "minimum"), max),
    **dict.fromkeys(("maxLength", "maxItems", "maxProperties", "maximum"), min),
    "required": lambda a, b: list(dict.fromkeys([*a, *b])),
    "enum": lambda a, b: [value for value in a if value in b],
    "properties": lambda a, b: a | b | {name: _merged(a[name], b[name]) for name in a if name in b},
}
# Of two of these, the one that is nearer to the place of use applies.
_TEXTS = {
    *("description", "example", "default", "deprecated", "readOnly", "writeOnly", "externalDocs")
}

_Step = Callable[[Any], Any]


def without(holder: JsonObject, *keys: str) -> JsonObject:
    """Return a copy of an object without some keys."""
    return {key: value for key, value in holder.items() if key not in keys}


@frozen
class Normalizer:
    """Normalizes the parts of one document."""

    document: JsonObject
    omitted: Collection[str] = ()
    """Operations, as "METHOD path", that are left out."""

    def normalized(self) -> JsonObject:
        """Return the document, with the parameters of a path still there.

        Raises:
            GenerationError: A $ref points to nothing, to another file, or to itself; with a problem
                for each operation that has one.
        """
        problems: dict[str, str] = {}
        components = _dict(self.document.get("components"))
        spec: JsonObject = _plain(without(self.document, "components")) | {"openapi": "3.0.3"}
        spec |= {"info": _plain(spec["info"], set())} if "info" in spec else {}
        if schemes := _dict(components.get("securitySchemes")):
            spec["components"] = {"securitySchemes": _each(_plain)(schemes)}
        if isinstance(spec.get("paths"), dict):
            paths = _plain(spec["paths"])
            spec["paths"] = {path: self._path(path, item, problems) for path, item in paths.items()}
        if problems:
            raise GenerationError(
                [f"{where}: {text}" for where, text in problems.items()], problems
            )
        return spec

    def _follow(self, value: Any, followed: tuple[str, ...] = ()) -> tuple[Any, tuple[str, ...]]:
        """Return the target of a $ref with the keys beside it, and all references followed."""
        while isinstance(value, dict) and isinstance(ref := value.get("$ref"), str):
            if ref in followed:
                raise GenerationError([f"The target of the $ref {ref} contains itself."])
            value = _target(ref, self.document) | without(value, "$ref")
            followed = (*followed, ref)
        return value, followed

    def _part(self, raw: Any, parts: dict[str, _Step]) -> Any:
        """Return an object in its one form, some parts of which have one as well."""
        return _parts(parts)(_plain(self._follow(raw)[0]))

    def _path(self, path: str, raw: Any, problems: dict[str, str]) -> Any:
        item = _plain(self._follow(raw)[0])
        if not isinstance(item, dict):
            return item
        wheres = {f"{key.upper()} {path}" for key in item if key in METHODS}
        left = wheres - set(self.omitted)
        if wheres and not left:
            # Nor is what they share needed.
            return {}
        try:
            item = _parts({"parameters": self._parameters})(item)
        except GenerationError as error:
            problems.update(dict.fromkeys(sorted(left), str(error)))
            return {}
        normalized = {}
        for key, one in item.items():
            where = f"{key.upper()} {path}"
            if key in METHODS and where in self.omitted:
                continue
            try:
                normalized[key] = self._operation(one, key) if key in METHODS else one
            except GenerationError as error:
                problems[where] = str(error)
        return normalized

    def _operation(self, raw: Any, method: str) -> Any:
        def response(raw: Any) -> Any:
            # HTTP has no content in a response to HEAD: what is described is that of GET.
            body = self._body(raw)
            return without(body, "content") if method == "head" and isinstance(body, dict) else body

        parts: dict[str, _Step] = {
            "parameters": self._parameters,
            "requestBody": lambda body: self._body(body, is_request=True),
            "responses": lambda responses: _each(response)(_plain(responses)),
            "externalDocs": _plain,
        }
        return self._part(raw, parts)

    def _body(self, raw: Any, *, is_request: bool = False) -> Any:
        """Return the body of a request, or a response."""
        parts: dict[str, _Step] = {
            "content": lambda content: self._content(content, is_request=is_request),
            "headers": _each(self._parameter),
        }
        body = self._part(raw, parts)
        # Only a body may be required, which by default is false.
        return without(body, "required") if _dict(body).get("required") is False else body

    def _content(self, raw: Any, *, is_request: bool) -> Any:
        if not isinstance(raw, dict):
            return raw
        content: JsonObject = {}
        # A media type goes before others that are read like it.
        for name in sorted(raw, key=lambda name: _media_type(name, is_request=is_request) != name):
            plain = _media_type(name, is_request=is_request)
            content.setdefault(plain, _list_of_examples(self._part(raw[name], self._schemas)))
        # Where there is a choice, the client sends and accepts JSON.
        return {JSON: content[JSON]} if JSON in content else content

    @property
    def _schemas(self) -> dict[str, _Step]:
        examples = _each(lambda example: self._follow(example)[0])
        return {"schema": self.schema, "examples": examples}

    def _parameters(self, raw: Any) -> Any:
        if not isinstance(raw, list):
            return raw
        return [one for one in map(self._parameter, raw) if not _is_ignored(one)]

    def _parameter(self, raw: Any) -> Any:
        one = _list_of_examples(self._part(raw, self._schemas))
        if not isinstance(one, dict):
            return one
        if isinstance(one.get("schema"), dict):
            # None cannot be written in a parameter.
            one |= {"schema": without(one["schema"], "nullable")}
        if one.get("required") is False:
            del one["required"]
        examples = one.pop("examples", None)
        return _without_default_style(one | ({"example": examples[0]} if examples else {}))

    def schema(self, raw: Any, followed: tuple[str, ...] = ()) -> Any:
        """Return a schema in its one form."""
        raw, followed = self._follow(raw, followed)
        if not isinstance(raw, dict):
            return {} if raw is True else raw
        raw = _with_tags(raw)

        def inner(value: Any) -> Any:
            return self.schema(value, followed)

        parts: dict[str, _Step] = {
            "properties": _each(inner),
            "items": inner,
            "additionalProperties": lambda value: inner(value) if value is not True else True,
            "externalDocs": _plain,
            **dict.fromkeys((*UNIONS, "allOf"), _each_item(inner)),
        }
        return _form(_parts(parts)(_plain(raw)))


def _with_tags(schema: JsonObject) -> JsonObject:
    """Return a union without a discriminator: each branch says its own values of that field."""
    discriminator = _dict(schema.get("discriminator"))
    name, mapping = discriminator.get("propertyName"), _dict(discriminator.get("mapping"))
    key = next((key for key in UNIONS if isinstance(schema.get(key), list)), None)
    if not isinstance(name, str) or not key:
        return schema

    def with_values(branch: Any) -> Any:
        ref = _dict(branch).get("$ref")
        if not isinstance(ref, str):
            return branch
        own = ref.rpartition("/")[2]
        values = [value for value, target in mapping.items() if target in (ref, own)] or [own]
        field = {"type": "string", "enum": values}
        tagged = {"type": "object", "required": [name], "properties": {name: field}}
        return {"allOf": [branch, tagged]}

    return without(schema, "discriminator") | {key: [*map(with_values, schema[key])]}


def _target(ref: str, document: JsonObject) -> JsonObject:
    try:
        root, *parts = ref.split("/")
        target: Any = {"#": document}[root]
        for part in parts:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            target = target[int(key)] if isinstance(target, list) else target[key]
        return dict(target)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise GenerationError([f"The target of the $ref {ref} does not exist."]) from error


def _dict(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _plain(value: Any, silent: Set[str] = _SILENT) -> Any:
    """Return an object without `x-` keys, other keys that say nothing, and default values."""
    if not isinstance(value, dict):
        return value
    return {
        key: one
        for key, one in value.items()
        if not (key in silent or key.startswith("x-") or _is_default(key, one))
    }


def _is_default(key: str, value: Any) -> bool:
    # The types are compared, too: false is not 0 here.
    return any(type(one) is type(value) and one == value for one in _DEFAULTS.get(key, ()))


def _each(step: _Step) -> _Step:
    """Return a step for each value of an object."""

    def normalize(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: step(one) for key, one in value.items()}

    return normalize


def _each_item(step: _Step) -> _Step:
    """Return a step for each item of a list."""
    return lambda value: [step(one) for one in value] if isinstance(value, list) else value


def _parts(steps: dict[str, _Step]) -> _Step:
    """Return a step for some values of an object."""

    def normalize(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: steps[key](one) if key in steps else one for key, one in value.items()}

    return normalize


def _media_type(name: str, *, is_request: bool) -> str:
    """Return the media type by which a content is sent or read.

    A charset has no meaning for JSON (RFC 8259), and other texts are in UTF-8. A response `+json`
    is JSON; of requests, only that with any name before the plus may be sent as JSON.
    """
    bare, *parameters = (part.strip() for part in name.lower().split(";"))
    if re.fullmatch(rf"application/{'[*]' if is_request else '[^/]+'}[+]json", bare):
        bare = JSON
    ignored = "charset=.*" if bare == JSON else 'charset="?utf-8"?'
    return bare if all(re.fullmatch(ignored, one) for one in parameters) else name


def _list_of_examples(holder: Any) -> Any:
    """Return a media type or a parameter with the values of its examples as a list."""
    if not isinstance(holder, dict) or not isinstance(holder.get("examples", {}), dict):
        return holder
    values = [holder["example"]] if "example" in holder else []
    named = sorted(holder.get("examples", {}).items())
    values += [one["value"] for _, one in named if "value" in _dict(one)]
    return without(holder, "example", "examples") | ({"examples": values} if values else {})


def _is_ignored(parameter: Any) -> bool:
    name = str(_dict(parameter).get("name")).lower()
    return _dict(parameter).get("in") == "header" and name in _IGNORED_HEADERS


def _without_default_style(parameter: JsonObject) -> JsonObject:
    """Return a parameter without a style and an explode that change nothing."""
    # A header of a response is written like one of a request.
    style = _STYLES.get(str(parameter.get("in")), "simple")
    if parameter.get("style") == style:
        parameter = without(parameter, "style")
    # A single value is written alike in both ways; so is a list in a path or a header.
    alike = (*_SCALARS, *(["array"] if style == "simple" else []))
    is_alike = _dict(parameter.get("schema")).get("type") in alike
    explode = parameter.get("explode")
    if isinstance(explode, bool) and (is_alike or explode == (style == "form")):
        parameter = without(parameter, "explode")
    return parameter


def _form(schema: JsonObject) -> JsonObject:
    """Return a schema whose parts are normalized in its one form."""
    return reduce(lambda one, step: step(one), _STEPS, schema)


def _all_of(schema: JsonObject) -> JsonObject:
    """Return one schema for all that apply; those that exclude each other stay apart."""
    parts = schema.get("allOf")
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        return schema
    own = _form(without(schema, "allOf"))
    # By the letter of 3.0, `nullable` beside allOf has no effect; writers mean that it has.
    is_nullable = schema.get("nullable", all(part.get("nullable") for part in parts))
    try:
        merged = reduce(_merged, [without(part, "nullable") for part in (*parts, own)])
    except (TypeError, ValueError):
        return schema
    return merged | ({"nullable": True} if is_nullable else {})


def _merged(first: JsonObject, second: JsonObject) -> JsonObject:
    """Return one schema for two that both apply.

    Raises:
        ValueError: They exclude each other, or cannot be written as one schema.
    """
    merged = first | second
    for key in first.keys() & second.keys() - _TEXTS:
        one, other = first[key], second[key]
        if key in _MERGED:
            merged[key] = _MERGED[key](one, other)
        elif key == "type" and set(_NUMBERS) == {str(one), str(other)}:
            merged[key] = "integer"
        elif one != other:
            raise ValueError(key)
    return merged


def _one_example(schema: JsonObject) -> JsonObject:
    """Return a schema with one example, where 3.1 has a list of them."""
    examples = schema.get("examples")
    if not isinstance(examples, list):
        return schema
    return without(schema, "examples") | ({"example": examples[0]} if examples else {})


def _constant(schema: JsonObject) -> JsonObject:
    """Return a schema with an enum of one value for a constant."""
    if "const" not in schema:
        return schema
    return without(schema, "const") | {"enum": [schema["const"]]}


def _typed(schema: JsonObject) -> JsonObject:
    """Return a schema with the type that its other keys imply."""
    if "type" in schema or any(key in schema for key in UNIONS):
        return schema
    if isinstance(values := schema.get("enum"), list) and values:
        return schema | {"type": list({_NAMES.get(type(value), "null"): 0 for value in values})}
    implied = [
        type_ for type_, key in (("object", "properties"), ("array", "items")) if key in schema
    ]
    return schema | ({"type": implied[0]} if implied else {})


def _one_type(schema: JsonObject) -> JsonObject:
    """Return a schema without a list of types: with `nullable` for null, a union for others."""
    types = schema.get("type")
    if not isinstance(types, list) or not types or not all(isinstance(one, str) for one in types):
        return schema
    others = [type_ for type_ in dict.fromkeys(types) if type_ != "null"]
    nullable = {"nullable": True} if "null" in types and others else {}
    if "number" in others:
        others = [type_ for type_ in others if type_ != "integer"]
    if len(others) < 2:
        return schema | {"type": (others or ["null"])[0]} | nullable
    of_types = {key for keys in _OF_TYPE.values() for key in keys} | {"type", "enum"}
    branches = [_of_type(schema, type_) for type_ in others]
    return without(schema, *of_types) | nullable | {"oneOf": branches}


def _of_type(schema: JsonObject, type_: str) -> JsonObject:
    """Return what a schema with a list of types says about one of them."""
    keys = _OF_TYPE.get(type_, ())
    branch = {"type": type_} | {key: schema[key] for key in keys if key in schema}
    if isinstance(schema.get("enum"), list):
        branch["enum"] = [one for one in schema["enum"] if _NAMES.get(type(one)) == type_]
    return _form(branch)


def _one_union(schema: JsonObject) -> JsonObject:
    """Return a schema with at most one union, of branches that differ and are no unions."""
    keys = [key for key in UNIONS if key in schema]
    branches = schema[keys[0]] if len(keys) == 1 else None
    if "type" in schema or not isinstance(branches, list):
        return schema
    if not branches or not all(isinstance(branch, dict) for branch in branches):
        return schema
    flat = [inner for branch in branches for inner in _alternatives(branch)]
    rest = without(schema, keys[0])
    if any(branch.get("nullable") or branch.get("type") == "null" for branch in flat):
        rest |= {"nullable": True}
    plain = [without(one, "nullable") for one in flat if one.get("type") != "null"]
    if not all(one.keys() - _TEXTS for one in plain):
        # A branch accepts anything.
        return without(rest, "nullable")
    if len(different := _different(plain)) != 1:
        return rest | {"oneOf": different} if different else schema
    try:
        return _merged(different[0], without(rest, "discriminator"))
    except (TypeError, ValueError):
        return schema


def _alternatives(branch: JsonObject) -> list[JsonObject]:
    """Return the branches of a union inside a union, or the branch itself."""
    if branch.keys() <= {"oneOf", "nullable", "description"} and "oneOf" in branch:
        null = [{"type": "null"}] if branch.get("nullable") else []
        return [*branch["oneOf"], *null]
    return [branch]


def _different(branches: list[JsonObject]) -> list[JsonObject]:
    """Return branches once, and enums of one type as one enum.

    A branch for every string, number or boolean makes others for some of them needless.
    """
    different: list[JsonObject] = []
    every = {str(one["type"]): one for one in branches if one.keys() - _TEXTS == {"type"}}
    every |= {"integer": every["number"]} if "number" in every else {}
    for one in branches:
        branch = every.get(str(one.get("type")), one) if one.get("type") in _SCALARS else one
        same_type = (n for n, one in enumerate(different) if _are_enums(one, branch))
        if branch in different:
            continue
        if (n := next(same_type, None)) is None:
            different.append(branch)
        else:
            values = [*different[n]["enum"], *branch["enum"]]
            different[n] = without(different[n], *_TEXTS) | {"enum": values}
    return different


def _are_enums(*schemas: JsonObject) -> bool:
    """Return true if schemas have one type, and say no more than which values there are."""
    is_plain = all(one.keys() - _TEXTS == {"type", "enum"} for one in schemas)
    return is_plain and len({str(one["type"]) for one in schemas}) == 1


def _enum(schema: JsonObject) -> JsonObject:
    """Return a schema whose enum has each value once, and not null."""
    values = schema.get("enum")
    if not isinstance(values, list) or not values:
        return schema
    others = list({repr(value): value for value in values if value is not None}.values())
    if not others:
        return without(schema, "enum", "nullable") | {"type": "null"}
    schema |= {"enum": others} | ({"nullable": True} if None in values else {})
    is_any_boolean = schema.get("type") == "boolean" and len(others) > 1
    return without(schema, "enum") if is_any_boolean else schema


def _inclusive(schema: JsonObject) -> JsonObject:
    """Return a schema of integers with inclusive limits."""
    steps: tuple[tuple[str, int, Callable[..., int]], ...] = (
        ("minimum", 1, max),
        ("maximum", -1, min),
    )
    for limit, step, stricter in steps:
        exclusive = f"exclusive{limit.capitalize()}"
        # In 3.0, it says how to read the other limit; in 3.1, it is a limit.
        given = [schema[limit]] if limit in schema else []
        bounds = given if schema.get(exclusive) is True else [schema.get(exclusive)]
        if schema.get("type") == "integer" and [type(one) for one in bounds] == [int]:
            limits = [*(one + step for one in bounds if one is not None), *given]
            schema = without(schema, exclusive) | {limit: stricter(limits)}
    return schema


def _whole_limits(schema: JsonObject) -> JsonObject:
    """Return a schema with limits such as 5, not 5.0."""
    limits = {key: schema[key] for key in schema if key in _MERGED or key in _BOUNDS}
    whole = {key: int(one) for key, one in limits.items() if type(one) is float and one == int(one)}
    return schema | whole


def _meaningful(schema: JsonObject) -> JsonObject:
    """Return a schema without keys that say nothing about its values."""
    silent = {key for key, value in schema.items() if _is_default(key, value)}
    if not any(key in schema for key in UNIONS):
        silent |= {"discriminator"} if "type" in schema else {"discriminator", "nullable"}
    return without(schema, *silent)


_STEPS: tuple[Callable[[JsonObject], JsonObject], ...] = (
    _one_example,
    _constant,
    _all_of,
    _typed,
    _one_type,
    _one_union,
    _enum,
    _inclusive,
    _whole_limits,
    _meaningful,
)
