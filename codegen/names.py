"""Names: of operations as they should be, and of the Python code that follows from them.

Fields, classes and modules are named by the generator's own rules, so that a clash is found before
the generator resolves it in its own way or writes one file over another.
"""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

# A field or an operation whose name begins with a digit or an underscore.
_PREFIX = "field_"
# What a model, and an endpoint function, have of their own.
FIELD_NAMES_TAKEN = {"to_dict", "from_dict", "additional_properties", "operation_name"}
PARAMETER_NAMES_TAKEN = {"client", "body", "csv", "request"}

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PYTHON_WORDS = {*keyword.kwlist, *dir(builtins), "self", "true", "false", "datetime"}
# A method may have this name: its own class writes builtins.list.
_VERBS_ALLOWED = {"list"}
# What a client has of its own, and what the modules import beside the class of a resource.
_RESOURCES_TAKEN = {"send", "close", "csv", "iterator", "literal", "resources", "sender"}
_VERBS_TAKEN = {"body", "each", "each_async", "page_at", "place"}
# What the modules import beside models.
_MODELS_TAKEN = {
    "Any",
    "AsyncIterator",
    "ClassVar",
    "Csv",
    "Iterator",
    "Literal",
    "Mapping",
    "Self",
}
_USUAL_VERBS = {"GET": "list", "POST": "create", "PUT": "replace", "PATCH": "update"}


def python_name(wire: str, taken: Collection[str] = ()) -> str:
    """A field's or parameter's name in Python: allowAnyDomain -> allow_any_domain."""
    # Python reads an identifier in this form, so two names may differ in the file only.
    name = PythonIdentifier(unicodedata.normalize("NFKC", wire), _PREFIX)
    return f"{name}_" if name in taken else str(name)


def class_name(name: str) -> str:
    """A dotted, snake or camel case name as a class name: smtp_users.create -> SmtpUsersCreate."""
    return str(ClassName(re.sub(r"[^A-Za-z0-9_. -]", "", name), _PREFIX))


def module_of(name: str) -> str:
    """Where an operation's module is in the tree: api/smtp_users/create.py."""
    resource, verb = (PythonIdentifier(part, _PREFIX) for part in name.split("."))
    return f"api/{resource}/{verb}.py"


def titles_of(name: str) -> tuple[str, str]:
    """The class names of what an operation sends and of what it returns."""
    return f"{class_name(name)}Request", f"{class_name(name)}Result"


def module_of_model(name: str) -> str:
    """The module of a model, by the name of its class."""
    return str(PythonIdentifier(name, _PREFIX))


def verb_of_iteration(verb: str) -> str:
    """The method that goes through all pages of another: list_parts -> iterate_parts."""
    rest = verb.removeprefix("list").strip("_")
    return f"iterate_{rest}" if rest else "iterate"


def problem_of_model_name(name: str, resources: Collection[str]) -> str | None:
    """What is wrong with a model's name, if anything is."""
    if class_name(name) != name:
        return "is no name of a class"
    taken = {f"{twin}{class_name(resource)}" for resource in resources for twin in ("", "Async")}
    return "is the name of another class" if name in _MODELS_TAKEN | taken else None


def problem_of_name(name: str) -> str | None:
    """What is wrong with an operation's name, if anything is."""
    if not _NAME.fullmatch(name):
        return "is not of the form resource.verb in snake case"
    resource, verb = name.split(".")
    if resource in _PYTHON_WORDS or verb in _PYTHON_WORDS - _VERBS_ALLOWED:
        return "uses a word that Python has taken"
    if resource in _RESOURCES_TAKEN or resource.startswith("async_"):
        return f"uses {resource}, which a client or its async twin has taken"
    if verb in _VERBS_TAKEN:
        return f"uses {verb}, which the module of a resource has taken"
    return None


def doubles(names: Collection[str]) -> Iterator[str]:
    """Names of which only one can be, because the same class would follow from them."""
    yield from _alike(names)
    yield from _alike(name.split(".")[0] for name in names)


def _alike(names: Iterable[str]) -> Iterator[str]:
    by_class: dict[str, set[str]] = {}
    for name in names:
        by_class.setdefault(class_name(name), set()).add(name)
    for alike in by_class.values():
        if len(alike) > 1:
            yield f"The names {' and '.join(sorted(alike))} make the same class. Change one."


def suggested_entries(missing: Iterable[str], entries: dict[str, Any]) -> dict[str, str]:
    """The line to write for each operation without a name; together they fit."""
    given = {where: entry["name"] for where, entry in entries.items() if "name" in entry}
    for where in missing:
        given[where] = _free_name(where, given)
    return {where: f"  {where}: {{name: {given[where]}}}" for where in missing}


def _free_name(where: str, given: dict[str, str]) -> str:
    method, path = where.split(" ", 1)
    verb = _USUAL_VERBS.get(method, method.lower())
    if method == "GET" and path.endswith("}"):
        verb = "get"
    resource = _resource(path, given)
    classes = {class_name(name) for name in given.values()}
    name, number = f"{resource}.{verb}", 2
    while class_name(name) in classes:
        name, number = f"{resource}.{verb}_{number}", number + 1
    return name


def _resource(path: str, given: dict[str, str]) -> str:
    """The resource of another operation on the path, or the path's own last two words."""
    for where, name in given.items():
        if where.endswith(f" {path}") and problem_of_name(name) is None:
            return name.split(".")[0]
    fixed = [part for part in path.split("/") if part and "{" not in part]
    words = re.findall(r"[a-z0-9]+", "_".join(fixed[-2:]).lower())
    resource = "_".join(words)
    return f"api_{resource}".rstrip("_") if problem_of_name(f"{resource}.list") else resource
