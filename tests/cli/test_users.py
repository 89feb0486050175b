"""`jetemail smtp-users ensure`: users, their passwords, the exit status."""

import csv
import stat
from pathlib import Path

import pytest

from jetemail_api_client.bulk import UserOutcome
from jetemail_api_client.cli.commands import _Passwords
from jetemail_api_client.cli.users import PasswordFile
from jetemail_api_client.sandbox import Sandbox

from .running import by_line, command, rows, users_of


def users_file(folder: Path, *lines: str) -> Path:
    """Write a file of users."""
    path = folder / "users.csv"
    path.write_text("\n".join(("username,password,quota", *lines)))
    return path


def read_passwords(path: Path) -> dict[str, str]:
    """Return the passwords of a file by username."""
    with path.open(newline="") as file:
        return {one["username"]: one["password"] for one in csv.DictReader(file)}


def test_passwords(sandbox: Sandbox, tmp_path: Path) -> None:
    """Generated passwords are in their file, only for its owner, and nowhere else."""
    path, passwords = users_file(tmp_path, "a,,5", "b,given-password,"), tmp_path / "passwords"
    report = tmp_path / "report"
    arguments = ["smtp-users", "ensure", path, "--report", report]
    first = command(*arguments, "--passwords", passwords, sandbox=sandbox)
    second = command(*arguments, "--passwords", tmp_path / "again", sandbox=sandbox)
    written = read_passwords(passwords)

    assert (first.status, second.status) == (0, 0), first.stderr
    assert by_line(report) == {2: "existing", 3: "existing"}
    assert [one["username"] for one in rows(report)][:2] in (["a", "b"], ["b", "a"])
    users = sandbox.account.smtp_users.by_name
    assert users["a"].password == written["a"]
    assert users["b"].password == "given-password"
    assert written.keys() == {"a"}
    # It exists, and keeps its password.
    assert not (tmp_path / "again").exists()
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600
    shown = first.stdout + first.stderr + second.stderr + report.read_text()
    assert written["a"] not in shown
    assert "given-password" not in shown


def test_passwords_are_needed(sandbox: Sandbox, tmp_path: Path) -> None:
    """Without a file for them, nothing is sent if a password may have to be generated."""
    path = users_file(tmp_path, "b,given-password,", "a,,")
    ended = command("smtp-users", "ensure", path, sandbox=sandbox)

    assert (ended.status, sandbox.effects) == (2, [])
    assert ended.stderr == (
        "Error: line 3 has no password: give --passwords, a new file for generated ones."
        " Nothing was sent.\n"
    )


@pytest.mark.parametrize("name", ["users.csv", "no/passwords", "link"])
def test_passwords_need_a_new_file(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """The file for passwords is a new one: nothing is overwritten, no link is followed."""
    path = users_file(tmp_path, "a,,")
    (tmp_path / "link").symlink_to("elsewhere")
    before = path.read_text()
    ended = command("smtp-users", "ensure", path, "--passwords", tmp_path / name, sandbox=sandbox)

    assert (ended.status, path.read_text(), users_of(sandbox)) == (2, before, [])
    assert ended.stderr.startswith(f"Error: --passwords {tmp_path / name}")
    assert not (tmp_path / "elsewhere").exists()


def test_passwords_not_needed(sandbox: Sandbox, tmp_path: Path) -> None:
    """If each user has a password, no file is made, and the users are listed once."""
    path = users_file(tmp_path, "a,given-password,")
    passwords = tmp_path / "passwords"
    ended = command("smtp-users", "ensure", path, "--passwords", passwords, sandbox=sandbox)

    assert (ended.status, passwords.exists()) == (0, False)
    assert len(sandbox.effects) == 2


def test_crash(sandbox: Sandbox, tmp_path: Path) -> None:
    """The password of a create whose response was lost is in the file."""
    path, passwords = users_file(tmp_path, "a,,"), tmp_path / "passwords"
    sandbox.faults.add("smtp_users.create", reset=True, acts=True, times=9)
    sandbox.faults.add("smtp_users.list", status=500, after=2, times=9)
    report = tmp_path / "report"
    arguments = ["smtp-users", "ensure", path, "--passwords", passwords, "--report", report]
    ended = command(*arguments, sandbox=sandbox)

    assert (ended.status, by_line(report)) == (3, {2: "unknown"}), ended.stderr
    assert "The same command goes on: it can be repeated, with another file for" in ended.stderr
    assert sandbox.account.smtp_users.by_name["a"].password == read_passwords(passwords)["a"]


def test_dry_run(tmp_path: Path) -> None:
    """A dry run needs no key, and makes no file."""
    path, passwords = users_file(tmp_path, "a,,", "b,,"), tmp_path / "passwords"
    ended = command("smtp-users", "ensure", path, "--dry-run", "--passwords", passwords)

    assert (ended.status, passwords.exists()) == (0, False)
    assert "Nothing was sent." in ended.stderr


def test_dry_run_without_a_file_for_passwords(tmp_path: Path) -> None:
    """A dry run says that the run will need a file for passwords; the rows are valid."""
    ended = command("smtp-users", "ensure", users_file(tmp_path, "a,,"), "--dry-run")

    assert ended.status == 0
    assert "line 2 has no password: give --passwords" in ended.stderr


def test_key(sandbox: Sandbox, tmp_path: Path) -> None:
    """A wrong key ends the command with one line."""
    sandbox.faults.add("smtp_users.list", status=401)
    passwords = tmp_path / "passwords"
    arguments = ["smtp-users", "ensure", users_file(tmp_path, "a,,"), "--passwords", passwords]
    ended = command(*arguments, sandbox=sandbox)

    assert (ended.status, len(ended.stderr.splitlines())) == (4, 1)
    assert ended.stderr.startswith("Error: smtp_users.list: 401")
    assert not passwords.exists()


def test_rejected(sandbox: Sandbox, tmp_path: Path) -> None:
    """A user that the API rejects is one of those that failed."""
    sandbox.faults.add("smtp_users.create", status=400)
    ended = command(
        "smtp-users", "ensure", users_file(tmp_path, "a,given-password,"), sandbox=sandbox
    )

    assert ended.status == 1
    assert "line 2 (a): failed: smtp_users.create: 400" in ended.stderr


def test_another_password(tmp_path: Path) -> None:
    """A password that is another than was given is written, too."""
    file = PasswordFile.create(tmp_path / "passwords")
    outcome = UserOutcome(index=0, username="a", status="created", password="another")
    row = _Passwords(frozenset("a"), file).row_of(outcome, 2)
    file.close()

    assert read_passwords(tmp_path / "passwords") == {"a": "another"}
    assert (row.line, row.status) == (2, "created")
