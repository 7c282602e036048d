"""Django's PostgreSQL, which looks whether a connection has ended instead of asking it, and leaves it with its turn.

Django's own way is a question before each request, that takes as long as many a query of a page.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Error

from . import turns


class DatabaseWrapper(base.DatabaseWrapper):
    """What `ENGINE` names. Settings leave `CONN_HEALTH_CHECKS` off: this stands in its place."""

    _is_asked_anew = False

    def ensure_connection_to_ask_anew(self) -> None:
        """As `ensure_connection`, for who asks once more what a connection did not answer because it had ended. Most
        ends are seen without asking; what is not is the end of a server that could not say so any more.
        """
        self._is_asked_anew = True
        try:
            has_connected = self.close_at is not None
            if self.connection is None and has_connected and (stayed := self._connection_of_turn()):
                self.connection, self.errors_occurred = stayed, False  # all else is as Django has left it
            else:
                self.ensure_connection()
        finally:
            self._is_asked_anew = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        """One that has not ended. After a restart of the database none of those in the pool may be left."""
        if stayed := self._connection_of_turn():
            return stayed
        connection: Connection[Any] = super().get_new_connection(conn_params)
        for _ in range(self.pool.max_size if self.pool else 0):
            if is_there(connection, even_if_silent=self._is_asked_anew):
                break
            give_up(connection)
            connection = super().get_new_connection(conn_params)
        return connection

    def _connection_of_turn(self) -> Connection[Any] | None:
        turn = turns.current.get()
        connection = turn.connection(self.alias) if turn else None
        if connection and not is_there(connection, even_if_silent=self._is_asked_anew):
            give_up(connection)
            return None
        return connection

    def _close(self) -> None:
        turn = turns.current.get()
        if turn and self.connection and self.pool and turn.has_kept(self.alias, self.connection, self.pool):
            self.connection = None
        else:
            super()._close()  # type: ignore[misc]

    def close_pool(self) -> None:
        for turn in turns.turns:
            turn.give_back(self.alias)
        super().close_pool()


def is_there(connection: Connection[Any], *, even_if_silent: bool) -> bool:
    """Asks the server, unless it is enough that it has not said anything since: at its end it does."""
    try:
        if not (even_if_silent and is_silent(connection)):
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
    """The pool makes another in its place."""
    connection.close()
    connection._pool.putconn(connection)  # type: ignore[union-attr]
