"""Creates of unique names with a lost response: list, then decide."""

import logging
from email.utils import formatdate
from typing import Any

import pytest
from attrs import define, evolve

from jetemail_api_client import errors
from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._call.flow import call_flow
from jetemail_api_client._call.reconcile import Reconciler
from jetemail_api_client._call.state import ClientState, RetryBudget
from jetemail_api_client._generated.api.outbound_domains import create as create_domain
from jetemail_api_client._reconcilers import reconciler_for
from jetemail_api_client._runtime.raw_responses import APIResponse
from jetemail_api_client.errors import APIConnectionError, ConflictError, JetEmailError
from jetemail_api_client.hooks import CallEnded, Event
from jetemail_api_client.models import OutboundDomainsCreateRequest
from jetemail_api_client.options import Clock, Settings
from jetemail_api_client.smtp_users import CreatedSmtpUser

from ..play import (
    BROKEN,
    CREATED,
    KEYS,
    NOW,
    PASSWORD,
    REQUEST,
    UNSENT,
    Play,
    play,
    reconciler_of,
    response,
)

DATE = "Tue, 14 Nov 2023 22:13:20 GMT"
SECRETS = {"username": "a", "password": PASSWORD}
OURS = {"username": "a", "usage": 0, "quota": 5, "created_date": str(int(NOW) * 1000)}
TAKEN = response(409, {"error": "in use"})
FAILED = response(500, b"")


def listing_of(*users: dict[str, Any], date: str = DATE) -> Response:
    """Return a response that lists users."""
    return response(200, {"success": True, "smarthosts": list(users)}, date=date)


EMPTY_LISTING = listing_of()
OUR_LISTING = listing_of(OURS)
OTHER_LISTING = listing_of(OURS | {"usage": 3})
INVALID_LISTING = response(200, {"success": True})


def play_create(*results: Response | TransportFailure, **options: Any) -> Play:
    """Play the create with its reconciler."""
    reconciler: Reconciler[Any] | None = reconciler_for(REQUEST)
    return play(*results, reconciler=reconciler, **options)


def methods(played: Play) -> str:
    """Return the methods of the requests, one letter each: P for a create, G for a listing."""
    return "".join(request.method[0] for request in played.requests)


def test_response_of_a_created_user() -> None:
    """The response of a create that a listing found is that of the listing."""
    responses = list[APIResponse[Any]]()
    play_create(BROKEN, listing_of(OURS), record=responses.append)

    assert [(200, DATE)] == [(one.status, one.headers["date"]) for one in responses]


@pytest.mark.parametrize(
    ("results", "sent"),
    [
        ([BROKEN, OUR_LISTING], "PG"),
        ([FAILED, OUR_LISTING], "PG"),
        ([response(408), OUR_LISTING], "PG"),
        ([response(200, b"<p>"), OUR_LISTING], "PG"),
        ([UNSENT, BROKEN, OUR_LISTING], "PPG"),
        ([BROKEN, FAILED, OUR_LISTING], "PGG"),
        ([BROKEN, EMPTY_LISTING, BROKEN, OUR_LISTING], "PGPG"),
        ([BROKEN, EMPTY_LISTING, TAKEN, OUR_LISTING], "PGPG"),
        ([BROKEN, EMPTY_LISTING, UNSENT, OUR_LISTING], "PGPG"),
        ([BROKEN, EMPTY_LISTING, BROKEN, EMPTY_LISTING, BROKEN, OUR_LISTING], "PGPGPG"),
    ],
)
def test_created(results: list[Response | TransportFailure], sent: str) -> None:
    """A listed user that only this call can have created is its value, without a retry."""
    played = play_create(*results)

    assert sent == methods(played)
    assert ("a", PASSWORD, True) == (
        played.end.username,
        played.end.password,
        played.end.is_reconciled,
    )


