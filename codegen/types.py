"""Python types of schemas: annotation, validator of an argument, and parsing of a response.

Types and validators are source text, which the templates paste.
"""

import json
from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from .naming import class_name, python_name
from .spec import LIMITS, branches_of, tag_values_of, tags_of, union_of
from .validation import GenerationError, JsonObject

CHECKS: Mapping[str, tuple[str, str]] = {
    "one_line": ("string", "_validators.one_line"),
    "base64": ("string", "_validators.base64"),
    "headers": ("object", "_validators.headers_of"),
}
"""Reviewed check of a field of a request -> the type of its values, and the validator."""
WIRE_TYPES: Mapping[str, set[str]] = {
    "flag": {"integer", "number"},
    "unix_seconds": {"integer", "number"},
    "unix_milliseconds": {"integer", "number"},
    "iso_8601": {"string"},
    "comma_list": {"string"},
    "json_list": {"string"},
}
"""Wire format -> the described types that it is for."""
# Type of a scalar -> Python type, description for errors, classes of decoded JSON.
_SCALARS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "string": ("str", "a string", ("str",)),
    "integer": ("int", "an integer", ("int",)),
    "number": ("float", "a number", ("float", "int")),
    "boolean": ("bool", "a boolean", ("bool",)),
}
SCALARS = frozenset(_SCALARS)
# Constraints that are arguments of a validator, in their order there.
_LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")
_SHAPE_KEYS = {"type", "enum", "required", "nullable"}
# Only requests are validated.
_REQUEST_SHAPE_KEYS = _SHAPE_KEYS.union(*LIMITS.values())


@frozen(kw_only=True)
class Direction:
    """One direction of an operation, its request or its response, and the names in it."""

    operation: str = ""
    """The name in error messages: of the operation, or of a model that several share."""
    is_request: bool = False
    title: str = ""
    """The class name of the schema; the classes of the schemas inside begin with it."""
    secrets: frozenset[str] = frozenset()
    wire_formats: Mapping[str, str] = field(factory=dict)
    """Wire formats by field name."""
    aliases: Mapping[str, str] = field(factory=dict)
    """Other names of fields in the API -> the name that is used."""
    names: Mapping[str, str] = field(factory=dict)
    """Python names that are not derived from the API's name."""
    checks: Mapping[str, str] = field(factory=dict)
    """Reviewed checks by field name."""
    check: str | None = None
    """The reviewed check of this field."""
    patterns: JsonObject = field(factory=dict)
    """Reviewed patterns: the vendor's pattern -> the one to validate, and its meaning."""
    shared: Mapping[str, str] = field(factory=dict)
    """Shape -> class name of the model that several places share."""
    models: "dict[str, tuple[JsonObject, Direction]]" = field(factory=dict)
    """Collects the objects that become models, by class name."""

    def inside(self, name: str) -> "Direction":
        """Return the direction of a schema inside this one."""
        # A word that is reserved by itself, such as Warning_, is none here.
        return evolve(self, title=f"{self.title}{name.rstrip('_')}")


@frozen(kw_only=True)
class Value:
    """The Python side of a schema. The templates read these attributes by name."""

    type: str
    check: str | None = None
    """The validator of an argument; None accepts anything."""
    classes: tuple[str, ...] = ()
    """The classes of decoded JSON; empty for any."""
    words: str = ""
    """The description for errors: "a string"."""
    model: str | None = None
    """The class name of an object, unless it may be one of several."""
    parse: str | None = None
    """The parser of an object."""
    items: "Value | None" = None
    form: str | None = None
    """The wire format, if it is not that of the Python type."""
    nullable: bool = False
    imports: tuple[str, ...] = ()
    """The models in the type."""


def wire_format_of(name: str, schema: JsonObject, direction: Direction) -> str | None:
    """Return the wire format of a field, if it is not that of its type."""
    implied = "iso_8601" if schema.get("format") == "date-time" else None
    return direction.wire_formats.get(name, implied)


def shape_of(schema: JsonObject, direction: Direction) -> str:
    """Return a key that is equal for schemas that make the same class: all but their texts."""
    return json.dumps([direction.is_request, _shape(schema, direction)], sort_keys=True)


def _shape(schema: JsonObject, direction: Direction) -> object:
    keys = _REQUEST_SHAPE_KEYS if direction.is_request else _SHAPE_KEYS
    own = {key: schema[key] for key in schema if key in keys}
    properties = {
        name: [
            _shape(inner, direction),
            wire_format_of(name, inner, direction),
            name in direction.secrets,
            direction.names.get(name),
            direction.checks.get(name),
            sorted(other for other, used in direction.aliases.items() if used == name),
        ]
        for name, inner in schema.get("properties", {}).items()
    }
    inside = {
        key: _shape(schema[key], direction)
        for key in ("items", "additionalProperties")
        if isinstance(schema.get(key), dict)
    }
    return [own, properties, inside, [_shape(branch, direction) for branch in union_of(schema)]]


