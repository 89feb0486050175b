"""Batches: what an answer tells about each message, and that no failure is ever taken for none."""

from typing import Any

import pytest

from jetemail_api_client._batch import Batch, batch_of
from jetemail_api_client.models import Attachment, EmailMessage, EmailSendBatchResult

JSON = dict[str, Any]
NO_TEXTS: list[Any] = [None, 1, True, [], {}]
QUEUED = {"status": "success", "id": "19424fd2acd0004210", "response": "Message queued"}
FAILED = {"status": "error", "error": "no such domain"}
# The example of the API's own page.
PUBLISHED = {
    "summary": {"total": 2, "successful": 1, "failed": 1},
    "results": [{**QUEUED, "scheduled_at": 1762435200}],
}


def message(to: str | list[str], subject: str = "s") -> EmailMessage:
    """A message that is told by whom it is to."""
    return EmailMessage(from_="Jane <j@example.com>", to=to, subject=subject, text="t")


def echoed(result: JSON, to: object, **others: object) -> JSON:
    """A result that repeats the message to somebody."""
    return {**result, "email": {"from": "Jane <j@example.com>", "to": to, "subject": "s", **others}}


def numbers(successful: object, failed: object) -> JSON:
    """A summary."""
    return {"total": 2, "successful": successful, "failed": failed}


def batch(to: str, src: JSON) -> Batch:
    """The batch of messages to these, one letter each, that was answered so."""
    return batch_of([message(one) for one in to], EmailSendBatchResult.from_dict(src))


def statuses(batch: Batch) -> str:
    """The initials of what became of the messages."""
    return "".join(outcome.status[0] for outcome in batch.outcomes)


@pytest.mark.parametrize(
    ("to", "results", "expected"),
    [
        ("a", [QUEUED], "a"),
        ("a", [FAILED], "r"),
        ("ab", [QUEUED, QUEUED], "aa"),
        ("ab", [FAILED, QUEUED], "ra"),
        ("aab", [QUEUED, FAILED, QUEUED], "ara"),
        ("ab", [QUEUED, echoed(FAILED, "b")], "ar"),
        ("aa", [QUEUED, echoed(FAILED, "a")], "ar"),
        # Repeated in other words: in their order still.
        ("ab", [QUEUED, echoed(FAILED, "Bob <b>")], "ar"),
        ("ab", [QUEUED, echoed(FAILED, ["b"])], "ar"),
        ("ab", [QUEUED, {"status": "delayed"}], "au"),
        ("ab", [{"status": "SUCCESS"}, {}], "uu"),
        ("abcde", [{"status": word} for word in NO_TEXTS], "uuuuu"),
        ("abc", [None, "success", QUEUED], "uua"),
    ],
)
def test_as_many_results_as_messages(to: str, results: list[object], expected: str) -> None:
    """As many results as messages are taken in their order; a word that is not known is no news."""
    answered = batch(to, {"results": results})

    assert expected == statuses(answered)
    assert (set(expected) == {"a"}) == bool(answered)


@pytest.mark.parametrize(
    ("to", "results", "expected"),
    [
        ("ab", [echoed(FAILED, "b"), QUEUED], "ur"),
        ("ab", [echoed(FAILED, "b"), echoed(QUEUED, "a")], "ar"),
        ("abc", [echoed(FAILED, "b")], "uru"),
        ("abc", [echoed(FAILED, ["c"]), echoed(QUEUED, "b")], "uar"),
        ("abc", [QUEUED, QUEUED], "uuu"),
        ("a", [QUEUED, FAILED], "u"),
        ("a", [echoed(QUEUED, "a"), FAILED], "a"),
        # Two that look the same, or two results for one.
        ("aab", [echoed(FAILED, "a")], "uuu"),
        ("abc", [echoed(FAILED, "a"), echoed(QUEUED, "a")], "uuu"),
        # What is repeated is none of them, or not whole.
        ("ab", [echoed(FAILED, "c")], "uu"),
        ("ab", [echoed(FAILED, "a", subject="other")], "uu"),
        ("ab", [{**FAILED, "email": {"to": "a"}}], "uu"),
        *(("ab", [echoed(FAILED, to)], "uu") for to in (None, 1, [], [None], ["a", 1], {"a": "a"})),
        *(("ab", [{**FAILED, "email": email}], "uu") for email in NO_TEXTS),
    ],
)
def test_results_told_by_what_they_repeat(to: str, results: list[object], expected: str) -> None:
    """A result that is not in its place is only about the one message that it repeats."""
    answered = batch(to, {"results": results})

    assert expected == statuses(answered)
    assert not answered


