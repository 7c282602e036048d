"""Django's cache in Redis, with one client for all questions, and the three that pages ask without detours.

To make a client takes longer than to ask it, and redis-py does more for each question than is wanted of a cache that
may fail: it looks through a dozen options of SET, measures, and is ready to try again.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.cache.backends import redis


class Client(redis.RedisCacheClient):
    _serializer: Any

    @cached_property
    def _client_of_pool(self) -> Any:
        return super().get_client(write=True)

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._client_of_pool  # `REDIS_URL` names one server

    def get(self, key: Any, default: Any) -> Any:
        found = self._ask("GET", key)
        return default if found is None else self._serializer.loads(found)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        if timeout == 0:
            self.delete(key)
        else:
            self._ask("SET", key, self._serializer.dumps(value), *expiry(timeout))

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        if timeout == 0:
            return super().add(key, value, timeout)
        return self._ask("SET", key, self._serializer.dumps(value), *expiry(timeout), "NX") is not None

    def _ask(self, *command: Any) -> Any:
        """Raises what redis-py does; a connection that has failed is not used again."""
        pool = self._client_of_pool.connection_pool
        connection = pool.get_connection()
        try:
            connection.send_command(*command)
            return connection.read_response()
        except BaseException:
            connection.disconnect()
            raise
        finally:
            pool.release(connection)


def expiry(timeout: int | None) -> tuple[Any, ...]:
    return () if timeout is None else ("EX", timeout)


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client

    def validate_key(self, key: str) -> None:
        """Django warns of keys that memcached would refuse."""
