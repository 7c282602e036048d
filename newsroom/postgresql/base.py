"""Django's PostgreSQL, which asks a connection of the pool whether it is still there only where that matters.

Django's own way is a question before each request, that takes as long as many a query of a page.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, Error


class DatabaseWrapper(base.DatabaseWrapper):
    """What `ENGINE` names. Settings leave `CONN_HEALTH_CHECKS` off: this stands in its place."""

    _is_asked_anew = False

    def ensure_connection_to_ask_anew(self) -> None:
        """As `ensure_connection`, for who asks once more what a connection did not answer because it had ended. Most
        ends are seen without asking; what is not is the end of a server that could not say so any more.
        """
        self._is_asked_anew = True
        try:
            self.ensure_connection()
        finally:
            self._is_asked_anew = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection[Any]:
        """One that has not ended. After a restart of the database none of those in the pool may be left."""
        connection: Connection[Any] = super().get_new_connection(conn_params)
        if not self.pool:
            return connection
        for _ in range(self.pool.max_size):
            if is_there(connection, even_if_silent=self._is_asked_anew):
                break
            connection.close()
            self.pool.putconn(connection)  # which makes another in its place
            connection = super().get_new_connection(conn_params)
        return connection


def is_there(connection: Connection[Any], *, even_if_silent: bool) -> bool:
    """Asks the server, unless it is enough that it has not said anything since: at its end it does."""
    try:
        if not (even_if_silent and is_silent(connection)):
            connection.execute("")
    except Error:
        return False
    return True


def is_silent(connection: Connection[Any]) -> bool:
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)
