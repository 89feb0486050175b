"""Lines that cannot be used: each is named with its number and field, and the rest goes on."""

import codecs
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client.cli.messages import is_address
from jetemail_api_client.sandbox import Sandbox

from .running import by_line, command, message, users_of, without, write_lines


def encoded(value: object) -> bytes:
    """Return a line."""
    return json.dumps(value).encode()


GOOD = encoded(message(0))
BAD_MESSAGES: dict[str, tuple[bytes, str]] = {
    "broken JSON": (b'{"id": "a",', "is no JSON: Expecting property name"),
    "empty object": (b"{}", "id: is missing, and the journal needs one"),
    "a list": (b"[1]", "expected an object, got list: give a message a line"),
    "deep": (b"[" * 100_000, "is nested too deeply: give a message"),
    "deep field": (b'{"headers": ' + b"[" * 900 + b"]" * 900 + b"}", "id: is missing"),
    "huge number": (b'{"id": ' + b"9" * 5000 + b"}", "is no JSON to use: Exceeds"),
    "NaN": (b'{"id": NaN}', "is no JSON to use: NaN is no number"),
    "name twice": (b'{"id": "a", "to": "b", "to": "c"}', "to is given twice"),
    "two names": (
        encoded(message(1, replyTo="a@example.org", reply_to="b@example.org")),
        "reply_to: is given twice, under two names",
    ),
    "unknown field": (encoded(message(1, subjet="s")), "subjet: is no field of a message: did you"),
    "field like none": (encoded(message(1, zzz=1)), "zzz: is no field of a message: there are id"),
    "no id": (encoded(without("id")), "id: is missing"),
    "null id": (encoded(message(1, id=None)), "id: is missing"),
    "empty id": (encoded(message(1, id="")), "id: is empty"),
    "float id": (encoded(message(1, id=1.5)), "id: expected a string, got float"),
    "flag as id": (encoded(message(1, id=True)), "id: expected a string, got bool"),
    "no from": (encoded(without("from")), "from: is missing"),
    "no to": (encoded(without("to")), "to: is missing"),
    "no subject": (encoded(without("subject")), "subject: is missing"),
    "no text": (encoded(without("text")), "give at least 1 of html, text"),
    "no address": (encoded(message(1, to="nobody")), "to: 'nobody' is no address: give one"),
    "from": (encoded(message(1, **{"from": "Shop"})), "from: 'Shop' is no address"),
    "long": (encoded(message(1, to="a" * 70)), f"to: '{'a' * 60}...' is no address"),
    "several": (
        encoded(message(1, to="a@example.org, b@example.org")),
        "Ann <ann@example.com>; put several into a list",
    ),
    "in a list": (encoded(message(1, cc=["a@example.org", "b@"])), "cc[1]: 'b@' is no address"),
    "no recipient": (encoded(message(1, to=[])), "to: is empty: give an address"),
    "address of a type": (encoded(message(1, to=[3])), "to[0]: expected a str, got int"),
    "subject of a type": (encoded(message(1, subject=3)), "subject: expected a str, got int"),
    "line break": (encoded(message(1, subject="a\nb")), "subject has a line break"),
    "header": (encoded(message(1, headers={"a": 1})), "headers['a']: expected a str, got int"),
    "eu": (encoded(message(1, eu="yes")), "eu: expected a bool, got str"),
    "no time": (encoded(message(1, scheduledAt="soon")), "scheduled_at: is no time: give Unix"),
    "huge time": (encoded(message(1, scheduled_at=1e300)), "scheduled_at: is no time"),
    "no offset": (encoded(message(1, scheduledAt="2030-01-01")), "scheduled_at: has no offset"),
    "time of a type": (
        encoded(message(1, scheduled_at=True)),
        "scheduled_at: expected Unix seconds or a string, got bool",
    ),
    "attachment": (encoded(message(1, attachments="a")), "attachments: expected a list of paths"),
    "no file": (
        encoded(message(1, attachments=["missing.pdf"])),
        "missing.pdf'",
    ),
    "folder": (encoded(message(1, attachments=["."])), "attachments[0]: there is no file"),
    "NUL": (encoded(message(1, attachments=["a\0b"])), "attachments[0]: there is no file"),
    "endless": (encoded(message(1, attachments=["/dev/zero"])), "there is no file '/dev/zero'"),
    "attachment of a type": (encoded(message(1, attachments=[3])), "attachments[0]: expected a"),
    "attachment with more": (
        encoded(message(1, attachments=[{"path": "a", "filename": "b", "data": "c"}])),
        "attachments[0]: expected a path",
    ),
    "name of a file": (
        encoded(message(1, attachments=[{"path": "bad.jsonl", "filename": "a\nb"}])),
        "attachments[0].filename has a line break",
    ),
    "Latin-1": (
        encoded(message(1)).replace(b"s1", b"\xe9"),
        "subject: is not UTF-8: save the file as UTF-8",
    ),
    "Latin-1, broken": (b'{"id": "\xe9', "is not UTF-8: save the file as UTF-8"),
    "surrogate": (encoded(message(1, text="\ud800")), "text: is not UTF-8"),
    "same id": (encoded(message(0)), "id: 'm0' is on line 1, too: give each message its own"),
}


