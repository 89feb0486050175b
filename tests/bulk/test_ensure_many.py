"""`smtp_users.ensure_many`: created, existing and failed users, in both flavours."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client.models import SmtpUsersCreateRequest
from jetemail_api_client.sandbox import Sandbox

from ..conftest import Flavour
from .running import Ran, run

PASSWORD = "planted-password-1"


async def ensure(flavour: Flavour, sandbox: Sandbox, users: Any, **options: Any) -> Ran:
    """Run `ensure_many`, in order."""
    return await run(
        flavour, sandbox, users, method="smtp_users.ensure_many", in_order=True, **options
    )


async def test_created_and_existing(flavour: Flavour) -> None:
    """Users that are missing are created with a password, others keep theirs; twice is as once."""
    given = [{"username": "a"}, SmtpUsersCreateRequest(username="b", password=PASSWORD)]
    with Sandbox() as sandbox:
        first = await ensure(flavour, sandbox, given)
        second = await ensure(flavour, sandbox, given)
        users = sandbox.account.smtp_users.by_name

    assert ["created", "created"] == [one.status for one in first.outcomes]
    assert ["existing", "existing"] == [one.status for one in second.outcomes]
    assert [users["a"].password, PASSWORD] == [one.password for one in first.outcomes]
    assert [None, None] == [one.password for one in second.outcomes]
    assert PASSWORD not in repr(first.outcomes)
    assert PASSWORD == first.outcomes[1].to_jsonable()["password"]
    assert (2, 2, 0, 0) == (
        first.progress.total,
        first.progress.created,
        first.progress.existing,
        first.progress.failed,
    )


async def test_settings_of_existing_users(flavour: Flavour) -> None:
    """An existing user gets the settings that are given, and nothing else is sent."""
    with Sandbox() as sandbox:
        await ensure(flavour, sandbox, [{"username": "a", "quota": 1}, {"username": "b"}])
        ran = await ensure(flavour, sandbox, [{"username": "a", "quota": 5}, {"username": "b"}])
        users = sandbox.account.smtp_users.by_name

    assert ["existing", "existing"] == [one.status for one in ran.outcomes]
    assert users["a"].quota == 5
    assert ["smtp_users.list", "smtp_users.update"] == [one.operation for one in sandbox.effects][
        3:
    ]


class Detached(dict[str, Any]):
    """A row of a database whose session has ended."""

    reads = 0

    def get(self, key: str, default: object = None) -> Any:
        """Fail at first."""
        self.reads += 1
        if self.reads == 1:
            raise LookupError("detached")
        return super().get(key, default)


async def test_item_that_cannot_be_read(flavour: Flavour) -> None:
    """A run ends with the exception of an item whose name cannot be read, and does not hang."""
    with Sandbox() as sandbox:
        ran = await ensure(flavour, sandbox, [{"username": "a"}, Detached(username="b")])

    assert isinstance(ran.error, LookupError)
    assert ["created"] == [one.status for one in ran.outcomes]
    assert ["b"] == [one.username for one in ran.unfinished]


INVALID: dict[str, Any] = {
    "no dict": 7,
    "no username": {"password": PASSWORD},
    "other argument": {"username": "b", "pasword": PASSWORD},
    "username": {"username": "B!"},
    "username type": {"username": 7},
    "password": {"username": "b", "password": "short"},
    "twice": {"username": "a"},
    "both": {"username": "b", "allow_any_domain": True, "allow_all_domains": True},
}


@pytest.mark.parametrize("user", INVALID.values(), ids=INVALID)
async def test_invalid(flavour: Flavour, user: Any) -> None:
    """A user that is invalid, or comes twice, fails by itself; the rest is done."""
    with Sandbox() as sandbox:
        ran = await ensure(flavour, sandbox, [{"username": "a"}, user, {"username": "c"}])

    assert ["created", "failed", "created"] == [one.status for one in ran.outcomes]
    failed = ran.outcomes[1]
    assert isinstance(failed.error, errors.InvalidRequestError)
    assert failed.reason == str(failed.error)
    assert ["a", "c"] == sorted(sandbox.account.smtp_users.by_name)


class Slow(dict[str, Any]):
    """A user whose settings can be read by a thread of the run only after an event."""

    def __init__(self, event: threading.Event, **fields: Any) -> None:
        super().__init__(fields)
        self._event = event

    def __iter__(self) -> Iterator[str]:
        if threading.current_thread().name.startswith("jetemail-run"):
            assert self._event.wait(60)
        return super().__iter__()


async def test_one_name_at_the_same_time(flavour: Flavour) -> None:
    """Of users with one name, the first of the source is created, even if it is read last."""
    event = threading.Event()
    given = [Slow(event, username="a", quota=1), {"username": "a", "quota": 2}]
    with Sandbox() as sandbox:
        ran = await run(
            flavour, sandbox, given, method="smtp_users.ensure_many", at=lambda _: event.set()
        )
        users = sandbox.account.smtp_users.by_name

    assert {"created": [0], "failed": [1]} == ran.by_status()
    assert {"a": 1} == {name: user.quota for name, user in users.items()}


async def test_name_of_an_invalid_user(flavour: Flavour) -> None:
    """The name of a user that is invalid is taken as well: its settings may be the right ones."""
    given = [{"username": "a", "password": "short"}, {"username": "a"}]
    with Sandbox() as sandbox:
        ran = await ensure(flavour, sandbox, given)

    assert {"failed": [0, 1]} == ran.by_status()
    assert "came before, in this run" in ran.outcomes[1].reason
    assert {} == sandbox.account.smtp_users.by_name


async def test_plan(flavour: Flavour) -> None:
    """A feature that the plan lacks fails only the users that need it."""
    given = [{"username": "a", "allow_any_domain": True}, {"username": "b"}]
    with Sandbox() as sandbox:
        ran = await ensure(flavour, sandbox, given)

    assert ["failed", "created"] == [one.status for one in ran.outcomes]
    assert isinstance(ran.outcomes[0].error, errors.PermissionDeniedError)


async def test_lost_response(flavour: Flavour) -> None:
    """A create whose response is lost is looked for, and the password is kept."""
    with Sandbox() as sandbox:
        sandbox.faults.add("smtp_users.create", reset=True, acts=True)
        ran = await ensure(flavour, sandbox, [{"username": "a"}])
        users = sandbox.account.smtp_users.by_name

    assert [("created", users["a"].password)] == [
        (one.status, one.password) for one in ran.outcomes
    ]


async def test_changed_since_the_listing(flavour: Flavour) -> None:
    """A user that was created or deleted after the listing is updated or created."""

    def source(sandbox: Sandbox) -> Any:
        with JetEmail(**sandbox.connection) as other:
            other.smtp_users.create(username="new")
            other.smtp_users.delete(username="old")
        yield {"username": "new", "quota": 3}
        yield {"username": "old", "quota": 4}

    with Sandbox() as sandbox:
        await ensure(flavour, sandbox, [{"username": "old"}])
        ran = await ensure(flavour, sandbox, source(sandbox))
        users = sandbox.account.smtp_users.by_name

    assert ["existing", "created"] == [one.status for one in ran.outcomes]
    assert {"new": 3, "old": 4} == {name: user.quota for name, user in users.items()}


async def test_wrong_key(flavour: Flavour) -> None:
    """A wrong key ends the run before a user is taken."""
    with Sandbox() as sandbox:
        ran = await ensure(flavour, sandbox, [{"username": "a"}], client={"api_key": "api_other"})

    assert isinstance(ran.error, errors.AuthenticationError)
    assert ([], []) == (ran.outcomes, ran.unfinished)


async def test_key_that_ends_in_between(flavour: Flavour) -> None:
    """A key that is revoked ends the run; the users that were taken are unfinished."""
    with Sandbox() as sandbox:
        sandbox.faults.add("smtp_users.create", status=401, times=None)
        ran = await ensure(flavour, sandbox, [{"username": "a"}], concurrency=1)

    assert isinstance(ran.error, errors.AuthenticationError)
    assert [("a", "failed")] == [(one.username, one.status) for one in ran.unfinished]
    assert ran.unfinished[0].to_jsonable()["reason"]


async def test_no_listing(flavour: Flavour) -> None:
    """A listing without users creates all."""
    with Sandbox() as sandbox:
        sandbox.account.smtp_users.by_name.clear()
        ran = await ensure(flavour, sandbox, [{"username": "a"}])

    assert ["created"] == [one.status for one in ran.outcomes]


@pytest.mark.parametrize("client", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize(
    ("users", "options"), [(7, {}), ([], {"concurrency": "2"}), ([], {"on_progress": 7})]
)
def test_wrong_arguments(client: Any, users: Any, options: dict[str, Any]) -> None:
    """A wrong argument is refused at the call."""
    with pytest.raises(TypeError):
        client(api_key="api_k").smtp_users.ensure_many(users, **options)
