"""`email.send_many`: outcomes, order, batches, bounds and progress, in both flavours."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.bulk import SendProgress
from jetemail_api_client.emails import attach
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour
from .running import message, messages, pairs, run, sent_subjects


@pytest.mark.parametrize("options", [{}, {"in_order": True}, {"batch_size": 3}, {"concurrency": 1}])
async def test_all_are_sent(flavour: Flavour, options: dict[str, Any]) -> None:
    """Each message is sent once and has one outcome, in every mode."""
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, messages(25), **options)

    assert {"sent": [*range(25)]} == ran.by_status()
    assert sorted(sent_subjects(sandbox)) == sorted(f"s{number}" for number in range(25))
    assert ([], None) == (ran.unfinished, ran.error)


async def test_nothing_is_sent_from_nothing(flavour: Flavour) -> None:
    """An empty source gives no outcome."""
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, [])

    assert ([], [], 0, None) == (ran.outcomes, ran.unfinished, ran.progress.done, ran.error)


async def test_order(flavour: Flavour) -> None:
    """With `in_order`, a slow message delays the outcomes behind it, and overtakes nothing."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", delay=0.5)
        ran = await run(flavour, sandbox, messages(10), in_order=True, concurrency=5)

    assert [*range(10)] == [one.index for one in ran.outcomes]


async def test_as_they_come(flavour: Flavour) -> None:
    """Without `in_order`, a slow message delays no outcome of another."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", delay=2)
        ran = await run(flavour, sandbox, messages(6), concurrency=3)

    assert sorted(range(6)) == sorted(one.index for one in ran.outcomes)
    assert ran.outcomes[-1].index in range(3)


async def test_one_at_a_time_keeps_the_order(flavour: Flavour) -> None:
    """With a concurrency of 1, the messages arrive in their order."""
    with Sandbox() as sandbox:
        await run(flavour, sandbox, messages(8), concurrency=1)

    assert [f"s{number}" for number in range(8)] == sent_subjects(sandbox)


async def test_ids_without_a_journal(flavour: Flavour) -> None:
    """An id is in the outcome, also without a journal."""
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, pairs(3), in_order=True)

    assert ["m0", "m1", "m2"] == [one.id for one in ran.outcomes]
    assert ran.outcomes[0].result.idempotency_key


async def test_async_source() -> None:
    """An async iterable, and one without `aclose`, is taken like a plain one."""

    async def generated() -> AsyncIterator[EmailMessage]:
        for number in range(5):
            yield message(number)

    class Cursor:
        def __init__(self) -> None:
            self.rows = messages(5)

        def __aiter__(self) -> "Cursor":
            return self

        async def __anext__(self) -> EmailMessage:
            try:
                return next(self.rows)
            except StopIteration:
                raise StopAsyncIteration from None

    flavour = Flavour("async")
    with Sandbox() as sandbox:
        ran = [await run(flavour, sandbox, source) for source in (generated(), Cursor())]

    assert [{"sent": [*range(5)]}] * 2 == [one.by_status() for one in ran]


@pytest.mark.parametrize("options", [{"concurrency": 3}, {"concurrency": 2, "batch_size": 4}])
async def test_lazy(flavour: Flavour, options: dict[str, Any]) -> None:
    """Items are taken when they are needed: few have no returned outcome at any time."""
    taken = returned = most = 0

    def source() -> Iterator[EmailMessage]:
        nonlocal taken, most
        for number in range(40):
            taken += 1
            most = max(most, taken - returned)
            yield message(number)

    def count(_: object) -> None:
        nonlocal returned
        returned += 1

    with Sandbox() as sandbox:
        await run(flavour, sandbox, source(), at=count, **options)

    assert (40, 40) == (taken, returned)
    # The jobs without a returned outcome, and one whose first outcomes were.
    assert most <= options["concurrency"] * options.get("batch_size", 1) + 1


INVALID: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "dict": lambda: {"to": "a@example.com"},
    "id": lambda: (7, message(0)),
    "empty id": lambda: ("", message(0)),
    "half a pair": lambda: ("\ud800", message(0)),
    "triple": lambda: ("a", message(0), 1),
    "subject": lambda: ("a", message(0, subject="")),
    "changed": lambda: ("a", with_recipients([7])),
    "large": lambda: ("a", message(0, attachments=[attach(("a", bytes(40 << 20)))] * 2)),
}


def with_recipients(recipients: Any) -> EmailMessage:
    """Return a message whose recipients were changed after it was made."""
    given: list[Any] = ["a@example.com"]
    changed = message(0, to=given)
    given[:] = recipients
    return changed


@pytest.mark.parametrize("journal", [False, True])
@pytest.mark.parametrize("make", INVALID.values(), ids=INVALID)
async def test_invalid(
    flavour: Flavour, make: Callable[[], Any], tmp_path: Path, *, journal: bool
) -> None:
    """What is no valid message is rejected by itself, with a reason; the rest is sent."""
    options: dict[str, Any] = {"journal": tmp_path / "j"} if journal else {}
    given = [("x", message(1)), make(), ("y", message(2))]
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, given, **options)

    assert {"rejected": [1], "sent": [0, 2]} == ran.by_status()
    rejected = next(one for one in ran.outcomes if one.index == 1)
    assert isinstance(rejected.error, errors.InvalidRequestError)
    assert rejected.to_jsonable()["error"] == str(rejected.error) == rejected.reason


async def test_invalid_messages_of_a_batch(flavour: Flavour) -> None:
    """Invalid messages are left out of their batch; one of only invalid ones is not sent."""
    given = [message(0), None, with_recipients([7]), None, None]
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, given, batch_size=3)

    assert {"rejected": [1, 2, 3, 4], "sent": [0]} == ran.by_status()
    assert ["email.send_batch"] == [one.operation for one in sandbox.effects]


async def test_attachments(flavour: Flavour) -> None:
    """Attachments that `attach` made are sent with each message."""
    given = [message(0, attachments=[attach(("a.txt", b"abc"))]), message(1)]
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, [("a", given[0]), given[1]])

    assert {"sent": [0, 1]} == ran.by_status()
    assert [["a.txt"], []] == [
        [file.filename for file in one.attachments]
        for one in sorted(sandbox.outbox, key=lambda one: one.subject)
    ]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"status": 400}, "rejected"),
        ({"status": 422}, "rejected"),
        ({"status": 500, "times": 3}, "unknown"),
        ({"reset": True, "acts": True, "times": 3}, "unknown"),
        ({"reset": True, "acts": True}, "sent"),
        ({"status": 503}, "sent"),
    ],
)
async def test_failed(flavour: Flavour, fault: dict[str, Any], status: str) -> None:
    """A message that fails has the outcome of its call and its error; the rest is sent."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", after=1, **fault)
        ran = await run(flavour, sandbox, messages(4), concurrency=1)

    assert {1: status} == {
        one.index: one.status for one in ran.outcomes if one.index == 1 or one.status != "sent"
    }
    failed = ran.outcomes[1]
    assert (failed.error is None) == (status == "sent")
    assert failed.reason == (str(failed.error) if failed.error else None)


