"""Edge cases of calls that depend on timing elsewhere, reached here every time."""

import gc
import weakref
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._call.reconcile import PendingCreate, PendingCreates

from ..conftest import KEY
from ..raw_server import close, created, playing


class InterruptedPendingCreates(PendingCreates):
    """A signal handler raises while a pending create is ended, some number of times."""

    interrupts = 1

    def end(self, create: PendingCreate, *, may_have_acted: bool) -> None:
        self.interrupts -= 1
        if self.interrupts >= 0:
            raise KeyboardInterrupt
        super().end(create, may_have_acted=may_have_acted)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupt_while_a_create_ends() -> None:
    """A pending create ends in spite of interrupts."""
    pending_creates = InterruptedPendingCreates()
    with playing(created) as server:
        with JetEmail(KEY, base_url=server.base_url) as jetemail:
            state: Any = jetemail._state
            state.pending_creates = pending_creates
            pending_creates.interrupts = 2
            with pytest.raises(KeyboardInterrupt):
                jetemail.smtp_users.create(username="a")

    assert [] == [name for name, entry in pending_creates._names.items() if entry.pending]


def test_end_of_an_unregistered_create() -> None:
    """A create that was interrupted before it was registered can be ended."""
    pending_creates = PendingCreates()
    pending_creates.end(PendingCreate("a", b""), may_have_acted=True)

    assert {} == pending_creates._names


def test_error_holds_no_reference_to_the_call() -> None:
    """An error is freed with the last reference to it, without the garbage collector."""
    with playing(close) as server, JetEmail(KEY, base_url=server.base_url) as jetemail:

        def error_of_a_call() -> weakref.ref[errors.JetEmailError]:
            try:
                jetemail.transactional_keys.create(name="a")
            except errors.JetEmailError as error:
                return weakref.ref(error)
            raise AssertionError

        gc.disable()
        try:
            assert error_of_a_call()() is None
        finally:
            gc.enable()


def test_url_that_is_too_long() -> None:
    """A URL that is too long raises InvalidRequestError before a request is sent."""
    with JetEmail(KEY) as jetemail, pytest.raises(errors.InvalidRequestError, match="70") as caught:
        jetemail.outbound_logs.list(search="a" * 70_000)

    assert "not_sent" == caught.value.outcome
