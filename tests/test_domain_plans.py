"""What a list tells of a domain whose create lost its answer."""

from typing import Any, Literal

import pytest

from jetemail_api_client._generated.api.inbound_domains import create as create_inbound
from jetemail_api_client._generated.api.inbound_domains import list_ as list_inbound
from jetemail_api_client._generated.api.outbound_domains import create as create_outbound
from jetemail_api_client._reconciling import Plan, Verdict
from jetemail_api_client.models import (
    InboundDomainsCreateRequest,
    OutboundDomainsCreateRequest,
    SmtpServer,
)

from .play import plan_of

ROW = {"domain": "Example.com", "uuid": "u"}


@pytest.mark.parametrize(
    ("listing", "verdict"),
    [
        ([ROW], "ours"),
        ({"success": True, "result": [{"domain": "b.com"}, ROW]}, "ours"),
        ({"anything": []}, "absent"),
        ([{"domain": "b.com"}], "absent"),
        ([{"domain": "b.com"}, {"name": "example.com"}], "unclear"),
        ({"one": [], "two": []}, "unclear"),
        ({"success": True}, "unclear"),
        (None, "unclear"),
        ("example.com", "unclear"),
    ],
)
def test_outbound_domain(listing: Any, verdict: Verdict) -> None:
    """A domain of the account is the one that was asked for, in whatever list it stands."""
    request = create_outbound.request(body=OutboundDomainsCreateRequest(domain="example.com"))
    plan = plan_of(request)

    assert verdict == plan.judge(listing, None)
    assert verdict != "ours" or ROW == plan.value(listing)
    assert {} == plan.secrets


DeliveryType = Literal["smtp", "webhook", "forward"]
SERVERS = {"smtp_servers": [{"url": "mail.example.com:25", "priority": 1, "tls_enabled": True}]}
OTHER_SERVERS = [{"url": "mail.example.com:25", "priority": 2}]
# What each delivery type needs besides.
BESIDES: dict[DeliveryType, dict[str, Any]] = {
    "smtp": {"smtp_servers": [SmtpServer(url="mail.example.com:25", priority=1)]},
    "webhook": {"webhook_url": "https://example.com/hook"},
    "forward": {},
}


def inbound(delivery_type: DeliveryType) -> Plan[Any]:
    """The plan of a create of an inbound domain."""
    body = InboundDomainsCreateRequest(
        domain="example.com", delivery_type=delivery_type, **BESIDES[delivery_type]
    )
    return plan_of(create_inbound.request(body=body))


@pytest.mark.parametrize(
    ("wanted", "row", "verdict"),
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
        ("webhook", {"delivery_type": "webhook"} | BESIDES["webhook"], "unclear"),
        ("smtp", {"domain": "b.com"}, "absent"),
    ],
)
def test_inbound_domain(wanted: DeliveryType, row: dict[str, Any], verdict: Verdict) -> None:
    """Ours is delivered as asked, as far as the list tells, and no secret went with the answer."""
    plan = inbound(wanted)
    listing = list_inbound.OPERATION.read({"result": [ROW | row]})

    assert verdict == plan.judge(listing, None)


def test_inbound_domain_found() -> None:
    """The result is what the list has of it."""
    listing = list_inbound.OPERATION.read({"result": [ROW | {"delivery_type": "smtp"}]})
    found = inbound("smtp").value(listing)

    assert {"success": True, "result": ROW | {"delivery_type": "smtp"}} == found.to_dict()


@pytest.mark.parametrize(
    ("servers", "verdict"),
    [
        (["mail.example.com:25"], "ours"),
        ([{"url": "mail.example.com:25", "priority": 5}], "ours"),
        ([{"host": "mail.example.com:25"}], "other"),
        (["mail.example.com:25", "mx.example.com:25"], "other"),
    ],
)
def test_inbound_domain_with_a_server_by_name(servers: list[Any], verdict: Verdict) -> None:
    """A server that was given by its name may be listed with its settings."""
    body = InboundDomainsCreateRequest(
        domain="example.com", delivery_type="smtp", smtp_servers=["mail.example.com:25"]
    )
    row = ROW | {"delivery_type": "smtp", "smtp_servers": servers}
    listing = list_inbound.OPERATION.read({"result": [row]})

    assert verdict == plan_of(create_inbound.request(body=body)).judge(listing, None)


@pytest.mark.parametrize("status", [1, "active", None])
def test_inbound_domain_found_with_an_odd_status(status: Any) -> None:
    """The list writes a status as a number; the result keeps it as it came."""
    row = ROW | {"delivery_type": "forward", "status": status}
    found = inbound("forward").value(list_inbound.OPERATION.read({"result": [row]}))

    assert row == found.to_dict()["result"]
