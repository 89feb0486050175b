"""The public Python surface of a generated tree, and what of it breaks callers in a newer tree.

griffe compares names and signatures, but not types: these are judged here, by direction. A request
must take all that it took; a response must hold nothing that it did not hold.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import griffe
from attrs import field, frozen

from .naming import class_name

# Members of a type in a text, of which an enum may have thousands.
_MAX_SHOWN = 5
# The place of a value that is missing from a response, or not given.
_UNSET = "_Unset"
# Containers -> those that can be given in their place.
_CONTAINERS = {
    "Iterable": {"Iterable", "Sequence", "list"},
    "Sequence": {"Sequence", "SequenceNotStr", "list"},
    "SequenceNotStr": {"Sequence", "SequenceNotStr", "list"},
    "Mapping": {"Mapping", "dict"},
}
_TEXTS = {
    griffe.BreakageKind.OBJECT_REMOVED: "removed",
    griffe.BreakageKind.PARAMETER_REMOVED: "removed",
    griffe.BreakageKind.PARAMETER_ADDED_REQUIRED: "new, and required",
    griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED: "required",
}


@frozen
class Breakage:
    """A public name that no longer works as it did."""

    name: str
    """A method, an argument such as "smtp_users.create(quota)", or a field: "SmtpUser.quota"."""
    text: str
    operations: frozenset[str] = field(default=frozenset(), eq=False)
    """Public names of the operations that it belongs to."""
    related: frozenset[str] = field(default=frozenset(), eq=False)
    """Those that share a model with them: a change of one may rename the model of another."""

    @property
    def member(self) -> str:
        """Return the name of the argument or field alone."""
        return re.split(r"[.(]", self.name.removesuffix(")"))[-1]


def breakages(old: Path, new: Path) -> Iterator[Breakage]:
    """Yield what works with an old generated tree, and not with a new one, without running them."""
    resources, models = list(_changed(old, new, "resources")), list(_changed(old, new, "models"))
    if not resources and not models:
        return
    sent, received = _uses(old)
    used = {**sent, **received}
    for resource, name, before, after in resources:
        # Both flavours have the same methods.
        if name == class_name(resource):
            for public, text in _of_resource(resource, before, after):
                method = frozenset({public.partition("(")[0]})
                yield Breakage(public, text, method, _sharing(method, used))
    # The model of a body is the arguments of a method.
    bodies = {f"{class_name(method)}Request" for methods in sent.values() for method in methods}
    for _, name, before, after in models:
        if name in used.keys() - bodies:
            operations = frozenset(used[name])
            for public, text in _of_model(name, before, after, is_sent=name in sent):
                yield Breakage(public, text, operations, _sharing(operations, used))


def _changed(
    old: Path, new: Path, package: str
) -> Iterator[tuple[str, str, griffe.Class, griffe.Class | None]]:
    """Yield the module, the name, the old and the new class for each that may have changed."""
    for file in sorted((old / package).glob("*.py")):
        newer = new / package / file.name
        if not newer.exists() or newer.read_bytes() != file.read_bytes():
            after = _module(newer).classes if newer.exists() else {}
            for name, one in _module(file).classes.items():
                yield file.stem, name, one, after.get(name)


def _module(file: Path) -> griffe.Module:
    return griffe.visit(file.stem, file, _text_of(file))


def _text_of(file: Path) -> str:
    """Return the text of a module, without the methods that all models have: they take long."""
    return file.read_text(encoding="utf-8").partition("\n    def to_dict(")[0]


_Uses = dict[str, set[str]]


def _uses(tree: Path) -> tuple[_Uses, _Uses]:
    """Return the operations of a tree, by their public names, that send and return each model."""
    inside = {
        one.name: _names_in(getattr(field, "annotation", None) for field in one.body)
        for file in (tree / "models").glob("*.py")
        for one in ast.parse(_text_of(file)).body
        if isinstance(one, ast.ClassDef)
    }
    sent: _Uses = {}
    received: _Uses = {}
    for file in (tree / "api").glob("*/*.py"):
        name = f"{file.parent.name}.{file.stem.rstrip('_')}"
        for one in ast.parse(_text_of(file)).body:
            if isinstance(one, ast.FunctionDef) and one.name == "sync":
                given = [*one.args.args, *one.args.kwonlyargs]
                _note(sent, _names_in(argument.annotation for argument in given), inside, name)
                _note(received, _names_in([one.returns]), inside, name)
    return sent, received


def _names_in(annotations: Iterable[ast.expr | None]) -> set[str]:
    nodes = (node for one in annotations if one for node in ast.walk(one))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _note(used: _Uses, names: set[str], inside: _Uses, operation: str) -> None:
    """Note that an operation uses the models among some names, and those inside them."""
    for name in names & inside.keys():
        if operation not in used.setdefault(name, set()):
            used[name].add(operation)
            _note(used, inside[name], inside, operation)


def _sharing(operations: frozenset[str], used: _Uses) -> frozenset[str]:
    """Return the operations that share a model with some operations."""
    sharing = (names for names in used.values() if not operations.isdisjoint(names))
    return frozenset[str]().union(*sharing)


_Broken = Iterator[tuple[str, str]]
_Annotation = str | griffe.Expr | None


def _of_resource(name: str, old: griffe.Class, new: griffe.Class | None) -> _Broken:
    if new is None:
        yield from ((f"{name}.{verb}", "removed") for verb in old.functions if verb[0] != "_")
        return
    for breakage in griffe.find_breaking_changes(old, new):
        parameter = breakage.old_value or breakage.new_value
        is_method = breakage.kind is griffe.BreakageKind.OBJECT_REMOVED
        argument = "" if is_method else f"({parameter.name})"
        yield f"{name}.{breakage.obj.name}{argument}", _TEXTS[breakage.kind]
    for verb in old.functions.keys() & new.functions.keys():
        for argument, text in _of_method(old.functions[verb], new.functions[verb]):
            yield f"{name}.{verb}({argument})", text


def _of_method(old: griffe.Function, new: griffe.Function) -> _Broken:
    """Compare the types; griffe compares the rest."""
    arguments = {one.name: one.annotation for one in new.parameters}
    for one in old.parameters:
        if text := _narrowed(one.annotation, arguments.get(one.name, one.annotation)):
            yield one.name, text
    if text := _widened(old.returns, new.returns):
        yield "", text


def _of_model(name: str, old: griffe.Class, new: griffe.Class | None, *, is_sent: bool) -> _Broken:
    if new is None:
        yield name, "removed"
        return
    for breakage in griffe.find_breaking_changes(old, new):
        yield f"{name}.{breakage.obj.name}", _TEXTS[breakage.kind]
    for field_name, after in new.attributes.items():
        before = old.attributes.get(field_name)
        for text in _of_field(before, after, is_sent=is_sent):
            yield f"{name}.{field_name}", text


def _of_field(
    old: griffe.Attribute | None, new: griffe.Attribute, *, is_sent: bool
) -> Iterator[str]:
    """Compare the fields of a model; griffe does not know that they are arguments as well."""
    if is_sent and _is_required(new) and (old is None or not _is_required(old)):
        yield "new, and required" if old is None else "required"
    judge = _narrowed if is_sent else _widened
    if old and (text := judge(old.annotation, new.annotation)):
        yield text


def _is_required(attribute: griffe.Attribute) -> bool:
    return _UNSET not in _members(attribute.annotation)


def _narrowed(old: _Annotation, new: _Annotation) -> str | None:
    """Say what a request no longer takes."""
    before, after = _members(old), _members(new)
    # None of an argument that becomes required meant "not passed", too.
    taken = before - ({_UNSET, "None"} if _UNSET in before - after else {_UNSET})
    lost = set() if "Any" in after else _beyond(taken, after)
    if lost == taken:
        return f"{_shown(before)} -> {_shown(after)}"
    return f"no longer takes {_shown(lost)}" if lost else None


def _widened(old: _Annotation, new: _Annotation) -> str | None:
    """Say what a response may hold now."""
    before, after = _members(old), _members(new)
    gained = _beyond(after, before)
    if gained == after - {_UNSET}:
        return f"{_shown(before)} -> {_shown(after)}" if gained else None
    return f"may be {_shown(gained)}" if gained else None


def _shown(members: set[str]) -> str:
    names = [name.removeprefix("Literal") for name in sorted(members - {_UNSET})]
    if (more := len(names) - _MAX_SHOWN) > 0:
        names[_MAX_SHOWN:] = [f"{more} more"]
    return " or ".join(names) or "UNSET"


def _beyond(given: set[str], wanted: set[str]) -> set[str]:
    """Return the members of a type that another type does not have."""
    return {one for one in given - wanted if not any(_accepts(other, one) for other in wanted)}


def _members(annotation: _Annotation) -> set[str]:
    """Return the members of a union, each value of a Literal as one of them."""
    return _members_of(_parsed(str(annotation).replace("builtins.", "")))


def _parsed(annotation: str) -> ast.expr:
    return ast.parse(annotation, mode="eval").body


def _members_of(node: ast.expr) -> set[str]:
    match node:
        case ast.BinOp(left=left, right=right):
            return _members_of(left) | _members_of(right)
        case ast.Subscript(value=ast.Name("Literal"), slice=ast.Tuple(elts=values)):
            return {f"Literal[{ast.unparse(value)}]" for value in values}
    return {ast.unparse(node)}


def _accepts(wanted: str, given: str) -> bool:
    """Return true if each value of a type is one of another; neither is a union."""
    if (given, wanted) == ("int", "float"):
        return True
    match _parsed(given), _parsed(wanted):
        case ast.Subscript(value=ast.Name("Literal"), slice=ast.Constant(value)), _:
            return wanted == type(value).__name__
        case (
            ast.Subscript(value=ast.Name(inner), slice=values),
            ast.Subscript(value=ast.Name(outer), slice=others),
        ) if inner in _CONTAINERS.get(outer, {outer}):
            # The names of a mapping are always strings.
            pair = (one.elts[-1] if isinstance(one, ast.Tuple) else one for one in (values, others))
            return not _beyond(*map(_members_of, pair))
    return False