@pytest.mark.parametrize(("line", "reason"), BAD_MESSAGES.values(), ids=BAD_MESSAGES)
def test_message(line: bytes, reason: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """A bad line is named by the dry run; without one, the rest is sent, or nothing if asked."""
    path, report = tmp_path / "bad.jsonl", tmp_path / "report"
    path.write_bytes(b"\n".join((GOOD, line, encoded(message(2)))))
    arguments = ["send", path, "--journal", tmp_path / "journal"]

    checked = command(*arguments, "--dry-run")
    stopped = command(*arguments, "--stop-on-error", sandbox=sandbox)
    count = len(sandbox.effects)
    done = command(*arguments, "--report", report, sandbox=sandbox)

    (shown,) = [one for one in checked.stderr.splitlines() if one.startswith("line ")]
    assert shown.startswith("line 2")
    assert f"rejected: {reason}" in shown or shown.endswith(reason)
    assert shown in stopped.stderr.splitlines()
    assert (checked.status, stopped.status, count, done.status) == (1, 1, 0, 1)
    assert by_line(report) == {1: "sent", 2: "rejected", 3: "sent"}
    assert len(sandbox.outbox) == 2


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + GOOD + b"\r\n\r\n" + encoded(message(1)) + b"\r\n",
        GOOD + b"\n  \n\n" + encoded(message(1)),
        encoded(message(0, from_="a@example.com") | {"id": 7}).replace(
            b'"from": "Shop <shop@example.com>", ', b""
        )
        + b"\n"
        + GOOD,
    ],
    ids=["BOM and CRLF", "blank lines", "names of Python"],
)
def test_accepted(content: bytes, sandbox: Sandbox, tmp_path: Path) -> None:
    """A BOM, CRLF, blank lines, and names of either kind are accepted."""
    path = tmp_path / "messages.jsonl"
    path.write_bytes(content)
    done = command("send", path, "--journal", tmp_path / "journal", sandbox=sandbox)

    assert (done.status, len(sandbox.outbox)) == (0, 2), done.stderr


def test_all_fields(sandbox: Sandbox, tmp_path: Path) -> None:
    """Each field arrives; paths are relative to the file."""
    (tmp_path / "a.txt").write_text("content")
    time = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M:%S}+00:00"
    fields: dict[str, Any] = {
        "html": "<b>",
        "cc": ["b@example.org"],
        "bcc": "Bob <c@example.org>",
        "replyTo": "d@example.org",
        "headers": {"X-A": "b"},
        "eu": None,
        "attachments": ["a.txt", {"path": "a.txt", "filename": "b.txt"}],
    }
    path = tmp_path / "messages.jsonl"
    write_lines(path, [message(0, **fields), message(1, scheduledAt=time)])
    checked = command("send", path, "--dry-run")
    done = command("send", path, sandbox=sandbox)

    assert checked.status == 0, checked.stderr
    assert done.status == 0, done.stderr
    (first,) = sandbox.outbox.find(subject="s0")
    assert [one.filename for one in first.attachments] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("time", [1_900_000_000, 1.5, "2030-01-01T00:00:00Z"])
