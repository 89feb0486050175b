"""What may import what, and what importing costs."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .layers import GATES, LAYERS

PACKAGE = "jetemail_api_client"
ROOT = Path(__file__).parents[1]

HAND_WRITTEN = [
    path
    for folder in (PACKAGE, "codegen", "tests", "examples", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "_generated" not in path.parts
]


def run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below a node but what only a type checker sees."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for other in child.orelse:
                yield from (other, *run_time_nodes(other))
        else:
            yield from (child, *run_time_nodes(child))


def module_name(path: Path) -> str:
    """The full name of a module of this repository."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports, wherever in it."""
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in run_time_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def is_module(name: str) -> bool:
    """Whether a name is a module's and not one that stands in a module."""
    place = ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def part(name: str) -> str:
    """The part of the package that a name of it is in."""
    first = name.split(".")[1:2]
    return first[0] if first and is_module(f"{PACKAGE}.{first[0]}") else ""


MODULES = sorted((ROOT / PACKAGE).rglob("*.py"))


def test_layers() -> None:
    """Every module imports only what its layer allows."""
    imports = {
        (part(module_name(path)), part(name))
        for path in MODULES
        for name in imported(path)
        if name.split(".")[0] == PACKAGE
    }
    allowed = {(layer, target) for layer, targets in LAYERS.items() for target in targets}

    assert set(LAYERS) == {part(module_name(path)) for path in MODULES}
    assert allowed == {(layer, target) for layer, target in imports if layer != target}


def test_gates() -> None:
    """A library that does I/O is known only where it is used."""
    users: dict[str, set[str]] = {name: set() for name in GATES}
    for path in MODULES:
        for name in imported(path):
            users.get(name.split(".")[0], set()).add(part(module_name(path)))

    assert users == GATES


def loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads in a fresh interpreter."""
    script = f"import sys; old = set(sys.modules); {statement}; print(*set(sys.modules) - old)"
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


def test_cost_of_the_import() -> None:
    """Importing the package loads no library that does I/O, no model and no endpoint."""
    loaded = loaded_by(f"import {PACKAGE}")
    ours = {name for name in loaded if name.split(".")[0] == PACKAGE}

    assert f"{PACKAGE}.client" in ours
    assert set() == loaded & (GATES.keys() | {"email", "http", "concurrent"})
    assert set() == {name for name in ours if "models" in name or "api" in name.split(".")}
    assert set() == {name for name in ours if part(name) in {"_transport", "sandbox", "webhooks"}}


def test_cost_of_the_sync_client() -> None:
    """A sync client loads what it sends with, and not what the async one does."""
    call = f"from {PACKAGE} import JetEmail; JetEmail('api_k', base_url='http://localhost').close()"

    assert {"httpcore", "httpx"} == loaded_by(call) & {"aiohttp", "httpcore", "httpx", "yarl"}


def test_one_door() -> None:
    """Nothing but the transports names a library or a socket underneath httpx."""
    named = {
        path.relative_to(ROOT / PACKAGE).parts[0]
        for path in MODULES
        if re.search(r"h11|socket\.socket|aiohttp", path.read_text("utf-8"))
    }

    assert {"_transport", "transports.py"} == named


def test_cost_of_a_model() -> None:
    """Importing a model loads no other one."""
    loaded = loaded_by(f"from {PACKAGE}.models import SmtpUsersCreateResult")
    prefix = f"{PACKAGE}._generated.models."

    assert {f"{prefix}smtp_users_create_result"} == {n for n in loaded if n.startswith(prefix)}


def bound_names(path: Path) -> Iterator[str]:
    """The public names that a module's own statements give it."""
    for node in run_time_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_public_names_of_the_package() -> None:
    """The package lists everything that it offers."""
    package = importlib.import_module(PACKAGE)
    bound = {name for name in bound_names(ROOT / PACKAGE / "__init__.py") if name[0] != "_"}

    assert bound | {"__version__"} == set(package.__all__)
    assert len(set(package.__all__)) == len(package.__all__)


def test_public_names_of_the_models() -> None:
    """The models' module lists every model that is generated."""
    models = importlib.import_module(f"{PACKAGE}.models")
    folder = ROOT / PACKAGE / "_generated" / "models"
    modules = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
    classes = {
        node.name
        for path in modules
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    }

    assert sorted(classes) == models.__all__


@pytest.mark.parametrize(
    "name",
    [
        *(PACKAGE, f"{PACKAGE}.emails", f"{PACKAGE}.events", f"{PACKAGE}.models"),
        *(f"{PACKAGE}.sandbox", f"{PACKAGE}.smtp_users", f"{PACKAGE}.telemetry"),
        *(f"{PACKAGE}.transports", f"{PACKAGE}.webhooks"),
    ],
)
def test_public_names_can_be_imported(name: str) -> None:
    """Everything that is listed is there."""
    module = importlib.import_module(name)

    assert [] == [listed for listed in module.__all__ if not hasattr(module, listed)]
