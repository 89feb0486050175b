"""Editors show a text for each name that users write: options, fields, literals."""

import ast
import re
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

import jetemail_api_client
from jetemail_api_client import AsyncJetEmail, JetEmail

PACKAGE = Path(jetemail_api_client.__file__).parent
# Public modules, and one that public names come from. Generated code has tests of its docstrings.
FILES = [*sorted(PACKAGE.glob("[!_]*.py")), PACKAGE / "_bulk/outcomes.py"]


def undocumented(body: list[ast.stmt], documented: str = "") -> Iterator[str]:
    """Yield the public names that are assigned or annotated without a docstring below.

    `documented` is the docstring of their class, whose section "Attributes:" counts as well.
    """
    for statement, below in zip(body, [*body[1:], None], strict=True):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                pass
            case _:
                continue
        has_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        is_type_variable = isinstance(statement.value, ast.Call) and "TypeVar" in ast.unparse(
            statement.value.func
        )
        if not (
            name.startswith("_") or has_text or is_type_variable or f"    {name}: " in documented
        ):
            yield name


def is_public(name: str, module: ast.Module) -> bool:
    """Whether a name is in `__all__`, or without an underscore where there is none."""
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=names):
                return name in ast.literal_eval(names)
    return not name.startswith("_")


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.relative_to(PACKAGE).as_posix()) for path in FILES]
)
def test_names_have_texts(path: Path) -> None:
    """Each public field, constant and type alias has a docstring below it."""
    module = ast.parse(path.read_text("utf-8"))
    missing = [name for name in undocumented(module.body) if is_public(name, module)]
    for statement in module.body:
        if isinstance(statement, ast.ClassDef) and is_public(statement.name, module):
            text = ast.get_docstring(statement, clean=False) or ""
            missing += [f"{statement.name}.{name}" for name in undocumented(statement.body, text)]

    assert [] == missing


def test_fields_of_models_have_texts() -> None:
    """Each described field of a model has its text below it, and in the docstring of the class."""
    count = 0
    for path in (PACKAGE / "_generated/models").glob("[!_]*.py"):
        for model in ast.parse(path.read_text("utf-8")).body:
            if isinstance(model, ast.ClassDef):
                documented = set(
                    re.findall(
                        r"^        (\w+): ",
                        ast.get_docstring(model, clean=False) or "",
                        re.MULTILINE,
                    )
                )
                fields = documented & {
                    ast.unparse(one.target) for one in model.body if isinstance(one, ast.AnnAssign)
                }
                missing = fields & {*undocumented(model.body)} - {"additional_properties"}
                assert (model.name, set[str]()) == (model.name, missing)
                count += len(fields)

    assert count > 500


@pytest.mark.parametrize("client", [AsyncJetEmail, JetEmail])
def test_arguments_of_clients_have_texts(client: type) -> None:
    """Each argument of a client is in its docstring; options have texts of their own."""
    names = set(signature(client).parameters) - {"options"}

    assert names
    assert [] == [name for name in sorted(names) if f"    {name}: " not in (client.__doc__ or "")]
