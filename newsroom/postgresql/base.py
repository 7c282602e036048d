"""Django's PostgreSQL, with another way to get a connection and to give it back (docs/adr/0016).

Whoever puts a page together has a turn, and the connection stays with it. Whether a connection is still there, Django
asks it before each request, which takes as long as many a query of a page. So it is asked only for those who could not
ask anew what it did not answer; for others it is enough that it has not said anything.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Error

from . import turns


class DatabaseWrapper(base.DatabaseWrapper):
    """What `ENGINE` names. Settings leave `CONN_HEALTH_CHECKS` off: this stands in its place."""

    _silence_is_enough = False

    def ensure_likely_connection(self) -> None:
        """As `ensure_connection`, for who asks anew if this one does not answer because it has ended. Most ends are
        seen all the same; what is not is the end of a server that could not say so any more.
        """
        self._silence_is_enough = True
        try:
            if self._is_as_after_connecting() and (stayed := self._take_from_turn()):
                self.connection, self.errors_occurred = stayed, False
            else:
                self.ensure_connection()
        finally:
            self._silence_is_enough = False

    def _is_as_after_connecting(self) -> bool:
        """Whether nothing is missing but the connection, so that Django need not set up all else again."""
        has_connected = self.connection is None and self.close_at is not None
        return has_connected and self.autocommit and not self.closed_in_transaction and not self.needs_rollback

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        """One that has not ended. After a restart of the database none of those in the pool may be left."""
        if stayed := self._take_from_turn():
            return stayed
        connection: Connection[Any] = super().get_new_connection(conn_params)
        for _ in range(self.pool.max_size if self.pool else 0):
            if is_there(connection, silence_is_enough=self._silence_is_enough):
                break
            give_up(connection)
            connection = super().get_new_connection(conn_params)
        return connection

    def _take_from_turn(self) -> Connection[Any] | None:
        """What stayed with it, unless that has ended."""
        turn = turns.current.get()
        connection = turn.take(self.alias) if turn else None
        if connection and not is_there(connection, silence_is_enough=self._silence_is_enough):
            give_up(connection)
            return None
        return connection

    def _close(self) -> None:
        turn = turns.current.get()
        if turn and self.connection and self.pool and turn.keep(self.alias, self.connection, self.pool):
            self.connection = None
        else:
            super()._close()  # type: ignore[misc]

    def close_pool(self) -> None:
        for turn in turns.turns:
            turn.give_back(self.alias)
        super().close_pool()


def is_there(connection: Connection[Any], *, silence_is_enough: bool) -> bool:
    """At its end a server says so. Where silence is not enough, it is asked."""
    try:
        if not (silence_is_enough and is_silent(connection)):
            connection.autocommit = True  # as Django sets it next; else the question would begin a transaction
            connection.execute("")
    except Error:
        return False
    return True


def is_silent(connection: Connection[Any]) -> bool:
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)


def give_up(connection: Connection[Any]) -> None:
    connection.close()
    turns.give_to_pool(connection)
