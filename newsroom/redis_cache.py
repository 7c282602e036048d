"""Django's cache in Redis, with one client for all questions: to make one takes longer than to ask it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.cache.backends import redis


class Client(redis.RedisCacheClient):
    @cached_property
    def _client_of_pool(self) -> Any:
        return super().get_client(write=True)

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._client_of_pool  # `REDIS_URL` names one server

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        return bool(self._write(key, value, timeout, "NX")) if timeout != 0 else super().add(key, value, timeout)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        if timeout != 0:
            self._write(key, value, timeout)
        else:
            super().set(key, value, timeout)

    def _write(self, key: str, value: Any, timeout: int | None, *only_if: str) -> Any:
        """Redis's SET by itself. redis-py's looks through a dozen options first."""
        until = () if timeout is None else ("EX", timeout)
        return self._client_of_pool.execute_command("SET", key, self._serializer.dumps(value), *until, *only_if)


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
