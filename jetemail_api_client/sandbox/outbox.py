"""The messages that were sent to a sandbox, and assertions on them."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypedDict, Unpack, cast

from attrs import frozen

from .account.accounts import Account
from .addresses import address_in
from .outbound.messages import Message

Text = str | re.Pattern[str]


class Criteria(TypedDict, total=False):
    """What a message must have; a compiled pattern is searched for in the same place."""

    to: Text
    """The address of a recipient, also of cc or bcc, in any case."""
    from_: Text
    """The address of the sender, in any case."""
    subject: Text
    """The complete subject."""
    text: Text
    """A part of the plain text."""
    html: Text
    """A part of the HTML."""


_VALUES: Mapping[str, Callable[[Message], Collection[str]]] = {
    "to": lambda message: [address_in(one) or one for one in message.recipients],
    "from_": lambda message: [message.sender],
    "subject": lambda message: [message.subject],
    "text": lambda message: [message.text],
    "html": lambda message: [message.html],
}
_IS_PART = {"text", "html"}
_IS_ADDRESS = {"to", "from_"}
_LISTED = 20
"""Messages that a failure lists."""
_WIDTH = 300
"""Characters of a line of a failure."""


@frozen
class Outbox:
    """The messages of an account that were sent by the API or SMTP, oldest first."""

    account: Account

    @property
    def messages(self) -> list[Message]:
        """All messages, scheduled ones included."""
        self.account.run_due()
        with self.account.lock:
            return [one for one in self.account.messages.by_uid.values() if one.via != "sandbox"]

    def __len__(self) -> int:
        return len(self.messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def find(self, **criteria: Unpack[Criteria]) -> list[Message]:
        """Return the messages that meet all criteria."""
        return _found(self.messages, _given(criteria))

    def assert_sent(self, *, times: int | None = None, **criteria: Unpack[Criteria]) -> Message:
        """Return the latest message that meets all criteria.

        Args:
            times: How many messages must meet them; by default, one or more.
            criteria: See `Criteria`.

        Raises:
            AssertionError: There is none, or not as many; the text has the difference.
        """
        # Pytest leaves this frame out: the text says all.
        __tracebackhide__ = True
        messages, given = self.messages, _given(criteria)
        found = _found(messages, given)
        if not found:
            raise AssertionError("\n".join(_difference(messages, given)))
        if times is not None and len(found) != times:
            first = f"{len(found)} instead of {times} messages have {_shown(given)}"
            raise AssertionError("\n".join([first, *_listing(messages)]))
        return found[-1]

    def assert_not_sent(self, **criteria: Unpack[Criteria]) -> None:
        """Check that no message meets all criteria.

        Raises:
            AssertionError: There is one.
        """
        __tracebackhide__ = True
        messages, given = self.messages, _given(criteria)
        if found := _found(messages, given):
            first = f"{len(found)} instead of no messages have {_shown(given)}"
            raise AssertionError("\n".join([first, *_listing(messages)]))


def _given(criteria: Criteria) -> dict[str, Text]:
    if unknown := criteria.keys() - _VALUES.keys():
        raise TypeError(f"There is no criterion {min(unknown)!r}, only {', '.join(_VALUES)}")
    return cast("dict[str, Text]", criteria)


def _found(messages: Iterable[Message], criteria: Mapping[str, Text]) -> list[Message]:
    return [
        message
        for message in messages
        if all(_is_met(message, name, expected) for name, expected in criteria.items())
    ]


def _is_met(message: Message, name: str, expected: Text) -> bool:
    return any(_matches(name, expected, value) for value in _VALUES[name](message))


def _matches(name: str, expected: Text, value: str) -> bool:
    if not isinstance(expected, str):
        return expected.search(value) is not None
    if name in _IS_ADDRESS:
        return expected.lower() == value.lower()
    return expected in value if name in _IS_PART else expected == value


def _difference(messages: Sequence[Message], criteria: Mapping[str, Text]) -> Iterator[str]:
    """Yield the lines of a failure: the criteria that the closest message does not meet."""
    yield f"No message has {_shown(criteria)}"
    if messages:
        # The latest of those that are equally close.
        closest = max(reversed(messages), key=lambda one: _closeness(one, criteria))
        yield f"The closest is {_line(closest)}"
        for name, expected in criteria.items():
            if not _is_met(closest, name, expected):
                yield f"  {name}"
                yield f"    expected  {_shortened(_text(expected))}"
                sent = ", ".join(map(repr, _VALUES[name](closest)))
                yield f"    sent      {_shortened(sent)}"
    yield from _listing(messages)


def _closeness(message: Message, criteria: Mapping[str, Text]) -> float:
    return sum(
        max(_similarity(name, expected, value) for value in _VALUES[name](message))
        for name, expected in criteria.items()
    )


def _similarity(name: str, expected: Text, value: str) -> float:
    if _matches(name, expected, value):
        return 1.0
    # Its time grows with the square of the length.
    source = expected if isinstance(expected, str) else expected.pattern
    return SequenceMatcher(None, source[:200], value[:200]).ratio()


def _listing(messages: Sequence[Message]) -> Iterator[str]:
    yield f"The outbox has {len(messages)} messages" + (", the latest:" if messages else "")
    for message in messages[-_LISTED:]:
        yield f"  {_line(message)}"


def _line(message: Message) -> str:
    recipients = ", ".join(message.recipients)
    return _shortened(f"{message.subject!r} to {recipients} from {message.sender}, {message.state}")


def _shown(criteria: Mapping[str, Text]) -> str:
    return " and ".join(f"{name}={_text(one)}" for name, one in criteria.items()) or "been sent"


def _text(expected: Text) -> str:
    return repr(expected) if isinstance(expected, str) else f"/{expected.pattern}/"


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
