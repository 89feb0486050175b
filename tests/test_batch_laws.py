"""Laws of batches: whatever the answer is, and whatever an honest server leaves out."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._batch import batch_of
from jetemail_api_client.models import EmailMessage, EmailSendBatchResult

SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats(allow_nan=False) | st.text()
ANYTHING = st.recursive(
    SCALARS | st.sampled_from(["success", "error"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)
WORDS = st.sampled_from(["success", "error"]) | ANYTHING
ECHOES = (
    st.fixed_dictionaries(
        {"from": st.just("j@example.com"), "subject": st.just("s")},
        optional={"to": st.sampled_from(["a", "b", "c", ["a"]]) | ANYTHING},
    )
    | ANYTHING
)
RESULTS = st.fixed_dictionaries(
    {}, optional={"status": WORDS, "error": ANYTHING, "email": ECHOES, "id": ANYTHING}
)
SUMMARIES = st.fixed_dictionaries(
    {}, optional={name: st.integers(0, 3) | ANYTHING for name in ("total", "successful", "failed")}
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "results": st.lists(RESULTS | ANYTHING, max_size=4) | ANYTHING,
        "summary": SUMMARIES | ANYTHING,
    },
)


def messages(to: str) -> list[EmailMessage]:
    """A message to each of these, one letter each."""
    return [EmailMessage(from_="j@example.com", to=one, subject="s", text="t") for one in to]


def speaks_of_failure(src: dict[str, Any], count: int) -> bool:
    """Whether a result or the summary of an answer says that something went wrong."""
    results, summary = src.get("results"), src.get("summary")
    objects = [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []
    by_result = any(one.get("status") == "error" or one.get("error") for one in objects)
    told: dict[str, Any] = summary if isinstance(summary, dict) else {}
    failed, successful = told.get("failed"), told.get("successful")
    return by_result or failed not in (None, 0) or successful not in (None, count)


@given(to=st.text("abc", min_size=1, max_size=4), src=ANSWERS)
def test_any_answer(to: str, src: dict[str, Any]) -> None:
    """Whatever comes, each message has one outcome, and no failure is taken for none."""
    sent = messages(to)
    batch = batch_of(sent, EmailSendBatchResult.from_dict(src))

    assert sent == [outcome.message for outcome in batch.outcomes]
    assert not (batch and speaks_of_failure(src, len(to)))
    assert (len(batch.accepted) == len(to)) >= bool(batch)


def result(to: str, *, is_taken: bool) -> dict[str, Any]:
    """What an honest server says of a message; only a refused one is repeated."""
    echo = {"from": "j@example.com", "to": to, "subject": "s"}
    return {"status": "success"} if is_taken else {"status": "error", "email": echo}


@given(data=st.data())
def test_honest_answer(data: st.DataObject) -> None:
    """In whatever order and however much is left out, an honest answer is never misread."""
    fates = data.draw(st.dictionaries(st.sampled_from("abcdef"), st.booleans(), min_size=1))
    results = [result(to, is_taken=is_taken) for to, is_taken in fates.items()]
    count = data.draw(st.integers(0, len(results)))
    told = data.draw(st.permutations(results))[:count]
    taken = sum(fates.values())
    summary = {"successful": taken, "failed": len(fates) - taken}
    src = {"results": told} | data.draw(st.sampled_from([{}, {"summary": summary}]))
    batch = batch_of(messages("".join(fates)), EmailSendBatchResult.from_dict(src))

    truths = ["accepted" if is_taken else "refused" for is_taken in fates.values()]
    read = [outcome.status for outcome in batch.outcomes]
    pairs = zip(read, truths, strict=True)
    assert [] == [one for one, truth in pairs if one not in {truth, "unknown"}]
    are_all_told = all(one in told for one in results if one["status"] == "error")
    assert not (are_all_told and "summary" in src and "unknown" in read)
