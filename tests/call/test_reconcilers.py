"""Reconcilers: the decision from a listing after a create with a lost response."""

from typing import Any, Literal

import pytest
from attrs import evolve

from jetemail_api_client._call.reconcile import Decision, Reconciler, Window
from jetemail_api_client._generated.api.inbound_domains import create as create_inbound
from jetemail_api_client._generated.api.inbound_domains import list_ as list_inbound
from jetemail_api_client._generated.api.outbound_domains import create as create_outbound
from jetemail_api_client._generated.api.smtp_users import create, list_
from jetemail_api_client._reconcilers import reconciler_for
from jetemail_api_client.models import (
    InboundDomainsCreateRequest,
    OutboundDomainsCreateRequest,
    SmtpServer,
    SmtpUsersCreateRequest,
)

from ..play import NOW, reconciler_of

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
OTHER_ROW = {"username": "b", "usage": 7}
INBOUND = create_inbound.request(
    body=InboundDomainsCreateRequest(domain="example.com", delivery_type="forward")
)


def decide(listing: Any, body: SmtpUsersCreateRequest = BODY) -> Decision:
    """Return the decision from a listing for the user of a request."""
    listing_value = list_.OPERATION.parse({"smarthosts": listing})
    return reconciler_of(create.request(body=body)).decide(listing_value, WINDOW)


@pytest.mark.parametrize(
    ("change", "decision"),
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
        ({"approvedDomains": "a.com"}, "unclear"),
        ({"ipRestrictions": 5}, "unclear"),
        ({"quota": "5"}, "unclear"),
        ({"quota": 5.0}, "ours"),
        ({"allowAnyDomain": "maybe"}, "unclear"),
        ({"allowAnyDomain": "maybe", "quota": 6}, "other"),
        ({"approvedDomains": "a.com", "usage": 1}, "other"),
        ({"usage": None}, "unclear"),
        ({"usage": "0"}, "unclear"),
        ({"created_date": None}, "unclear"),
        ({"created_date": "yesterday"}, "unclear"),
        ({"created_date": "946684799000"}, "unclear"),
        ({"created_date": "946684800000"}, "other"),
    ],
)
def test_smtp_user(change: dict[str, Any], decision: Decision) -> None:
    """A user is ours if it is new, unused, and has the requested settings."""
    assert decision == decide([OTHER_ROW, LISTED | change])


@pytest.mark.parametrize(
    "missing", ["allowAnyDomain", "approvedDomains", "quota", "ipRestrictions", "status"]
)
def test_setting_missing_from_the_listing(missing: str) -> None:
    """A setting missing from the listing does not change the decision."""
    row = {name: value for name, value in LISTED.items() if name != missing}

    assert "ours" == decide([row])


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
def test_requested_setting(given: dict[str, Any], shown: dict[str, Any]) -> None:
    """A requested setting must match the listed one."""
    body, row = evolve(BODY, **given), LISTED | {"allowAllDomains": 0}

    assert ("ours", "other") == (decide([row | shown], body), decide([row], body))


# Too long for a label in DNS.
LONG = "\u00fc" * 70


