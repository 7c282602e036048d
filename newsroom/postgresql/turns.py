"""Turns at the database that requests take one after another, and the connections that stay with them in between.

A pool gives out what was given back longest ago, so however few are at it, each of its connections has its share, and
none of PostgreSQL's processes finds what it needs where it left it. Pages by turns are put together a tenth faster.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

STAYS_FOR = 60.0
"""Seconds. Then the pool gets it, which knows when a connection has become too old."""


class Turn:
    """What stays is the pool's, so there are never more connections than that allows."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection[Any]] = {}
        self._since: dict[str, float] = {}
        turns.append(self)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """By the request that this thread answers."""
        token = current.set(self)
        try:
            yield
        finally:
            current.reset(token)

    def connection(self, alias: str) -> Connection[Any] | None:
        """The one that stayed, which may have ended since."""
        return self._connections.pop(alias, None)

    def has_kept(self, alias: str, connection: Connection[Any], pool: ConnectionPool[Any]) -> bool:
        """Whether it stays. Not in the middle of anything, nor where the pool has none beside for others."""
        now = time.monotonic()
        if (
            alias in self._connections
            or pool.max_size == pool.min_size
            or connection.pgconn.transaction_status != TransactionStatus.IDLE
            or not connection.autocommit
            or now > self._since.setdefault(alias, now) + STAYS_FOR
        ):
            self._since.pop(alias, None)
            return False
        self._connections[alias] = connection
        return True

    def give_back(self, alias: str) -> None:
        if connection := self.connection(alias):
            connection._pool.putconn(connection)  # type: ignore[union-attr]


turns: list[Turn] = []
current: ContextVar[Turn | None] = ContextVar("turn", default=None)
