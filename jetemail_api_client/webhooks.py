"""What JetEmail sends to your own address: verified, typed, and each delivery handled once.

There are two kinds, with two signatures. Events tell what happened to a message; they come to a
webhook that `jetemail.webhooks.create` made, and `EventVerifier` takes that webhook's secret. Mails
come in for a domain whose delivery type is webhook, and `MailVerifier` takes that domain's.
"""

import time
from collections.abc import Callable
from typing import ClassVar, NoReturn

from attrs import field, frozen

from ._deliveries import InboundMail, content_of, event_in, mail_in
from ._duplicates import (
    AsyncDuplicateGuard,
    AsyncStore,
    Claim,
    DuplicateGuard,
    MemoryStore,
    Store,
)
from ._generated.models.message_event import MessageEvent
from ._signatures import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    Headers,
    Secrets,
    check_age,
    checked_tolerance,
    headers_of,
    mail_message,
    needed,
    raw_body,
    refused,
    seconds_of,
    secrets_of,
)

__all__ = [
    "AsyncDuplicateGuard",
    "AsyncStore",
    "Claim",
    "DuplicateGuard",
    "EventVerifier",
    "Headers",
    "InboundMail",
    "MailVerifier",
    "MemoryStore",
    "Store",
    "content_of",
]

# In seconds; all three of the vendor's own verifiers use it.
_TOLERANCE = 300.0


@frozen(eq=False)
class _Verifier:
    """What the two verifiers have in common."""

    _secrets: Secrets = field(alias="secret", converter=secrets_of)
    tolerance: float | None = field(default=_TOLERANCE, converter=checked_tolerance, kw_only=True)
    _clock: Callable[[], float] = field(default=time.time, alias="clock", kw_only=True, repr=False)

    _prefix: ClassVar[str] = ""

    def __reduce__(self) -> NoReturn:
        """Refuse, for the secret's sake."""
        raise TypeError("A verifier holds secrets: it is made where it is needed, never copied.")

    def _check(self, message: bytes, signature: str, timestamp: str | None) -> None:
        if not self._secrets.fit(message, signature, self._prefix):
            words = "by no secret of this verifier, or not over these very bytes"
            other = "Mails are for MailVerifier, events for EventVerifier"
            raise refused("signature", f"{SIGNATURE} is made {words}. {other}")
        if timestamp is not None:
            check_age(seconds_of(timestamp), self._clock(), self.tolerance)

    def _headers(self, delivery_id: str, moment: str, message: bytes) -> dict[str, str]:
        signature = self._secrets.signature(message, self._prefix)
        return {ID: delivery_id, TIMESTAMP: moment, SIGNATURE: signature}

    def _moment(self, timestamp: int | None) -> str:
        return str(int(self._clock()) if timestamp is None else timestamp)


@frozen(eq=False)
class EventVerifier(_Verifier):
    """Verifies events, which JetEmail signs by their body alone.

    Neither `X-Webhook-ID` nor `X-Webhook-Timestamp` is signed: whoever once saw a delivery can send
    it again under other ones. The timestamp is looked at where there is one, which stops nobody
    who does that. So tell repeats by the event's own `id`, with a `DuplicateGuard`; `created_at`,
    which is signed as well, tells those that are older than its store remembers.

    Args:
        secret: The webhook's secret, with its `whsec_`; several while it is being replaced.
        tolerance: Seconds that a timestamp may be off on either side; None allows any, for
            deliveries that were kept.
        clock: Where it gets the time from, in Unix seconds.

    Raises:
        ConfigurationError: There is no secret, or one has something around it that no secret has.
    """

    _prefix: ClassVar[str] = "sha256="

    def verify(self, body: bytes | bytearray | memoryview, headers: Headers) -> MessageEvent:
        """The event of a delivery.

        Args:
            body: The bytes of the request as they came.
            headers: Its headers, with names in any case.

        Raises:
            WebhookVerificationError: It is not JetEmail's, too old, or not as described.
            TypeError: The body is not bytes, or the headers are no mapping and no pairs.
        """
        raw, found = raw_body(body), headers_of(headers)
        self._check(raw, needed(found, SIGNATURE), found.get(TIMESTAMP))
        return event_in(raw)

    def sign(
        self,
        body: bytes,
        *,
        delivery_id: str = "evt_test",
        timestamp: int | None = None,
    ) -> dict[str, str]:
        """Headers as JetEmail would send them with a body, for tests of your own.

        Args:
            body: The event in JSON.
            delivery_id: Id of the event.
            timestamp: Unix seconds; now if left out.
        """
        return self._headers(delivery_id, self._moment(timestamp), raw_body(body))


@frozen(eq=False)
class MailVerifier(_Verifier):
    """Verifies inbound mails, which JetEmail signs by id, timestamp and body.

    JetEmail signs the mails of a domain only if it has a webhook secret. A mail without signature
    is refused here, for anybody could have sent it: give the domain a secret.

    Args:
        secret: The domain's webhook secret; several while it is being replaced.
        tolerance: Seconds that a timestamp may be off on either side; None allows any, for
            deliveries that were kept.
        clock: Where it gets the time from, in Unix seconds.

    Raises:
        ConfigurationError: There is no secret, or one has something around it that no secret has.
    """

    def verify(self, body: bytes | bytearray | memoryview, headers: Headers) -> InboundMail:
        """The mail of a delivery.

        Args:
            body: The bytes of the request as they came.
            headers: Its headers, with names in any case.

        Raises:
            WebhookVerificationError: It is not JetEmail's, too old, or not as described.
            TypeError: The body is not bytes, or the headers are no mapping and no pairs.
        """
        raw, found = raw_body(body), headers_of(headers)
        advice = ": JetEmail signs the mails of a domain only if that has a webhook secret"
        signature = needed(found, SIGNATURE, advice)
        delivery_id, timestamp = needed(found, ID), needed(found, TIMESTAMP)
        self._check(mail_message(delivery_id, timestamp, raw), signature, timestamp)
        return mail_in(raw, delivery_id)

    def sign(
        self,
        body: bytes,
        *,
        delivery_id: str = "msg_test",
        timestamp: int | None = None,
    ) -> dict[str, str]:
        """Headers as JetEmail would send them with a body, for tests of your own.

        Args:
            body: The mail in JSON.
            delivery_id: Id of the delivery.
            timestamp: Unix seconds; now if left out.
        """
        moment = self._moment(timestamp)
        message = mail_message(delivery_id, moment, raw_body(body))
        return self._headers(delivery_id, moment, message)
