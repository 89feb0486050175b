"""What a list tells of a create whose answer was lost."""

from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client._generated.api.inbound_domains import create as create_inbound
from jetemail_api_client._generated.api.outbound_domains import create as create_outbound
from jetemail_api_client._generated.api.smtp_users import create, list_
from jetemail_api_client._plans import plan_for
from jetemail_api_client._reconciling import Verdict, Window
from jetemail_api_client.models import (
    InboundDomainsCreateRequest,
    OutboundDomainsCreateRequest,
    SmtpUsersCreateRequest,
)

from .play import NOW, plan_of

WINDOW = Window(begin=NOW, end=NOW + 10)
BODY = SmtpUsersCreateRequest(
    username="a", password="p" * 8, approved_domains=["b.com", "A.com"], quota=5
)
LISTED = {
    "username": "a",
    "status": "active",
    "allowAnyDomain": 0,
    "approvedDomains": '["a.com","b.com"]',
    "usage": 0,
    "quota": 5,
    "ipRestrictions": "[]",
    "created_date": str(int(NOW + 5) * 1000),
}
OTHERS = {"username": "b", "usage": 7}
INBOUND = create_inbound.request(
    body=InboundDomainsCreateRequest(domain="example.com", delivery_type="forward")
)


def smtp(listing: Any, body: SmtpUsersCreateRequest = BODY) -> Verdict:
    """What a list says of the user of a body."""
    read = list_.OPERATION.read({"smarthosts": listing})
    return plan_of(create.request(body=body)).judge(read, WINDOW)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "ours"),
        ({"username": "A"}, "ours"),
        ({"created_date": f"{NOW + 5:.3f}"}, "ours"),
        ({"approvedDomains": '["B.COM", "a.com"]', "unknown": 1}, "ours"),
        ({"created_date": str(int(NOW - 60) * 1000)}, "other"),
        ({"created_date": str(int(NOW + 60) * 1000)}, "other"),
        ({"usage": 1}, "other"),
        ({"quota": 6}, "other"),
        ({"quota": None}, "other"),
        ({"approvedDomains": '["a.com"]'}, "other"),
        ({"approvedDomains": '["a.com","c.com"]'}, "other"),
        ({"allowAnyDomain": 1}, "other"),
        ({"allowAllDomains": "1"}, "other"),
        ({"ipRestrictions": '["192.0.2.1"]'}, "other"),
        ({"usage": None}, "unclear"),
        ({"usage": "0"}, "unclear"),
        ({"created_date": None}, "unclear"),
        ({"created_date": "yesterday"}, "unclear"),
        ({"created_date": "946684799000"}, "unclear"),
        ({"created_date": "946684800000"}, "other"),
    ],
)
def test_smtp_user(change: dict[str, Any], verdict: Verdict) -> None:
    """Ours is as new as our attempts, unused, and has the settings that were asked for."""
    assert verdict == smtp([OTHERS, LISTED | change])


@pytest.mark.parametrize(
    "missing", ["allowAnyDomain", "approvedDomains", "quota", "ipRestrictions", "status"]
)
def test_smtp_user_of_which_the_list_tells_less(missing: str) -> None:
    """A setting that the list does not tell does not speak against the user."""
    row = {name: value for name, value in LISTED.items() if name != missing}

    assert "ours" == smtp([row])


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"allow_any_domain": True}, {"allowAnyDomain": 1}),
        ({"allow_all_domains": True}, {"allowAllDomains": 1}),
        ({"approved_domains": ["c.com"]}, {"approvedDomains": '["c.com"]'}),
        ({"quota": 7}, {"quota": 7}),
        ({"ip_restrictions": ["192.0.2.1"]}, {"ipRestrictions": '["192.0.2.1"]'}),
    ],
)
def test_smtp_user_with_a_setting(given: dict[str, Any], shown: dict[str, Any]) -> None:
    """A setting that was given is looked for in the list; a user without it is another's."""
    body, row = evolve(BODY, **given), LISTED | {"allowAllDomains": 0}

    assert ("ours", "other") == (smtp([row | shown], body), smtp([row], body))


