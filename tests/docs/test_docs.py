"""Examples of the documents run against a local server, and their tables are complete."""

import re
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

import pytest_jetemail
from jetemail_api_client import JetEmail
from jetemail_api_client.options import Options
from jetemail_api_client.sandbox import Sandbox

from ..layers import LAYERS
from ..test_architecture import imported
from .example_server import example_server

ROOT = Path(__file__).parents[2]


def test_readme_examples_run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    """The Python blocks of the README run in order, and print the documented output."""
    monkeypatch.setenv("JETEMAIL_API_KEY", "api_sandbox")
    monkeypatch.setenv("JETEMAIL_TRANSACTIONAL_KEY", "transactional_sandbox")
    monkeypatch.chdir(tmp_path)
    pytest_jetemail.pytest_configure(pytestconfig)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    stored: list[object] = []
    with example_server() as url:
        names: dict[str, Any] = {"__name__": "readme", "store": stored.append}
        for block in blocks:
            # Only the base URL differs from production.
            local = re.sub(r"JetEmail\((?=\)|hooks)", f"JetEmail(base_url={url!r}, ", block)
            exec(compile(local, "README.md", "exec"), names)

    with Sandbox() as sandbox, JetEmail(**sandbox.connection) as jetemail:
        names["test_order"](jetemail, sandbox)

    assert len(blocks) == 25
    assert {"done": 1} == names["ended"]
    assert [str] == [type(password) for password in stored]
    created, *users, webhook, sent, first, second, entry, conflict, event = (
        capsys.readouterr().out.splitlines()
    )
    assert ("SMTP user created successfully", "19424fd2acd0004210") == (created, sent)
    assert ["smtp-user1 0 of 0", "smtp-user2 0 of 0"] == users
    assert "secret='***'" in webhook
    assert ["a@example.com may have been sent", "b@example.com may have been sent"] == [
        first,
        second,
    ]
    assert entry.endswith("+00:00")
    assert "smtp_users.create: 409 This SMTP username is already in use" == conflict
    assert "outbound.delivered 19424fd2acd0004210" == event


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


def test_make_targets() -> None:
    """Every make target named in a document or in a workflow exists."""
    makefile = (ROOT / "Makefile").read_text()
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    files = [*pages, *ROOT.glob(".github/workflows/*.yml")]
    documents = "".join(one.read_text() for one in files)
    named = set(re.findall(r"(?:`|\$ |run: )make ([a-z-]+)", documents))

    assert set() == {name for name in named if f"\n{name}:" not in makefile}


def test_reference_documents_every_option() -> None:
    """The table of options lists every argument of a client, except those for tests."""
    arguments = {*signature(JetEmail).parameters, *Options.__annotations__}
    page = (ROOT / "docs/reference/clients.md").read_text()
    table = page.split("| argument | default | |\n")[1].split("\n\n")[0]
    documented = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)

    assert sorted(arguments - {"clock", "sleep", "options"}) == sorted(documented)


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


def test_modules_of_codegen() -> None:
    """The table lists every module of codegen, below the modules that it imports."""
    order = modules_in_order("codegen")
    imports = {
        path.stem: {name.split(".")[1] for name in imported(path) if name.startswith("codegen.")}
        for path in (ROOT / "codegen").glob("[!_]*.py")
    }

    assert sorted(imports) == sorted(order)
    assert [] == [name for name in order if not imports[name] <= {*order[: order.index(name)]}]
