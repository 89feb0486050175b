"""The tables of modules in CONTRIBUTING.md are those of the source."""

import re

import pytest

from ..layers import LAYERS
from ..test_architecture import ROOT, imported


def modules_in_order(folder: str) -> list[str]:
    """Return the modules of a folder, in the order of their table in CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    table = re.search(rf"\nIn `{folder}/`:\n\n(.*?)\n\n", text, re.DOTALL)
    assert table
    columns = [line.split("|")[1] for line in table[1].splitlines()]
    return re.findall(r"`([\w.]+)`", " ".join(columns))


def test_modules_of_the_package() -> None:
    """The table lists every module of the package, below the modules that it imports."""
    order = modules_in_order("jetemail_api_client")
    parts = {name: targets - {""} for name, targets in LAYERS.items() if name}

    assert sorted(parts) == sorted(order)
    assert [] == [name for name in order if not parts[name] <= {*order[: order.index(name)]}]


@pytest.mark.parametrize("folder", ["codegen", "jetemail_api_client/_bulk"])
def test_modules_of_a_folder(folder: str) -> None:
    """The table lists every module of a folder, below the modules that it imports."""
    order = modules_in_order(folder)
    prefix = f"{folder.replace('/', '.')}."
    imports = {
        path.stem: {
            name.removeprefix(prefix).split(".")[0]
            for name in imported(path)
            if name.startswith(prefix)
        }
        for path in (ROOT / folder).glob("[!_]*.py")
    }

    assert sorted(imports) == sorted(order)
    assert [] == [name for name in order if not imports[name] <= {*order[: order.index(name)]}]
