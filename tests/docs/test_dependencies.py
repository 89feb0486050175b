"""The packages that an installation brings along: which, and under which licences."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
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
SPELLED = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
}

# Where a package may be needed that is not needed here.
ENVIRONMENTS: list[dict[str, str]] = [
    {"python_version": full.rpartition(".")[0], "python_full_version": full, **system}
    for full in ("3.11.0", "3.12.0", "3.13.0", "3.14.0")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]


def licence_of(package: Distribution) -> str:
    """Return the licence of a package, as an SPDX expression where there is one."""
    data = package.metadata
    names = [data[key] for key in ("License-Expression", "License") if key in data]
    classifiers = [one.rpartition(" :: ")[2] for one in data.get_all("Classifier") or []]
    name: str = [*names, *(one for one in classifiers if one in SPELLED)][0]
    return SPELLED.get(name, name)


def installed_by(requirements: list[str]) -> set[str]:
    """Return the packages that requirements install somewhere, with those that they need."""
    found = set[str]()
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found or requirement.extras:
            found.add(name)
            contexts = [
                environment | {"extra": extra}
                for environment in ENVIRONMENTS
                for extra in requirement.extras or {""}
            ]
            package = here(name)
            waiting += [
                one
                for one in map(Requirement, (package and package.requires) or [])
                if one.marker is None or any(map(one.marker.evaluate, contexts))
            ]
    return found


def here(name: str) -> Distribution | None:
    """Return a package; None if only other systems need it."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def expected() -> dict[str, tuple[str, str | None]]:
    """Return each package with what brings it along and its licence, if it is here."""
    core = installed_by(PROJECT["dependencies"])
    brought: dict[str, set[str]] = {name: set() for name in core}
    for extra, requirements in EXTRAS.items():
        for name in installed_by(requirements) - core:
            brought.setdefault(name, set()).add(f"`{extra}`")
    return {
        name: (", ".join(sorted(extras)) or "always", licence_of(package) if package else None)
        for name, extras in brought.items()
        for package in [here(name)]
    }


def documented() -> dict[str, tuple[str, str]]:
    """Return the table of the page."""
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    return {name: (brought, licence) for name, brought, licence in rows if name != "package"}


def test_licences() -> None:
    """Each package has a licence that a closed service may use, also those not needed here."""
    licences = {
        name: re.split(" AND | OR ", licence) for name, (_, licence) in documented().items()
    }

    assert {} == {name: found for name, found in licences.items() if not {*found} <= ACCEPTED}


def test_page() -> None:
    """The page lists each package of each supported Python and system, and no other one."""
    table, found = documented(), expected()

    assert {name: brought for name, (brought, _) in found.items()} == {
        name: brought for name, (brought, _) in table.items()
    }
    assert {} == {name: row for name, row in found.items() if row[1] and table[name] != row}
    assert list(table) == sorted(
        table, key=lambda name: (table[name][0] != "always", table[name][0], name)
    )


def test_core_is_small() -> None:
    """The package alone brings no package of the tests or of the sandbox."""
    heavy = {"pytest", "starlette", "uvicorn", "jinja2", "jsonschema", "pydantic", "click", "rich"}

    assert set() == installed_by(PROJECT["dependencies"]) & heavy
