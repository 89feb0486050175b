"""Layers of the package, modules loaded by imports, and public names."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from codegen.overrides import CODE, load_overrides

from .layers import BULK_LAYERS, CALL_LAYERS, IO_LIBRARIES, LAYERS, SANDBOX_LAYERS

PACKAGE = "jetemail_api_client"
ROOT = Path(__file__).parents[1]

HAND_WRITTEN = [
    path
    for folder in (PACKAGE, "codegen", "tests", "examples", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "_generated" not in path.parts
]


def run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes below a node, without code for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for inner in child.orelse:
                yield from (inner, *run_time_nodes(inner))
        else:
            yield from (child, *run_time_nodes(child))


def module_name(path: Path) -> str:
    """Return the full name of a module of this repository."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Yield the full names that a module imports, in functions too."""
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in run_time_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: 1 - node.level or None] if node.level else []
            source = ".".join([*parents, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def is_module(name: str) -> bool:
    """Return True if a name is that of a module or package, not of an attribute."""
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


# Generated, but a layer above the hand-written flows that its methods run.
RESOURCES = "_generated.resources"


def part(name: str) -> str:
    """Return the part of the package that contains a name."""
    first, *rest = [*name.split(".")[1:], ""]
    if first == "_generated" and rest[0] in ("client", "resources"):
        return RESOURCES
    return first if is_module(f"{PACKAGE}.{first}") and first else ""


MODULES = sorted((ROOT / PACKAGE).rglob("*.py"))


def test_layers() -> None:
    """Every part imports exactly the parts that its layer allows."""
    imports = {
        (part(module_name(path)), part(name))
        for path in MODULES
        for name in imported(path)
        if name.split(".")[0] == PACKAGE
    }
    allowed = {(layer, target) for layer, targets in LAYERS.items() for target in targets}

    assert set(LAYERS) == {part(module_name(path)) for path in MODULES}
    assert allowed == {(layer, target) for layer, target in imports if layer != target}


@pytest.mark.parametrize(
    ("folder", "layers"), [("_call", CALL_LAYERS), ("_bulk", BULK_LAYERS)], ids=["_call", "_bulk"]
)
def test_layers_of_modules(folder: str, layers: dict[str, set[str]]) -> None:
    """The modules of a folder import each other in one direction."""
    prefix = f"{PACKAGE}.{folder}."
    modules = sorted((ROOT / PACKAGE / folder).glob("[!_]*.py"))
    imports = {
        (path.stem, name.removeprefix(prefix).split(".")[0])
        for path in modules
        for name in imported(path)
        if name.startswith(prefix)
    }

    assert {path.stem for path in modules} == layers.keys()
    assert {(module, target) for module, targets in layers.items() for target in targets} == imports


def test_layers_of_the_sandbox() -> None:
    """The rooms of the sandbox import each other in one direction."""
    prefix = f"{PACKAGE}.sandbox"

    def room(name: str) -> str:
        first = name.removeprefix(prefix).strip(".").split(".")[0]
        return first if first and is_module(f"{prefix}.{first}") else ""

    imports: dict[str, set[str]] = {}
    for path in (ROOT / PACKAGE / "sandbox").rglob("*.py"):
        own = room(module_name(path))
        inside = {room(name) for name in imported(path) if f"{name}.".startswith(f"{prefix}.")}
        imports[own] = imports.get(own, set()) | inside - {own}

    order = list(SANDBOX_LAYERS)
    assert imports == SANDBOX_LAYERS
    assert [] == [one for one in order if not imports[one] <= {*order[: order.index(one)]}]


def test_io_libraries() -> None:
    """A library that does I/O is imported only by the parts that use it."""
    importers: dict[str, set[str]] = {name: set() for name in IO_LIBRARIES}
    for path in MODULES:
        for name in imported(path):
            importers.get(name.split(".")[0], set()).add(part(module_name(path)))

    assert importers == IO_LIBRARIES


def libraries_of(paths: Iterable[Path]) -> set[str]:
    """Return the first part of each name that modules import, and tests and examples below them."""
    found, waiting = set[str](), [*paths]
    seen = {*waiting}
    while waiting:
        for name in imported(waiting.pop()):
            first = name.split(".")[0]
            found.add(first)
            # What is imported is a module, or an attribute of one.
            names = [name, name.rpartition(".")[0]] if first in ("tests", "examples") else []
            sources = {ROOT.joinpath(*one.split(".")).with_suffix(".py") for one in names}
            new = {one for one in sources - seen if one.is_file()}
            waiting += new
            seen |= new
    return found


def test_folders_with_recipes() -> None:
    """`make check-lowest` leaves out each folder of tests that needs a package of the recipes."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    recipes = {re.split(r"\W*[<>=]", one)[0] for one in groups["recipes"]}
    needed = {
        module
        for module, packages in packages_distributions().items()
        if recipes & {one.lower() for one in packages}
    }
    makefile = (ROOT / "Makefile").read_text()
    left_out = re.search(r"^LOWEST_TESTS := \$\(filter-out ([^,]+),", makefile, re.MULTILINE)
    assert left_out
    using = {
        f"tests/{folder.name}"
        for folder in (ROOT / "tests").iterdir()
        if needed & libraries_of(folder.rglob("*.py"))
    }

    assert "tests/workers" in using
    assert using <= {*left_out[1].split()}


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a statement loads in a new interpreter."""
    script = f"import sys; old = set(sys.modules); {statement}; print(*set(sys.modules) - old)"
    command = [sys.executable, "-c", script]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(completed.stdout.split())


def test_modules_loaded_by_the_package() -> None:
    """Importing the package loads no library that does I/O, no model and no endpoint."""
    loaded = loaded_by(f"import {PACKAGE}")
    ours = {name for name in loaded if name.split(".")[0] == PACKAGE}

    assert f"{PACKAGE}.client" in ours
    assert set() == loaded & (IO_LIBRARIES.keys() | {"email", "http", "concurrent"})
    assert set() == {name for name in ours if "models" in name or "api" in name.split(".")}
    assert set() == {name for name in ours if part(name) in {"_transport", "sandbox", "webhooks"}}


def test_libraries_loaded_by_the_sync_client() -> None:
    """A sync client loads httpx and httpcore, but not aiohttp."""
    call = f"from {PACKAGE} import JetEmail; JetEmail('api_k', base_url='http://localhost').close()"

    assert {"httpcore", "httpx"} == loaded_by(call) & {"aiohttp", "httpcore", "httpx", "yarl"}


def test_sqlite_is_loaded_by_a_journal() -> None:
    """What sends many messages loads SQLite only for a journal, and no event loop."""
    loaded = loaded_by(f"import {PACKAGE}.bulk, {PACKAGE}._generated.resources.email")

    assert f"{PACKAGE}._bulk.journal" in loaded
    assert set() == loaded & {"sqlite3", "asyncio", "concurrent"}


def test_operations_called_by_the_package() -> None:
    """The entry of each operation that hand-written code calls says that it does.

    `make update-spec` then advises nobody to leave it out.
    """
    prefix = f"{PACKAGE}._generated.api."
    called = {
        ".".join(name.removeprefix(prefix).split(".")[:2])
        for path in MODULES
        if "_generated" not in path.parts
        for name in imported(path)
        if name.startswith(prefix)
    }
    operations = [importlib.import_module(f"{prefix}{one}").OPERATION for one in called]
    entries = load_overrides(ROOT / "codegen/operations.yaml")["operations"]

    assert "smtp_users.create" in called
    assert [] == [
        one.name for one in operations if CODE.isdisjoint(entries[f"{one.method} {one.path}"])
    ]


def test_only_transports_use_sockets() -> None:
    """Of a client, only transports use sockets, h11 and aiohttp: the layer below httpx."""
    users = {
        path.relative_to(ROOT / PACKAGE).parts[0]
        for path in MODULES
        if re.search(r"h11|socket\.socket|aiohttp", path.read_text("utf-8"))
    } - {"sandbox"}

    assert {"_transport", "transports.py"} == users


def test_models_loaded_by_a_model() -> None:
    """Importing a model loads no other model."""
    loaded = loaded_by(f"from {PACKAGE}.models import SmtpUsersCreateResult")
    prefix = f"{PACKAGE}._generated.models."

    assert {f"{prefix}smtp_users_create_result"} == {n for n in loaded if n.startswith(prefix)}


def bound_names(path: Path) -> Iterator[str]:
    """Yield the names that the statements of a module bind."""
    for node in run_time_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_public_names_of_the_package() -> None:
    """`__all__` of the package lists every public name that it binds."""
    package = importlib.import_module(PACKAGE)
    bound = {name for name in bound_names(ROOT / PACKAGE / "__init__.py") if name[0] != "_"}

    assert bound | {"__version__"} == set(package.__all__)
    assert len(set(package.__all__)) == len(package.__all__)


def test_public_names_of_the_models() -> None:
    """`__all__` of `models` lists every generated model."""
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
        *(PACKAGE, f"{PACKAGE}.bulk", f"{PACKAGE}.emails", f"{PACKAGE}.hooks", f"{PACKAGE}.models"),
        *(f"{PACKAGE}.progress", f"{PACKAGE}.redis_limits"),
        *(f"{PACKAGE}.sandbox", f"{PACKAGE}.smtp_users", f"{PACKAGE}.telemetry"),
        *(f"{PACKAGE}.transports", f"{PACKAGE}.webhooks"),
    ],
)
def test_public_names_can_be_imported(name: str) -> None:
    """Every name in `__all__` can be imported."""
    module = importlib.import_module(name)

    assert [] == [listed for listed in module.__all__ if not hasattr(module, listed)]
