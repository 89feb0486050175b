"""The journal of `email.send_many`: what is sent again, and files that cannot be used."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from jetemail_api_client import AsyncJetEmail, errors
from jetemail_api_client._bulk import journal as _journal
from jetemail_api_client._bulk.journal import Journal, digest_of
from jetemail_api_client.bulk import KEY_LIFETIME, read_journal
from jetemail_api_client.emails import attach
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour
from .running import Ran, journal_of, message, pairs, run, sent_subjects

DAY = 24 * 3600.0


async def send(
    flavour: Flavour, sandbox: Sandbox, folder: Path, source: Any = None, **options: Any
) -> Ran:
    """Send messages with a journal, by default one after another."""
    given = pairs(6) if source is None else source
    defaults: dict[str, Any] = {"journal": journal_of(folder), "in_order": True, "concurrency": 1}
    return await run(flavour, sandbox, given, **(defaults | options))


def statuses(folder: Path) -> dict[str, str]:
    """Return the statuses in the journal, by id."""
    return {one.id: one.status for one in read_journal(journal_of(folder))}


async def test_second_run_sends_nothing(flavour: Flavour, tmp_path: Path) -> None:
    """What was sent is returned from the journal by a second run, and not sent again."""
    with Sandbox() as sandbox:
        first = await send(flavour, sandbox, tmp_path)
        second = await send(flavour, sandbox, tmp_path)

    assert {"sent": [*range(6)]} == first.by_status() == second.by_status()
    assert [False] * 6 == [one.is_from_journal for one in first.outcomes]
    assert [True] * 6 == [one.is_from_journal for one in second.outcomes]
    assert (6, 0) == (second.progress.from_journal, second.progress.rate)
    assert len(sandbox.effects) == 6


async def test_keys(flavour: Flavour, tmp_path: Path) -> None:
    """A key depends on the journal, the id and the message; the API's id is kept."""
    (tmp_path / "other").mkdir()
    with Sandbox() as sandbox:
        ran = await send(flavour, sandbox, tmp_path)
        await send(flavour, sandbox, tmp_path / "other")
    entries = [*read_journal(journal_of(tmp_path))]
    others = [*read_journal(journal_of(tmp_path / "other"))]

    keys = {one.idempotency_key for one in [*entries, *others]}
    assert len(keys) == 12 and {len(key) for key in keys} == {64}
    assert [one.result.id for one in ran.outcomes] == [one.api_id for one in entries]
    assert [one.result.idempotency_key for one in ran.outcomes] == [
        one.idempotency_key for one in entries
    ]
    assert all(one.begun and one.begun <= one.updated for one in entries)


async def test_rejected_messages(flavour: Flavour, tmp_path: Path) -> None:
    """A rejected message is not sent again, unless it was corrected."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", status=400, after=1)
        first = await send(flavour, sandbox, tmp_path, [("a", message(0)), ("b", message(1))])
        second = await send(flavour, sandbox, tmp_path, [("a", message(0)), ("b", message(1))])
        count = len(sandbox.effects)
        third = await send(flavour, sandbox, tmp_path, [("a", message(0)), ("b", message(7))])

    assert {"rejected": [1], "sent": [0]} == first.by_status() == second.by_status()
    assert second.outcomes[1].is_from_journal
    assert second.outcomes[1].reason == str(first.outcomes[1].error)
    assert {"sent": [0, 1]} == third.by_status()
    assert (1, ["s0", "s7"]) == (count, sent_subjects(sandbox))


async def test_invalid_messages(flavour: Flavour, tmp_path: Path) -> None:
    """An invalid message is in the journal, and is sent once it is corrected; a sent one stays."""
    invalid = message(1, subject="")
    with Sandbox() as sandbox:
        first = await send(flavour, sandbox, tmp_path, [("a", message(0)), ("b", invalid)])
        states = statuses(tmp_path)
        second = await send(flavour, sandbox, tmp_path, [("a", invalid), ("b", message(1))])

    assert {"rejected": [1], "sent": [0]} == first.by_status()
    assert {"a": "sent", "b": "rejected"} == states
    assert {"rejected": [0], "sent": [1]} == second.by_status()
    assert {"a": "sent", "b": "sent"} == statuses(tmp_path)


async def test_other_message_under_an_id(flavour: Flavour, tmp_path: Path) -> None:
    """Another message under an id that was sent, or may have been, is rejected, naming the id."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, after=1, times=3)
        await send(flavour, sandbox, tmp_path, [("a", message(0)), ("b", message(1))])
        ran = await send(flavour, sandbox, tmp_path, [("a", message(2)), ("b", message(3))])

    assert {"rejected": [0, 1]} == ran.by_status()
    assert "'a' was sent" in ran.outcomes[0].reason
    assert "'b' may have been sent" in ran.outcomes[1].reason
    assert ["s0", "s1"] == sent_subjects(sandbox)
    assert {"a": "sent", "b": "unknown"} == statuses(tmp_path)