@pytest.mark.parametrize(
    ("results", "sent"),
    [
        ([BROKEN, EMPTY_LISTING, CREATED], "PGP"),
        ([FAILED, EMPTY_LISTING, FAILED, EMPTY_LISTING, CREATED], "PGPGP"),
        ([BROKEN, EMPTY_LISTING, response(429), EMPTY_LISTING, CREATED], "PGPGP"),
    ],
)
def test_absent(results: list[Response | TransportFailure], sent: str) -> None:
    """An absent user is created again, with the same request body."""
    played = play_create(*results)

    assert sent == methods(played)
    assert {"success": True, "message": "made"} == played.end.to_dict()
    assert {REQUEST.content} == {
        request.content for request in played.requests if request.method == "POST"
    }


SHOWN = "a listing shows that it was not created by this call)"


@pytest.mark.parametrize(
    ("results", "text"),
    [
        ([BROKEN, OTHER_LISTING], f"the name is already in use ({SHOWN}. Give another."),
        ([FAILED, OTHER_LISTING], f"the name is already in use ({SHOWN}. Give another."),
        ([BROKEN, EMPTY_LISTING, TAKEN, OTHER_LISTING], f"409 in use (attempt 2 of 3; {SHOWN}"),
    ],
)
def test_other_user(results: list[Response | TransportFailure], text: str) -> None:
    """A listed user of another request is a conflict; the error has the secrets."""
    end = play_create(*results).end

    assert errors.ConflictError is type(end)
    assert (409, "rejected", SECRETS) == (end.status, end.outcome, end.secrets)
    assert f"smtp_users.create: {text}" == str(end)


SECRETS_HINT = "It may exist now: check before you retry. The error's secrets hold what was sent."


@pytest.mark.parametrize(
    ("results", "kind", "sent"),
    [
        ([BROKEN, INVALID_LISTING], errors.APIConnectionError, "PG"),
        ([BROKEN, response(401, {})], errors.APIConnectionError, "PG"),
        ([BROKEN, FAILED, FAILED, FAILED], errors.APIConnectionError, "PGGG"),
        ([FAILED, listing_of(OURS, date="")], errors.InternalServerError, "PG"),
        ([response(200, []), INVALID_LISTING], errors.APIResponseValidationError, "PG"),
        ([BROKEN, EMPTY_LISTING] * 3, errors.APIConnectionError, "PGPGPG"),
    ],
)
def test_unclear(
    results: list[Response | TransportFailure], kind: type[errors.JetEmailError], sent: str
) -> None:
    """With an unclear listing, the error has an unknown outcome and the secrets."""
    played = play_create(*results)

    assert sent == methods(played)
    assert (kind, "unknown") == (type(played.end), played.end.outcome)
    assert SECRETS == played.end.secrets
    assert str(played.end).endswith(SECRETS_HINT)


