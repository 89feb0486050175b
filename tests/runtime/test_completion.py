"""Completion of a call by a task that is cancelled; tests of the webhook guards have more of it."""

import asyncio

from jetemail_api_client._runtime.completion import complete


async def test_call_that_is_cancelled() -> None:
    """A call that is cancelled by itself, as the end of `asyncio.run` does, is made once more."""
    made = list[str]()

    async def call() -> None:
        made.append("begun")
        if len(made) == 1:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
        await asyncio.sleep(0)
        made.append("done")

    await complete(call)

    assert made == ["begun", "begun", "done"]