async def test_same_id_twice(flavour: Flavour, tmp_path: Path) -> None:
    """An id that comes twice in a run is rejected the second time, naming it; in each run."""
    given = [("a", message(0)), ("a", message(0)), ("a", message(1))]
    with Sandbox() as sandbox:
        ran = [await send(flavour, sandbox, tmp_path, given) for _ in range(2)]

    assert [{"rejected": [1, 2], "sent": [0]}] * 2 == [one.by_status() for one in ran]
    assert "'a' came before" in ran[0].outcomes[1].reason
    assert len(sandbox.outbox) == 1


async def test_same_id_at_the_same_time(flavour: Flavour, tmp_path: Path) -> None:
    """Of messages with one id, the first of the source is sent, even if it is slow to prepare."""
    slow = message(0, attachments=[attach(("file", bytes(4_000_000)))])
    given = [("a", slow), ("a", message(1)), ("a", message(2, subject=""))]
    with Sandbox() as sandbox:
        ran = await send(flavour, sandbox, tmp_path, given, concurrency=3)

    assert {"rejected": [1, 2], "sent": [0]} == ran.by_status()
    assert ["s0"] == sent_subjects(sandbox)
    assert {"a": "sent"} == statuses(tmp_path)


async def test_in_doubt(flavour: Flavour, tmp_path: Path) -> None:
    """What may have been sent is sent again under its key, and arrives once."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, after=2, times=3)
        first = await send(flavour, sandbox, tmp_path)
        second = await send(flavour, sandbox, tmp_path)

    assert {"sent": [0, 1, 3, 4, 5], "unknown": [2]} == first.by_status()
    assert {"sent": [*range(6)]} == second.by_status()
    assert [2] == [one.index for one in second.outcomes if not one.is_from_journal]
    assert len(sandbox.outbox) == 6


@pytest.mark.parametrize(
    ("age", "status", "count"),
    [
        (KEY_LIFETIME - 60, "sent", 1),
        (KEY_LIFETIME + 60, "unknown", 1),
        (-KEY_LIFETIME - 60, "unknown", 1),
        (-3600, "sent", 1),
        (30 * DAY, "unknown", 1),
    ],
)
async def test_old_doubts(
    flavour: Flavour, tmp_path: Path, age: float, status: str, count: int
) -> None:
    """A doubt older than the keys is listed as unknown and not sent; so is one of another clock."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, times=3)
        await send(flavour, sandbox, tmp_path, pairs(1))
        with sqlite3.connect(journal_of(tmp_path)) as connection:
            connection.execute("UPDATE entries SET begun = begun - ?", (age,))
        connection.close()
        requests = len(sandbox.effects)
        ran = await send(flavour, sandbox, tmp_path, pairs(1))

    assert [status] == [one.status for one in ran.outcomes]
    assert (status == "unknown") == ran.outcomes[0].is_from_journal
    assert count == len(sandbox.outbox)
    assert (status == "sent") == (len(sandbox.effects) > requests)


