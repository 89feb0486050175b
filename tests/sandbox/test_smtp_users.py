"""The SMTP users of the sandbox, through the client."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client.sandbox import API_KEY, create_app, running

PASSWORD = "correct horse"
SETTINGS: dict[str, Any] = {
    "allow_all_domains": True,
    "approved_domains": ["example.com", "example.org"],
    "quota": 1000,
    "ip_restrictions": ["192.0.2.1"],
}


@contextmanager
def users() -> Iterator[tuple[JetEmail, dict[str, Any]]]:
    """Create one SMTP user; yield a client and the users in the sandbox by name."""
    app = create_app()
    with running(app) as url, JetEmail(API_KEY, base_url=url) as jetemail:
        jetemail.smtp_users.create(username="a", password=PASSWORD, **SETTINGS)
        yield jetemail, app.state.account.smtp_users.by_name


def test_list() -> None:
    """A list has the settings of the create in the wire formats of the API, and no password."""
    with users() as (client, by_name):
        (user,) = client.smtp_users.list().smarthosts or []

        listed = {name: getattr(user, name) for name in SETTINGS}
        assert SETTINGS == listed
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
    """An update changes the given fields and no others, also with a new name."""
    with users() as (client, by_name):
        client.smtp_users.update(
            username="a", new_username="b", password="p" * 8, quota=5, status="inactive"
        )
        (user,) = client.smtp_users.list().smarthosts or []

        assert ["b"] == list(by_name)
        assert "p" * 8 == by_name["b"].password
        assert ("b", 5, "disabled") == (user.username, user.quota, user.status)
        assert SETTINGS["approved_domains"] == user.approved_domains


def test_update_without_a_new_name() -> None:
    """An update without a new name does not change the name."""
    with users() as (client, by_name):
        client.smtp_users.update(username="a", quota=5)

        assert ("a", 5) == (by_name["a"].username, by_name["a"].quota)


def test_update_to_a_taken_name() -> None:
    """A new name that is in use raises ConflictError and changes nothing."""
    with users() as (client, by_name):
        client.smtp_users.create(username="b")
        with pytest.raises(errors.ConflictError):
            client.smtp_users.update(username="a", new_username="b", quota=5)

        assert ["a", "b"] == list(by_name)
        assert 1000 == by_name["a"].quota


def test_delete() -> None:
    """A deleted user does not exist any more, and its name can be used again."""
    with users() as (client, by_name):
        client.smtp_users.delete(username="a")
        client.smtp_users.create(username="a")

        assert ["a"] == list(by_name)
        assert PASSWORD != by_name["a"].password


def test_unknown_user() -> None:
    """An update or delete of an unknown user raises NotFoundError."""
    with users() as (client, _):
        with pytest.raises(errors.NotFoundError, match="no SMTP user of this name"):
            client.smtp_users.delete(username="b")
        with pytest.raises(errors.NotFoundError):
            client.smtp_users.update(username="b")
