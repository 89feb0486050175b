"""What becomes of a message: the local part of each recipient chooses it, as test cards do.

| recipient | outcome |
|---|---|
| `bounce@` | a hard bounce: BOUNCED_HARD, `outbound.bounced` |
| `soft-bounce@` | a soft bounce: BOUNCED_SOFT, `outbound.bounced` |
| `deferred@` | DEFERRED, `outbound.deferred`; delivered after 5 minutes |
| `reject@` | REJECTED, `outbound.rejected` |
| `spam@` | SPAM, `outbound.spam` |
| `virus@` | VIRUS, `outbound.virus` |
| `drop@`, and suppressed addresses | REJECTED, `outbound.dropped` |
| `complaint@` | delivered, then `outbound.complaint` |
| `open@` | delivered, then `outbound.opened` |
| `click@` | delivered, then `outbound.opened` and `outbound.clicked` |
| `slow@` | queued for a minute, then delivered |
| any other | delivered: ACCEPTED, `outbound.delivered` |

The domain does not matter, nor does a tag: `bounce+order-1@example.com` bounces. Times are those of
the sandbox, which can be moved.
"""

from collections.abc import Mapping

from attrs import frozen

from ..addresses import local_part


@frozen
class Stage:
    """A step in the life of a message for one recipient."""

    event: str
    action: str
    """The action in the log."""
    response: str = ""
    """The response of the recipient's server; empty if the step is no attempt to deliver."""
    delay: float = 0.0
    """Seconds after the step before."""


def _delivered(delay: float = 0.0) -> Stage:
    return Stage("outbound.delivered", "ACCEPTED", "250 2.0.0 Ok: queued", delay)


_OPENED = Stage("outbound.opened", "ACCEPTED", delay=1)
_DEFAULT = (_delivered(),)
DROPPED = (Stage("outbound.dropped", "REJECTED", "550 5.7.1 Recipient is suppressed"),)

OUTCOMES: Mapping[str, tuple[Stage, ...]] = {
    "bounce": (Stage("outbound.bounced", "BOUNCED_HARD", "550 5.1.1 User unknown"),),
    "soft-bounce": (Stage("outbound.bounced", "BOUNCED_SOFT", "452 4.2.2 Mailbox full"),),
    "deferred": (
        Stage("outbound.deferred", "DEFERRED", "451 4.7.1 Greylisted, try again later"),
        _delivered(300),
    ),
    "reject": (Stage("outbound.rejected", "REJECTED", "550 5.7.1 Message rejected"),),
    "spam": (Stage("outbound.spam", "SPAM", "550 [SPAM] Blocked."),),
    "virus": (Stage("outbound.virus", "VIRUS", "550 Virus found"),),
    "drop": DROPPED,
    "complaint": (_delivered(), Stage("outbound.complaint", "ACCEPTED", delay=1)),
    "open": (_delivered(), _OPENED),
    "click": (_delivered(), _OPENED, Stage("outbound.clicked", "ACCEPTED", delay=1)),
    "slow": (_delivered(60),),
}
"""The stages after `outbound.queued` by the local part of the recipient."""


def outcome_of(recipient: str) -> tuple[Stage, ...]:
    """Return the stages of a message for a recipient."""
    return OUTCOMES.get(local_part(recipient), _DEFAULT)
