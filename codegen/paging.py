"""Listings that come in pages: the method that goes through all of them."""

from .description import JsonObject
from .names import FIELD_NAMES_TAKEN, python_name, verb_of_iteration
from .purpose import Purpose
from .schemas import fields_of

_PLACES = ("page", "offset")


def paging_of(entry: JsonObject, about: JsonObject, purpose: Purpose) -> JsonObject | None:
    """What the template needs for `iterate`, if the entry says how the operation pages."""
    if "paging" not in entry:
        return None
    paging, told = entry["paging"], entry["paging"].get("told", "")
    fields = {field["wire"]: field for field in fields_of(*purpose.models[about["answer"]["type"]])}
    rows = fields[paging["rows"]]
    return {
        "verb": verb_of_iteration(about["verb"]),
        "rows": rows["name"],
        "row": rows["items"]["type"],
        "imports": list(rows["items"]["imports"]),
        "by": paging["by"],
        "size": paging["size"],
        "told": [python_name(name, FIELD_NAMES_TAKEN) for name in filter(None, told.split("."))],
        "arguments": [one for one in about["arguments"] if one["name"] not in _PLACES],
    }
