"""The journal of a run: the outcome of each message, by the caller's own id, in an SQLite file.

A message is in doubt from before its request leaves until its outcome is known. Its idempotency key
is made of the journal's random namespace, its id and its content: sent again, it has the same key.

All methods block, and belong to one thread.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import define, field, frozen

from .._runtime.values import Model, to_jsonable
from ..errors import JournalError

if TYPE_CHECKING:
    # Otherwise late: most programs have no journal.
    import sqlite3

KEY_LIFETIME = 23 * 3600.0
"""Seconds within which a message in doubt is sent again under its key.

The vendor keeps keys for 24 hours, by its page on SMTP; that on HTTP does not say. An hour is left
for clocks that differ. https://jetemail.com/docs/outbound/idempotency-keys.md
"""

# "JetM", in the header of the file.
_APPLICATION_ID = 0x4A65744D
_VERSION = 1

Status: TypeAlias = Literal["sent", "rejected", "not_sent", "unknown"]

_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE run (
    namespace TEXT NOT NULL CHECK (length(namespace) = 64),
    kind TEXT NOT NULL,
    base_url TEXT NOT NULL
);
CREATE TABLE entries (
    id TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL,
    key TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('sent', 'rejected', 'not_sent', 'unknown')),
    reason TEXT,
    api_id TEXT,
    begun REAL CHECK (typeof(begun) IN ('real', 'null')),
    updated REAL NOT NULL CHECK (typeof(updated) = 'real')
);
"""
# An entry that is in doubt keeps the time since when; a message that was not sent has another.
_BEGIN = """
INSERT INTO entries (id, digest, key, status, reason, begun, updated)
VALUES (:id, :digest, :key, 'unknown', :reason, :now, :now)
ON CONFLICT (id) DO UPDATE SET
    begun = CASE status WHEN 'unknown' THEN begun ELSE :now END,
    digest = :digest, key = :key, status = 'unknown', reason = :reason, updated = :now
"""
_END = """
UPDATE entries SET status = :status, reason = :reason, api_id = :api_id, updated = :now
WHERE id = :id
"""
# Never over what was sent, or may have been.
_REJECT = """
INSERT INTO entries (id, digest, key, status, reason, updated)
VALUES (:id, '', :key, 'rejected', :reason, :now)
ON CONFLICT (id) DO UPDATE SET
    digest = '', key = :key, status = 'rejected', reason = :reason, updated = :now
WHERE status IN ('rejected', 'not_sent')
"""
_ENTRY = "SELECT id, status, reason, api_id, key, begun, updated, digest FROM entries"

_NO_OUTCOME = "No outcome was recorded: the run ended while it was being sent."

# The primary result codes of SQLite, as reasons: https://www.sqlite.org/rescode.html
_BUSY, _CORRUPT, _NOT_A_DATABASE = 5, 11, 26
_FAILURES: Mapping[int, str] = {
    _BUSY: "is locked by another program: close that",
    6: "is locked by another program: close that",
    8: "is read-only: change its permissions, or those of its directory",
    10: "cannot be read or written: check the disk",
    _CORRUPT: "is damaged: restore a copy of it",
    13: "cannot be written, as the disk is full: free some space",
    14: "cannot be opened: check its directory and permissions",
    _NOT_A_DATABASE: "is no journal: give another path",
}


