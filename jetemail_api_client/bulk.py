"""Many messages, many SMTP users: runs over any number of items, with an outcome for each.

`jetemail.email.send_many` and `jetemail.smtp_users.ensure_many` return a run: an iterator of
outcomes, and a context manager. Its items are taken from their source only when they are needed,
and at most `concurrency` jobs have no returned outcome, so that memory does not grow.
"""

from collections.abc import AsyncIterable, Iterable, Mapping, Sized
from os import PathLike
from typing import Any

from ._bulk.async_run import AsyncRun
from ._bulk.ensuring import ENSURE, Ensuring
from ._bulk.journal import (
    KEY_LIFETIME,
    Journal,
    JournalEntry,
    JournalReader,
    path_text,
    read_journal,
)
from ._bulk.outcomes import (
    Identified,
    SendOutcome,
    SendProgress,
    SendStatus,
    UserOutcome,
    UserProgress,
    UserStatus,
)
from ._bulk.rules import Tally
from ._bulk.runs import RunOptions, check_count
from ._bulk.sending import SEND, Sending
from ._bulk.sync_run import Run
from ._runtime.validators import invalid, wrong_type
from ._runtime.values import type_name

__all__ = [
    "KEY_LIFETIME",
    "AsyncRun",
    "Identified",
    "JournalEntry",
    "JournalReader",
    "Run",
    "SendOutcome",
    "SendProgress",
    "SendStatus",
    "UserOutcome",
    "UserProgress",
    "UserStatus",
    "read_journal",
]

_MAX_BATCH = 100


def _sending(
    client: Any,
    messages: object,
    batch_size: int,
    journal: str | PathLike[str] | None,
    options: RunOptions[SendProgress],
) -> Sending:
    """Make the rules of a run, after validating its arguments."""
    options.check(SEND)
    check_count(SEND, "batch_size", batch_size, _MAX_BATCH)
    written: Journal | None = None
    if journal is not None:
        if not isinstance(journal, str | PathLike):
            raise wrong_type(SEND, "journal", "a path", journal)
        if batch_size > 1:
            reason = "excludes a batch_size, as batches have no confirmed keys: leave one out"
            raise invalid(SEND, "journal", reason)
        written = Journal(path_text(journal), SEND, client._settings.base_url)
    tally = _tally(client, messages)
    return Sending(batch_size, written, client._clock.unix, tally)


def _tally(client: Any, source: object) -> Tally:
    total = len(source) if isinstance(source, Sized) else None
    return Tally(client._clock.monotonic, total)


def _check_source(operation: str, name: str, source: object, *, is_async: bool) -> None:
    """Check the type of a source.

    Raises:
        TypeError: It cannot be iterated by a client of this flavour.
    """
    if is_async and isinstance(source, AsyncIterable):
        return
    if isinstance(source, AsyncIterable) and not isinstance(source, Iterable):
        got = f"{type_name(source)}, which is async: use AsyncJetEmail"
        raise TypeError(f"{operation}: {name}: expected an iterable, got {got}")
    if not isinstance(source, Iterable) or isinstance(source, str | bytes | Mapping):
        raise wrong_type(operation, name, "an iterable, such as a list or a generator", source)


def send_many_async(
    client: Any,
    messages: Any,
    *,
    batch_size: int,
    journal: str | PathLike[str] | None,
    **options: Any,
) -> AsyncRun[SendOutcome, SendProgress]:
    """Return the run of `AsyncJetEmail.email.send_many`."""
    _check_source(SEND, "messages", messages, is_async=True)
    given: RunOptions[SendProgress] = RunOptions(**options)
    return AsyncRun(client, _sending(client, messages, batch_size, journal, given), messages, given)


def send_many(
    client: Any,
    messages: Any,
    *,
    batch_size: int,
    journal: str | PathLike[str] | None,
    **options: Any,
) -> Run[SendOutcome, SendProgress]:
    """Return the run of `JetEmail.email.send_many`."""
    _check_source(SEND, "messages", messages, is_async=False)
    given: RunOptions[SendProgress] = RunOptions(**options)
    return Run(client, _sending(client, messages, batch_size, journal, given), messages, given)


def ensure_many_async(
    client: Any, users: Any, **options: Any
) -> AsyncRun[UserOutcome, UserProgress]:
    """Return the run of `AsyncJetEmail.smtp_users.ensure_many`."""
    _check_source(ENSURE, "users", users, is_async=True)
    given: RunOptions[UserProgress] = RunOptions(**options)
    given.check(ENSURE)
    return AsyncRun(client, Ensuring(_tally(client, users)), users, given)


def ensure_many(client: Any, users: Any, **options: Any) -> Run[UserOutcome, UserProgress]:
    """Return the run of `JetEmail.smtp_users.ensure_many`."""
    _check_source(ENSURE, "users", users, is_async=False)
    given: RunOptions[UserProgress] = RunOptions(**options)
    given.check(ENSURE)
    return Run(client, Ensuring(_tally(client, users)), users, given)


def __dir__() -> list[str]:
    return __all__