def value_of(schema: JsonObject, direction: Direction, wire_format: str | None = None) -> Value:
    """Return the Python side of a schema, and register the models inside it.

    Raises:
        GenerationError: Two models of different shape would have the same name.
    """
    if wire_format:
        value = evolve(
            WIRE_FORMATS[wire_format](direction), form=wire_format.upper(), classes=("str",)
        )
    else:
        value = _union(schema, direction)
    if not any(one.get("nullable") for one in (schema, *branches_of(schema))):
        return value
    return evolve(
        value,
        type=value.type if value.type == "Any" else f"{value.type} | None",
        check=f"_validators.nullable({value.check})" if value.check else None,
        classes=(*value.classes, "None") if value.classes else (),
        nullable=True,
    )


def _with_article(name: str) -> str:
    return f"{'an' if name[0] in 'aeioAEIO' else 'a'} {name}"


def _union(schema: JsonObject, direction: Direction) -> Value:
    branches = branches_of(schema)
    if len(branches) == 1:
        return _BY_TYPE[branches[0].get("type")](branches[0], direction)
    names = variants_of(branches)
    values = [
        _BY_TYPE[branch.get("type")](branch, direction.inside(name))
        for branch, name in zip(branches, names, strict=True)
    ]
    # An argument is an instance of the model, not a dict.
    choices = {
        cls: value.check
        for value in values
        for cls in ((value.model,) if value.model else value.classes)
    }
    checks = ", ".join(f"({cls}, {check})" for cls, check in choices.items())
    expected = " or ".join(map(_with_article, choices))
    types = [value.type for value in values]
    parsers = [value.parse for value in values if value.parse]
    if len(parsers) > 1:
        parsers = [_parse_variant(branches, values)]
        # There may be kinds that are not documented yet.
        types += [] if direction.is_request else ["dict[str, Any]"]
    union = " | ".join(types)
    return Value(
        # Beside a str, a sequence need not exclude it.
        type=union.replace("SequenceNotStr[", "Sequence[") if "str" in choices else union,
        check=f"_validators.one_of({literal(expected)}, {checks})",
        classes=tuple(dict.fromkeys(cls for value in values for cls in value.classes)),
        words=" or ".join(dict.fromkeys(value.words for value in values)),
        parse=next(iter(parsers), None),
        items=next((value.items for value in values if value.items), None),
        imports=tuple(name for value in values for name in value.imports),
    )


def variants_of(branches: list[JsonObject]) -> list[str]:
    """Return what each branch of a union adds to the names of classes, beside other objects."""
    return [class_name(value) if value else "" for value in tag_values_of(branches)]


def _parse_variant(branches: list[JsonObject], values: list[Value]) -> str:
    """Return the parser of an object that has one of several classes, by the value of a field."""
    pairs = [(one, value) for one, value in zip(branches, values, strict=True) if value.parse]
    name, tags = tags_of([branch for branch, _ in pairs]) or ("", [])
    parsers = ", ".join(
        f"{literal(tag)}: {value.parse}"
        for own, (_, value) in zip(tags, pairs, strict=True)
        for tag in own
    )
    return f"_parsing.variant({literal(name)}, {{{parsers}}})"


def parser_of(value: Value) -> str:
    """Return the parser of a whole response."""
    if value.classes == ("dict",):
        return value.parse or "_parsing.any_json"
    parsers = dict.fromkeys(value.classes, "_parsing.any_json")
    parsers |= {"dict": value.parse} if value.parse else {}
    if value.items and value.items.classes:
        item = value.items
        parse = f", {item.parse}" if item.parse else ""
        classes = f"({_classes(item)},)"
        parsers["list"] = f"_parsing.items_of({classes}, {literal(item.words)}{parse})"
    choices = ", ".join(f"{_class(name)}: {parser}" for name, parser in parsers.items())
    return f"_parsing.one_of({{{choices}}}, {literal(value.words)})"


def _classes(value: Value) -> str:
    return ", ".join(map(_class, value.classes))


def _class(name: str) -> str:
    return "type(None)" if name == "None" else name


def _scalar(schema: JsonObject, direction: Direction) -> Value:
    type_, words, classes = _SCALARS[schema["type"]]
    check = scalar_check(schema, direction)
    if "enum" in schema:
        values = f"Literal[{', '.join(literal(value) for value in schema['enum'])}]"
        # A response may have values that are not documented yet.
        type_ = values if direction.is_request else f"{values} | {type_}"
    return Value(type=type_, check=check, classes=classes, words=words)


