"""What became of the messages of a batch. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from attrs import evolve, field, frozen

from ._generated.models.email_message import EmailMessage
from ._generated.models.email_result import EmailResult
from ._generated.models.email_send_batch_result import EmailSendBatchResult
from ._runtime.values import UNSET

Status = Literal["accepted", "refused", "unknown"]


def _without_echo(result: EmailResult | None) -> str:
    """The repr of a result without the message that it repeats, which may be long."""
    return repr(result and evolve(result, email=UNSET))


@frozen(kw_only=True)
class Outcome:
    """What became of one message of a batch."""

    message: EmailMessage = field(repr=False)
    status: Status
    """Accepted means queued or scheduled; unknown, that the answer does not tell."""
    result: EmailResult | None = field(default=None, repr=_without_echo)
    """What the API says about this message, if its answer can be told to be about it."""

    @property
    def error(self) -> str | None:
        """Why it was refused, in the API's words, if it gives any."""
        words: object = self.result.error if self.result else None
        return words if isinstance(words, str) else None


@frozen
class Batch:
    """What became of a batch: true only if every message was accepted.

    It is false, too, if the API's own numbers in `answer.summary` say that some were refused while
    its results do not show which.
    """

    outcomes: tuple[Outcome, ...]
    """One for each message, in the order of the messages."""
    answer: EmailSendBatchResult = field(repr=False)
    """The API's own answer."""

    def __bool__(self) -> bool:
        count = len(self.outcomes)
        if len(self.accepted) < count or any(map(_is_failure, _results(self.answer))):
            return False
        failed, successful = _count(self.answer, "failed"), _count(self.answer, "successful")
        return failed in (None, 0) and successful in (None, count)

    @property
    def accepted(self) -> list[Outcome]:
        """The messages that were queued or scheduled."""
        return self._with("accepted")

    @property
    def refused(self) -> list[Outcome]:
        """The messages that were not taken: sent again, none goes out twice."""
        return self._with("refused")

    @property
    def unknown(self) -> list[Outcome]:
        """The messages that the answer does not tell about: sent again, one could go out twice."""
        return self._with("unknown")

    def _with(self, status: Status) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == status]


def batch_of(messages: Sequence[EmailMessage], answer: EmailSendBatchResult) -> Batch:
    """A batch's messages, each with its outcome.

    The API numbers no result, and may give fewer than there were messages. As many as messages are
    taken in their order, unless what they repeat of the messages shows another one. Otherwise a
    result is told by what it repeats, and a message without one by the summary, if that leaves only
    one possibility.
    """
    results = _in_order(messages, answer) or _by_echo(messages, answer)
    statuses: list[Status] = [_status(result) for result in results]
    rest = _rest(statuses, answer)
    outcomes = (
        Outcome(message=message, result=result, status=rest if status == "unknown" else status)
        for message, result, status in zip(messages, results, statuses, strict=True)
    )
    return Batch(tuple(outcomes), answer)


def _results(answer: EmailSendBatchResult) -> list[EmailResult | None]:
    """The results; None stands for what is no object."""
    results: object = answer.results
    listed = results if isinstance(results, list) else []
    return [result if isinstance(result, EmailResult) else None for result in listed]


def _in_order(
    messages: Sequence[EmailMessage], answer: EmailSendBatchResult
) -> list[EmailResult | None]:
    """The results, if they can be in the order of the messages; else nothing."""
    results = _results(answer)
    sent = [_envelope(message) for message in messages]
    known = set(sent)
    pairs = zip(sent, map(_echo, results), strict=False)
    is_other = any(echo != own and echo in known for own, echo in pairs)
    return [] if is_other or len(results) != len(messages) else results


def _by_echo(
    messages: Sequence[EmailMessage], answer: EmailSendBatchResult
) -> list[EmailResult | None]:
    """For each message the one result that repeats it, unless another message looks the same."""
    results = _results(answer)
    sent = [_envelope(message) for message in messages]
    echoes = [_echo(result) for result in results]
    looking, repeating = Counter(sent), Counter(echoes)
    return [
        results[echoes.index(one)] if looking[one] == repeating[one] == 1 else None for one in sent
    ]


def _envelope(message: EmailMessage) -> tuple[object, ...]:
    """What a message is told by."""
    return message.from_, _addresses(message.to), message.subject


def _echo(result: EmailResult | None) -> tuple[object, ...] | None:
    """What the message that a result repeats is told by, if it repeats one."""
    email: object = result.email if result else UNSET
    if not isinstance(email, dict):
        return None
    sender, subject, to = email.get("from"), email.get("subject"), _addresses(email.get("to"))
    is_whole = isinstance(sender, str) and isinstance(subject, str) and to is not None
    return (sender, to, subject) if is_whole else None


def _addresses(to: object) -> tuple[str, ...] | None:
    """One address is the same as a list of one."""
    listed = to if isinstance(to, list | tuple) else [to]
    texts = tuple(one for one in listed if isinstance(one, str))
    return texts if len(texts) == len(listed) else None


def _status(result: EmailResult | None) -> Status:
    word: object = result.status if result else UNSET
    if word == "success":
        return "accepted"
    return "refused" if word == "error" else "unknown"


def _is_failure(result: EmailResult | None) -> bool:
    """Whether a result speaks of a failure, be it beside another status."""
    return _status(result) == "refused" or bool(result and result.error)


def _count(answer: EmailSendBatchResult, name: str) -> object:
    """A number of the summary; None if there is none."""
    value: object = getattr(answer.summary, name, None)
    return None if value is UNSET else value


def _rest(statuses: Sequence[Status], answer: EmailSendBatchResult) -> Status:
    """What became of the messages that no result tells about, if the summary tells."""
    results = _results(answer)
    numbers = _count(answer, "successful"), _count(answer, "failed")
    accepted, refused = statuses.count("accepted"), statuses.count("refused")
    # The numbers say so only if every result that they count is known to be about a message.
    if numbers == (len(statuses) - refused, refused) and sum(map(_is_failure, results)) == refused:
        return "accepted"
    told = sum(_status(result) == "accepted" for result in results)
    if numbers == (accepted, len(statuses) - accepted) and told == accepted:
        return "refused"
    return "unknown"
