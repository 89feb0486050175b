"""Creates of unique names whose answer is lost, played by hand: look, then decide."""

from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client import errors
from jetemail_api_client._engine import conversation
from jetemail_api_client._events import CallEnded, Event
from jetemail_api_client._plans import plan_for
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._reconciling import Plan
from jetemail_api_client._settings import Settings
from jetemail_api_client._shared import RetryBudget, Shared

from .play import BROKEN, CREATED, KEYS, NOW, PASSWORD, REQUEST, UNSENT, Play, answer, play

DATE = "Tue, 14 Nov 2023 22:13:20 GMT"
SECRETS = {"username": "a", "password": PASSWORD}
OURS = {"username": "a", "usage": 0, "quota": 5, "created_date": str(int(NOW) * 1000)}
TAKEN = answer(409, {"error": "in use"})
FAILED = answer(500, b"")


def listed(*users: dict[str, Any], date: str = DATE) -> Answer:
    """An answer with the list of the users."""
    return answer(200, {"success": True, "smarthosts": list(users)}, date=date)


NOBODY = listed()
MINE = listed(OURS)
ANOTHER = listed(OURS | {"usage": 3})
UNREADABLE = answer(200, {"success": True})


def lost(*events: Answer | Fault, **options: Any) -> Play:
    """Play the create with its plan."""
    plan: Plan[Any] | None = plan_for(REQUEST)
    return play(*events, plan=plan, **options)


def methods(played: Play) -> str:
    """What was sent, a letter each: P for a create, G for a list."""
    return "".join(send.method[0] for send in played.sends)


@pytest.mark.parametrize(
    ("events", "sent"),
    [
        ([BROKEN, MINE], "PG"),
        ([FAILED, MINE], "PG"),
        ([answer(408), MINE], "PG"),
        ([answer(200, b"<p>"), MINE], "PG"),
        ([UNSENT, BROKEN, MINE], "PPG"),
        ([BROKEN, FAILED, MINE], "PGG"),
        ([BROKEN, NOBODY, BROKEN, MINE], "PGPG"),
        ([BROKEN, NOBODY, TAKEN, MINE], "PGPG"),
        ([BROKEN, NOBODY, UNSENT, MINE], "PGPG"),
        ([BROKEN, NOBODY, BROKEN, NOBODY, BROKEN, MINE], "PGPGPG"),
    ],
)
def test_created_and_lost(events: list[Answer | Fault], sent: str) -> None:
    """A user that can only be this call's is its result, and nothing is created again."""
    played = lost(*events)

    assert sent == methods(played)
    assert ("a", PASSWORD, True) == (
        played.end.username,
        played.end.password,
        played.end.is_reconciled,
    )


@pytest.mark.parametrize(
    ("events", "sent"),
    [
        ([BROKEN, NOBODY, CREATED], "PGP"),
        ([FAILED, NOBODY, FAILED, NOBODY, CREATED], "PGPGP"),
        ([BROKEN, NOBODY, answer(429), NOBODY, CREATED], "PGPGP"),
    ],
)
def test_not_created(events: list[Answer | Fault], sent: str) -> None:
    """A user that is not there is created again, with the same bytes."""
    played = lost(*events)

    assert sent == methods(played)
    assert {"success": True, "message": "made"} == played.end.to_dict()
    assert {REQUEST.content} == {send.content for send in played.sends if send.method == "POST"}


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([BROKEN, ANOTHER], "there is one of this name already (a list shows it"),
        ([FAILED, ANOTHER], "there is one of this name already (a list shows it"),
        ([BROKEN, NOBODY, TAKEN, ANOTHER], "409 in use (attempt 2 of 3; a list shows it"),
    ],
)
def test_name_of_another(events: list[Answer | Fault], text: str) -> None:
    """A user that cannot be this call's is a conflict; what was sent is kept all the same."""
    end = lost(*events).end

    assert errors.ConflictError is type(end)
    assert (409, "rejected", SECRETS) == (end.status, end.outcome, end.secrets)
    assert f"smtp_users.create: {text}, and that it is not this call's)" == str(end)


KEPT = "It may exist now: look before you try again. What it was given is in the error's secrets."


@pytest.mark.parametrize(
    ("events", "kind", "sent"),
    [
        ([BROKEN, UNREADABLE], errors.APIConnectionError, "PG"),
        ([BROKEN, answer(401, {})], errors.APIConnectionError, "PG"),
        ([BROKEN, FAILED, FAILED, FAILED], errors.APIConnectionError, "PGGG"),
        ([FAILED, listed(OURS, date="")], errors.InternalServerError, "PG"),
        ([answer(200, []), UNREADABLE], errors.APIResponseValidationError, "PG"),
        ([BROKEN, NOBODY] * 3, errors.APIConnectionError, "PGPGPG"),
    ],
)
def test_undecidable(
    events: list[Answer | Fault], kind: type[errors.JetEmailError], sent: str
) -> None:
    """If it cannot be told, the error says so, and has what must not be lost."""
    played = lost(*events)

    assert sent == methods(played)
    assert (kind, "unknown") == (type(played.end), played.end.outcome)
    assert SECRETS == played.end.secrets
    assert str(played.end).endswith(KEPT)


