"""What a schema is in Python: its type, the check of an argument, the reading of an answer.

All of it as texts that the templates paste.
"""

from collections.abc import Callable, Mapping

from attrs import evolve, frozen

from .checks import check_of_scalar, limits_of, literal
from .description import JsonObject, branches_of
from .purpose import Purpose, shape_of
from .source import DoesNotFit

LIST = "\N{SECTION SIGN}"
"""Stands for `list` in a type: in a class that has a method of this name, it is another word."""

# The form of a value -> its type in Python, and the check of an argument.
_FORMS: Mapping[str, tuple[str, str]] = {
    "flag": ("bool", "_checks.boolean"),
    "unix_seconds": ("datetime", "_checks.moment"),
    "unix_milliseconds": ("datetime", "_checks.moment"),
    "iso_8601": ("datetime", "_checks.moment"),
    "comma_list": (f"{LIST}[str]", "_checks.array(_checks.text())"),
    "json_list": (f"{LIST}[str]", "_checks.array(_checks.text())"),
}
FORMS = tuple(_FORMS)
_SCALARS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "string": ("str", "a string", ("str",)),
    "integer": ("int", "an integer", ("int",)),
    "number": ("float", "a number", ("float", "int")),
    "boolean": ("bool", "a boolean", ("bool",)),
}


@frozen(kw_only=True)
class Value:
    """A schema in Python."""

    type: str
    check: str | None = None
    """Looks at an argument; None if there is nothing to look at."""
    classes: tuple[str, ...] = ()
    """The classes that JSON may give it; none if any."""
    words: str = ""
    model: str | None = None
    """The class that an object becomes."""
    items: "Value | None" = None
    form: str | None = None
    nullable: bool = False
    imports: tuple[str, ...] = ()
    """The models in its type."""


def value_of(schema: JsonObject, purpose: Purpose, form: str | None = None) -> Value:
    """What a schema is in Python; the models in it are registered on the way."""
    made = _formed(form) if form else _union(schema, purpose)
    nullable = any(one.get("nullable") for one in (schema, *branches_of(schema)))
    return _nullable(made) if nullable else made


def _formed(form: str) -> Value:
    type_, check = _FORMS[form]
    return Value(type=type_, check=check, form=form.upper(), classes=("str",))


def _nullable(value: Value) -> Value:
    check = f"_checks.nullable({value.check})" if value.check else None
    classes = (*value.classes, "None") if value.classes else ()
    type_ = value.type if value.type == "Any" else f"{value.type} | None"
    return evolve(value, type=type_, check=check, classes=classes, nullable=True)


def _union(schema: JsonObject, purpose: Purpose) -> Value:
    values = [_KINDS[branch.get("type")](branch, purpose) for branch in branches_of(schema)]
    if len(values) == 1:
        return values[0]
    choices = {cls: value.check for value in values for cls in _python_classes(value)}
    checks = ", ".join(f"({cls}, {check})" for cls, check in choices.items())
    got = " or ".join(f"{'an' if cls[0] in 'aeiou' else 'a'} {cls}" for cls in choices)
    return Value(
        type=" | ".join(value.type for value in values),
        check=f"_checks.one_of({literal(got)}, {checks})",
        classes=tuple(cls for value in values for cls in value.classes),
        words=" or ".join(value.words for value in values),
        model=next((value.model for value in values if value.model), None),
        items=next((value.items for value in values if value.items), None),
        imports=tuple(name for value in values for name in value.imports),
    )


def _python_classes(value: Value) -> tuple[str, ...]:
    """The classes of an argument: a model in the place of its object."""
    return (value.model,) if value.model else value.classes


def _scalar(schema: JsonObject, purpose: Purpose) -> Value:
    type_, words, classes = _SCALARS[schema["type"]]
    check = check_of_scalar(schema, purpose)
    if "enum" in schema:
        type_ = _literals(schema["enum"], None if purpose.is_request else type_)
    return Value(type=type_, check=check, classes=classes, words=words)


def _literals(values: list[object], open_type: str | None) -> str:
    """The described values; an answer may hold others, which are kept as they came."""
    listed = f"Literal[{', '.join(literal(value) for value in values)}]"
    return f"{listed} | {open_type}" if open_type else listed


def _array(schema: JsonObject, purpose: Purpose) -> Value:
    item = value_of(schema["items"], purpose.inside("Item"))
    check = f"_checks.array({item.check or 'lambda *_: None'}{limits_of(schema)})"
    return Value(
        type=f"{LIST}[{item.type}]",
        check=check,
        classes=("list",),
        words="a list",
        items=item,
        imports=item.imports,
    )


def _object(schema: JsonObject, purpose: Purpose) -> Value:
    if not schema.get("properties"):
        return _mapping(schema, purpose)
    if shared := purpose.shared.get(shape_of(schema, purpose)):
        purpose = evolve(purpose, title=shared, operation=shared)
    name = purpose.title
    _register(name, schema, purpose)
    check = f"_checks.kind({name}, {literal(f'a {name}')})"
    return Value(
        type=name, check=check, classes=("dict",), words="an object", model=name, imports=(name,)
    )


def _mapping(schema: JsonObject, purpose: Purpose) -> Value:
    """An object of any names, and of values that are alike if the description says so."""
    inner = Value(type="Any")
    if isinstance(schema.get("additionalProperties"), dict):
        inner = value_of(schema["additionalProperties"], purpose.inside("Value"))
    check = f"_checks.table({inner.check})" if inner.check else "_checks.mapping"
    return Value(type=f"dict[str, {inner.type}]", check=check, classes=("dict",), words="an object")


def _register(name: str, schema: JsonObject, purpose: Purpose) -> None:
    known = purpose.models.setdefault(name, (schema, purpose))
    if shape_of(*known) != shape_of(schema, purpose):
        raise DoesNotFit([f"{name} would be the name of two models. Rename an operation."])


_KINDS: Mapping[str | None, Callable[[JsonObject, Purpose], Value]] = {
    **dict.fromkeys(_SCALARS, _scalar),
    "array": _array,
    "object": _object,
    None: lambda schema, purpose: Value(type="Any"),
}
