"""What `ensure` asks for, played by hand: the list, then a create or an update."""

import json
from typing import Any

import pytest

from jetemail_api_client._ensuring import ensured
from jetemail_api_client._generated.api.smtp_users import list_
from jetemail_api_client.errors import ConflictError, JetEmailError
from jetemail_api_client.models import SmtpUsersCreateRequest

BODY = SmtpUsersCreateRequest(
    username="a",
    password="p" * 8,
    allow_any_domain=True,
    allow_all_domains=False,
    approved_domains=["example.com"],
    quota=5,
    ip_restrictions=["192.0.2.1"],
)
SETTINGS = {
    "password": "p" * 8,
    "allowAnyDomain": True,
    "allowAllDomains": False,
    "approvedDomains": ["example.com"],
    "quota": 5,
    "ipRestrictions": ["192.0.2.1"],
}
LISTED, CREATED, UPDATED = "smtp_users.list", "smtp_users.create", "smtp_users.update"


def played(rows: Any, create: JetEmailError | None = None) -> tuple[list[str], Any, bool]:
    """What is asked for, the body of the last request, and whether the user was created.

    Args:
        rows: The users of the list.
        create: What the create raises, if it does.
    """
    flow, asked = ensured(BODY), list[str]()
    request = next(flow)
    try:
        while True:
            asked.append(request.operation.name)
            if asked[-1] == LISTED:
                request = flow.send(list_.OPERATION.read({"smarthosts": rows}))
            elif asked[-1] == CREATED and create:
                request = flow.throw(create)
            else:
                request = flow.send(None)
    except StopIteration as end:
        return asked, json.loads(request.content or b""), end.value


@pytest.mark.parametrize("rows", [[], [{"username": "b"}], [{"usage": 0}, "a", None], None, "a"])
def test_user_that_is_not_listed(rows: Any) -> None:
    """A user that no row names is created, whatever the list has in the place of rows."""
    assert ([LISTED, CREATED], {"username": "a"} | SETTINGS, True) == played(rows)


@pytest.mark.parametrize("rows", [[{"username": "a"}], ["a", {"username": "b"}, {"username": "a"}]])
def test_user_that_is_listed(rows: Any) -> None:
    """A user that is there gets every setting that was given."""
    assert ([LISTED, UPDATED], {"currentUsername": "a"} | SETTINGS, False) == played(rows)


def test_user_that_appears() -> None:
    """A user that somebody else was quicker to create is updated."""
    conflict = ConflictError("in use", operation=CREATED)

    asked = [LISTED, CREATED, UPDATED]
    assert (asked, {"currentUsername": "a"} | SETTINGS, False) == played([], conflict)


def test_create_that_fails() -> None:
    """What else a create raises ends the whole."""
    with pytest.raises(JetEmailError, match="no"):
        played([], JetEmailError("no", operation=CREATED))
