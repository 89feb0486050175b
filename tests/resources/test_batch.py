"""Batches: the outcome of each message, and that no failure counts as a success."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client.emails import Batch, batch_of
from jetemail_api_client.models import Attachment, EmailMessage, EmailSendBatchResult

JSON = dict[str, Any]
NOT_STRINGS: list[Any] = [None, 1, True, [], {}]
QUEUED = {"status": "success", "id": "19424fd2acd0004210", "response": "Message queued"}
FAILED = {"status": "error", "error": "no such domain"}
# The example of the API's documentation.
PUBLISHED = {
    "summary": {"total": 2, "successful": 1, "failed": 1},
    "results": [{**QUEUED, "scheduled_at": 1762435200}],
}


def message_to(to: str | list[str], subject: str = "s") -> EmailMessage:
    """Return a message, identified by its recipient."""
    return EmailMessage(from_="Jane <j@example.com>", to=to, subject=subject, text="t")


def echoed(result: JSON, to: object, **others: object) -> JSON:
    """Return a result that repeats the message to a recipient."""
    return {**result, "email": {"from": "Jane <j@example.com>", "to": to, "subject": "s", **others}}


def summary_of(successful: object, failed: object) -> JSON:
    """Return a summary."""
    return {"total": 2, "successful": successful, "failed": failed}


def batch_from(to: str, src: JSON) -> Batch:
    """Return the batch of messages to these recipients, one letter each, with a response."""
    return batch_of([message_to(one) for one in to], EmailSendBatchResult.from_dict(src))


def statuses(batch: Batch) -> str:
    """Return the first letters of the messages' statuses."""
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
        # The echo differs from the request: still in order.
        ("ab", [QUEUED, echoed(FAILED, "Bob <b>")], "ar"),
        ("ab", [QUEUED, echoed(FAILED, ["b"])], "ar"),
        ("ab", [QUEUED, {"status": "delayed"}], "au"),
        ("ab", [{"status": "SUCCESS"}, {}], "uu"),
        ("abcde", [{"status": value} for value in NOT_STRINGS], "uuuuu"),
        ("abc", [None, "success", QUEUED], "uua"),
    ],
)
def test_results_in_order(to: str, results: list[object], expected: str) -> None:
    """As many results as messages are attributed in order; an unknown status stays unknown."""
    batch = batch_from(to, {"results": results})

    assert expected == statuses(batch)
    assert (set(expected) == {"a"}) == bool(batch)


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
        # Two equal messages, or two results for one message.
        ("aab", [echoed(FAILED, "a")], "uuu"),
        ("abc", [echoed(FAILED, "a"), echoed(QUEUED, "a")], "uuu"),
        # The echo matches no message, or is not complete.
        ("ab", [echoed(FAILED, "c")], "uu"),
        ("ab", [echoed(FAILED, "a", subject="other")], "uu"),
        ("ab", [{**FAILED, "email": {"to": "a"}}], "uu"),
        *(("ab", [echoed(FAILED, to)], "uu") for to in (None, 1, [], [None], ["a", 1], {"a": "a"})),
        *(("ab", [{**FAILED, "email": email}], "uu") for email in NOT_STRINGS),
    ],
)
def test_results_by_echo(to: str, results: list[object], expected: str) -> None:
    """A result out of order is attributed only to the message that it repeats."""
    batch = batch_from(to, {"results": results})

    assert expected == statuses(batch)
    assert not batch


@pytest.mark.parametrize(
    ("to", "results", "summary", "expected"),
    [
        ("ab", [], summary_of(2, 0), "aa"),
        ("ab", [], summary_of(0, 2), "rr"),
        ("ab", [], summary_of(1, 1), "uu"),
        ("ab", [QUEUED], summary_of(2, 0), "aa"),
        ("ab", [FAILED], summary_of(0, 2), "rr"),
        ("ab", [{"status": "queued"}, {"status": "scheduled"}], summary_of(2, 0), "aa"),
        ("abc", [echoed(FAILED, "b")], summary_of(2, 1), "ara"),
        ("abc", [echoed(QUEUED, "b")], summary_of(1, 2), "rar"),
        ("abc", [echoed(FAILED, "b"), QUEUED], summary_of(2, 1), "ara"),
        ("ab", [echoed(FAILED, "b"), QUEUED], summary_of(1, 1), "ar"),
        # Ambiguous.
        ("abc", [echoed(FAILED, "b")], summary_of(1, 2), "uru"),
        ("abc", [FAILED], summary_of(2, 1), "uuu"),
        ("ab", [], {}, "uu"),
        ("ab", [], {"successful": 2}, "uu"),
        ("ab", [], {"total": 2}, "uu"),
        # The summary contradicts the results, or the number of messages.
        ("ab", [FAILED], summary_of(2, 0), "uu"),
        ("ab", [QUEUED], summary_of(0, 2), "uu"),
        ("ab", [{"error": "no"}], summary_of(2, 0), "uu"),
        ("ab", [{"error": "no"}, QUEUED], summary_of(2, 0), "ua"),
        ("abc", [echoed(FAILED, "b")], summary_of(3, 0), "uru"),
        ("ab", [QUEUED, FAILED], summary_of(2, 0), "ar"),
        ("ab", [QUEUED, FAILED], summary_of(0, 2), "ar"),
        ("ab", [], summary_of(3, 0), "uu"),
        ("ab", [], summary_of(2, "0"), "uu"),
    ],
)
def test_summary(to: str, results: list[object], summary: JSON, expected: str) -> None:
    """The summary decides the other statuses only if it is consistent and unambiguous."""
    batch = batch_from(to, {"results": results, "summary": summary})

    assert expected == statuses(batch)
    assert (set(expected) == {"a"}) == bool(batch)