def test_times(time: Any, tmp_path: Path) -> None:
    """Times are Unix seconds, or ISO 8601."""
    path = write_lines(tmp_path / "messages.jsonl", [message(0, scheduled_at=time)])

    assert command("send", path, "--dry-run").status == 0


def test_unreadable_attachment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An attachment that the system does not let us read is named."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "a.txt")

    (tmp_path / "a.txt").write_text("content")
    path = write_lines(tmp_path / "messages.jsonl", [message(0, attachments=["a.txt"])])
    monkeypatch.setattr("jetemail_api_client.cli.messages.encode_attachments", refuse)
    ended = command("send", path, "--dry-run")

    assert "line 1 (m0): rejected: attachments: a.txt cannot be read: Permission" in ended.stderr


def test_utf_16(tmp_path: Path) -> None:
    """A file in UTF-16 is refused as a whole."""
    path = tmp_path / "messages.jsonl"
    path.write_bytes(GOOD.decode().encode("utf-16"))
    ended = command("send", path)

    assert (ended.status, ended.stderr) == (
        2,
        "Error: line 1: is UTF-16: save the file as UTF-8. Nothing was sent.\n",
    )


def test_terminal_codes(tmp_path: Path) -> None:
    """What a file has is shown without its control characters and markup."""
    path = write_lines(tmp_path / "messages.jsonl", [message(0, id="[red]\x1b[2J", to="\x07")])
    ended = command("send", path, "--dry-run")

    assert "line 1 ([red]\\x1b[2J): rejected: to: '\\x07' is no address" in ended.stderr


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@example.com", True),
        ("Ann <a.b+c@sub.example.com>", True),
        ('"Doe, Ann" <a@example.com>', True),
        ('"a b"@example.com', True),
        ("ünal@bücher.example", True),
        ("<a@example.com>", True),
        ("", False),
        ("a@b@example.com", False),
        ("a b@example.com", False),
        (".a@example.com", False),
        ("a..b@example.com", False),
        ("a@example..com", False),
        ("a@-example.com", False),
        ("a@localhost", False),
        ("a@example.com.", False),
        ("Ann <a@example.com", False),
        ("Ann a@example.com", False),
        ("a@example.com;b@example.com", False),
        ("a@example.com\n", False),
    ],
)
def test_addresses(text: str, expected: bool) -> None:
    """An address is a local part and a domain with a dot, maybe with a name."""
    assert is_address(text) is expected


BAD_USERS: dict[str, tuple[str, str]] = {
    "no flag": ("b,,,yes", "allow_all_domains: is no flag: give true, false, 1 or 0"),
    "no number": ("b,,many,", "quota: is no number: give one such as 1000"),
    "negative": ("b,,-1,", "quota: is no number"),
    "no domain": ("b,a.example x,,", "approved_domains[1] must be a domain name"),
    "no username": (",,5,", "username: is empty"),
    "bad username": ("A b,,,", "username must be lowercase letters, digits and hyphens"),
    "more cells": ("b,,,,", "has 5 cells; the header has 4"),
    "fewer cells": ("b", "has 1 cells; the header has 4"),
    "open quote": ('b,"a,,', "is no CSV: unexpected end of data; a row is one line"),
    "Latin-1": ("b\udce9,,,", "username: is not UTF-8: save the file as UTF-8"),
    "twice": ("a,,,", "username: 'a' is on line 2, too: leave one out"),
}


