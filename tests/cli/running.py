"""The command in the process of a test."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import frozen
from click.testing import CliRunner

from jetemail_api_client.cli.commands import jetemail
from jetemail_api_client.sandbox import Sandbox

_VARIABLES = ("API_KEY", "TRANSACTIONAL_KEY", "BASE_URL", "ALLOW_HTTP", "LOG")


@frozen
class Ended:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str


def environment(sandbox: Sandbox | None) -> dict[str, str | None]:
    """Return the variables of a sandbox; without one, none of them is set."""
    given: dict[str, str | None] = {f"JETEMAIL_{name}": None for name in _VARIABLES}
    if sandbox is not None:
        given |= {f"JETEMAIL_{name.upper()}": str(one) for name, one in sandbox.connection.items()}
    return given


def command(*arguments: object, sandbox: Sandbox | None = None, data: bytes | None = None) -> Ended:
    """Run a command; an exception that it does not handle is raised."""
    result = CliRunner().invoke(
        jetemail,
        [str(one) for one in arguments],
        env=environment(sandbox),
        input=data,
        catch_exceptions=False,
    )
    return Ended(result.exit_code, result.stdout, result.stderr)


def message(number: int, **fields: Any) -> dict[str, Any]:
    """Return the fields of a message, with its number as the subject."""
    given = {
        "id": f"m{number}",
        "from": "Shop <shop@example.com>",
        "to": f"u{number}@example.org",
        "subject": f"s{number}",
        "text": "t",
    }
    return given | fields


def without(name: str) -> dict[str, Any]:
    """Return the fields of a message, without one of them."""
    given = message(1)
    del given[name]
    return given


def write_lines(path: Path, values: Iterable[Any]) -> Path:
    """Write a JSONL file."""
    path.write_text("".join(f"{json.dumps(one)}\n" for one in values))
    return path


def messages_file(folder: Path, count: int) -> Path:
    """Write a file with messages."""
    return write_lines(folder / "messages.jsonl", map(message, range(count)))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a report."""
    return map(json.loads, path.read_text().splitlines())


def by_line(path: Path) -> dict[int, str]:
    """Return the statuses of a report by line."""
    return {one["line"]: one["status"] for one in sorted(rows(path), key=lambda one: one["line"])}


def users_of(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return the SMTP users of a sandbox, as it lists them."""
    return [one.to_dict() for one in sandbox.account.smtp_users.by_name.values()]
