"""What an SMTP user may send: the checks and replies of the submission port, without I/O."""

import hashlib
from typing import Any

from attrs import define

from ..account.accounts import Account
from ..addresses import address_in, domain_of
from ..outbound.emails import check_schedule
from ..outbound.messages import Message
from ..outbound.smtp_users import SmtpUser
from ..replies import Refusal, Reply
from . import mime

MAX_KEY = 256
"""Characters of an X-Idempotency-Key."""

BLOCKED = "550 [ACL] Blocked."
_REPLIES = {
    "IDEMPOTENCY_BODY_MISMATCH": "554 5.5.0 X-Idempotency-Key reused with different body",
    "IDEMPOTENCY_IN_FLIGHT": "451 4.5.0 Idempotency in flight; retry",
}
_INVALID_KEY = "554 5.5.0 Invalid X-Idempotency-Key (length)"


class Refused(Exception):  # noqa: N818 - a reply like any other, not a failure
    """A reply that refuses a command; its text is the whole reply."""


@define
class Submissions:
    """The mail that the SMTP users of an account send.

    Texts of refusals that the vendor has not published are the sandbox's own.
    """

    account: Account

    def log_in(self, name: str, password: str, ip: str) -> SmtpUser:
        """Return the user with a password; refuse others."""
        try:
            return self.account.smtp_users.log_in(name, password, ip)
        except Refusal as refusal:
            raise Refused(f"535 5.7.8 {refusal}") from None

    def check_sender(self, user: SmtpUser, sender: str, ip: str) -> None:
        """Refuse a sender outside the user's domains, and a user that may not log in any more."""
        users = self.account.smtp_users.by_name.values()
        if not any(one is user for one in users):
            raise Refused("535 5.7.8 The SMTP user does not exist any more")
        try:
            user.check_status()
            user.check_ip(ip)
        except Refusal as refusal:
            raise Refused(f"535 5.7.8 {refusal}") from None
        if not user.allows_domain(domain_of(sender), self.account.outbound_domains.verified()):
            raise Refused(BLOCKED)

    def accept(
        self, user: SmtpUser, sender: str, recipients: list[str], content: bytes, ip: str
    ) -> str:
        """Queue or schedule a message and return the reply, once for each idempotency key."""
        with self.account.lock:
            reply = self._accept(user, sender, recipients, content, ip)
            self.account.run_due()
        self.account.notify()
        return reply

    def _accept(
        self, user: SmtpUser, sender: str, recipients: list[str], content: bytes, ip: str
    ) -> str:
        if mime.is_too_complex(content):
            raise Refused("554 5.3.4 The message has too many parts or too long headers")
        try:
            mail = mime.parse(content)
            fields = mime.fields(mail)
            key, schedule = (
                mime.header(mail, f"x-{one}") for one in ("idempotency-key", "scheduled-at")
            )
        except Exception:  # noqa: BLE001 - Python's parser fails on some headers, in many ways
            raise Refused("554 5.6.0 The message is malformed") from None
        message = _message(fields, user, sender, recipients, ip)
        if key is None:
            return f"250 OK {self._submit(message, user, schedule, ip)}"
        if not 1 <= len(key) <= MAX_KEY:
            raise Refused(_INVALID_KEY)
        scoped = f"{user.username} {key}"
        if first := self._begin(scoped, content):
            return f"250 OK Message already queued as {first} (idempotent replay)"
        try:
            text = self._submit(message, user, schedule, ip)
        except Refused:
            self.account.smtp_idempotency.abandon(scoped)
            raise
        self.account.smtp_idempotency.complete(
            scoped, Reply(250, message.scheduling_id or message.uid)
        )
        return f"250 OK {text}"

    def _begin(self, key: str, content: bytes) -> str | None:
        try:
            first = self.account.smtp_idempotency.begin(key, hashlib.sha256(content).hexdigest())
        except Refusal as refusal:
            raise Refused(_REPLIES[refusal.reply.body["code"]]) from None
        return None if first is None else str(first.body)

    def _submit(self, message: Message, user: SmtpUser, schedule: str | None, ip: str) -> str:
        """Submit a message; return the text of the reply."""
        self.check_sender(user, address_in(message.header_from) or "", ip)
        message.recipients += self.account.outbound_domains.bcc_of(domain_of(message.sender))
        try:
            moment = self._moment(schedule)
            user.charge(1)
        except Refusal as refusal:
            raise Refused(f"550 5.7.1 {refusal}") from None
        self.account.messages.submit(message, moment)
        if moment is None:
            return f"Message queued as {message.uid}"
        return f"Scheduled as {message.scheduling_id} for {moment}"

    def _moment(self, schedule: str | None) -> int | None:
        if schedule is None:
            return None
        given = int(schedule) if schedule.isdecimal() and len(schedule) < 20 else schedule
        return check_schedule("X-Scheduled-At", given, self.account.clock.now())


def _message(
    fields: dict[str, Any], user: SmtpUser, sender: str, recipients: list[str], ip: str
) -> Message:
    named = {address_in(one) for one in (*fields["to"], *fields["cc"])}
    return Message(
        **fields,
        sender=sender,
        bcc=[one for one in recipients if one not in named],
        recipients=recipients,
        via="smtp",
        user=user.username,
        owners=[user.username],
        origin=ip,
    )