@pytest.mark.parametrize("results", [None, "success", 2, True, {}, {"0": QUEUED}, [], [1], [[]]])
@pytest.mark.parametrize("summary", [None, "2", [], {}, {"failed": None}, summary_of([], {})])
def test_invalid_response(results: object, summary: object) -> None:
    """A response without valid results and numbers leaves every status unknown."""
    batch = batch_from("ab", {"results": results, "summary": summary})

    assert "uu" == statuses(batch)
    assert not batch
    assert "uu" == statuses(batch_from("ab", {}))


def test_published_example() -> None:
    """The published response, with one result for two messages, leaves both unknown."""
    batch = batch_from("ab", PUBLISHED)

    assert "uu" == statuses(batch)
    assert [None, None] == [outcome.result for outcome in batch.outcomes]
    assert PUBLISHED == batch.response.to_dict()


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({}, True),
        (summary_of(2, 0), True),
        ({"failed": None, "successful": None}, True),
        ([], True),
        (summary_of(1, 1), False),
        (summary_of(1, 0), False),
        (summary_of(2, 1), False),
        (summary_of(2, "1"), False),
        (summary_of(2, -1), False),
        ({"failed": 1}, False),
        ({"successful": 1}, False),
    ],
)
def test_bool_with_a_summary(summary: object, expected: bool) -> None:
    """A batch is false if the summary counts a failure, whatever the results are."""
    batch = batch_from("ab", {"results": [QUEUED, QUEUED], "summary": summary})

    assert ("aa", expected) == (statuses(batch), bool(batch))


def test_bool_with_an_error() -> None:
    """A batch is false if a successful result has an error field."""
    batch = batch_from("a", {"results": [{**QUEUED, "error": "suppressed"}]})

    assert ("a", False) == (statuses(batch), bool(batch))


def test_messages_by_status() -> None:
    """Messages are listed by status, each with its result and its error."""
    src = {"results": [QUEUED, FAILED, {"status": "lost", "error": 7}, None]}
    batch = batch_from("abcd", src)
    lists = (batch.accepted, batch.rejected, batch.unknown)

    assert ["a", "b", "cd"] == [
        "".join(str(one.message.to) for one in outcomes) for outcomes in lists
    ]
    assert [None, "no such domain", None, None] == [one.error for one in batch.outcomes]
    results = [one.result.to_dict() if one.result else None for one in batch.outcomes]
    assert src["results"] == results


def test_repr_of_an_outcome() -> None:
    """The repr of an outcome has the result, not the message."""
    own = message_to("planted")
    own.attachments = [Attachment(filename="a.txt", data="cGxhbnRlZA==")]
    src = {"results": [echoed(FAILED, "planted", html="planted")]}
    shown = repr(batch_of([own], EmailSendBatchResult.from_dict(src))[0])

    assert "no such domain" in shown
    assert not {secret for secret in ("planted", "cGxhbn") if secret in shown}


@pytest.mark.parametrize(
    ("names", "statuses", "expected"),
    [
        ("a", [QUEUED], "Batch(1 message: 1 accepted)"),
        ("abc", [QUEUED, FAILED, QUEUED], "Batch(3 messages: 2 accepted, 1 rejected)"),
        ("a" * 100, [], "Batch(100 messages: 100 unknown)"),
    ],
)
def test_repr_of_a_batch(names: str, statuses: list[dict[str, Any]], expected: str) -> None:
    """The repr of a batch counts its messages by status."""
    assert expected == repr(batch_from(names, {"results": statuses}))


def test_sequence_of_outcomes() -> None:
    """A batch has a length, and its outcomes can be iterated, indexed and sliced."""
    batch = batch_from("abc", {"results": [QUEUED, FAILED, QUEUED]})

    assert 3 == len(batch)
    assert not batch
    assert batch.outcomes == tuple(batch)
    assert [batch.outcomes[1], batch.outcomes[-1]] == [batch[1], batch[-1]]
    assert batch.outcomes[:2] == batch[:2]
    assert batch.outcomes[2] in batch