@pytest.mark.parametrize(("row", "reason"), BAD_USERS.values(), ids=BAD_USERS)
def test_user(row: str, reason: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """A bad row is named by the dry run; without one, the rest is done, or nothing if asked."""
    path, report = tmp_path / "users.csv", tmp_path / "report"
    header = "username,approved_domains,quota,allow_all_domains"
    path.write_text(f"{header}\na,example.com,5.5,true\n{row}\nc,,7,0\n", errors="surrogateescape")
    arguments = ["smtp-users", "ensure", path, "--passwords", tmp_path / "passwords"]

    checked = command(*arguments, "--dry-run")
    stopped = command(*arguments, "--stop-on-error", sandbox=sandbox)
    count = len(sandbox.effects)
    done = command(*arguments, "--report", report, sandbox=sandbox)

    (shown,) = [one for one in checked.stderr.splitlines() if one.startswith("line ")]
    assert shown.startswith("line 3")
    assert f"failed: {reason}" in shown
    assert shown in stopped.stderr.splitlines()
    assert (checked.status, stopped.status, count, done.status) == (1, 1, 0, 1)
    assert by_line(report) == {2: "created", 3: "failed", 4: "created"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1: the column username is missing"),
        (b"shop-1,Secret-123\n", "line 1: the column username is missing"),
        (b"\n\nquota\n5\n", "line 3: the column username is missing"),
        (b"username,qota\n", "line 1: 'qota' is no column: did you mean quota?"),
        (b"username,\n", "line 1: column 2 has no name: there are username, password"),
        (b"username;username\n", "line 1: the column username is there twice: leave one out"),
        (b'"username\n', "line 1: is no CSV: unexpected end of data"),
        (codecs.BOM_UTF16_LE + "username".encode("utf-16-le"), "line 1: is UTF-16"),
    ],
)
def test_header(content: bytes, reason: str, sandbox: Sandbox, tmp_path: Path) -> None:
    """A header that cannot be used ends the command, before anything is sent; no cell is shown."""
    path = tmp_path / "users.csv"
    path.write_bytes(content)
    ended = command("smtp-users", "ensure", path, sandbox=sandbox)

    assert (ended.status, len(ended.stderr.splitlines())) == (2, 1)
    assert ended.stderr.startswith(f"Error: {reason}")
    assert "Secret" not in ended.stderr
    assert sandbox.effects == []


@pytest.mark.parametrize(
    "content",
    [
        b"username,password,approved_domains\na,long-password,a.example b.example\n",
        codecs.BOM_UTF8
        + b'username;password;approved_domains\r\na;long-password;"a.example;b.example"\r\n\r\n',
        b'approved_domains , username,password\n"a.example, b.example", a ,long-password',
    ],
    ids=["commas", "semicolons, BOM, CRLF", "order and spaces"],
)
def test_forms_of_csv(content: bytes, sandbox: Sandbox, tmp_path: Path) -> None:
    """Either delimiter, a BOM, CRLF, blank lines and any order are accepted."""
    path = tmp_path / "users.csv"
    path.write_bytes(content)
    ended = command("smtp-users", "ensure", path, sandbox=sandbox)

    assert ended.status == 0, ended.stderr
    (user,) = users_of(sandbox)
    assert user["username"] == "a"
    assert json.loads(user["approvedDomains"]) == ["a.example", "b.example"]


def test_many_rows(tmp_path: Path) -> None:
    """A file of 100,000 rows is validated, each bad row with its number."""
    path = tmp_path / "users.csv"
    rows = (f"user-{n}" if n % 50_000 else f"User {n}" for n in range(2, 100_002))
    path.write_text("username\n" + "\n".join(rows))
    ended = command("smtp-users", "ensure", path, "--dry-run", "--passwords", tmp_path / "p")

    assert ended.stderr.count("failed: ") == 2
    assert "line 50000 (User 50000): failed: username must be" in ended.stderr
    assert "99,998" in ended.stderr
