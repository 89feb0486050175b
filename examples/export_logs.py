"""Write the outbound log of a day to a CSV file.

    export JETEMAIL_API_KEY=api_...
    python -m examples.export_logs 2026-11-28 log.csv

It holds one page at a time, however long the log is. The file appears when it is complete: a failed
export leaves none. Times are ISO 8601, in UTC.

Subjects and responses are written by others. A spreadsheet would run those that begin with =, +, -
or @ as formulas, so an apostrophe is put before them. If only programs read the file, remove that.
"""

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from jetemail_api_client import JetEmail
from jetemail_api_client.models import OutboundLogEntry

COLUMNS = ("last_updated", "uid", "from_address", "to_address", "subject", "final_response")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """Return the text of a cell; a field that is missing from the response is empty."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) else text


def write(path: Path, entries: Iterable[OutboundLogEntry]) -> int:
    """Write the entries to a file, as they come, and return their number."""
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        # The mark at the start is how Excel knows UTF-8.
        with part.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for count, entry in enumerate(entries, 1):  # noqa: B007 - counts
                writer.writerow([cell(getattr(entry, name)) for name in COLUMNS])
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # It has addresses; after the replacement, it is not there.
    return count


def export(jetemail: JetEmail, day: date, path: Path) -> int:
    """Export a day, from midnight to midnight in UTC, and return the number of entries."""
    start = datetime.combine(day, time(), UTC)
    # The oldest first: what is added meanwhile comes at the end, and moves no rows.
    entries = jetemail.outbound_logs.iterate(
        date_from=start, date_to=start + timedelta(days=1), sort_order="ASC"
    )
    return write(path, entries)


if __name__ == "__main__":
    with JetEmail() as client:
        print(export(client, date.fromisoformat(sys.argv[1]), Path(sys.argv[2])), "entries")
