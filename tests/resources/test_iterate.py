"""Iteration over all pages, for each listing with pages and the facts in its responses."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from attrs import define, field

from jetemail_api_client import AsyncJetEmail, JetEmail

from ..conftest import KEY, Flavour

Fact = Callable[["Server", int, int, int], dict[str, Any]]


@define(kw_only=True)
class Paged:
    """A listing: how it is called, and the shape of its responses."""

    name: str
    arguments: dict[str, Any]
    identity: str
    rows: str
    facts: Fact
    """Makes the facts of a page from its limit, its first row and the number of its rows."""

    @property
    def has_facts(self) -> bool:
        return self.name != "inbound_logs.iterate"


def outbound_facts(server: "Server", limit: int, start: int, _: int) -> dict[str, Any]:
    """Return all that the description has."""
    total = len(server.rows)
    has_next = start + limit < total
    return {
        "pagination": {
            "total_count": total,
            "total_pages": -(-total // limit),
            "current_page": start // limit + 1,
            "per_page": limit,
            "offset": start,
            "has_next_page": has_next,
            "has_previous_page": start > 0,
            "next_offset": start + limit if has_next else None,
            "count_limited": False,
        }
    }


def account_facts(server: "Server", limit: int, start: int, count: int) -> dict[str, Any]:
    """Return a total and a position, in an object."""
    facts = {"total": len(server.rows), "limit": limit, "offset": start, "returned": count}
    return {"pagination": facts}


def query_facts(server: "Server", limit: int, start: int, _: int) -> dict[str, Any]:
    """Return a total and a position."""
    return {"total": len(server.rows), "limit": limit, "offset": start}


LISTINGS = [
    Paged(
        name="outbound_logs.iterate", arguments={}, identity="id", rows="data", facts=outbound_facts
    ),
    Paged(
        name="inbound_logs.iterate",
        arguments={"subdomain_id": 1},
        identity="uid",
        rows="data",
        facts=lambda server, limit, start, count: {"count": count},
    ),
    Paged(
        name="inbound_logs.iterate_account",
        arguments={},
        identity="uid",
        rows="data",
        facts=account_facts,
    ),
    Paged(
        name="webhooks.iterate_query", arguments={}, identity="id", rows="events", facts=query_facts
    ),
]


@define
class Server:
    """A server with a listing, which `change` may change before each response."""

    listing: Paged
    rows: list[int]
    change: Callable[["Server"], None] = lambda server: None
    hidden: set[int] = field(factory=set)
    """Rows that are counted but not shown."""
    max_limit: int = 100
    is_ignoring_position: bool = False
    requests: list[dict[str, int]] = field(factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        given = json.loads(request.content) if request.content else dict(request.url.params)
        self.requests.append({name: int(value) for name, value in given.items()})
        assert len(self.requests) < 30
        self.change(self)
        limit = min(int(given["limit"]), self.max_limit)
        start = int(given.get("offset", (int(given.get("page", 1)) - 1) * limit))
        if self.is_ignoring_position:
            start = 0
        found = [row for row in self.rows[start : start + limit] if row not in self.hidden]
        rows = [{self.listing.identity: f"i{row}", "to": "a@example.com"} for row in found]
        facts = self.listing.facts(self, limit, start, len(rows))
        return httpx.Response(200, json={"success": True, self.listing.rows: rows, **facts})

    async def ids(self, flavour: Flavour, **arguments: Any) -> list[int]:
        """Return the numbers of the rows that a client of a flavour returns."""
        if flavour.name == "async":
            async with AsyncJetEmail(KEY, transport=httpx.MockTransport(self.handle)) as jetemail:
                found = [row async for row in self._iterate(jetemail, arguments)]
        else:
            found = await asyncio.to_thread(self._rows, arguments)
        return [int(getattr(row, self.listing.identity)[1:]) for row in found]

    def _rows(self, arguments: dict[str, Any]) -> list[Any]:
        with JetEmail(KEY, transport=httpx.MockTransport(self.handle)) as jetemail:
            return list(self._iterate(jetemail, arguments))

    def _iterate(self, jetemail: AsyncJetEmail | JetEmail, arguments: dict[str, Any]) -> Any:
        resource, verb = self.listing.name.split(".")
        method = getattr(getattr(jetemail, resource), verb)
        return method(**self.listing.arguments, **arguments)


@pytest.fixture(params=LISTINGS, ids=lambda listing: listing.name)
def listing(request: pytest.FixtureRequest) -> Paged:
    """Run a test once for each listing."""
    found: Paged = request.param
    return found


async def test_all_pages(listing: Paged, flavour: Flavour) -> None:
    """All rows come, and no request is sent after the page that the facts say is the last."""
    server = Server(listing, list(range(200)))

    assert list(range(200)) == await server.ids(flavour)
    assert [100] * (2 if listing.has_facts else 3) == [sent["limit"] for sent in server.requests]


async def test_empty_listing(listing: Paged, flavour: Flavour) -> None:
    """A listing without rows takes one request."""
    server = Server(listing, [])

    assert [] == await server.ids(flavour)
    assert 1 == len(server.requests)


async def test_short_page_within_a_listing(listing: Paged, flavour: Flavour) -> None:
    """A page that is not full does not end a listing whose facts announce more."""
    server = Server(listing, list(range(500)), hidden={150, 499})
    rows = [row for row in range(499) if row != 150]

    found = await server.ids(flavour)
    assert (rows if listing.has_facts else rows[:199]) == found


async def test_page_without_rows_within_a_listing(listing: Paged, flavour: Flavour) -> None:
    """A page of which all rows are hidden does not end a listing whose facts announce more."""
    server = Server(listing, list(range(40)), hidden=set(range(10, 20)))
    rows = [*range(10), *range(20, 40)]

    found = await server.ids(flavour, limit=10)
    assert (rows if listing.has_facts else rows[:10]) == found


async def test_smaller_pages_than_requested(listing: Paged, flavour: Flavour) -> None:
    """A server with smaller pages is read to the end, if it describes them."""
    server = Server(listing, list(range(25)), max_limit=10)

    found = await server.ids(flavour, limit=20)
    assert list(range(25 if listing.has_facts else 10)) == found


@pytest.mark.parametrize("added", [3, 50, 100, 250, 400])
@pytest.mark.parametrize("after", [1, 3])
async def test_rows_added_between_pages(
    listing: Paged, flavour: Flavour, added: int, after: int
) -> None:
    """Rows that were there at the start come once each if others are added before them."""

    def change(server: Server) -> None:
        if len(server.requests) == after + 1:
            server.rows[:0] = range(5000, 5000 + added)

    server = Server(listing, list(range(1000)), change)
    found = await server.ids(flavour)

    assert list(range(1000)) == [row for row in found if row < 5000]
    assert len(set(found)) == len(found)


async def test_ignored_position(
    listing: Paged, flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    """A listing whose server ignores the position ends after some requests, with a warning."""
    server = Server(listing, list(range(300)), is_ignoring_position=True)

    assert list(range(100)) == await server.ids(flavour)
    assert len(server.requests) <= 3
    warnings = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert [listing.name] == [one.getMessage().split(":")[0] for one in warnings]


async def test_pages_announced_for_ever(listing: Paged, flavour: Flavour) -> None:
    """A server that announces rows which it does not have is left after some requests."""
    server = Server(listing, list(range(2000)), hidden=set(range(10, 2000)))

    assert list(range(10)) == await server.ids(flavour, limit=10)
    assert len(server.requests) == (5 if listing.has_facts else 2)
