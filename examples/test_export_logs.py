"""Tests of the export of the outbound log."""

import csv
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client.models import EmailMessage, OutboundLogEntry

from .export_logs import COLUMNS, export, write

FORMULA = '=HYPERLINK("https://example.net")'


def send(jetemail: JetEmail, *subjects: str) -> None:
    """Send e-mails with these subjects."""
    messages = [
        EmailMessage(from_="a@example.com", to="b@example.org", subject=one, text="Hi")
        for one in subjects
    ]
    for start in range(0, len(messages), 100):
        jetemail.email.send_batch(emails=messages[start : start + 100])


def rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_pages(jetemail: JetEmail, tmp_path: Path) -> None:
    """The file has each e-mail of the day once, on however many pages."""
    path = tmp_path / "log.csv"
    send(jetemail, *(f"Order {number}" for number in range(220)))
    today = datetime.now(UTC).date()

    assert export(jetemail, today, path) == 220
    assert {row["subject"] for row in rows(path)} == {f"Order {number}" for number in range(220)}
    assert datetime.fromisoformat(rows(path)[0]["last_updated"]).date() == today
    assert export(jetemail, today - timedelta(days=2), path) == 0
    assert rows(path) == []


def test_texts_of_others(jetemail: JetEmail, tmp_path: Path) -> None:
    """A subject is no formula for a spreadsheet; quotes and line breaks stay as they are."""
    path = tmp_path / "log.csv"
    send(jetemail, FORMULA, 'Größe "M", 2 €')
    export(jetemail, datetime.now(UTC).date(), path)

    assert {row["subject"] for row in rows(path)} == {f"'{FORMULA}", 'Größe "M", 2 €'}


def test_missing_fields(tmp_path: Path) -> None:
    """Fields that a response does not have are empty; times of any zone are written in UTC."""
    zone = timezone(timedelta(hours=2))
    entry = OutboundLogEntry(last_updated=datetime(2026, 1, 1, 1, tzinfo=zone), uid="a1")
    write(tmp_path / "log.csv", [entry])

    empty = dict.fromkeys(COLUMNS, "")
    expected = empty | {"last_updated": "2025-12-31T23:00:00+00:00", "uid": "a1"}
    assert rows(tmp_path / "log.csv") == [expected]


def test_memory(tmp_path: Path) -> None:
    """An entry that is written is not kept."""
    alive = weakref.WeakValueDictionary[int, OutboundLogEntry]()

    def entries() -> Iterator[OutboundLogEntry]:
        for number in range(1000):
            assert len(alive) <= 1
            entry = OutboundLogEntry(uid=str(number))
            alive[number] = entry
            yield entry
            del entry

    assert write(tmp_path / "log.csv", entries()) == 1000


@pytest.mark.jetemail_fault("outbound_logs.list", status=500, times=None, after=1)
def test_failure(jetemail: JetEmail, tmp_path: Path) -> None:
    """An export that fails on the second page leaves the file of before, and nothing else."""
    path = tmp_path / "log.csv"
    path.write_text("before")
    send(jetemail, *map(str, range(120)))
    with pytest.raises(errors.InternalServerError):
        export(jetemail, datetime.now(UTC).date(), path)

    assert [*tmp_path.iterdir()] == [path]
    assert path.read_text() == "before"
