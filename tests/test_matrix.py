"""Each class of operation under each fault, in both flavours, over raw sockets.

The oracle is what the server did. A test is a fault; its cells are the operations, each with the
fault once, on a connection that is in use, and with the fault always; slow faults come a third
time, with hardly any time for the call. Each cell has a server of its own.
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

from .cells import Called, Cell, Mode
from .faults import DOORS, FAULTS, Fault
from .planted import ADDRESS, PASSWORD, PLANTED, TEXT, seen

MESSAGE: dict[str, Any] = {"from_": "a@example.com", "to": ADDRESS, "subject": "s", "text": TEXT}
OPERATIONS = [
    Called("smtp_users.list", "safe", {}),
    Called("email.send", "keyed", MESSAGE),
    Called("smtp_users.delete", "idempotent", {"username": "gone"}),
    Called("smtp_users.create", "named", {"username": "a", "password": PASSWORD}),
    Called("inbound_domains.create", "named", {"domain": "a.com", "delivery_type": "forward"}),
    Called("email.send_batch", "never", {"emails": [EmailMessage(**MESSAGE)]}),
    Called("transactional_keys.create", "never", {"name": "a"}),
]


# Of each way to go on after an attempt, one: a repeat, a look, an end.
SOME = [OPERATIONS[0], OPERATIONS[3], OPERATIONS[6]]
ALL = os.environ.get("MATRIX") == "all"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssl.SSLContext]:
    """A server's side of TLS that the environment makes trusted."""
    authority, file = trustme.CA(), tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(Path(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield context


@pytest.fixture(scope="module")
def threads() -> Iterator[ThreadPoolExecutor]:
    """A thread for each sync cell: asyncio's own are fewer, and cells would wait for them."""
    with ThreadPoolExecutor(3 * len(OPERATIONS)) as pool:
        yield pool


def modes(fault: Fault) -> tuple[Mode, ...]:
    """How a fault comes."""
    return ("once", "always", "hurried") if fault.is_slow else ("once", "always")


async def problems(cells: list[Cell], caplog: pytest.LogCaptureFixture) -> list[str]:
    """The promises that some calls at once break, the log's among them."""
    caplog.set_level(logging.DEBUG)
    found = await asyncio.gather(*(cell.problems() for cell in cells))
    logged = [seen(PLANTED, repr(record.__dict__)) for record in caplog.records]
    assert any(record.name == "jetemail_api_client" for record in caplog.records)
    return [problem for problems in (*found, *logged) for problem in problems]


@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_fault(
    fault: Fault,
    is_async: bool,
    tls: ssl.SSLContext,
    threads: ThreadPoolExecutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No class does twice what it must not, outlives its deadline, loses or tells a secret."""
    cells = [
        Cell(called, fault, mode, is_async, tls, threads)
        for called in OPERATIONS
        for mode in modes(fault)
    ]
    assert [] == await problems(cells, caplog)


# httpx limits each read of a sync transport, and no attempt.
DRIPS = {fault.name for fault in FAULTS if fault.name.startswith("drip")}
# Those that let the client wait take seconds.
QUICK = [fault for fault in FAULTS if not (fault.is_slow or fault.name in DOORS)]


@pytest.mark.parametrize("library", ["httpx", "httpx2"])
@pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])
@pytest.mark.parametrize("fault", FAULTS if ALL else QUICK, ids=lambda fault: fault.name)
async def test_fault_over_another_transport(
    fault: Fault,
    is_async: bool,
    library: str,
    tls: ssl.SSLContext,
    threads: ThreadPoolExecutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor over a transport that is brought along; with MATRIX=all all of it."""
    operations = OPERATIONS if ALL else SOME
    among: tuple[Mode, ...] = modes(fault) if ALL else ("once",)
    cells = [
        Cell(called, fault, mode, is_async, tls, threads, library)
        for called in operations
        for mode in among
        if is_async or fault.name not in DRIPS
    ]
    if cells:
        assert [] == await problems(cells, caplog)
