"""The Redis cache that goes on in the memory of the process while Redis is away.

Rate limits, and with them the login, live in the cache: an outage must neither answer 500 nor lift the limits.
Counters then hold per process, and start at nothing: weaker than Redis, and better than none.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: Seconds without asking Redis again after a failure, so that one page does not wait for several time-outs.
PAUSE = 5.0
OPERATIONS = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
)


class LastingClient(RedisCacheClient):
    """Makes the client of its server once: Django does so at each question, which costs thrice what the answer does.

    Of one server, as `REDIS_URL` names it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Have no client yet."""
        super().__init__(*arguments, **options)
        self._made: Redis | None = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """Return the client; all threads may use it."""
        if self._made is None:
            self._made = super().get_client(key, write=write)
        return self._made


class FallbackCache(RedisCache):
    """Each operation of OPERATIONS asks Redis, and the memory of the process when Redis does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        """Prepare both; neither is asked yet."""
        super().__init__(server, params)
        self._class = LastingClient
        self._memory = LocMemCache("fallback", {key: value for key, value in params.items() if key != "OPTIONS"})
        self._silent_until = 0.0

    def ask(self, operation: str, *args: Any, **kwargs: Any) -> Any:
        """Return what Redis answers, else what the memory answers."""
        if monotonic() >= self._silent_until:
            try:
                return getattr(super(), operation)(*args, **kwargs)
            except RedisError:
                self._silent_until = monotonic() + PAUSE
                logger.warning("Redis does not answer: the cache goes on in memory for %s seconds", PAUSE)
        return getattr(self._memory, operation)(*args, **kwargs)


def _asking(operation: str) -> Callable[..., Any]:
    def ask(self: FallbackCache, *args: Any, **kwargs: Any) -> Any:
        return self.ask(operation, *args, **kwargs)

    ask.__name__ = operation
    return ask


for _operation in OPERATIONS:
    setattr(FallbackCache, _operation, _asking(_operation))