async def test_doubt_keeps_its_time(flavour: Flavour, tmp_path: Path) -> None:
    """A doubt that is sent again keeps its first time: its key is as old as that."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=False, times=6)
        await send(flavour, sandbox, tmp_path, pairs(1))
        (first,) = read_journal(journal_of(tmp_path))
        ran = await send(flavour, sandbox, tmp_path, pairs(1))
        (second,) = read_journal(journal_of(tmp_path))

    assert ["unknown"] == [one.status for one in ran.outcomes]
    assert first.begun == second.begun and first.updated < second.updated


async def test_doubt_that_is_rejected_later(flavour: Flavour, tmp_path: Path) -> None:
    """A message in doubt stays so if the API rejects it later: the first one may have arrived."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, times=3)
        sandbox.faults.add("email.send", status=400)
        await send(flavour, sandbox, tmp_path, pairs(1))
        second = await send(flavour, sandbox, tmp_path, pairs(1))
        third = await send(flavour, sandbox, tmp_path, pairs(1))

    assert ["unknown", "sent"] == [one.outcomes[0].status for one in (second, third)]
    assert len(sandbox.outbox) == 1


async def test_doubt_before_an_error_that_concerns_all(flavour: Flavour, tmp_path: Path) -> None:
    """A 401 leaves a message in doubt as it was, and others as not sent."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, times=3)
        await send(flavour, sandbox, tmp_path, pairs(1))
        sandbox.faults.add("email.send", status=401, times=2)
        ran = await send(flavour, sandbox, tmp_path, pairs(1))
        other = await send(flavour, sandbox, tmp_path, [("other", message(1))])
        states = statuses(tmp_path)
        last = await send(flavour, sandbox, tmp_path, [("m0", message(0)), ("other", message(1))])

    assert isinstance(ran.error, errors.AuthenticationError)
    assert ["unknown"] == [one.status for one in ran.unfinished]
    assert ["not_sent"] == [one.status for one in other.unfinished]
    assert {"m0": "unknown", "other": "not_sent"} == states
    assert {"sent": [0, 1]} == last.by_status()
    assert len(sandbox.outbox) == 2


async def test_key_in_flight(flavour: Flavour, tmp_path: Path) -> None:
    """While the first request under a key still runs, a message stays in doubt."""
    body = {"error": "IDEMPOTENCY_IN_FLIGHT: still running"}
    transport = httpx.MockTransport(lambda _: httpx.Response(409, json=body))
    with Sandbox() as sandbox:
        client = {"transport": transport}
        ran = await send(flavour, sandbox, tmp_path, pairs(1), client=client)

    assert ["unknown"] == [one.status for one in ran.outcomes]
    assert {"m0": "unknown"} == statuses(tmp_path)


async def test_not_sent(flavour: Flavour, tmp_path: Path) -> None:
    """What was not sent is sent by the next run, also if it changed."""
    with Sandbox() as sandbox:

        def refused(_: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("refused")

        client = {"transport": httpx.MockTransport(refused)}
        ran = await send(flavour, sandbox, tmp_path, pairs(1), client=client)
        states = statuses(tmp_path)
        again = await send(flavour, sandbox, tmp_path, [("m0", message(5))])

    assert (["not_sent"], {"m0": "not_sent"}) == ([one.status for one in ran.outcomes], states)
    assert ["sent"] == [one.status for one in again.outcomes]
    assert ["s5"] == sent_subjects(sandbox)


async def test_break_and_go_on(flavour: Flavour, tmp_path: Path) -> None:
    """A run that was left goes on with the rest: each message arrives once."""
    with Sandbox() as sandbox:
        first = await send(
            flavour, sandbox, tmp_path, pairs(40), at=lambda one: one.index == 9, concurrency=6
        )
        second = await send(flavour, sandbox, tmp_path, pairs(40), concurrency=6)

    assert len(first.outcomes) == 10
    assert {"sent": [*range(40)]} == second.by_status()
    assert len({*sent_subjects(sandbox)}) == len(sandbox.outbox) == 40


async def test_reading_during_a_run(flavour: Flavour, tmp_path: Path) -> None:
    """A journal can be read while its run is going on."""
    seen: list[int] = []

    def read(_: object) -> None:
        seen.append(read_journal(journal_of(tmp_path)).counts["sent"])

    with Sandbox() as sandbox:
        await send(flavour, sandbox, tmp_path, at=read)
    reader = read_journal(journal_of(tmp_path))

    assert seen == sorted(seen) and 1 <= seen[0] <= seen[-1] <= 6
    assert "email.send_many" == reader.kind
    assert {"sent": 6} == reader.counts
    assert [f"m{number}" for number in range(6)] == [one.id for one in reader]
    assert reader.base_url.startswith("http://127.0.0.1:")
    assert next(iter(reader)).to_jsonable()["status"] == "sent"


async def test_second_run_at_the_same_time(flavour: Flavour, tmp_path: Path) -> None:
    """A journal is of one run at a time; another gets an error, and sends nothing."""
    inner: list[Ran] = []
    other = Flavour(flavour.name)
    with Sandbox() as sandbox:
        async with AsyncJetEmail(**sandbox.connection) as jetemail:
            async with jetemail.email.send_many(pairs(3), journal=journal_of(tmp_path)) as many:
                await anext(many)
                inner.append(await send(other, sandbox, tmp_path))
                rest = [one async for one in many]
        last = await send(flavour, sandbox, tmp_path)

    error = inner[0].error
    assert isinstance(error, errors.JournalError)
    assert "in use by another run" in str(error) and error.file == str(journal_of(tmp_path))
    assert ([], []) == (inner[0].outcomes, inner[0].unfinished)
    assert (2, None) == (len(rest), last.error)


def changed(statement: str) -> Callable[[Path], object]:
    """Return a function that changes the file by a statement."""

    def change(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA ignore_check_constraints = 1")
            connection.execute(statement)
        connection.close()

    return change


def overwritten(path: Path) -> None:
    """Overwrite pages in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[4096 + 8 : 4096 * 3] = bytes(range(256)) * ((4096 * 2 - 8) // 256)
    path.write_bytes(content)


def replaced_by_a_directory(path: Path) -> None:
    """Put a directory in the place of the file."""
    path.unlink()
    path.mkdir()


TEXT = "no journal, but a text of some length " * 9

BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (
        lambda path: path.write_text(TEXT),
        "no journal",
    ),
    "other database": (changed("PRAGMA application_id = 7"), "no journal"),
    "newer format": (changed("PRAGMA user_version = 2"), "update this package"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "damaged"),
    "pages": (overwritten, "damaged"),
    "id": (changed("UPDATE entries SET id = 'x' WHERE id = 'm1'"), "damaged"),
    "digest": (changed("UPDATE entries SET digest = 'x' WHERE id = 'm1'"), "damaged"),
    "status": (changed("UPDATE entries SET status = 'x' WHERE id = 'm1'"), "damaged"),
    "time": (changed("UPDATE entries SET begun = 'x' WHERE id = 'm1'"), "damaged"),
    "no namespace": (changed("DELETE FROM run"), "damaged"),
    "no table": (changed("DROP TABLE run"), "cannot be used"),
    "other method": (changed("UPDATE run SET kind = 'x'"), "of another method, x"),
    "other host": (changed("UPDATE run SET base_url = 'x'"), "of another base URL, x"),
    "directory": (replaced_by_a_directory, "cannot be opened"),
}


