"""The SMTP users of the local JetEmail, through the client that it is for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running
from jetemail_api_client.smtp_users import SmtpUsers

PASSWORD = "correct horse"
SETTINGS: dict[str, Any] = {
    "allow_all_domains": True,
    "approved_domains": ["example.com", "example.org"],
    "quota": 1000,
    "ip_restrictions": ["192.0.2.1"],
}


@contextmanager
def users() -> Iterator[tuple[SmtpUsers, dict[str, Any]]]:
    """The users of a sandbox, as a client sees them and as they are, the first one made."""
    app = create_app()
    with running(app) as url, JetEmail(API_KEY, base_url=url) as jetemail:
        jetemail.smtp_users.create(username="a", password=PASSWORD, **SETTINGS)
        yield jetemail.smtp_users, app.state.account.smtp_users.by_name


def test_list() -> None:
    """A list shows the settings that were asked for, in the API's own forms, and no password."""
    with users() as (client, by_name):
        (user,) = client.list().smarthosts or []

        shown = {name: getattr(user, name) for name in SETTINGS}
        assert SETTINGS == shown
        assert ("a", "active", False, 0) == (
            user.username,
            user.status,
            user.allow_any_domain,
            user.usage,
        )
        assert '["example.com", "example.org"]' == user.to_dict()["approvedDomains"]
        assert abs(by_name["a"].created - time.time()) < 60
        assert PASSWORD not in repr(user.to_dict())


def test_update() -> None:
    """An update changes what is given, and a new name keeps the rest."""
    with users() as (client, by_name):
        client.update(
            current_username="a", new_username="b", password="p" * 8, quota=5, status="inactive"
        )
        (user,) = client.list().smarthosts or []

        assert ["b"] == list(by_name)
        assert "p" * 8 == by_name["b"].password
        assert ("b", 5, "disabled") == (user.username, user.quota, user.status)
        assert SETTINGS["approved_domains"] == user.approved_domains


def test_update_without_a_name() -> None:
    """An update without a new name keeps the name."""
    with users() as (client, by_name):
        client.update(current_username="a", quota=5)

        assert ("a", 5) == (by_name["a"].username, by_name["a"].settings["quota"])


def test_update_to_a_name_that_is_taken() -> None:
    """A new name that is taken is a conflict, and changes nothing."""
    with users() as (client, by_name):
        client.create(username="b")
        with pytest.raises(errors.ConflictError):
            client.update(current_username="a", new_username="b", quota=5)

        assert ["a", "b"] == list(by_name)
        assert 1000 == by_name["a"].settings["quota"]


def test_delete() -> None:
    """A user that is deleted is gone, and its name is free."""
    with users() as (client, by_name):
        client.delete(username="a")
        client.create(username="a")

        assert ["a"] == list(by_name)
        assert PASSWORD != by_name["a"].password


def test_user_that_is_not_there() -> None:
    """What changes or removes a user that is not there is refused."""
    with users() as (client, _):
        with pytest.raises(errors.NotFoundError, match="no SMTP user of this name"):
            client.delete(username="b")
        with pytest.raises(errors.NotFoundError):
            client.update(current_username="b")
