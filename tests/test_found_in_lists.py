"""What a list shows after an answer that was lost: whose a user is, and what became of a domain."""

import logging
from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client._generated.api.outbound_domains import create as create_domain
from jetemail_api_client._plans import CreatedSmtpUser, plan_for
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._shared import Shared
from jetemail_api_client.models import OutboundDomainsCreateRequest

from .play import BROKEN, CREATED, NOW, REQUEST, UNSENT, answer, play

DATE = "Tue, 14 Nov 2023 22:13:20 GMT"


def listed(created: float = NOW) -> Answer:
    """A list with the user, and when it was created."""
    user = {"username": "a", "usage": 0, "quota": 5, "created_date": str(int(created) * 1000)}
    return answer(200, {"success": True, "smarthosts": [user]}, date=DATE)


def created(*events: Answer | Fault, request: Any = REQUEST, **options: Any) -> Any:
    """What a create comes to that looks for what it did."""
    return play(*events, request=request, plan=plan_for(request), **options).end


@pytest.mark.parametrize(
    ("events", "seconds", "is_ours"),
    [
        # The attempt began two seconds before the list ended, which may be when it was written.
        ([BROKEN], -5, False),
        ([BROKEN], -4, True),
        # The list took a second, and may have been written at its begin and at that second's end.
        ([BROKEN], 4, True),
        ([BROKEN], 5, False),
        # The second attempt begins after 1.25 seconds: only that one may have acted.
        ([UNSENT, BROKEN], -5, False),
        ([UNSENT, BROKEN], -4, True),
    ],
)
def test_edges_of_the_window(events: list[Fault], seconds: int, is_ours: bool) -> None:
    """A user is another's if it is older than the first attempt that may have made it, or newer."""
    end = created(*events, listed(NOW + seconds))

    assert is_ours == isinstance(end, CreatedSmtpUser)


def test_success_that_cannot_be_used() -> None:
    """A create whose success cannot be read is made again if the list does not show it."""
    nobody = answer(200, {"success": True, "smarthosts": []}, date=DATE)

    assert "made" == created(answer(200, b"<p>"), nobody, CREATED).message


def test_domain_in_the_list() -> None:
    """What the list has of a domain is the result of its create."""
    request = create_domain.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    row = {"domain": "example.com", "uuid": "u"}
    listing = answer(200, {"success": True, "domains": [{"domain": "b.com"}, row]})

    assert row == created(BROKEN, listing, request=request)


def test_log(caplog: pytest.LogCaptureFixture) -> None:
    """The log tells that a list had what an answer did not."""
    caplog.set_level(logging.INFO)
    created(BROKEN, listed())

    assert ["smtp_users.create: done, as a list shows; its answer was lost"] == caplog.messages


def test_create_of_another_name() -> None:
    """A create of another name contests nothing."""
    shared = Shared()
    other = evolve(REQUEST, content=b'{"username": "b", "password": "another"}')
    created(BROKEN, listed(), request=other, shared=shared, max_attempts=1)

    assert created(BROKEN, listed(), shared=shared).is_reconciled