def test_conflict_without_a_listed_user() -> None:
    """A 409 on a retry, without a listed user, has an unknown outcome."""
    end = play_create(BROKEN, EMPTY_LISTING, TAKEN, EMPTY_LISTING).end

    assert (errors.ConflictError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


@pytest.mark.parametrize("result", [TAKEN, response(400, {"error": "no"}), response(401, {})])
def test_rejected_first_attempt(result: Response) -> None:
    """A rejected first attempt is raised without a listing and without secrets."""
    played = play_create(result)

    assert "P" == methods(played)
    assert ("rejected", {}) == (played.end.outcome, played.end.secrets)


def test_error_of_the_listing() -> None:
    """The error of the listing request becomes the cause of the create's error."""
    end = play_create(BROKEN, response(401, {"error": f"no {PASSWORD}"})).end

    assert errors.AuthenticationError is type(end.__cause__)
    assert PASSWORD not in str(end.__cause__)


def test_retry_budget_of_a_create() -> None:
    """A retry after a listing takes a token of the retry budget."""
    played = play_create(BROKEN, EMPTY_LISTING, budget=RetryBudget(0.5))

    assert ("PG", "unknown") == (methods(played), played.end.outcome)


@pytest.mark.parametrize(("deadline", "sent"), [(1.0, "P"), (1.5, "PG"), (2.0, "PG")])
def test_deadline_of_the_listing(deadline: float, sent: str) -> None:
    """The listing has the remaining time of the deadline; without any it is not requested."""
    played = play_create(BROKEN, EMPTY_LISTING, deadline=deadline)

    assert (sent, "unknown") == (methods(played), played.end.outcome)
    assert all(request.timeout <= deadline for request in played.requests)
    assert [deadline - 1.0] == [request.timeout for request in played.requests[1:]] or sent == "P"


def test_no_retry_after_the_deadline() -> None:
    """A retry that would start after the deadline is not scheduled."""
    played = play_create(BROKEN, EMPTY_LISTING, deadline=2.2)

    assert ("PG", []) == (methods(played), played.sleeps)


def test_listing_without_retries() -> None:
    """Without retries, the listing is still requested."""
    assert play_create(BROKEN, OUR_LISTING, max_attempts=1).end.is_reconciled
    assert "unknown" == play_create(BROKEN, EMPTY_LISTING, max_attempts=1).end.outcome


def test_events_of_the_listing() -> None:
    """The listing emits its own events; the create's last event says that it is reconciled."""
    events: list[Event] = []
    play_create(BROKEN, OUR_LISTING, shared=ClientState(hooks=(events.append,)))

    ended = [event for event in events if isinstance(event, CallEnded)]
    assert [("smtp_users.list", False), ("smtp_users.create", True)] == [
        (event.call.operation, event.is_reconciled) for event in ended
    ]


def test_time_window() -> None:
    """A listed user is ours only if the window of the attempts contains its creation."""
    # The server's clock stands at NOW; each attempt takes a second.
    early = listing_of(OURS | {"created_date": str(int(NOW - 5) * 1000)})
    late = listing_of(OURS | {"created_date": str(int(NOW + 9) * 1000)})

    assert "rejected" == play_create(BROKEN, early).end.outcome
    assert "rejected" == play_create(BROKEN, late).end.outcome


def test_rival() -> None:
    """With a rival create of the same client, a listed user is not returned."""
    shared = ClientState()
    other = evolve(REQUEST, content=b'{"username": "A", "password": "another"}')
    play(
        BROKEN,
        listing_of(date=""),
        shared=shared,
        request=other,
        reconciler=reconciler_for(other),
        max_attempts=1,
    )
    end = play_create(BROKEN, OUR_LISTING, shared=shared).end

    assert (errors.APIConnectionError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


def test_repeated_create() -> None:
    """A repeated create after an unknown outcome finds its own user."""
    shared = ClientState()
    first = play_create(BROKEN, INVALID_LISTING, shared=shared)
    again = play_create(BROKEN, OUR_LISTING, shared=shared)

    assert ("unknown", True) == (first.end.outcome, again.end.is_reconciled)


def test_cancelled_rival() -> None:
    """A cancelled create is a rival of a later create with the same name."""
    shared = ClientState()
    other = evolve(REQUEST, content=b'{"username": "a", "password": "another"}')
    flow = call_flow(other, Settings(keys=KEYS), shared, reconciler_for(other))
    next(flow)
    flow.close()

    assert "unknown" == play_create(BROKEN, OUR_LISTING, shared=shared).end.outcome


def listing_at(created: float = NOW) -> Response:
    """Return a listing with the user and its creation time."""
    user = {"username": "a", "usage": 0, "quota": 5, "created_date": str(int(created) * 1000)}
    return response(200, {"success": True, "smarthosts": [user]}, date=DATE)


def end_of_create(
    *results: Response | TransportFailure, request: Any = REQUEST, **options: Any
) -> Any:
    """Return the end of a create with its reconciler."""
    return play(*results, request=request, reconciler=reconciler_for(request), **options).end


@pytest.mark.parametrize(
    ("results", "seconds", "is_ours"),
    [
        # The attempt started two seconds before the end of the listing, its latest possible Date.
        ([BROKEN], -5, False),
        ([BROKEN], -4, True),
        # The listing took one second; a Date header is cut to whole seconds.
        ([BROKEN], 4, True),
        ([BROKEN], 5, False),
        # The second attempt starts after 1.25 seconds; only that one may have acted.
        ([UNSENT, BROKEN], -5, False),
        ([UNSENT, BROKEN], -4, True),
    ],
)
def test_edges_of_the_window(results: list[TransportFailure], seconds: int, is_ours: bool) -> None:
    """The window starts with the first attempt of unknown outcome and ends with the listing."""
    end = end_of_create(*results, listing_at(NOW + seconds))

    assert is_ours == isinstance(end, CreatedSmtpUser)


def test_invalid_success_of_an_absent_user() -> None:
    """A create with an invalid success is retried if the user is absent."""
    assert "made" == end_of_create(response(200, b"<p>"), EMPTY_LISTING, CREATED).message


def test_listed_domain() -> None:
    """The listed domain is the value of its create."""
    request = create_domain.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    row = {"domain": "example.com", "uuid": "u"}
    listing = response(200, {"success": True, "domains": [{"domain": "b.com"}, row]})

    assert row == end_of_create(BROKEN, listing, request=request)


def test_log_of_a_reconciled_create(caplog: pytest.LogCaptureFixture) -> None:
    """A reconciled create is logged at INFO."""
    caplog.set_level(logging.INFO)
    end_of_create(BROKEN, listing_at())

    assert [
        "smtp_users.create: succeeded, as a listing shows; its response was lost"
    ] == caplog.messages


def test_create_of_another_name() -> None:
    """A create of another name is not a rival."""
    shared = ClientState()
    other = evolve(REQUEST, content=b'{"username": "b", "password": "another"}')
    end_of_create(BROKEN, listing_at(), request=other, shared=shared, max_attempts=1)

    assert end_of_create(BROKEN, listing_at(), shared=shared).is_reconciled


@define
class Time:
    """The server's clock, and the client's two clocks relative to it."""

    elapsed: float = 0.0
    set_by: float = 0.0
    """Seconds that the client's clock was set forward."""
    slept: float = 0.0
    """Seconds that its monotonic clock stood still."""

    @property
    def clock(self) -> Clock:
        return Clock(
            monotonic=lambda: 5000.0 + self.elapsed - self.slept,
            unix=lambda: NOW + self.elapsed + self.set_by,
            jitter=lambda: 0.5,
        )


def end_with_clocks(*, created: float, set_by: float = 0.0, slept: float = 0.0) -> Any:
    """Return the end of a create with a lost response whose client's clocks change.

    Args:
        created: Creation of the listed user, in seconds from the start of the call.
        set_by: Seconds that the clock is set forward.
        slept: Seconds that the machine sleeps.
    """
    time = Time()
    flow = call_flow(
        REQUEST, Settings(keys=KEYS), ClientState(clock=time.clock), reconciler_of(REQUEST)
    )
    next(flow)
    time.elapsed, time.set_by, time.slept = 2.0 + slept, set_by, slept
    row = {"username": "a", "usage": 0, "quota": 5, "created_date": int((NOW + created) * 1000)}
    date = formatdate(NOW + time.elapsed, usegmt=True)
    try:
        flow.send(BROKEN)
        flow.send(response(200, {"success": True, "smarthosts": [row]}, date=date))
    except StopIteration as end:
        return end.value
    except JetEmailError as error:
        return error
    raise AssertionError("the call does not end")


def test_clocks_agree() -> None:
    """A user created during the attempts is the call's own; an earlier one is a conflict."""
    assert end_with_clocks(created=1.0).is_reconciled
    assert ConflictError is type(end_with_clocks(created=-1800.0))


@pytest.mark.parametrize(
    ("created", "change"),
    [
        (-1800.0, {"set_by": 3600.0}),
        (1.0, {"set_by": -3600.0}),
        (1.0, {"slept": 3600.0}),
        (1800.0, {"slept": 3600.0}),
    ],
)
def test_clock_changes_during_a_call(created: float, change: dict[str, float]) -> None:
    """With an unknown duration of the call, the error has an unknown outcome."""
    end = end_with_clocks(created=created, **change)

    assert (APIConnectionError, "unknown") == (type(end), end.outcome)
    assert SECRETS == end.secrets


def test_clock_change_within_the_tolerance() -> None:
    """A clock change within the tolerance is ignored."""
    assert end_with_clocks(created=1.0, set_by=2.0).is_reconciled
    assert "unknown" == end_with_clocks(created=1.0, set_by=2.5).outcome
