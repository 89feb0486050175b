"""Rate limits that processes and machines share through Redis; needs the extra `redis`.

Pass one to each client: `JetEmail(rate_limits=RedisRateLimits("redis://host:6379"))`. All clients
with the same Redis and `name` together stay below the limits in any minute, by the clock of Redis
alone. A request that is in flight counts until a minute after its end; one whose process died, or
that takes longer than a minute, as if it had ended a minute after it was let out.

Calls are let out in the order in which they began: one that began later goes first only if there
is room for all before it. A call whose process died keeps its place for at most a second after it
would have asked again, which is at most 5 seconds, or the end of a block.

If Redis loses its data, a client that used it in the last minutes has all of them wait for a
minute; a block by the API is forgotten then. That a copy lacks the last requests, such as a replica
may, is noticed only by the first client to come.
"""

import asyncio
import math
import time
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias
from weakref import WeakKeyDictionary

from ._fork import ProcessBound, abandon, reset_after_fork
from ._runtime.operations import Bucket
from ._runtime.values import printable
from .errors import ConfigurationError
from .hooks import logger
from .rate_limits import WINDOW, RateLimiter, RateLimits, Ticket, Wait

try:
    import redis
    from redis import asyncio as async_redis
    from redis import connection
    from redis.asyncio import connection as async_connection
    from redis.asyncio.retry import Retry as AsyncRetry
    from redis.backoff import NoBackoff
    from redis.retry import Retry
except ImportError as _missing:
    raise ImportError(
        "jetemail_api_client.redis_limits needs the extra redis: "
        "pip install 'jetemail-api-client[redis]'"
    ) from _missing

__all__ = ["AsyncRedisRateLimits", "RedisRateLimits"]

OnFailure: TypeAlias = RateLimits | Literal["fail"]

# A request in flight for longer counts as if it had ended then: the default deadline of a call.
_FLIGHT = 60.0
# Those that wait ask again after so long at most: tickets ahead of them may have been cancelled.
_POLL = 5.0
# So much later than it was to ask, a ticket loses its place.
_PATIENCE = 1.0
_CONNECTIONS = 10
_OF_THE_POOL = {"connection_class", "max_connections", "timeout"}

# Times are in microseconds, which a double holds exactly. The log has the requests that count, by
# their end; those in flight are in it with the time at which they are taken to have ended.
SCRIPT = """
local state, log, queue, deadlines, ended = unpack(KEYS)
local command, ticket, value = ARGV[1], ARGV[2], tonumber(ARGV[3])
local limit, window, flight = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local poll, patience = tonumber(ARGV[7]), tonumber(ARGV[8])
local known_born, known_seen = tonumber(ARGV[9]), tonumber(ARGV[10])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function get(name) return tonumber(redis.call('HGET', state, name) or 0) end

-- Data that the client knows of are lost, or older than it knows: nobody knows what was sent.
local born, seen, hold, blocked = get('born'), get('seen'), get('hold'), get('blocked')
local is_older = born == known_born and seen < known_seen
if born == 0 or is_older then born = now end
if born ~= known_born and known_seen > now - window - flight then hold = born + window end
seen = math.max(seen, now)
if command == 'block' then blocked = math.max(blocked, now + value) end
redis.call('HSET', state, 'born', born, 'seen', seen, 'hold', hold, 'blocked', blocked)

-- What was sent while Redis could not be reached.
for i = 11, #ARGV, 2 do redis.call('ZADD', log, now - ARGV[i + 1], ARGV[i]) end
redis.call('ZREMRANGEBYSCORE', log, '-inf', now - window)
-- Those that did not ask again.
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', deadlines, '-inf', now)) do
  redis.call('ZREM', queue, dead)
  redis.call('ZREM', deadlines, dead)
end

local function leave()
  redis.call('ZREM', queue, ticket)
  redis.call('ZREM', deadlines, ticket)
end

-- As _Queue.send_time; a request in flight frees its place a window from now, or later.
local function send_time(earliest)
  local position, count = redis.call('ZRANK', queue, ticket), redis.call('ZCARD', log)
  local before, free = position % limit - limit + count, earliest
  if before >= 0 then
    local noted = redis.call('ZRANGE', log, before, before, 'WITHSCORES')[2]
    free = math.min(tonumber(noted), now) + window
  end
  return math.max(earliest, free) + math.floor(position / limit) * window
end

local function wait()
  -- It may have been let out by a wait whose response was lost.
  if not redis.call('ZSCORE', log, ticket) then
    if redis.call('EXISTS', ended) == 1 then return poll, 0 end
    redis.call('ZADD', queue, 'NX', now - value, ticket)
    local moment = send_time(math.max(now, hold, blocked))
    if moment > now then
      local added = moment - send_time(math.max(now, hold))
      local seconds = math.max(math.min(moment - now, poll), added)
      redis.call('ZADD', deadlines, now + seconds + patience, ticket)
      return seconds, added
    end
  end
  leave()
  redis.call('ZADD', log, now + flight, ticket)
  return 0, 0
end

local seconds, added = 0, 0
if command == 'wait' then
  seconds, added = wait()
elseif command == 'release' then
  if value == 1 or redis.call('ZSCORE', log, ticket) then
    redis.call('ZADD', log, now, ticket)
  else
    leave()
    redis.call('SET', ended, 1, 'PX', 60000)
  end
end
for i = 1, 4 do redis.call('PEXPIRE', KEYS[i], 1200000) end
return {seconds, added, born, seen}
"""