async def test_lost_response_sends_once(flavour: Flavour) -> None:
    """A message whose response is lost is retried under its key, and sent once."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", reset=True, acts=True, times=5)
        ran = await run(flavour, sandbox, messages(10), client={"retry_budget": False})

    assert len(sandbox.outbox) == len({*sent_subjects(sandbox)}) == 10
    assert {"sent", "unknown"} >= ran.by_status().keys()


async def test_lost_response_of_a_batch(flavour: Flavour) -> None:
    """A batch whose response is lost is not repeated: all its messages are unknown."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send_batch", reset=True, acts=True)
        ran = await run(flavour, sandbox, messages(4), batch_size=2, concurrency=1)

    assert {"sent": [2, 3], "unknown": [0, 1]} == ran.by_status()
    assert len(sandbox.outbox) == 4


async def test_outcomes_within_a_batch(flavour: Flavour) -> None:
    """Each message of a batch has its own outcome, with the API's reason."""
    given = [message(0), message(1, to="no address"), message(2)]
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, given, batch_size=3)

    assert {"rejected": [1], "sent": [0, 2]} == ran.by_status()
    assert ran.outcomes[1].reason and ran.outcomes[1].error is None
    assert ran.outcomes[0].result.id


@pytest.mark.parametrize("batch_size", [1, 2])
async def test_block(flavour: Flavour, batch_size: int) -> None:
    """After a 429, the run waits for the end of the block, and all are sent."""
    operation = "email.send" if batch_size == 1 else "email.send_batch"
    with Sandbox() as sandbox:
        sandbox.faults.add(operation, retry_after=300, after=1)
        ran = await run(flavour, sandbox, messages(6), batch_size=batch_size, concurrency=2)

    assert {"sent": [*range(6)]} == ran.by_status()
    assert len(sandbox.outbox) == 6
    assert max(flavour.sleeper.pauses) >= 299


