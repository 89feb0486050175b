"""The fault matrix: each retry class under each fault, in both flavours, over raw sockets.

The oracle is the effects on the server. A test is a fault; its cells are the operations, each with
the fault injected once, on a connection that has served a request, and always; slow faults also
with a short deadline. Each cell has a server of its own.
"""

import asyncio
import logging
import os
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import trustme

from jetemail_api_client.models import EmailMessage

from ..planted import ADDRESS, PASSWORD, PLANTED, TEXT, seen
from .cells import Call, Cell, Mode
from .faults import CONNECT_FAULTS, FAULTS, Fault

MESSAGE: dict[str, Any] = {"from_": "a@example.com", "to": ADDRESS, "subject": "s", "text": TEXT}
CALLS = [
    Call("smtp_users.list", "safe", {}),
    Call("email.send", "idempotency_key", MESSAGE),
    Call("smtp_users.delete", "idempotent", {"username": "gone"}),
    Call("smtp_users.create", "unique_name", {"username": "a", "password": PASSWORD}),
    Call("inbound_domains.create", "unique_name", {"domain": "a.com", "delivery_type": "forward"}),
    Call("email.send_batch", "never", {"emails": [EmailMessage(**MESSAGE)]}),
    Call("transactional_keys.create", "never", {"name": "a"}),
]


# One call for each reaction to a failed attempt: a retry, a reconciliation, an error.
SOME_CALLS = [CALLS[0], CALLS[3], CALLS[6]]
ALL = os.environ.get("MATRIX") == "all"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssl.SSLContext]:
    """Yield a server's TLS context whose certificate authority the environment trusts."""
    authority, file = trustme.CA(), tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(Path(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield context


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    """Yield a pool with a thread for each sync cell: asyncio's default pool is smaller."""
    with ThreadPoolExecutor(3 * len(CALLS)) as pool:
        yield pool


def modes(fault: Fault) -> tuple[Mode, ...]:
    """Return the modes in which a fault is injected."""
    return ("once", "always", "short_deadline") if fault.is_slow else ("once", "always")


async def violations(cells: list[Cell], caplog: pytest.LogCaptureFixture) -> list[str]:
    """Run cells concurrently, and return the promises violated, secrets in the log included."""
    caplog.set_level(logging.DEBUG)
    found = await asyncio.gather(*(cell.violations() for cell in cells))
    logged = [seen(PLANTED, repr(record.__dict__)) for record in caplog.records]
    assert any(record.name == "jetemail_api_client" for record in caplog.records)
    return [violation for violations in (*found, *logged) for violation in violations]


@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_fault(
    fault: Fault,
    is_async: bool,
    tls: ssl.SSLContext,
    threads: ThreadPoolExecutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No call has its effect twice, exceeds its deadline, loses a secret or leaks one."""
    cells = [
        Cell(call, fault, mode, is_async, tls, threads) for call in CALLS for mode in modes(fault)
    ]
    assert [] == await violations(cells, caplog)


# httpx limits each read of a sync transport, but not the attempt.
DRIPPING = {fault.name for fault in FAULTS if fault.name.startswith("dripping")}
# A timeout of slow faults takes seconds.
QUICK_FAULTS = [fault for fault in FAULTS if not (fault.is_slow or fault.name in CONNECT_FAULTS)]


@pytest.mark.parametrize("library", ["httpx", "httpx2"])
@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
@pytest.mark.parametrize("fault", FAULTS if ALL else QUICK_FAULTS, ids=lambda fault: fault.name)
async def test_fault_over_a_custom_transport(
    fault: Fault,
    is_async: bool,
    library: str,
    tls: ssl.SSLContext,
    threads: ThreadPoolExecutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The promises hold over a custom transport; MATRIX=all runs every cell."""
    selected: tuple[Mode, ...] = modes(fault) if ALL else ("once",)
    cells = [
        Cell(call, fault, mode, is_async, tls, threads, library)
        for call in (CALLS if ALL else SOME_CALLS)
        for mode in selected
        if is_async or fault.name not in DRIPPING
    ]
    if cells:
        assert [] == await violations(cells, caplog)