_FAILURES = redis.RedisError, OSError


class _Question(NamedTuple):
    """A call of the script."""

    keys: list[str]
    arguments: list[str | int]
    unnoted: dict[str, float]
    """The requests that it reports, as they were then."""


class _RedisRateLimits(ProcessBound):
    """The common base of both flavours: all but the I/O."""

    # redis-py's module of this flavour.
    _connection: ClassVar[Any]
    # In seconds; tests take shorter ones.
    _window, _flight, _poll, _patience = WINDOW, _FLIGHT, _POLL, _PATIENCE

    def __init__(
        self,
        url: str,
        *,
        name: str = "default",
        limits: RateLimits | None = None,
        on_failure: OnFailure = "fail",
        timeout: float = 1.0,
    ) -> None:
        """Check the arguments; the first call connects."""
        self._name, self._limits, self._share = name, limits or RateLimits(), on_failure
        self._options = _parsed(url, self._connection, timeout)
        # In no frame of an error: it may have a password.
        url = ""
        if not self._options:
            raise ConfigurationError("url must be a redis://, rediss:// or unix:// URL.")
        if not isinstance(limits, RateLimits | None):
            raise TypeError(f"limits: expected RateLimits or None, got {type(limits).__name__}")
        if not isinstance(on_failure, RateLimits) and on_failure != "fail":
            raise ConfigurationError('on_failure must be "fail" or a share of the limits.')
        if not isinstance(name, str) or not name or set(name) & set("{}"):
            raise ConfigurationError("name must be a str that is not empty, without { and }.")
        if not 0 < timeout < math.inf:
            raise ConfigurationError(
                f"timeout is {printable(timeout)}; it must be finite and positive."
            )
        self._clients: Any
        self._start()
        reset_after_fork(self)

    def reset(self) -> None:
        """Drop connections and tickets of the parent process."""
        abandon(self._clients)
        self._start()

    def _start(self) -> None:
        share = self._share
        self._local = RateLimiter(share) if isinstance(share, RateLimits) else None
        self._local_tickets: dict[str, Ticket] = {}
        self._contact = -math.inf
        # While it goes on with its share.
        self._is_alone = False
        # When the data of Redis began, and the last time in a response.
        self._known = 0, 0
        # The tickets of requests that are in flight.
        self._used: set[str] = set()
        # Requests that Redis does not know of, by the time of their end; infinite in flight.
        self._unnoted: dict[Bucket, dict[str, float]] = {"account": {}, "email": {}}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name!r}>"

    def _question(
        self, command: str, ticket: str = "", bucket: Bucket = "account", value: int = 0
    ) -> _Question:
        # One hash tag: all in the same slot of a cluster.
        prefix = f"{{jetemail:{self._name}}}"
        places = "log", "queue", "deadlines"
        keys = [f"{prefix}:state", *(f"{prefix}:{bucket}:{place}" for place in places)]
        durations = self._window, self._flight, self._poll, self._patience
        arguments: list[str | int] = [command, ticket, value, getattr(self._limits, bucket)]
        arguments += [*map(_micros, durations), *self._known]
        unnoted, now = self._unnoted[bucket].copy(), time.monotonic()
        for name, ended in unnoted.items():
            arguments += [name, _micros(max(now - ended, -self._flight))]
        return _Question([*keys, f"{prefix}:ended:{ticket}"], arguments, unnoted)

    def _waited(self, ticket: str, bucket: Bucket, question: _Question, reply: Any) -> Wait:
        """Return the wait in the response of Redis."""
        self._noted(bucket, question, reply)
        self._leave_local(ticket)
        seconds, blocked = reply[:2]
        if not seconds:
            self._used.add(ticket)
        return Wait(seconds / 1e6, blocked / 1e6)

    def _noted(self, bucket: Bucket, question: _Question, reply: Any) -> None:
        """Note a response of Redis."""
        self._contact, self._is_alone = time.monotonic(), False
        self._known = max(self._known, (reply[2], reply[3]))
        unnoted = self._unnoted[bucket]
        for name, ended in question.unnoted.items():
            # One that ended meanwhile is reported once more.
            if unnoted.get(name) == ended:
                del unnoted[name]

    def _wait_without(self, ticket: str, bucket: Bucket, error: Exception) -> Wait:
        """Return the wait below the share of this process; without one, raise the error."""
        local, now = self._local, time.monotonic()
        if local is None:
            raise _without_frames(error)
        if not self._is_alone:
            self._is_alone = True
            # Once: each call comes here. Without its text, as elsewhere.
            logger.warning("Redis raised %s: a share is used instead", type(error).__name__)
        # What others sent before counts.
        held = self._contact + self._window - now
        if held > 0:
            return Wait(min(held, self._poll))
        one = self._local_tickets.get(ticket)
        if one is None:
            one = self._local_tickets[ticket] = local.join(Ticket(bucket))
        wait = local.check(one, now)
        if wait.seconds:
            # Redis may be back before.
            return Wait(max(min(wait.seconds, self._poll), wait.blocked), wait.blocked)
        unnoted = self._unnoted[bucket]
        for name, ended in unnoted.copy().items():
            if ended < now - self._window:
                del unnoted[name]
        unnoted[ticket] = math.inf
        self._used.add(ticket)
        return wait

    def _released(self, ticket: str, bucket: Bucket) -> _Question:
        """End a ticket here; return what to tell Redis."""
        now, unnoted = time.monotonic(), self._unnoted[bucket]
        is_used = ticket in self._used
        self._used.discard(ticket)
        if self._local and (one := self._local_tickets.get(ticket)):
            self._local.finish(one, now)
        self._leave_local(ticket)
        if ticket in unnoted:
            unnoted[ticket] = now
        return self._question("release", ticket, bucket, int(is_used))

    def _leave_local(self, ticket: str) -> None:
        if self._local and (one := self._local_tickets.pop(ticket, None)):
            self._local.cancel(one)

    def _blocked(self, seconds: float) -> _Question:
        """Block this process; return what to tell Redis."""
        if self._local:
            self._local.block(seconds, time.monotonic())
        return self._question("block", value=_micros(seconds))


