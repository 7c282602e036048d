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


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