def _array(schema: JsonObject, direction: Direction) -> Value:
    item = value_of(schema["items"], direction.inside("Item"))
    check = f"_validators.array({item.check or 'lambda *_: None'}{limit_arguments(schema)})"
    return Value(
        type=_type_of_array(item, direction),
        check=check,
        classes=("list",),
        words="a list",
        items=item,
        imports=item.imports,
    )


def _type_of_array(item: Value, direction: Direction) -> str:
    if not direction.is_request:
        return f"list[{item.type}]"
    if "str" not in item.classes:
        return f"Sequence[{item.type}]"
    # A list of literals that a variable holds is a list[str]. The union keeps their completion.
    is_enum = item.type.startswith("Literal[")
    return f"SequenceNotStr[{item.type} | str]" if is_enum else f"SequenceNotStr[{item.type}]"


def _object(schema: JsonObject, direction: Direction) -> Value:
    if not schema.get("properties"):
        return _mapping(schema, direction)
    if shared := direction.shared.get(shape_of(schema, direction)):
        direction = evolve(direction, title=shared, operation=shared)
    name = direction.title
    registered = direction.models.setdefault(name, (schema, direction))
    if shape_of(*registered) != shape_of(schema, direction):
        raise GenerationError([f"{name} would be the name of two models. Rename an operation."])
    check = f"_validators.instance_of({name}, {literal(_with_article(name))})"
    return Value(
        type=name,
        check=check,
        classes=("dict",),
        words="an object",
        model=name,
        parse=f"{name}.from_dict",
        imports=(name,),
    )


def _mapping(schema: JsonObject, direction: Direction) -> Value:
    inner = Value(type="Any")
    if isinstance(schema.get("additionalProperties"), dict):
        inner = value_of(schema["additionalProperties"], direction.inside("Value"))
    check = f"_validators.mapping_of({inner.check})" if inner.check else "_validators.mapping"
    if direction.check == "headers":
        check = f"{CHECKS['headers'][1]}({inner.check or 'lambda *_: None'})"
    holder = "Mapping" if direction.is_request else "dict"
    type_ = f"{holder}[str, {inner.type}]"
    return Value(type=type_, check=check, classes=("dict",), words="an object")


def _text_list(direction: Direction) -> Value:
    texts = _array({"type": "array", "items": {"type": "string"}}, direction)
    return evolve(texts, items=None, words="")


_MOMENT = Value(type="datetime", check="_validators.aware_datetime")
WIRE_FORMATS: Mapping[str, Callable[[Direction], Value]] = {
    "flag": lambda _: Value(type="bool", check="_validators.boolean"),
    **dict.fromkeys(("unix_seconds", "unix_milliseconds", "iso_8601"), lambda _: _MOMENT),
    **dict.fromkeys(("comma_list", "json_list"), _text_list),
}
"""Wire format -> the Python side of a value with it."""
_BY_TYPE: Mapping[str | None, Callable[[JsonObject, Direction], Value]] = {
    **dict.fromkeys(_SCALARS, _scalar),
    "array": _array,
    "object": _object,
    None: lambda schema, direction: Value(type="Any"),
}


def literal(value: object) -> str:
    """Return a string or a number of the document as Python source; ascii() escapes the rest."""
    return ascii(value)


def scalar_check(schema: JsonObject, direction: Direction) -> str:
    """Return the validator of a scalar. Values outside an enum are accepted."""
    type_ = schema["type"]
    limits = "" if "enum" in schema else limit_arguments(schema) + _pattern(schema, direction)
    if type_ == "string" and CHECKS.get(direction.check or "", ("",))[0] == "string":
        limits += f", check={CHECKS[direction.check or ''][1]}"
    if type_ == "boolean":
        return "_validators.boolean"
    if type_ == "string":
        return f"_validators.text({limits.removeprefix(', ')})"
    integer = ", integer=True" if type_ == "integer" else ""
    return f"_validators.number({(limits + integer).removeprefix(', ')})"


def limit_arguments(schema: JsonObject) -> str:
    """Return the constraints of a schema as arguments of a validator, with a leading comma."""
    limits = {python_name(limit): schema[limit] for limit in _LIMITS if limit in schema}
    shortest = {name: int(one) if one == int(one) else one for name, one in limits.items()}
    return "".join(f", {name}={literal(limit)}" for name, limit in shortest.items())


def _pattern(schema: JsonObject, direction: Direction) -> str:
    # Only reviewed patterns are run: some of the vendor's may backtrack without end.
    reviewed = direction.patterns.get(schema.get("pattern", ""), {})
    if not reviewed.get("check"):
        return ""
    return f", pattern={literal(reviewed['check'])}, meaning={literal(reviewed['meaning'])}"