def _parsed(url: str, module: Any, timeout: float) -> dict[str, Any]:
    """Return the options of a pool of connections; none if the URL is none.

    An error of redis-py may repeat a part of the URL.
    """
    defaults = {
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        # What older versions of Redis know as well.
        "protocol": 2,
    }
    try:
        options = {**defaults, **module.parse_url(url)}
        others = {key: value for key, value in options.items() if key not in _OF_THE_POOL}
        # It does not connect, but knows which options there are.
        options.get("connection_class", module.Connection)(**others)
    except (AttributeError, TypeError, ValueError, redis.RedisError):
        return {}
    return {"max_connections": _CONNECTIONS, **options, "timeout": timeout}


def _micros(seconds: float) -> int:
    return round(seconds * 1e6)


def _without_frames(error: Exception) -> Exception:
    """Return an error of redis-py without frames, whose variables may have the password."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


class RedisRateLimits(_RedisRateLimits):
    """The limits of an account in Redis, for `JetEmail`: see `jetemail_api_client.redis_limits`.

    Args:
        url: URL of a Redis, from version 7: redis://, rediss:// with TLS, or unix://. Options of
            redis-py may follow it as a query.
        name: Name of the account, if several use one Redis. Others that use the same name share it.
        limits: Requests per minute of all together. Default: all that the API allows an account.
        on_failure: If Redis cannot be reached: "fail" has calls raise `RateLimiterError`, unsent. A
            share, such as `RateLimits(account=60, email=150)`, has each process wait for a minute
            after its last contact, then go on with its share, and report to Redis what it sent.
            The shares of all processes together must not exceed the limits; those that lose Redis
            alone send beyond them.
        timeout: Seconds to connect to Redis, and for each response.

    Raises:
        ConfigurationError: An argument is invalid.
        TypeError: `limits` are none.
    """

    _connection: ClassVar[Any] = connection

    def _start(self) -> None:
        super()._start()
        retry = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        pool = redis.BlockingConnectionPool(**self._options, retry=retry)  # type: ignore[no-untyped-call]
        self._clients = redis.Redis(connection_pool=pool)
        self._script = self._clients.register_script(SCRIPT)

    def wait(self, ticket: str, bucket: Bucket, *, age: float, timeout: float) -> Wait:
        """Return how long the request of a ticket must wait."""
        question = self._question("wait", ticket, bucket, _micros(age))
        try:
            reply = self._script(question.keys, question.arguments)
        except _FAILURES as error:
            return self._wait_without(ticket, bucket, error)
        return self._waited(ticket, bucket, question, reply)

    def release(self, ticket: str, bucket: Bucket, *, timeout: float) -> None:
        """End a ticket."""
        self._tell(bucket, self._released(ticket, bucket))

    def block(self, seconds: float, *, timeout: float) -> None:
        """Send nothing for so long, in all processes."""
        self._tell("account", self._blocked(seconds))

    def _tell(self, bucket: Bucket, question: _Question) -> None:
        try:
            reply = self._script(question.keys, question.arguments)
        except _FAILURES as error:
            raise _without_frames(error) from None
        self._noted(bucket, question, reply)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._clients.connection_pool.disconnect()


class AsyncRedisRateLimits(_RedisRateLimits):
    """The limits of an account in Redis, for `AsyncJetEmail`, with the arguments of the other one.

    Each event loop has connections of its own, which `close` closes.
    """

    _connection: ClassVar[Any] = async_connection

    def _start(self) -> None:
        super()._start()
        self._clients = WeakKeyDictionary[asyncio.AbstractEventLoop, async_redis.Redis]()

    async def _run(self, question: _Question) -> Any:
        loop = asyncio.get_running_loop()
        client = self._clients.get(loop)
        if client is None:
            retry = AsyncRetry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
            pool = async_redis.BlockingConnectionPool(**self._options, retry=retry)
            client = self._clients[loop] = async_redis.Redis(connection_pool=pool)
        return await client.register_script(SCRIPT)(question.keys, question.arguments)

    async def wait(self, ticket: str, bucket: Bucket, *, age: float) -> Wait:
        """Return how long the request of a ticket must wait."""
        question = self._question("wait", ticket, bucket, _micros(age))
        try:
            reply = await self._run(question)
        except _FAILURES as error:
            return self._wait_without(ticket, bucket, error)
        return self._waited(ticket, bucket, question, reply)

    async def release(self, ticket: str, bucket: Bucket) -> None:
        """End a ticket."""
        await self._tell(bucket, self._released(ticket, bucket))

    async def block(self, seconds: float) -> None:
        """Send nothing for so long, in all processes."""
        await self._tell("account", self._blocked(seconds))

    async def _tell(self, bucket: Bucket, question: _Question) -> None:
        try:
            reply = await self._run(question)
        except _FAILURES as error:
            raise _without_frames(error) from None
        self._noted(bucket, question, reply)

    async def close(self) -> None:
        """Close the connections of this event loop; a later call opens new ones."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()
            await client.connection_pool.disconnect()
