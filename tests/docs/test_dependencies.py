"""The packages that an installation brings along: which, and under which licences."""

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PAGE = ROOT / "docs/reference/dependencies.md"
# What a service may use without publishing its own source.
ACCEPTED = {
    *("Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "MIT", "PSF-2.0"),
    "MPL-2.0",  # Copyleft for changed files of the package alone; we change none.
}
# Metadata from before there were licence expressions.
SPELLED = {"Apache 2.0": "Apache-2.0", "BSD License": "BSD", "MIT License": "MIT"}


def licence_of(package: Distribution) -> str:
    """Return the licence of a package, as an SPDX expression where there is one."""
    data = package.metadata
    classifiers = [one.rpartition(" :: ")[2] for one in data.get_all("Classifier") or []]
    spelled = data["License-Expression"] or data["License"]
    name = spelled or next(one for one in classifiers if one in SPELLED)
    return SPELLED.get(name, name)


def installed_by(requirements: list[str]) -> set[str]:
    """Return the packages that requirements install on this Python, with those that they need."""
    found = set[str]()
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found or requirement.extras:
            found.add(name)
            for one in map(Requirement, distribution(name).requires or []):
                contexts = [{"extra": extra} for extra in requirement.extras or {""}]
                if one.marker is None or any(map(one.marker.evaluate, contexts)):
                    waiting.append(one)
    return found


def expected() -> dict[str, tuple[str, str]]:
    """Return each package with what brings it along and its licence."""
    core = installed_by(PROJECT["dependencies"])
    brought: dict[str, set[str]] = {name: set() for name in core}
    for extra, requirements in EXTRAS.items():
        for name in installed_by(requirements) - core:
            brought.setdefault(name, set()).add(f"`{extra}`")
    return {
        name: (", ".join(sorted(extras)) or "always", licence_of(distribution(name)))
        for name, extras in brought.items()
    }


def documented() -> dict[str, tuple[str, str]]:
    """Return the table of the page."""
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    return {name: (brought, licence) for name, brought, licence in rows if name != "package"}


def test_licences() -> None:
    """Each package has a licence that a closed service may use."""
    licences = {name: re.split(" AND | OR ", licence) for name, (_, licence) in expected().items()}

    assert {} == {name: found for name, found in licences.items() if not {*found} <= ACCEPTED}


def test_page() -> None:
    """The page lists each package; some come only on some Pythons."""
    table, found = documented(), expected()
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements/dev.txt").read_text(), re.M))

    assert {} == {name: row for name, row in found.items() if table.get(name) != row}
    assert set() == {name for name in table if name not in pinned}
    assert list(table) == sorted(
        table, key=lambda name: (table[name][0] != "always", table[name][0], name)
    )


def test_core_is_small() -> None:
    """The package alone brings no package of the tests or of the sandbox."""
    heavy = {"pytest", "starlette", "uvicorn", "jinja2", "jsonschema", "pydantic", "click", "rich"}

    assert set() == installed_by(PROJECT["dependencies"]) & heavy
