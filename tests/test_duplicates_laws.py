"""Laws of the store in memory, for any steps in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client.webhooks import MemoryStore

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["claim", "finish", "release", "wait"]),
        st.sampled_from("abcd"),
        st.integers(1, 7),
    ),
    max_size=60,
)


def told_by_a_model(steps: list[tuple[str, str, int]], max_age: float) -> list[str]:
    """What a store without bounds answers, as a table that is searched whole."""
    now, told, known = 0, [], dict[str, tuple[str, int]]()
    for step, name, seconds in steps:
        known = {key: entry for key, entry in known.items() if now - entry[1] < max_age}
        if step == "wait":
            now += seconds
        elif step == "claim":
            told.append(known.get(name, ("new", 0))[0])
            known.setdefault(name, ("busy", now))
        elif step == "finish":
            known[name] = ("done", now)
        elif known.get(name, ("", 0))[0] == "busy":
            del known[name]
    return told


def told_by_a_store(
    steps: list[tuple[str, str, int]], look: Callable[[int], None], **options: Any
) -> list[str]:
    """What a `MemoryStore` answers; its size is looked at after each step."""
    now = [0.0]
    store, told = MemoryStore(clock=lambda: now[0], **options), []
    for step, name, seconds in steps:
        if step == "wait":
            now[0] += seconds
        elif (claim := getattr(store, step)(name)) is not None:
            told.append(claim)
        look(len(store))
    return told


@given(STEPS, st.integers(1, 20))
def test_store_is_a_table(steps: list[tuple[str, str, int]], max_age: int) -> None:
    """Whatever is asked in whichever order, a store answers as a table would."""
    told = told_by_a_store(steps, lambda size: None, max_age=max_age)

    assert told_by_a_model(steps, max_age) == told


@given(STEPS, st.integers(1, 3))
def test_store_is_bounded(steps: list[tuple[str, str, int]], most: int) -> None:
    """A store never holds more than it may."""
    sizes: list[int] = []
    told_by_a_store(steps, sizes.append, max_entries=most)

    assert all(size <= most for size in sizes)
