"""A sandbox in the process of a test."""

import asyncio
from contextlib import ExitStack
from functools import partial
from os import PathLike
from ssl import SSLContext
from types import TracebackType
from typing import NotRequired, Self, TypedDict
from urllib.parse import urlsplit

from .account.accounts import Account, Effect
from .account.faults import Faults
from .account.seeds import SeedSource
from .addresses import is_loopback
from .clock import Clock
from .http.app import SandboxApp, create_app, running
from .outbox import Outbox


class Connection(TypedDict):
    """The arguments of a client for a sandbox."""

    api_key: str
    transactional_key: str
    base_url: str
    allow_http: NotRequired[bool]
    """True beyond loopback, where clients otherwise refuse plain http."""


class Sandbox:
    """A local JetEmail on loopback during a `with` or an `async with` block.

    Its state stays after the block, to be looked at, and in the next block.

    Args:
        api_key: The account key; by default, `API_KEY`.
        transactional_key: The key for sending; by default, `TRANSACTIONAL_KEY`.
        paid_plan: Whether `allowAnyDomain` is allowed.
        rate_limits: Whether too many requests block the account for five minutes.
        seed: The path or the contents of a seed: see `jetemail_api_client.sandbox.account.seeds`.
        snapshot: The path of a file that `save` has written: it has the state, keys and plan too.
        clock: The time of the sandbox.
        host: The address to listen on; on "0.0.0.0", "::" or "", `base_url` is on loopback.
        port: The port to listen on; 0 selects a free one.
        smtp_port: The port for SMTP, without which there is none; 0 selects a free one.
        smtp_tls: The context with the certificate for STARTTLS, which SMTP users then need.

    Raises:
        OSError: The file of the seed or the snapshot cannot be read.
        SeedError: The seed has a mistake.
        SnapshotError: The snapshot is none, is damaged or is from a newer version.
        ValueError: A key is none, or a snapshot is given beside what it has.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        transactional_key: str | None = None,
        paid_plan: bool | None = None,
        rate_limits: bool | None = None,
        seed: SeedSource = None,
        snapshot: str | PathLike[str] | None = None,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        smtp_port: int | None = None,
        smtp_tls: SSLContext | None = None,
    ) -> None:
        self.app: SandboxApp = create_app(
            api_key=api_key,
            transactional_key=transactional_key,
            paid_plan=paid_plan,
            rate_limits=rate_limits,
            seed=seed,
            clock=clock,
            hosts=[host],
        )
        if snapshot is not None:
            others = (api_key, transactional_key, paid_plan, rate_limits, seed)
            if any(one is not None for one in others):
                raise ValueError("A snapshot has its own keys, plan, rate_limits and seed")
            self.load(snapshot)
        self._serve = partial(running, self.app, host, port, smtp_port=smtp_port, smtp_tls=smtp_tls)
        self._base_url = ""
        self._running = ExitStack()

    @property
    def account(self) -> Account:
        """The state, by resource."""
        return self.app.state.account

    @property
    def base_url(self) -> str:
        """The base URL for clients on this machine.

        Raises:
            RuntimeError: The sandbox is not running.
        """
        if not self._base_url:
            raise RuntimeError("The sandbox is not running: use it in a with block")
        return self._base_url

    @property
    def smtp_port(self) -> int:
        """The port for SMTP.

        Raises:
            RuntimeError: The sandbox is not running, or without SMTP.
        """
        if self.app.state.smtp is None:
            raise RuntimeError("The sandbox has no SMTP: give it smtp_port=0, in a with block")
        return self.app.state.smtp.port

    @property
    def connection(self) -> Connection:
        """The keys, the base URL, and `allow_http` if needed: `JetEmail(**sandbox.connection)`.

        Raises:
            RuntimeError: The sandbox is not running.
        """
        settings = self.account.settings
        connection = Connection(
            api_key=settings.api_key,
            transactional_key=settings.transactional_key,
            base_url=self.base_url,
        )
        if not is_loopback(urlsplit(self.base_url).hostname or ""):
            connection["allow_http"] = True
        return connection

    @property
    def faults(self) -> Faults:
        """The faults of the next requests."""
        return self.app.state.faults

    @property
    def effects(self) -> list[Effect]:
        """The latest requests that reached an operation, oldest first."""
        return list(self.account.effects)

    @property
    def outbox(self) -> Outbox:
        """The messages that were sent, with assertions on them."""
        return Outbox(self.account)

    def advance(self, seconds: float) -> None:
        """Move the time forward, and let what is due by then become of the messages."""
        self.account.advance(seconds)

    def reset(self) -> None:
        """Forget all that happened, and the faults.

        The initial keys work again, what the seed has is there again, and time is no longer moved.
        """
        self.faults.clear()
        self.account.reset()

    def save(self, path: str | PathLike[str]) -> None:
        """Write all of the state to a file that only its owner can read: it has all secrets.

        Raises:
            OSError: The file cannot be written; one that was there before still is.
        """
        self.app.state.snapshots.save(path)

    def load(self, path: str | PathLike[str]) -> None:
        """Replace the state by that of a file that `save` has written.

        Raises:
            OSError: The file cannot be read.
            SnapshotError: It is no snapshot, is damaged, or is from a newer version; the state is
                as before.
        """
        self.app.state.snapshots.load(path)

    def __enter__(self) -> Self:
        if self._base_url:
            raise RuntimeError("The sandbox is running already")
        self._base_url = self._running.enter_context(self._serve())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._base_url = ""
        self._running.close()

    async def __aenter__(self) -> Self:
        # Starting and stopping wait for the thread of the server.
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.__exit__, kind, error, traceback)
