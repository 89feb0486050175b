"""The deliveries of an account to webhooks, over HTTP, when they are due."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress

import httpx
from attrs import define, field

from jetemail_api_client.webhooks import EventVerifier, MailVerifier

from ..account.accounts import Account
from ..events.attempts import Attempts
from ..events.webhooks import Delivery
from ..inbound.webhooks import MailDelivery
from ..replies import Fields

TIME_LIMIT = 10.0
"""Seconds for an attempt to deliver an event."""
CONCURRENT = 50
"""Attempts at the same time."""


@define(kw_only=True)
class _Request:
    method: str = "POST"
    headers: dict[str, str]
    body: bytes
    time_limit: float


@contextmanager
def changes(account: Account, changed: asyncio.Event) -> Iterator[None]:
    """Set an event of this loop at each change of the account, during the `with` block."""
    loop = asyncio.get_running_loop()

    def wake() -> None:
        # From any thread, and perhaps after the end of the loop.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(changed.set)

    account.observers.append(wake)
    try:
        yield
    finally:
        account.observers.remove(wake)


@asynccontextmanager
async def delivering(account: Account) -> AsyncIterator[None]:
    """Deliver what is due during the `async with` block, and let the outbound messages move on."""
    worker = _Worker(account)
    task = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        worker.is_ended = True
        worker.changed.set()
        await task


@define(eq=False)
class _Worker:
    """Waits until something is due, or until the account says that something may be."""

    account: Account
    changed: asyncio.Event = field(factory=asyncio.Event)
    slots: asyncio.Semaphore = field(factory=lambda: asyncio.Semaphore(CONCURRENT))
    is_ended: bool = False
    in_flight: "dict[int, asyncio.Task[None]]" = field(factory=dict)
    """The tasks of the deliveries that are being made, by the id of the object."""
    resources: AsyncExitStack = field(init=False)
    client: httpx.AsyncClient | None = None

    async def run(self) -> None:
        with changes(self.account, self.changed):
            async with AsyncExitStack() as self.resources, asyncio.TaskGroup() as tasks:
                while not self.is_ended:
                    self.changed.clear()
                    self.account.run_due()
                    for delivery, due in self._waiting():
                        if due <= self.account.clock.now():
                            task = tasks.create_task(self._deliver(delivery, due))
                            self.in_flight[id(delivery)] = task
                    await self._wait()
                for task in self.in_flight.values():
                    task.cancel()

    def _waiting(self) -> list[tuple[Attempts, float]]:
        """Return the deliveries that are not in flight, and when each is due."""
        account = self.account
        return [
            (one, one.due)
            for one in (*account.webhooks.deliveries, *account.mail_webhooks.deliveries)
            if one.due is not None and id(one) not in self.in_flight
        ]

    async def _wait(self) -> None:
        with self.account.lock:
            moments = [due for _, due in self._waiting()]
            if (due := self.account.messages.next_due()) is not None:
                moments.append(due)
        delay = min(moments) - self.account.clock.now() if moments else None
        with suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await self.changed.wait()

    async def _deliver(self, delivery: Attempts, planned: float) -> None:
        async with self.slots:
            code = await self._attempt(delivery)
        with self.account.lock:
            delivery.record(code, planned)
        del self.in_flight[id(delivery)]
        # One of them is `changed`.
        self.account.notify()

    async def _attempt(self, delivery: Attempts) -> int | None:
        """Return the status of the response, or None if there is none in time."""
        try:
            client, request = await self._open_client(), self._request(delivery)
            async with asyncio.timeout(request.time_limit):
                sending = client.stream(
                    request.method, delivery.url, content=request.body, headers=request.headers
                )
                async with sending as response:
                    return response.status_code
        except Exception:  # noqa: BLE001 - no target and no setting may end the deliveries
            return None

    async def _open_client(self) -> httpx.AsyncClient:
        # With the first delivery: it loads certificates, which takes longer than most tests.
        if self.client is None:
            # Without the environment: a proxy would not reach a receiver on this machine. The time
            # limit is asyncio's.
            client = httpx.AsyncClient(trust_env=False, timeout=None)  # noqa: S113
            self.client = await self.resources.enter_async_context(client)
        return self.client

    def _request(self, delivery: Attempts) -> _Request:
        # The time of the machine, even if that of the sandbox was moved: receivers compare it with
        # their own.
        now = int(self.account.clock.source())
        if isinstance(delivery, MailDelivery):
            return _mail_request(delivery, now)
        assert isinstance(delivery, Delivery)  # noqa: S101 - for the type checker
        secret = self.account.webhooks.by_uuid[delivery.webhook_uuid].secret
        body, delivery_id = _body(delivery.event.payload()), delivery.event.id
        headers = EventVerifier(secret).sign(body, delivery_id=delivery_id, timestamp=now)
        return _Request(headers=_JSON | headers, body=body, time_limit=TIME_LIMIT)


_JSON = {"Content-Type": "application/json"}


def _mail_request(delivery: MailDelivery, now: int) -> _Request:
    settings, body = delivery.settings, _body(delivery.payload())
    signed = MailVerifier(delivery.secret).sign(
        body, delivery_id=f"evt_{delivery.message.uid}", timestamp=now
    )
    own = {name: str(value) for name, value in (settings["webhook_headers"] or {}).items()}
    if settings["webhook_auth_header"]:
        own["Authorization"] = settings["webhook_auth_header"]
    return _Request(
        method=settings["webhook_method"],
        headers=own | _JSON | signed,
        body=body,
        time_limit=settings["webhook_timeout"] / 1000,
    )


def _body(payload: Fields) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