@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN)
async def test_file_that_cannot_be_used(
    flavour: Flavour, tmp_path: Path, damage: Callable[[Path], object], words: str
) -> None:
    """A file that is damaged, or no journal of this run, ends it before anything is sent."""
    path = journal_of(tmp_path)
    with Sandbox() as sandbox:
        await send(flavour, sandbox, tmp_path)
        damage(path)
        before = path.is_file() and path.read_bytes()
        ran = await send(flavour, sandbox, tmp_path)

    assert isinstance(ran.error, errors.JournalError)
    assert words in str(ran.error) and str(path) in str(ran.error)
    assert ([], [], 6) == (ran.outcomes, ran.unfinished, len(sandbox.effects))
    assert before == (path.is_file() and path.read_bytes())


@pytest.mark.parametrize("name", ["text", "other database", "newer format", "cut", "no table"])
async def test_reading_a_file_that_cannot_be_used(tmp_path: Path, name: str) -> None:
    """Reading a file that is no whole journal is an error, too."""
    damage, words = BROKEN[name]
    with Sandbox() as sandbox:
        await send(Flavour("sync"), sandbox, tmp_path)
    damage(journal_of(tmp_path))

    with pytest.raises(errors.JournalError, match=words):
        read_journal(journal_of(tmp_path))


