"""The demo runs, and what the documents name exists: targets, options, files."""

import re
import tomllib
from inspect import signature
from pathlib import Path

import pytest
from attrs import fields

import jetemail_api_client
from jetemail_api_client import JetEmail
from jetemail_api_client.options import Options, Settings
from jetemail_api_client.rate_limits import RateLimits
from jetemail_api_client.sandbox import Sandbox

ROOT = Path(__file__).parents[2]


def test_demo_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The demo tells its story: no line is longer than a terminal, no password is printed."""
    import asyncio

    from examples.demo import main

    with Sandbox(smtp_port=0) as sandbox:
        asyncio.run(main(sandbox))
        printed = capsys.readouterr().out
    _, *steps = re.split(r"^\d  ", printed, flags=re.MULTILINE)
    create, login, event, batch, log, again = (step.split("\n", 1)[1] for step in steps)

    assert "(is_reconciled: True)\n   the server has 1 user" in create
    assert "Authentication successful" in login
    assert "verified: outbound.bounced 'Your invoice' bounce@example.org\n   forged: " in event
    assert "joe@example.org: accepted\n   ann@example.org: scheduledAt must be" in batch
    assert "to bounce@example.org: 550 5.1.1 User unknown\n" in log
    assert "ConflictError: smtp_users.create: 409 This SMTP username is already in use" in again
    assert "outcome: rejected, status: 409, attempts: 1" in again
    assert max(map(len, printed.splitlines())) <= 90


def test_links_of_the_readme() -> None:
    """Each link of the README leads to a file of the repository, or to one of its headings."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)", (ROOT / "README.md").read_text())

    # `make check-wheel` has the package elsewhere.
    places = [ROOT, Path(jetemail_api_client.__file__).parents[1]]
    assert [] == [path for path, _ in links if not any((one / path).exists() for one in places)]
    assert [] == [one for one in links if one[1] and one[1] not in headings(ROOT / one[0])]
    assert len(links) > 30


def headings(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as repository pages make them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


def test_readme_is_short() -> None:
    """The README has at most 150 lines: the rest is in docs/."""
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


def test_make_targets() -> None:
    """Every make target named in a document or in a workflow exists."""
    makefile = (ROOT / "Makefile").read_text()
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    files = [*pages, *ROOT.glob(".github/workflows/*.yml")]
    documents = "".join(one.read_text() for one in files)
    named = set(re.findall(r"(?:`|\$ |run: )make ([a-z-]+)", documents))

    assert set() == {name for name in named if f"\n{name}:" not in makefile}


def test_extras() -> None:
    """Every extra that a document installs exists."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = set(project["optional-dependencies"])
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    installed = re.findall(
        r"pip install '[^'\[]+\[([\w,]+)\]'", "".join(map(Path.read_text, pages))
    )

    assert len(installed) > 3
    assert extras >= {extra for listed in installed for extra in listed.split(",")}


def test_reference_documents_every_option() -> None:
    """The table of options lists every argument of a client, except those for tests."""
    arguments = {*signature(JetEmail).parameters, *Options.__annotations__}
    page = (ROOT / "docs/reference/clients.md").read_text()
    table = page.split("| argument | default | |\n")[1].split("\n\n")[0]
    documented = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)

    assert sorted(arguments - {"clock", "sleep", "options"}) == sorted(documented)


def shown(default: object) -> str:
    """Return a default as the table of options writes it."""
    if isinstance(default, bool):
        return "on" if default else "off"
    return f"{default:g} s" if isinstance(default, float) else str(default)


def test_reference_has_the_defaults() -> None:
    """The table of options has the default of each switch and number, and the rate limits."""
    page = (ROOT / "docs/reference/clients.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", page, re.MULTILINE))
    defaults = {one.name: one.default for one in fields(Settings)}
    plain = {name: shown(one) for name, one in defaults.items() if isinstance(one, int | float)}

    assert len(plain) > 6
    assert plain == {name: rows[name] for name in plain}
    assert f"`{RateLimits()!r}`" == rows["rate_limits"]