def test_conflict_without_a_name_in_the_list() -> None:
    """A conflict after an attempt that may have acted is none that can be explained."""
    end = lost(BROKEN, NOBODY, TAKEN, NOBODY).end

    assert (errors.ConflictError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


@pytest.mark.parametrize("event", [TAKEN, answer(400, {"error": "no"}), answer(401, {})])
def test_refusal(event: Answer) -> None:
    """A refusal of the first attempt is what it is: nothing to look for, nothing to keep."""
    played = lost(event)

    assert "P" == methods(played)
    assert ("rejected", {}) == (played.end.outcome, played.end.secrets)


def test_cause() -> None:
    """The error of a create says, as its cause, why the list did not help."""
    end = lost(BROKEN, answer(401, {"error": f"no {PASSWORD}"})).end

    assert errors.AuthenticationError is type(end.__cause__)
    assert PASSWORD not in str(end.__cause__)


def test_budget() -> None:
    """A retry after a look costs what any other does."""
    played = lost(BROKEN, NOBODY, budget=RetryBudget(0.5))

    assert ("PG", "unknown") == (methods(played), played.end.outcome)


@pytest.mark.parametrize(("deadline", "sent"), [(1.0, "P"), (1.5, "PG"), (2.0, "PG")])
def test_deadline(deadline: float, sent: str) -> None:
    """The list has what is left of the deadline, and without anything left is not asked."""
    played = lost(BROKEN, NOBODY, deadline=deadline)

    assert (sent, "unknown") == (methods(played), played.end.outcome)
    assert all(send.timeout <= deadline for send in played.sends)
    assert [deadline - 1.0] == [send.timeout for send in played.sends[1:]] or sent == "P"


def test_pause_after_a_look() -> None:
    """A pause that would end after the deadline is not begun: the look has taken its time, too."""
    played = lost(BROKEN, NOBODY, deadline=2.2)

    assert ("PG", []) == (methods(played), played.pauses)


def test_one_attempt() -> None:
    """Without retries there is still a look."""
    assert lost(BROKEN, MINE, max_attempts=1).end.is_reconciled
    assert "unknown" == lost(BROKEN, NOBODY, max_attempts=1).end.outcome


def test_events() -> None:
    """Listeners are told of the list as of a call of its own, and that the create was done."""
    told: list[Event] = []
    lost(BROKEN, MINE, shared=Shared(listeners=(told.append,)))

    ended = [event for event in told if isinstance(event, CallEnded)]
    assert [("smtp_users.list", False), ("smtp_users.create", True)] == [
        (event.call.operation, event.is_reconciled) for event in ended
    ]


def test_window() -> None:
    """The window begins with the first attempt that may have acted, on the server's clock."""
    # The server's clock stands at NOW; each attempt takes a second.
    early = listed(OURS | {"created_date": str(int(NOW - 5) * 1000)})
    late = listed(OURS | {"created_date": str(int(NOW + 9) * 1000)})

    assert "rejected" == lost(BROKEN, early).end.outcome
    assert "rejected" == lost(BROKEN, late).end.outcome


def test_contested_name() -> None:
    """If another call of the client wants the name with another request, nobody takes the user."""
    shared = Shared()
    other = evolve(REQUEST, content=b'{"username": "A", "password": "another"}')
    play(
        BROKEN, listed(date=""), shared=shared, request=other, plan=plan_for(other), max_attempts=1
    )
    end = lost(BROKEN, MINE, shared=shared).end

    assert (errors.APIConnectionError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


def test_the_same_create_again() -> None:
    """A repeat of the same create, after an error that left it open, finds its own user."""
    shared = Shared()
    first = lost(BROKEN, UNREADABLE, shared=shared)
    again = lost(BROKEN, MINE, shared=shared)

    assert ("unknown", True) == (first.end.outcome, again.end.is_reconciled)


def test_call_that_is_given_up_in_flight() -> None:
    """A create that was cancelled may still act: it contests the name of a later one."""
    shared = Shared()
    other = evolve(REQUEST, content=b'{"username": "a", "password": "another"}')
    steps = conversation(other, Settings(keys=KEYS), shared, plan_for(other))
    next(steps)
    steps.close()

    assert "unknown" == lost(BROKEN, MINE, shared=shared).end.outcome