def test_batch_for_json() -> None:
    """A batch for JSON has the messages, and for each the status, the result and the error."""
    batch = batch_from("ab", {"results": [QUEUED, FAILED | {"extra": 1}]})
    first, second = batch.to_jsonable()["outcomes"]

    assert {"message", "status", "result", "error"} == first.keys()
    assert (batch[0].message.subject, "accepted") == (first["message"]["subject"], first["status"])
    assert ("rejected", "no such domain", 1) == (
        *(second["status"], second["error"]),
        second["result"]["extra"],
    )
    assert batch.to_jsonable() == json.loads(json.dumps(vars(batch)))


SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats(allow_nan=False) | st.text()
ANY_JSON = st.recursive(
    SCALARS | st.sampled_from(["success", "error"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)
STATUSES = st.sampled_from(["success", "error"]) | ANY_JSON
ECHOES = (
    st.fixed_dictionaries(
        {"from": st.just("j@example.com"), "subject": st.just("s")},
        optional={"to": st.sampled_from(["a", "b", "c", ["a"]]) | ANY_JSON},
    )
    | ANY_JSON
)
RESULTS = st.fixed_dictionaries(
    {}, optional={"status": STATUSES, "error": ANY_JSON, "email": ECHOES, "id": ANY_JSON}
)
SUMMARIES = st.fixed_dictionaries(
    {}, optional={name: st.integers(0, 3) | ANY_JSON for name in ("total", "successful", "failed")}
)
RESPONSES = st.fixed_dictionaries(
    {},
    optional={
        "results": st.lists(RESULTS | ANY_JSON, max_size=4) | ANY_JSON,
        "summary": SUMMARIES | ANY_JSON,
    },
)


def messages(to: str) -> list[EmailMessage]:
    """Return a message to each of these recipients, one letter each."""
    return [EmailMessage(from_="j@example.com", to=one, subject="s", text="t") for one in to]


def reports_failure(src: dict[str, Any], count: int) -> bool:
    """Return True if a result or the summary of a response reports a failure."""
    results, summary = src.get("results"), src.get("summary")
    objects = [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []
    by_result = any(one.get("status") == "error" or one.get("error") for one in objects)
    numbers: dict[str, Any] = summary if isinstance(summary, dict) else {}
    failed, successful = numbers.get("failed"), numbers.get("successful")
    return by_result or failed not in (None, 0) or successful not in (None, count)


@given(to=st.text("abc", min_size=1, max_size=4), src=RESPONSES)
def test_any_response(to: str, src: dict[str, Any]) -> None:
    """For any response, each message has one outcome, and a true batch reports no failure."""
    sent = messages(to)
    batch = batch_of(sent, EmailSendBatchResult.from_dict(src))

    assert sent == [outcome.message for outcome in batch.outcomes]
    assert not (batch and reports_failure(src, len(to)))
    assert (len(batch.accepted) == len(to)) >= bool(batch)


def result_for(to: str, *, is_accepted: bool) -> dict[str, Any]:
    """Return an accurate result; only that of a rejected message repeats it."""
    echo = {"from": "j@example.com", "to": to, "subject": "s"}
    return {"status": "success"} if is_accepted else {"status": "error", "email": echo}


@given(data=st.data())
def test_any_accurate_response(data: st.DataObject) -> None:
    """An accurate response, in any order and incomplete, is never misinterpreted."""
    accepted_by_recipient = data.draw(
        st.dictionaries(st.sampled_from("abcdef"), st.booleans(), min_size=1)
    )
    results = [
        result_for(to, is_accepted=is_accepted) for to, is_accepted in accepted_by_recipient.items()
    ]
    count = data.draw(st.integers(0, len(results)))
    listed = data.draw(st.permutations(results))[:count]
    accepted = sum(accepted_by_recipient.values())
    summary = {"successful": accepted, "failed": len(accepted_by_recipient) - accepted}
    src = {"results": listed} | data.draw(st.sampled_from([{}, {"summary": summary}]))
    batch = batch_of(messages("".join(accepted_by_recipient)), EmailSendBatchResult.from_dict(src))

    expected = [
        "accepted" if is_accepted else "rejected" for is_accepted in accepted_by_recipient.values()
    ]
    statuses_read = [outcome.status for outcome in batch.outcomes]
    pairs = zip(statuses_read, expected, strict=True)
    assert [] == [one for one, status in pairs if one not in {status, "unknown"}]
    are_all_listed = all(one in listed for one in results if one["status"] == "error")
    assert not (are_all_listed and "summary" in src and "unknown" in statuses_read)
