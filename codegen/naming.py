"""Names of operations, and the Python names derived from them.

Fields, classes and modules are named by the generator's own rules. So a clash is found here, before
the generator renames one of the two or overwrites a file.
"""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

from .validation import JsonObject

# For names that begin with a digit or an underscore: `field_prefix` of generator-config.yaml.
_PREFIX = "field_"
# Attributes of every model, and arguments of every endpoint function.
RESERVED_FIELDS = {
    *("to_dict", "to_jsonable", "from_dict", "additional_properties", "operation_name"),
}
RESERVED_PARAMETERS = {"client", "body", "csv", "request"}

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PYTHON_WORDS = {*keyword.kwlist, *dir(builtins), "self", "true", "false", "datetime"}
# No signature in a class with a method `list` has a list.
_VERBS = _PYTHON_WORDS - {"list"}
# Attributes of a client, and names that modules import beside the class of a resource.
_RESOURCES = {
    *("send", "close", "csv", "execute", "execute_raw", "iterator", "literal", "request"),
    *("resources", "sender", "with_options", "with_raw_response"),
}
_LOCALS = {
    *("body", "page_at", "paginate", "paginate_async", "position", "run", "run_async"),
    "with_raw_response",
}
# Names that modules import beside the models.
_CLASSES = {
    *("Any", "AsyncIterator", "ClassVar", "Csv", "Iterable", "Iterator", "Literal", "Mapping"),
    *("Self", "Sequence", "SequenceNotStr"),
}
_USUAL_VERBS = {"GET": "list", "POST": "create", "PUT": "replace", "PATCH": "update"}


def python_name(wire: str, reserved: Collection[str] = ()) -> str:
    """Return the Python name of a field or a parameter: allowAnyDomain -> allow_any_domain."""
    name = _identifier(wire)
    return f"{name}_" if name in reserved else name


@cache
def _identifier(wire: str) -> str:
    # Imported late: that takes longer than all of an update without news.
    from openapi_python_client.strings import PythonIdentifier

    # Python normalizes identifiers like this.
    return str(PythonIdentifier(unicodedata.normalize("NFKC", wire), _PREFIX))


@cache
def class_name(name: str) -> str:
    """Return a dotted, snake or camel case name as a class name: users.create -> UsersCreate."""
    from openapi_python_client.strings import ClassName

    once = ClassName(re.sub(r"[^A-Za-z0-9_. -]", "", name), _PREFIX)
    # The generator names the class of a title once more: 2fa -> 2Fa is capitalized only then.
    return str(ClassName(once, _PREFIX))


def operation_module(name: str) -> str:
    """Return the path of an operation's module in the tree: api/smtp_users/create.py."""
    resource, verb = (_identifier(part) for part in name.split("."))
    return f"api/{resource}/{verb}.py"


def model_module(name: str) -> str:
    """Return the module of a model, by its class name."""
    return _identifier(name)


def request_and_result(name: str) -> tuple[str, str]:
    """Return the class names of an operation's request body and of its response."""
    return f"{class_name(name)}Request", f"{class_name(name)}Result"


def iterate_name(name: str) -> str:
    """Return the name of the method over all pages: logs.list_account -> logs.iterate_account."""
    resource, _, verb = name.partition(".")
    return f"{resource}.iterate_{verb.removeprefix('list').strip('_')}".rstrip("_")


def problem_of_model_name(name: str, resources: Collection[str]) -> str | None:
    """Return why a model cannot have a name; None if it can."""
    if class_name(name) != name:
        return "is not a class name"
    taken = {f"{prefix}{class_name(one)}" for one in resources for prefix in ("", "Async")}
    return "is the name of another class" if name in _CLASSES | taken else None


def problem_of_name(name: str) -> str | None:
    """Return why an operation cannot have a name; None if it can."""
    if not _NAME.fullmatch(name):
        return "is not of the form resource.verb in snake case"
    resource, verb = name.split(".")
    if resource in _PYTHON_WORDS or verb in _VERBS:
        return "uses a word that is reserved in Python"
    if resource in _RESOURCES or resource.startswith("async_"):
        return f"uses {resource}, which is reserved in a client"
    if verb in _LOCALS:
        return f"uses {verb}, which is reserved in the module of a resource"
    return None


def suggest_names(missing: Iterable[str], entries: JsonObject) -> dict[str, str]:
    """Return a free name for each "METHOD path" without one."""
    names = {where: entry["name"] for where, entry in entries.items() if "name" in entry}
    for where in missing:
        names[where] = _free_name(where, names)
    return {where: names[where] for where in missing}


def _free_name(where: str, names: dict[str, str]) -> str:
    method, path = where.split(" ", 1)
    verb = _USUAL_VERBS.get(method, method.lower())
    if method == "GET" and path.endswith("}"):
        verb = "get"
    resource = _resource(path, names)
    name, number = f"{resource}.{verb}", 2
    while name in names.values():
        name, number = f"{resource}.{verb}_{number}", number + 1
    return name


def _resource(path: str, names: dict[str, str]) -> str:
    """Return the resource of another operation of the path, or the path's last two words."""
    for where, name in names.items():
        if where.endswith(f" {path}") and problem_of_name(name) is None:
            return name.split(".")[0]
    fixed = [part for part in path.split("/") if part and "{" not in part]
    resource = "_".join(re.findall(r"[a-z0-9]+", "_".join(fixed[-2:]).lower()))
    return f"api_{resource}".rstrip("_") if problem_of_name(f"{resource}.list") else resource