async def test_block_without_an_end(flavour: Flavour) -> None:
    """A block that does not end rejects the message after an hour or so, and hangs nothing."""
    with Sandbox() as sandbox:
        sandbox.faults.add("email.send", status=429, times=None)
        ran = await run(flavour, sandbox, messages(1), client={"max_attempts": 1})

    assert {"rejected": [0]} == ran.by_status()
    assert isinstance(ran.outcomes[0].error, errors.RateLimitError)
    assert [60.0] * 12 == flavour.sleeper.pauses


async def test_waits_for_the_rate_limit(flavour: Flavour) -> None:
    """A run waits below the limits longer than `rate_limit_timeout` allows a call to."""
    from jetemail_api_client.rate_limits import RateLimits

    client = {"rate_limits": RateLimits(email=2), "rate_limit_timeout": 1}
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, messages(7), client=client)

    assert {"sent": [*range(7)]} == ran.by_status()
    assert sum(flavour.sleeper.pauses) > 100


async def test_progress(flavour: Flavour) -> None:
    """`on_progress` is called with the counts at each outcome, with the total of a list."""
    seen: list[SendProgress] = []
    given = [*messages(3), None]
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, given, on_progress=seen.append)

    assert [1, 2, 3, 4] == [one.done for one in seen]
    last = ran.progress
    assert (4, 3, 1, 0, 0) == (last.total, last.sent, last.rejected, last.unknown, last.not_sent)
    assert last.elapsed > 0 and last.rate > 0 and last.seconds_left == 0
    assert last.to_jsonable()["from_journal"] == 0


async def test_progress_before_the_start() -> None:
    """Before the first item there is no rate, and no time left is known."""
    async with AsyncJetEmail(transactional_key="transactional_k") as jetemail:
        progress = jetemail.email.send_many([]).progress

    assert (0, 0.0, 0.0, None) == (
        progress.done,
        progress.elapsed,
        progress.rate,
        progress.seconds_left,
    )


def failing(_: object) -> None:
    """Fail."""
    raise ZeroDivisionError


def returning_a_generator(_: object) -> Iterator[int]:
    """Return what nothing runs."""
    return (number for number in range(3))


@pytest.mark.parametrize(
    ("on_progress", "kind"), [(failing, ZeroDivisionError), (returning_a_generator, TypeError)]
)
async def test_failing_progress(
    flavour: Flavour, on_progress: Callable[[object], object], kind: type[Exception]
) -> None:
    """An `on_progress` that fails ends the run after the outcomes of what was taken."""
    with Sandbox() as sandbox:
        ran = await run(flavour, sandbox, messages(50), concurrency=3, on_progress=on_progress)

    assert isinstance(ran.error, kind)
    assert len(ran.outcomes) == len(sandbox.outbox) < 10
    assert [] == ran.unfinished


WRONG: dict[str, tuple[Any, dict[str, Any], type[Exception]]] = {
    "concurrency 0": ([], {"concurrency": 0}, errors.InvalidRequestError),
    "concurrency": ([], {"concurrency": "2"}, TypeError),
    "concurrency bool": ([], {"concurrency": True}, TypeError),
    "batch_size": ([], {"batch_size": 101}, errors.InvalidRequestError),
    "in_order": ([], {"in_order": 1}, TypeError),
    "journal": ([], {"journal": 7}, TypeError),
    "journal of batches": ([], {"journal": "j", "batch_size": 2}, errors.InvalidRequestError),
    "on_progress": ([], {"on_progress": 7}, TypeError),
    "no iterable": (7, {}, TypeError),
    "str": ("abc", {}, TypeError),
    "dict": ({}, {}, TypeError),
}


@pytest.mark.parametrize("client", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize(("source", "options", "kind"), WRONG.values(), ids=WRONG)
def test_wrong_arguments(
    client: Any, source: Any, options: dict[str, Any], kind: type[Exception]
) -> None:
    """A wrong argument is refused at the call, by its name."""
    jetemail = client(transactional_key="transactional_k")
    with pytest.raises(kind) as caught:
        jetemail.email.send_many(source, **options)

    names = [*options, "messages"]
    assert any(name in str(caught.value) for name in names)


def test_async_source_of_a_sync_client() -> None:
    """An async source is refused by `JetEmail`, which names the other client."""

    async def source() -> AsyncIterator[EmailMessage]:
        yield message(0)

    given: Any = source()
    with JetEmail(transactional_key="transactional_k") as jetemail:
        with pytest.raises(TypeError, match="use AsyncJetEmail"):
            jetemail.email.send_many(given)
