"""Four worker processes that send with one limiter, while the test moves the time."""

from collections import Counter
from pathlib import Path

from examples.workers.enqueue import send_all
from examples.workers.tasks import broker

from ..redis_limits.servers import needs_redis
from ..redis_limits.test_redis import windows
from .running import TASKS, Place, place, until

pytestmark = needs_redis

COUNT, LIMIT, BLOCK = 2_000, 600, 300


def move(here: Place) -> None:
    """Move the time while nothing may be sent; it also passes by itself."""
    now, requests = here.clock.now(), here.requests
    blocked = next((one.responded for one in requests if one.status == 429), 0.0)
    # Not in the seconds after the block has begun, which are looked at.
    if blocked + 3 < now < blocked + BLOCK:
        here.move(3)
    elif len(requests) >= LIMIT and requests[-LIMIT].arrived > now - 62:
        here.move(0.5)


async def test_limits_and_a_block(tmp_path: Path) -> None:
    """Four processes send each of 2,000 messages once, and never more than the API allows.

    When one has noted that it blocks the account for five minutes, only what all have begun by then
    still arrives.
    """
    numbers = [f"{number:04}" for number in range(COUNT)]
    common = {"from_": "shop@example.com", "to": "jane@example.org", "text": "Hi"}
    with place(tmp_path) as here, here.redis.client as redis:
        here.sandbox.faults.add("email.send", status=429, retry_after=BLOCK, after=700)
        await broker.startup()
        messages = ((f"march/{one}", common | {"subject": one}) for one in numbers)
        async for _ in send_all(messages):
            pass
        here.start(4)
        await until(lambda: not redis.xlen(broker.queue_name), lambda: move(here))
        consumers = redis.xinfo_consumers(broker.queue_name, "taskiq")
        [state] = redis.keys("{jetemail:*}:state")
        noted = int(redis.hget(state, "blocked") or 0) / 1e6 - BLOCK
        await broker.shutdown()

    # The sandbox counts as well: had it blocked the account, more would have this status.
    assert Counter({201: COUNT, 429: 1}) == Counter(one.status for one in here.requests)
    assert Counter(numbers) == Counter(one.subject for one in here.sandbox.outbox)
    sent = [one.arrived for one in here.requests if one.status == 201]
    assert 60 <= min(windows(sent, LIMIT))
    # They were waiting for the limit, not for the machine.
    assert min(windows(sent, LIMIT)) < 80
    assert next(one.responded for one in here.requests if one.status == 429) <= noted
    assert len([one for one in sent if noted < one < noted + BLOCK]) < 4 * TASKS
    assert 4 == len(consumers)