@pytest.mark.parametrize(
    ("to", "results", "summary", "expected"),
    [
        ("ab", [], numbers(2, 0), "aa"),
        ("ab", [], numbers(0, 2), "rr"),
        ("ab", [], numbers(1, 1), "uu"),
        ("ab", [QUEUED], numbers(2, 0), "aa"),
        ("ab", [FAILED], numbers(0, 2), "rr"),
        ("ab", [{"status": "queued"}, {"status": "scheduled"}], numbers(2, 0), "aa"),
        ("abc", [echoed(FAILED, "b")], numbers(2, 1), "ara"),
        ("abc", [echoed(QUEUED, "b")], numbers(1, 2), "rar"),
        ("abc", [echoed(FAILED, "b"), QUEUED], numbers(2, 1), "ara"),
        ("ab", [echoed(FAILED, "b"), QUEUED], numbers(1, 1), "ar"),
        # Not enough to tell.
        ("abc", [echoed(FAILED, "b")], numbers(1, 2), "uru"),
        ("abc", [FAILED], numbers(2, 1), "uuu"),
        ("ab", [], {}, "uu"),
        ("ab", [], {"successful": 2}, "uu"),
        ("ab", [], {"total": 2}, "uu"),
        # They contradict the results, or the number of messages.
        ("ab", [FAILED], numbers(2, 0), "uu"),
        ("ab", [QUEUED], numbers(0, 2), "uu"),
        ("ab", [{"error": "no"}], numbers(2, 0), "uu"),
        ("ab", [{"error": "no"}, QUEUED], numbers(2, 0), "ua"),
        ("abc", [echoed(FAILED, "b")], numbers(3, 0), "uru"),
        ("ab", [QUEUED, FAILED], numbers(2, 0), "ar"),
        ("ab", [QUEUED, FAILED], numbers(0, 2), "ar"),
        ("ab", [], numbers(3, 0), "uu"),
        ("ab", [], numbers(2, "0"), "uu"),
    ],
)
def test_what_the_summary_tells(
    to: str, results: list[object], summary: JSON, expected: str
) -> None:
    """The summary tells of the other messages only if it agrees and leaves one possibility."""
    answered = batch(to, {"results": results, "summary": summary})

    assert expected == statuses(answered)
    assert (set(expected) == {"a"}) == bool(answered)


@pytest.mark.parametrize("results", [None, "success", 2, True, {}, {"0": QUEUED}, [], [1], [[]]])
@pytest.mark.parametrize("summary", [None, "2", [], {}, {"failed": None}, numbers([], {})])
def test_answer_that_tells_nothing(results: object, summary: object) -> None:
    """What is no list of results and no numbers leaves every message unknown."""
    answered = batch("ab", {"results": results, "summary": summary})

    assert "uu" == statuses(answered)
    assert not answered
    assert "uu" == statuses(batch("ab", {}))


def test_published_example() -> None:
    """Of the published answer, one result for two messages, nothing is guessed."""
    answered = batch("ab", PUBLISHED)

    assert "uu" == statuses(answered)
    assert [None, None] == [outcome.result for outcome in answered.outcomes]
    assert PUBLISHED == answered.answer.to_dict()


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({}, True),
        (numbers(2, 0), True),
        ({"failed": None, "successful": None}, True),
        ([], True),
        (numbers(1, 1), False),
        (numbers(1, 0), False),
        (numbers(2, 1), False),
        (numbers(2, "1"), False),
        (numbers(2, -1), False),
        ({"failed": 1}, False),
        ({"successful": 1}, False),
    ],
)
def test_truth(summary: object, expected: bool) -> None:
    """A batch is false if the summary speaks of a failure, whatever the results say."""
    answered = batch("ab", {"results": [QUEUED, QUEUED], "summary": summary})

    assert ("aa", expected) == (statuses(answered), bool(answered))


def test_success_with_an_error() -> None:
    """A batch is false if a result has an error beside its success."""
    answered = batch("a", {"results": [{**QUEUED, "error": "suppressed"}]})

    assert ("a", False) == (statuses(answered), bool(answered))


def test_lists_and_errors() -> None:
    """The messages are listed by what became of them, each with its result and its error."""
    src = {"results": [QUEUED, FAILED, {"status": "lost", "error": 7}, None]}
    answered = batch("abcd", src)
    lists = (answered.accepted, answered.refused, answered.unknown)

    assert ["a", "b", "cd"] == ["".join(str(one.message.to) for one in each) for each in lists]
    assert [None, "no such domain", None, None] == [one.error for one in answered.outcomes]
    results = [one.result.to_dict() if one.result else None for one in answered.outcomes]
    assert src["results"] == results


def test_repr_shows_no_message() -> None:
    """The repr of a batch shows what came of the messages, not the messages."""
    own = message("planted")
    own.attachments = [Attachment(filename="a.txt", data="cGxhbnRlZA==")]
    src = {"results": [echoed(FAILED, "planted", html="planted")]}
    shown = repr(batch_of([own], EmailSendBatchResult.from_dict(src)))

    assert "no such domain" in shown
    assert not {word for word in ("planted", "cGxhbn") if word in shown}
