"""Turns at the database that requests take one after another, and the connections that stay with them in between.

A pool gives out what was given back longest ago, so however few are at it, each of its connections has its share, and
none of PostgreSQL's processes finds what it needs where it left it. By turns pages are put together a tenth faster.

A process that has turns does not fork: both would speak over the same connections. (Gunicorn forks before.)
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakSet

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

STAYS_FOR = 60.0
"""Seconds. At the end of the first page after that the pool gets it, which knows when a connection is too old."""
LEFT_TO_OTHERS = 2
"""At least so many of a pool's connections, or none stays: turns keep theirs while nobody asks for pages, too."""


class Turn:
    """What stays is the pool's, so there are never more connections than that allows."""

    def __init__(self) -> None:
        self._connections: dict[str, Connection[Any]] = {}
        self._since: dict[str, float] = {}
        turns.add(self)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """By the request that this thread answers."""
        token = current.set(self)
        try:
            yield
        finally:
            current.reset(token)

    def take(self, alias: str) -> Connection[Any] | None:
        """The connection that stayed, which may have ended since. It is no longer here."""
        return self._connections.pop(alias, None)

    def keep(self, alias: str, connection: Connection[Any], pool: ConnectionPool[Any]) -> bool:
        """Has it stay, and says whether it does: not in the middle of anything, nor where others would lack it."""
        now = time.monotonic()
        if (
            alias in self._connections
            or pool.max_size < pool.min_size + LEFT_TO_OTHERS  # there are as many turns as `min_size`
            or connection.pgconn.transaction_status != TransactionStatus.IDLE
            or not connection.autocommit
            or now > self._since.setdefault(alias, now) + STAYS_FOR
        ):
            self._since.pop(alias, None)
            return False
        self._connections[alias] = connection
        return True

    def give_back(self, alias: str) -> None:
        if connection := self.take(alias):
            give_to_pool(connection)


def give_to_pool(connection: Connection[Any]) -> None:
    """The one that it is of. In the place of one that is closed, the pool makes another."""
    connection._pool.putconn(connection)  # type: ignore[union-attr]


turns: WeakSet[Turn] = WeakSet()
current: ContextVar[Turn | None] = ContextVar("turn", default=None)