@pytest.mark.parametrize(
    ("requested", "listed"),
    [
        ("Example.com", "example.com"),
        ("example.com", "EXAMPLE.COM."),
        ("example.com.", "example.com"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
        ("b\u00fccher.example", "XN--BCHER-KVA.Example."),
        ("xn--bcher-kva.example", "b\u00fccher.example"),
        ("B\u00dcCHER.example", "b\u00fccher.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("b\u00fccher\u3002example\uff0e", "xn--bcher-kva.example"),
        ("\uff45xample.com", "example.com"),
        ("www.b\u00fccher.xn--p1ai", "www.xn--bcher-kva.\u0440\u0444"),
        ("stra\u00dfe.example", "xn--strae-oqa.example"),
        ("\u2615.example", "xn--53h.example"),
        ("_mail.b\u00fccher.example", "_mail.xn--bcher-kva.example"),
        ("\u0378\u00dc.example", "\u0378\u00fc.EXAMPLE"),
        (f"{LONG}.example", f"xn--{LONG.encode('punycode').decode()}.example"),
        ("\u00fc..example", "xn--tda..example"),
    ],
    ids=[
        *("case", "final dot listed", "final dot requested", "punycode", "punycode in capitals"),
        *("Unicode listed", "capital umlaut", "decomposed", "other dots", "full width"),
        *("two labels", "sharp s", "emoji", "underscore", "not mapped", "long", "empty label"),
    ],
)
def test_spellings_of_a_domain(requested: str, listed: str) -> None:
    """A domain is found by any spelling, and two creates of it have one name."""
    outbound = [
        reconciler_of(create_outbound.request(body=OutboundDomainsCreateRequest(domain=domain)))
        for domain in (requested, listed)
    ]

    assert "ours" == outbound[0].decide([{"domain": listed}], None)
    assert outbound[0].name == outbound[1].name


@pytest.mark.parametrize(
    ("requested", "listed"),
    [
        ("stra\u00dfe.example", "strasse.example"),
        ("b\u00fccher.example", "bucher.example"),
        ("example.com", "example.com.."),
        ("\u0378.example", "\u0379.example"),
    ],
)
def test_other_domains(requested: str, listed: str) -> None:
    """Domains that are not the same in DNS are different."""
    body = OutboundDomainsCreateRequest(domain=requested)
    reconciler = reconciler_of(create_outbound.request(body=body))

    assert "absent" == reconciler.decide([{"domain": listed}], None)


def test_spellings_in_other_places() -> None:
    """Inbound domains and approved domains are compared in the same form; usernames have no dot."""
    listing = list_inbound.OPERATION.parse({"result": [{"domain": "EXAMPLE.com."}]})
    body = evolve(BODY, approved_domains=["xn--bcher-kva.example"])
    row = LISTED | {"approvedDomains": '["B\u00fccher.example."]'}

    assert "unclear" == reconciler_of(INBOUND).decide(listing, None)
    assert "ours" == decide([row], body)
    assert "absent" == decide([LISTED | {"username": "a."}])


def test_case_of_a_domain() -> None:
    """Domains match regardless of case, but not of other letters."""
    body = SmtpUsersCreateRequest(username="a", password="p" * 8, approved_domains=["strasse.de"])
    row = LISTED | {"approvedDomains": '["straße.de"]', "quota": 0}

    assert "other" == decide([row], body)


@pytest.mark.parametrize("quota", [0, None])
def test_default_settings(quota: int | None) -> None:
    """Settings that were not requested must have the server's defaults, or null."""
    body = SmtpUsersCreateRequest(username="a", password="p" * 8)

    row = LISTED | {"approvedDomains": None}

    assert "ours" == decide([row | {"quota": quota}], body)
    assert "other" == decide([row | {"quota": 1}], body)


def test_password_of_the_server() -> None:
    """Without a password in the request, the decision is unclear."""
    body = SmtpUsersCreateRequest(username="a", quota=5)

    assert "unclear" == decide([LISTED], body)
    assert {"username": "a"} == reconciler_of(create.request(body=body)).secrets


def test_unknown_window() -> None:
    """Without a window, the decision is unclear."""
    listing_value = list_.OPERATION.parse({"smarthosts": [LISTED]})

    assert "unclear" == reconciler_of(create.request(body=BODY)).decide(listing_value, None)


@pytest.mark.parametrize(
    ("rows", "decision"),
    [
        ([], "absent"),
        ([OTHER_ROW], "absent"),
        ([OTHER_ROW, {"usage": 0}], "unclear"),
        ([OTHER_ROW, {"username": None}], "unclear"),
        ([OTHER_ROW, "a"], "unclear"),
        (None, "unclear"),
        ({"a": LISTED}, "unclear"),
    ],
)
def test_unlisted_user(rows: Any, decision: Decision) -> None:
    """A user is absent only if every listed row has another name."""
    assert decision == decide(rows)


def test_response_without_a_listing() -> None:
    """A response without the list is unclear."""
    reconciler = reconciler_of(create.request(body=BODY))

    assert "unclear" == reconciler.decide(list_.OPERATION.parse({"success": True}), WINDOW)


def test_value_of_an_smtp_user() -> None:
    """The value has the username and the password, and is marked as reconciled."""
    reconciler = reconciler_of(create.request(body=BODY))
    value = reconciler.value(None)

    assert ("a", "p" * 8, True) == (value.username, value.password, value.is_reconciled)
    message = "The response was lost; a listing shows that the user was created."
    assert (True, message) == (value.success, value.message)
    assert "pppp" not in repr(value)
    assert "pppp" not in repr(reconciler)
    assert {"username": "a", "password": "p" * 8} == reconciler.secrets


def test_name_key() -> None:
    """Names are compared without case, and only within one operation."""
    outbound = create_outbound.request(body=OutboundDomainsCreateRequest(domain="Example.com"))
    reconcilers = [
        reconciler_of(create.request(body=BODY)),
        reconciler_of(outbound),
        reconciler_of(INBOUND),
    ]

    assert [
        "smtp_users.create a",
        "outbound_domains.create example.com",
        "inbound_domains.create example.com",
    ] == [reconciler.name for reconciler in reconcilers]


def test_listing_requests() -> None:
    """Each reconciler requests the listing of its own resource."""
    outbound = create_outbound.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    reconcilers = [
        reconciler_of(create.request(body=BODY)),
        reconciler_of(outbound),
        reconciler_of(INBOUND),
    ]

    names = ["smtp_users.list", "outbound_domains.list", "inbound_domains.list"]
    assert names == [reconciler.listing.operation.name for reconciler in reconcilers]


def test_operation_without_a_reconciler() -> None:
    """An operation that creates no unique name has no reconciler."""
    assert reconciler_for(list_.request()) is None


@pytest.mark.parametrize("listed", ['["a.com","b.com"]', '["a.com","b.com","a.com"]'])
def test_duplicate_domains(listed: str) -> None:
    """Duplicates in a list setting do not change the decision."""
    domains = ["a.com", "b.com", "A.com"]
    body = SmtpUsersCreateRequest(username="a", password="p" * 8, approved_domains=domains, quota=5)

    assert "ours" == decide([LISTED | {"approvedDomains": listed}], body)


@pytest.mark.parametrize("created", [str(int(NOW + 5)), int(NOW + 5), "0", 0])
def test_creation_time_in_another_unit(created: object) -> None:
    """A creation time before 2000, in a wrong unit, is unclear."""
    assert "unclear" == decide([LISTED | {"created_date": created}])


ROW = {"domain": "Example.com", "uuid": "u"}


@pytest.mark.parametrize(
    ("listing", "decision"),
    [
        ([ROW], "ours"),
        ({"success": True, "result": [{"domain": "b.com"}, ROW]}, "ours"),
        (list_inbound.OPERATION.parse({"result": [ROW]}), "ours"),
        ({"anything": []}, "absent"),
        ([{"domain": "b.com"}], "absent"),
        ([{"domain": "b.com"}, {"name": "example.com"}], "unclear"),
        ({"one": [], "two": []}, "unclear"),
        ({"success": True}, "unclear"),
        (None, "unclear"),
        ("example.com", "unclear"),
    ],
)
def test_outbound_domain(listing: Any, decision: Decision) -> None:
    """An account's domain is ours wherever the response lists it, in free form or as a model."""
    request = create_outbound.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    reconciler = reconciler_of(request)

    assert decision == reconciler.decide(listing, None)
    assert decision != "ours" or ROW == reconciler.value(listing)
    assert {} == reconciler.secrets


DeliveryType = Literal["smtp", "webhook", "forward"]
SERVERS = {"smtp_servers": [{"url": "mail.example.com:25", "priority": 1, "tls_enabled": True}]}
OTHER_SERVERS = [{"url": "mail.example.com:25", "priority": 2}]
# The required fields of each delivery type.
REQUIRED: dict[DeliveryType, dict[str, Any]] = {
    "smtp": {"smtp_servers": [SmtpServer(url="mail.example.com:25", priority=1)]},
    "webhook": {"webhook_url": "https://example.com/hook"},
    "forward": {},
}


def inbound_reconciler(delivery_type: DeliveryType) -> Reconciler[Any]:
    """Return the reconciler of an inbound domain's create."""
    body = InboundDomainsCreateRequest(
        domain="example.com", delivery_type=delivery_type, **REQUIRED[delivery_type]
    )
    return reconciler_of(create_inbound.request(body=body))


@pytest.mark.parametrize(
    ("requested", "row", "decision"),
    [
        ("smtp", {"delivery_type": "smtp"}, "unclear"),
        ("smtp", {"delivery_type": "smtp"} | SERVERS, "ours"),
        ("smtp", {"delivery_type": "smtp", "smtp_servers": ["mail.example.com:25"]}, "other"),
        ("smtp", {"delivery_type": "smtp", "smtp_servers": []}, "other"),
        ("smtp", {"delivery_type": "smtp", "smtp_servers": OTHER_SERVERS}, "other"),
        ("smtp", {"delivery_type": "smtp", "smtp_servers": None}, "other"),
        ("forward", {"delivery_type": "forward"}, "ours"),
        ("smtp", {"delivery_type": "forward"}, "other"),
        ("smtp", {}, "unclear"),
        ("webhook", {"delivery_type": "webhook"}, "unclear"),
        ("webhook", {"delivery_type": "webhook"} | REQUIRED["webhook"], "unclear"),
        ("smtp", {"domain": "b.com"}, "absent"),
    ],
)
def test_inbound_domain(requested: DeliveryType, row: dict[str, Any], decision: Decision) -> None:
    """An inbound domain is ours if the listed fields match the request and no secret was lost."""
    reconciler = inbound_reconciler(requested)
    listing = list_inbound.OPERATION.parse({"result": [ROW | row]})

    assert decision == reconciler.decide(listing, None)


def test_spelling_of_an_inbound_domain() -> None:
    """The spelling of its domain is no setting in which an inbound domain could differ."""
    body = InboundDomainsCreateRequest(domain="Example.COM", delivery_type="forward")
    reconciler = reconciler_of(create_inbound.request(body=body))
    listing = list_inbound.OPERATION.parse({"result": [ROW | {"delivery_type": "forward"}]})

    assert "ours" == reconciler.decide(listing, None)


def test_value_of_an_inbound_domain() -> None:
    """The value of the call is the listed domain."""
    listing = list_inbound.OPERATION.parse({"result": [ROW | {"delivery_type": "smtp"}]})
    found = inbound_reconciler("smtp").value(listing)

    assert {"success": True, "result": ROW | {"delivery_type": "smtp"}} == found.to_dict()


@pytest.mark.parametrize(
    ("servers", "decision"),
    [
        (["mail.example.com:25"], "ours"),
        ([{"url": "mail.example.com:25", "priority": 5}], "ours"),
        (["Mail.Example.com:25"], "ours"),
        ([{"url": "MAIL.example.com:25"}], "ours"),
        ([{"host": "mail.example.com:25"}], "other"),
        (["mail.example.com:25", "mx.example.com:25"], "other"),
    ],
)
def test_inbound_domain_with_a_server_by_name(servers: list[Any], decision: Decision) -> None:
    """A server requested by name matches a server listed with more fields."""
    body = InboundDomainsCreateRequest(
        domain="example.com", delivery_type="smtp", smtp_servers=["mail.example.com:25"]
    )
    row = ROW | {"delivery_type": "smtp", "smtp_servers": servers}
    listing = list_inbound.OPERATION.parse({"result": [row]})

    assert decision == reconciler_of(create_inbound.request(body=body)).decide(listing, None)


@pytest.mark.parametrize("status", [1, "active", None])
def test_status_of_an_inbound_domain(status: Any) -> None:
    """The value keeps the status field as received."""
    row = ROW | {"delivery_type": "forward", "status": status}
    found = inbound_reconciler("forward").value(list_inbound.OPERATION.parse({"result": [row]}))

    assert row == found.to_dict()["result"]