def digest_of(message: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a message in the API's form, as JSON with sorted names."""
    text = json.dumps(message, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def path_text(path: str | PathLike[str]) -> str:
    """Return the absolute path of a journal, without links."""
    return os.path.realpath(path)


@contextmanager
def _failures(path: str) -> Iterator[None]:
    """Raise a JournalError in place of an error of SQLite."""
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        code = _code_of(error)
        reason = _FAILURES.get(code, "cannot be used: check the file")
        raise _error(path, f"{reason} ({error})") from error
    except (ValueError, TypeError, OverflowError, OSError) as error:
        # A text that is no UTF-8, a time that is none, and the like.
        raise _error(path, f"{_FAILURES[_CORRUPT]} ({error})") from error


def _code_of(error: "sqlite3.Error") -> int:
    # Errors of the module itself have none.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _error(path: str, reason: str) -> JournalError:
    return JournalError(f"The journal {path} {reason}.", file=path)


def _connect(place: str, **options: Any) -> "sqlite3.Connection":
    import sqlite3

    # In one thread, but not in the same from run to run.
    given: dict[str, Any] = {"isolation_level": None, "check_same_thread": False, **options}
    connection: sqlite3.Connection = sqlite3.connect(place, **given)
    return connection


@frozen(kw_only=True, repr=False)
class JournalEntry(Model):
    """What a journal has of one message."""

    id: str
    status: Status
    """"unknown" as well for one that was being sent when the run was killed."""
    reason: str | None
    """Why it is not sent, or not known to be."""
    api_id: str | None
    """The id in the API's response."""
    idempotency_key: str
    begun: datetime | None
    """When it was sent, the first time under this key; None if it never was."""
    updated: datetime


@frozen
class Decision:
    """What to do with a message that was taken."""

    action: Literal["send", "skip", "refuse"]
    entry: JournalEntry | None = None
    """What the journal has of it, if that matters."""
    reason: str | None = None
    """Why it is refused, or not sent."""


def decide(entry: JournalEntry, *, is_same: bool, now: float) -> Decision:
    """Decide on a message that the journal has.

    Args:
        entry: What the journal has.
        is_same: True if it has this message, False if another one had this id.
        now: Unix seconds.
    """
    if entry.status == "not_sent" or (entry.status == "rejected" and not is_same):
        return Decision("send")
    if not is_same:
        known = "was sent" if entry.status == "sent" else "may have been sent"
        reason = f"another message with the id {entry.id!r} {known}: give this one its own"
        return Decision("refuse", entry, reason)
    if entry.status != "unknown":
        return Decision("skip", entry, entry.reason)
    # With a clock that was set, the age may be negative.
    age = abs(now - entry.begun.timestamp()) if entry.begun else KEY_LIFETIME
    if age < KEY_LIFETIME:
        return Decision("send", entry)
    hours = KEY_LIFETIME / 3600
    reason = f"It may have been sent over {hours:g} hours ago, and its key is no longer kept."
    return Decision("skip", entry, reason)


@define
class Journal:
    """The journal that a run writes."""

    path: str
    kind: str
    """The method that it belongs to."""
    base_url: str
    _lock: "sqlite3.Connection | None" = None
    _connection: "sqlite3.Connection | None" = None
    _namespace: str = field(default="", repr=False)

    def open(self) -> None:
        """Open the file, or make it; nobody else can until `close`.

        Raises:
            JournalError: It is in use, of another run, or cannot be used.
        """
        try:
            with _failures(self.path):
                self._lock_file()
                self._connection = _connect(self.path)
                self._prepare(self._connection)
        except BaseException:
            self.close()
            raise

    def _lock_file(self) -> None:
        # Not the file itself, which can thus be read during the run. The system unlocks it when
        # the process ends, in whatever way.
        import sqlite3

        self._lock = _connect(f"{self.path}-lock", timeout=0)
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if _code_of(error) != _BUSY:
                raise
            reason = "is in use by another run: wait for its end, or give another path"
            raise _error(self.path, reason) from error

    def _prepare(self, connection: "sqlite3.Connection") -> None:
        is_new = _check_header(self.path, connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TEMP TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID")
        if is_new:
            connection.executescript(
                f"{_SCHEMA} PRAGMA application_id = {_APPLICATION_ID};"
                f" PRAGMA user_version = {_VERSION};"
            )
            parameters = (secrets.token_hex(32), self.kind, self.base_url)
            connection.execute("INSERT INTO run VALUES (?, ?, ?)", parameters)
            connection.execute("COMMIT")
        self._check_structure(connection)
        self._namespace, *given = _run_of(self.path, connection)
        for name, own, other in zip(
            ("method", "base URL"), (self.kind, self.base_url), given, strict=True
        ):
            if own != other:
                raise _error(self.path, f"is of another {name}, {other}: give another path")
        self._check_entries(connection)
        # A file that is read-only shows it only now.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")

    def _check_structure(self, connection: "sqlite3.Connection") -> None:
        (result,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if result != "ok":
            raise _error(self.path, f"{_FAILURES[_CORRUPT]} ({result})")

    def _check_entries(self, connection: "sqlite3.Connection") -> None:
        """Check each key by its id and digest: SQLite has no checksums."""
        for id_, digest, key in connection.execute("SELECT id, digest, key FROM entries"):
            if key != self.key_of(id_, digest):
                reason = f"{_FAILURES[_CORRUPT]} (the entry {id_!r})"
                raise _error(self.path, reason)

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        for connection in (self._connection, self._lock):
            if connection is not None:
                connection.close()
        self._connection = self._lock = None

    def key_of(self, id_: str, digest: str) -> str:
        """Return the idempotency key of a message."""
        text = json.dumps([self._namespace, id_, digest])
        return hashlib.sha256(text.encode()).hexdigest()

    def claim(self, id_: str) -> bool:
        """Note that an id was taken; return True the first time in a run.

        Raises:
            JournalError: The file cannot be written.
        """
        return self._execute("INSERT OR IGNORE INTO seen VALUES (?)", (id_,)).rowcount > 0

    def look(self, id_: str, digest: str, now: float) -> Decision:
        """Decide on a message that was taken: it is sent, or not again.

        Raises:
            JournalError: The file cannot be read.
        """
        with _failures(self.path):
            row = self._execute(f"{_ENTRY} WHERE id = ?", (id_,)).fetchone()
            entry = row and _entry_of(row)
        return decide(entry, is_same=row[-1] == digest, now=now) if entry else Decision("send")

    def begin(self, id_: str, digest: str, now: float) -> None:
        """Note that a message is in doubt, from now on.

        Raises:
            JournalError: The file cannot be written.
        """
        key = self.key_of(id_, digest)
        values = {"id": id_, "digest": digest, "key": key, "reason": _NO_OUTCOME, "now": now}
        self._execute(_BEGIN, values)

    def end(
        self, id_: str, status: Status, reason: str | None, api_id: str | None, now: float
    ) -> None:
        """Note the outcome of a message.

        Raises:
            JournalError: The file cannot be written.
        """
        # The API's words may hold what UTF-8 cannot encode.
        texts = {"reason": to_jsonable(reason), "api_id": to_jsonable(api_id)}
        self._execute(_END, {"id": id_, "status": status, "now": now, **texts})

    def reject(self, id_: str, reason: str, now: float) -> None:
        """Note that a message is invalid; it was not sent.

        Raises:
            JournalError: The file cannot be written.
        """
        values = {"id": id_, "key": self.key_of(id_, ""), "reason": reason, "now": now}
        self._execute(_REJECT, values)

    def _execute(self, statement: str, values: Any) -> "sqlite3.Cursor":
        assert self._connection is not None  # noqa: S101 - opened before; narrows the type
        with _failures(self.path):
            return self._connection.execute(statement, values)


def _check_header(path: str, connection: "sqlite3.Connection") -> bool:
    """Check that a file is a journal; return True if it is empty.

    Raises:
        JournalError: It is something else, or of a newer version.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not (application or version or tables):
        return True
    if application != _APPLICATION_ID:
        raise _error(path, _FAILURES[_NOT_A_DATABASE])
    if version != _VERSION:
        raise _error(path, f"has the format {version}, not {_VERSION}: update this package")
    return False


def _run_of(path: str, connection: "sqlite3.Connection") -> tuple[str, str, str]:
    """Return the namespace, the method and the base URL of a journal."""
    row = connection.execute("SELECT namespace, kind, base_url FROM run").fetchone()
    if row is None:
        raise _error(path, f"{_FAILURES[_CORRUPT]} (it has no namespace)")
    namespace, kind, base_url = row
    return namespace, kind, base_url


def _entry_of(row: Any) -> JournalEntry:
    id_, status, reason, api_id, key, begun, updated = row[:7]
    return JournalEntry(
        id=id_,
        status=status,
        reason=reason,
        api_id=api_id,
        idempotency_key=key,
        begun=None if begun is None else datetime.fromtimestamp(begun, UTC),
        updated=datetime.fromtimestamp(updated, UTC),
    )


@frozen
class JournalReader:
    """Reads a journal, also during its run: iterate it for the entries, in their first order.

    Args:
        path: The file.

    Raises:
        JournalError: It is no journal, or cannot be read.
    """

    path: str
    kind: str = field(init=False)
    """The method that it belongs to: "email.send_many"."""
    base_url: str = field(init=False)
    counts: Mapping[Status, int] = field(init=False)
    """Entries with each status, when it was opened."""

    def __attrs_post_init__(self) -> None:
        with _failures(self.path), closing(self._connection()) as connection:
            if _check_header(self.path, connection):
                raise _error(self.path, _FAILURES[_NOT_A_DATABASE])
            _, kind, base_url = _run_of(self.path, connection)
            grouped = connection.execute("SELECT status, count(*) FROM entries GROUP BY status")
            counts: Counter[Status] = Counter(dict(grouped.fetchall()))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "base_url", base_url)
        object.__setattr__(self, "counts", counts)

    def __iter__(self) -> Iterator[JournalEntry]:
        with _failures(self.path), closing(self._connection()) as connection:
            for row in connection.execute(f"{_ENTRY} ORDER BY rowid"):
                yield _entry_of(row)

    def _connection(self) -> "sqlite3.Connection":
        return _connect(f"{Path(self.path).as_uri()}?mode=ro", uri=True)


def read_journal(path: str | PathLike[str]) -> JournalReader:
    """Read the journal of a run, also while it is running.

    Raises:
        JournalError: It is no journal, or cannot be read.
        TypeError: It is no path.
    """
    return JournalReader(path_text(path))