def test_smtp_user_with_letters_that_differ() -> None:
    """Only upper and lower case are the same: a domain with another letter is another's."""
    body = SmtpUsersCreateRequest(username="a", password="p" * 8, approved_domains=["strasse.de"])
    row = LISTED | {"approvedDomains": '["straße.de"]', "quota": 0}

    assert "other" == smtp([row], body)


@pytest.mark.parametrize("quota", [0, None])
def test_smtp_user_without_settings(quota: int | None) -> None:
    """Settings that were not given are the API's own defaults, null included."""
    body = SmtpUsersCreateRequest(username="a", password="p" * 8)

    row = LISTED | {"approvedDomains": None}

    assert "ours" == smtp([row | {"quota": quota}], body)
    assert "other" == smtp([row | {"quota": 1}], body)


def test_smtp_user_whose_password_the_server_made() -> None:
    """A password that went with the answer cannot be handed over."""
    body = SmtpUsersCreateRequest(username="a", quota=5)

    assert "unclear" == smtp([LISTED], body)
    assert {"username": "a"} == plan_of(create.request(body=body)).secrets


def test_smtp_user_when_the_server_tells_no_time() -> None:
    """Without a window, it cannot be told whose a user is."""
    read = list_.OPERATION.read({"smarthosts": [LISTED]})

    assert "unclear" == plan_of(create.request(body=BODY)).judge(read, None)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ([], "absent"),
        ([OTHERS], "absent"),
        ([OTHERS, {"usage": 0}], "unclear"),
        ([OTHERS, {"username": None}], "unclear"),
        ([OTHERS, "a"], "unclear"),
        (None, "unclear"),
        ({"a": LISTED}, "unclear"),
    ],
)
def test_list_without_the_user(rows: Any, verdict: Verdict) -> None:
    """A user is absent only if every row of a list has another name."""
    assert verdict == smtp(rows)


def test_list_without_rows() -> None:
    """An answer without the list says nothing."""
    plan = plan_of(create.request(body=BODY))

    assert "unclear" == plan.judge(list_.OPERATION.read({"success": True}), WINDOW)


def test_smtp_user_found() -> None:
    """The result has the name and the password, and says where it comes from."""
    plan = plan_of(create.request(body=BODY))
    found = plan.value(None)

    assert ("a", "p" * 8, True) == (found.username, found.password, found.is_reconciled)
    message = "The answer was lost; a list shows that the user was created."
    assert (True, message) == (found.success, found.message)
    assert "pppp" not in repr(found)
    assert "pppp" not in repr(plan)
    assert {"username": "a", "password": "p" * 8} == plan.secrets


def test_names() -> None:
    """Two creates of one name have the same, whatever its case; another kind of thing has not."""
    outbound = create_outbound.request(body=OutboundDomainsCreateRequest(domain="Example.com"))
    plans = [plan_of(create.request(body=BODY)), plan_of(outbound), plan_of(INBOUND)]

    assert [
        "smtp_users.create a",
        "outbound_domains.create example.com",
        "inbound_domains.create example.com",
    ] == [plan.name for plan in plans]


def test_listings() -> None:
    """Each plan asks for the list of its own resource."""
    outbound = create_outbound.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    plans = [plan_of(create.request(body=BODY)), plan_of(outbound), plan_of(INBOUND)]

    names = ["smtp_users.list", "outbound_domains.list", "inbound_domains.list"]
    assert names == [plan.listing.operation.name for plan in plans]


def test_other_operations() -> None:
    """There is a plan for the creates that are classed as named, and for no other."""
    assert plan_for(list_.request()) is None


@pytest.mark.parametrize("listed", ['["a.com","b.com"]', '["a.com","b.com","a.com"]'])
def test_smtp_user_with_a_domain_named_twice(listed: str) -> None:
    """What a list names twice is there all the same if the server keeps it once."""
    domains = ["a.com", "b.com", "A.com"]
    body = SmtpUsersCreateRequest(username="a", password="p" * 8, approved_domains=domains, quota=5)

    assert "ours" == smtp([LISTED | {"approvedDomains": listed}], body)


@pytest.mark.parametrize("created", [str(int(NOW + 5)), int(NOW + 5), "0", 0])
def test_smtp_user_whose_time_is_in_another_unit(created: object) -> None:
    """A moment long before there was an API, as whole seconds read, says nothing of the user."""
    assert "unclear" == smtp([LISTED | {"created_date": created}])