def test_reading_nothing(tmp_path: Path) -> None:
    """A file that is missing or empty is no journal."""
    with pytest.raises(errors.JournalError, match="cannot be opened"):
        read_journal(tmp_path / "missing")
    (tmp_path / "empty").touch()
    with pytest.raises(errors.JournalError, match="no journal"):
        read_journal(tmp_path / "empty")


async def test_empty_file(flavour: Flavour, tmp_path: Path) -> None:
    """An empty file, such as one that was just made, becomes a journal."""
    journal_of(tmp_path).touch()
    with Sandbox() as sandbox:
        ran = await send(flavour, sandbox, tmp_path)

    assert {"sent": [*range(6)]} == ran.by_status()


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that limits the pages of journals that are opened after it."""
    connect = _journal._connect

    def limit(pages: int) -> None:
        def limited(place: str, **options: Any) -> sqlite3.Connection:
            connection = connect(place, **options)
            if not place.endswith("-lock"):
                connection.execute(f"PRAGMA max_page_count = {pages}")
            return connection

        monkeypatch.setattr(_journal, "_connect", limited)

    return limit


async def test_full_disk(
    flavour: Flavour, tmp_path: Path, full_disk: Callable[[int], None], monkeypatch: Any
) -> None:
    """On a full disk, the run ends, nothing more is sent, and the next run goes on."""
    with Sandbox() as sandbox:
        full_disk(9)
        first = await send(flavour, sandbox, tmp_path, pairs(200), concurrency=4)
        count = len(sandbox.outbox)
        full_disk(10_000)
        second = await send(flavour, sandbox, tmp_path, pairs(200), concurrency=4)

    assert isinstance(first.error, errors.JournalError)
    assert "the disk is full" in str(first.error)
    known = [one for one in [*first.outcomes, *first.unfinished] if one.status != "not_sent"]
    assert 0 < count < 200 and len(known) >= count
    assert {"sent": [*range(200)]} == second.by_status()
    assert len(sandbox.outbox) == 200


@pytest.mark.parametrize("method", ["look", "end", "reject"])
async def test_write_that_fails(
    flavour: Flavour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """A journal that cannot be written ends the run; what was sent by then is returned as sent."""

    def fail(self: Journal, *_: object) -> None:
        with _journal._failures(self.path):
            raise sqlite3.OperationalError("disk I/O error")

    given = [("a", message(0)), ("b", message(1, subject="")), *pairs(50)]
    with Sandbox() as sandbox:
        with monkeypatch.context() as patches:
            patches.setattr(Journal, method, fail)
            first = await send(flavour, sandbox, tmp_path, given)
        count = len(sandbox.outbox)
        second = await send(flavour, sandbox, tmp_path, given)

    assert isinstance(first.error, errors.JournalError)
    assert count <= 2
    sent = [one for one in [*first.outcomes, *first.unfinished] if one.status == "sent"]
    assert len(sent) == count
    assert {"rejected": [1]} == {"rejected": second.by_status()["rejected"]}
    assert len(sandbox.outbox) == 51


async def test_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written ends the run at its start."""
    connect = _journal._connect

    def read_only(place: str, **options: Any) -> sqlite3.Connection:
        connection = connect(place, **options)
        if not place.endswith("-lock"):
            connection.execute("PRAGMA query_only = 1")
        return connection

    with Sandbox() as sandbox:
        await send(Flavour("sync"), sandbox, tmp_path)
        monkeypatch.setattr(_journal, "_connect", read_only)
        ran = await send(Flavour("sync"), sandbox, tmp_path)

    assert isinstance(ran.error, errors.JournalError)
    assert "read-only" in str(ran.error)
    assert [] == ran.outcomes


