"""Names and texts of the document with a meaning in Python."""

from __future__ import annotations

import ast
import inspect
import json
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest

from codegen.generate import TREE

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Wide
    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# Names of parameters and of fields, and their Python names.
BOTH = {
    "response": "response",
    "params": "params",
    "d": "d",
    "cls": "cls",
    "self": "self_",
    "list": "list_",
    "type": "type_",
    "import": "import_",
    "from": "from_",
    "datetime": "datetime_",
    "Any": "any_",
    "rest": "rest",
    "odd": "odd",
    "at": "at",
    "src": "src",
    "made": "made",
    "page_at": "page_at",
    "place": "place",
    "v_item": "v_item",
    "größe": "größe",
}
PARAMETERS = BOTH | {
    "client": "client_",
    "body": "body_",
    "request": "request_",
    "csv": "csv_",
    "url": "url",
    "v_body": "v_body",
    "_place": "field_place",
    'quote"\n{at}': "quoteat",
}
FIELDS = BOTH | {
    "client": "client",
    "body": "body",
    "request": "request",
    "v_body": "v_body",
    "to_dict": "to_dict_",
    "from_dict": "from_dict_",
    "additional_properties": "additional_properties_",
    "operation_name": "operation_name_",
    "came": "came",
    "names": "names",
    "item": "item",
    "index": "index",
    "v_index": "v_index",
    "v_text": "v_text",
    "enumerate": "enumerate_",
    "isinstance": "isinstance_",
    "UNSET": "unset",
    "dict": "dict_",
    "str": "str_",
    "None": "none",
    "_private": "field_private",
    "2fa": "field_2fa",
    '"""': "field_",
    'quote"; raise SystemExit; "': "quote_raise_system_exit",
    "it's": "its",
    "{at}{0}": "at0",
    "back\\slash\\": "back_slash",
    "new\nline": "newline",
    "tab\tand\u0007bell": "tabandbell",
}
QUOTED = ("quote\"'", "back\\slash\\", "{braces}", "new\nline", "\N{SECTION SIGN}")


@pytest.mark.parametrize(("wire", "name"), PARAMETERS.items())
async def test_parameter(caller: Caller, wire: str, name: str) -> None:
    """A parameter of any name reaches the query through the method, the function and the record."""
    sender = caller.sender({"rows": []})

    await caller.call(sender, "things.list", must="x", **{name: "value"})

    assert dict(sender.requests[0].query) == {"must": "x", wire: "value"}


@pytest.mark.parametrize(("wire", "name"), PARAMETERS.items())
async def test_parameter_of_an_iteration(caller: Caller, wire: str, name: str) -> None:
    """So does one of a method that goes through pages."""
    sender = caller.sender({"rows": []})

    await caller.rows(sender, "things.iterate", must="x", **{name: "value"})
    query = dict(sender.requests[0].query)

    assert query == {"must": "x", wire: "value", "limit": "2", "page": "1"}


@pytest.mark.parametrize(("wire", "name"), FIELDS.items())
async def test_field_of_a_request(caller: Caller, wire: str, name: str) -> None:
    """A field of any name reaches the body, and comes back from it."""
    models, sender = caller.wide.models, caller.sender({"id": "1"})
    child = models.ThingsCreateRequestChild(id=1)

    await caller.call(sender, "things.create", text="a", child=child, **{name: "value"})
    sent = json.loads(sender.requests[0].content)

    assert sent == {"text": "a", "child": {"id": 1}, wire: "value"}
    assert getattr(models.ThingsCreateRequest.from_dict(sent), name) == "value"


@pytest.mark.parametrize(("wire", "name"), FIELDS.items())
def test_field_of_a_response(wide: Wide, wire: str, name: str) -> None:
    """A field of any name is parsed and serialized, and named in deviations."""
    deviations: list[str] = []
    model = wide.models.ThingsListResult

    assert getattr(model.from_dict({"rows": [], wire: "value"}), name) == "value"
    assert model.from_dict({"rows": [], wire: 1}, deviations=deviations).to_dict() == {
        "rows": [],
        wire: 1,
    }
    assert deviations == [f"{wire} is an integer where a string is described"]


def test_list_of_any_name(wide: Wide) -> None:
    """Deviations in a list have its name, with any characters."""
    name, deviations = '"{v_item}\\', list[str]()
    row = {"id": 1, name: [{"id": 1}, None, {"id": "x"}]}

    result = wide.models.ThingsListResult.from_dict({"rows": [row]}, deviations=deviations)

    assert result.rows[0].v_item[0].id == 1
    assert deviations == [
        f"rows[0].{name}[1] is null where an object is described",
        f"rows[0].{name}[2].id is a string where an integer is described",
    ]


@pytest.mark.parametrize("model", ["ThingsCreateRequest", "ThingsListResultRowsItem"])
def test_enum_values(wide: Wide, model: str) -> None:
    """The values of an enum are in the type unchanged."""
    hint = get_type_hints(getattr(wide.models, model))["quoted"]

    assert QUOTED == tuple(value for one in get_args(hint) for value in get_args(one))


def test_types_are_known(wide: Wide, wide_project: Project) -> None:
    """All types of methods and models can be resolved."""
    tree = wide_project.root / TREE
    for file in [*tree.glob("api/*/__init__.py"), *tree.glob("models/*.py")]:
        name = ".".join(file.relative_to(tree).with_suffix("").parts).removesuffix(".__init__")
        module = wide.module(f"_generated.{name}")
        for cls in (value for value in vars(module).values() if inspect.isclass(value)):
            methods = [each for each in vars(cls).values() if inspect.isfunction(each)]

            assert all(get_type_hints(each) is not None for each in [cls, *methods])


@pytest.mark.parametrize("value", [*QUOTED, "a | b | b"])
async def test_enum_value_is_sent(caller: Caller, value: str) -> None:
    """An enum value of any characters is sent as it is."""
    sender = caller.sender({"rows": []})

    await caller.call(sender, "things.list", must="x", quoted=value)

    assert dict(sender.requests[0].query)["quoted"] == value


def test_path_of_awkward_characters(wide: Wide) -> None:
    """A path may have any valid characters."""
    assert wide.operation("free", "get").request().path == "/free/it's(1)"


def test_no_text_is_code(wide_project: Project) -> None:
    """Code in texts of the document ends up in string literals only."""
    nodes = [
        node
        for name, content in wide_project.tree().items()
        if name.endswith(".py")
        for node in ast.walk(ast.parse(content))
    ]
    named = {node.id for node in nodes if isinstance(node, ast.Name)}

    assert "SystemExit" not in named
    assert [] == [node for node in nodes if isinstance(node, ast.Global | ast.Nonlocal)]


def test_texts_of_other_files(wide_project: Project) -> None:
    """Names of the document cannot be used as paths of files."""
    files: Any = wide_project.tree()

    assert {True} == {file.isascii() and file == file.lower() for file in files}