async def test_lock_that_cannot_be_made(flavour: Flavour, tmp_path: Path) -> None:
    """A journal whose lock is no file of SQLite ends the run at its start."""
    tmp_path.joinpath("run.journal-lock").write_text(TEXT)
    with Sandbox() as sandbox:
        ran = await send(flavour, sandbox, tmp_path)

    assert isinstance(ran.error, errors.JournalError)


async def test_large_ids_and_texts(flavour: Flavour, tmp_path: Path) -> None:
    """Ids may be any text: long, with quotation marks, NUL or other scripts."""
    ids = ["x" * 10_000, "a'b\"c", "nul\0", "\N{SNOWMAN}", " "]
    with Sandbox() as sandbox:
        given = [(one, message(number)) for number, one in enumerate(ids)]
        ran = await send(flavour, sandbox, tmp_path, given)
        again = await send(flavour, sandbox, tmp_path, given)

    assert {"sent": [*range(5)]} == ran.by_status() == again.by_status()
    assert ids == [one.id for one in read_journal(journal_of(tmp_path))]
    assert len(sandbox.outbox) == 5


async def test_words_that_are_no_text(flavour: Flavour, tmp_path: Path) -> None:
    """An error and an id with half of a surrogate pair are recorded, and end nothing."""

    def respond(request: httpx.Request) -> httpx.Response:
        is_first = b'"s0"' in request.content
        body = b'{"error": "\\ud800"}' if is_first else b'{"id": "\\ud800", "response": "ok"}'
        return httpx.Response(400 if is_first else 201, content=body)

    with Sandbox() as sandbox:
        client = {"transport": httpx.MockTransport(respond)}
        ran = await send(flavour, sandbox, tmp_path, pairs(2), client=client)
    entries = [*read_journal(journal_of(tmp_path))]

    assert {"rejected": [0], "sent": [1]} == ran.by_status()
    assert "ud800" in str(entries[0].reason)
    assert "\N{REPLACEMENT CHARACTER}" == entries[1].api_id


def test_bits(tmp_path: Path) -> None:
    """Whichever bits of a journal are wrong: it is an error, or nothing is sent that was."""
    path, copy, now = tmp_path / "whole", tmp_path / "copy", 1e9
    journal = Journal(str(path), "k", "u")
    journal.open()
    for number in range(40):
        journal.begin(str(number), digest_of({"n": number}), now)
        journal.end(str(number), "sent", "words", "id", now)
    journal.close()
    whole, chance, errors_seen = path.read_bytes(), random.Random(0), 0
    for _ in range(300):
        wrong = bytearray(whole)
        for _ in range(chance.choice([1, 1, 4, 64])):
            wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
        for suffix in ("-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
        copy.write_bytes(wrong)
        damaged = Journal(str(copy), "k", "u")
        try:
            damaged.open()
            found = [
                damaged.look(str(number), digest_of({"n": number}), now) for number in range(40)
            ]
        except errors.JournalError:
            errors_seen += 1
        else:
            assert all(one.action != "send" or one.entry for one in found)
        finally:
            damaged.close()

    assert 50 < errors_seen < 300
