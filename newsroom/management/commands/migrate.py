"""Django's migrate, which on PostgreSQL never makes readers wait behind it.

A change of a table waits for whoever is using it, and all who come later wait behind the change: one long query would
stand the paper still. So a change gives up after `LOCK_TIMEOUT`, readers go on, and it is tried again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections

LOCK_TIMEOUT = 2
"""Seconds that readers may have to wait behind a change."""
MAX_TRIES = 30
RETRY_SECONDS = 2.0
"""Seconds from one try to the next."""
LOCK_NOT_AVAILABLE = "55P03"


def with_lock_timeout(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Limits how long a statement of a transaction waits. For the transaction alone: whoever uses the connection next,
    behind a pooler somebody else, waits as long as it likes.
    """
    if context["connection"].in_atomic_block and not many:
        execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'", None, False, context)
    return execute(sql, params, many, context)


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        connection.ensure_connection()  # what else wraps queries is there from then on
        try:
            with connection.execute_wrapper(with_lock_timeout):
                self.migrate_when_free(*args, **options)
        finally:
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]  # its connections are not kept for what comes after

    def migrate_when_free(self, *args: Any, **options: Any) -> None:
        """What was applied before a try was given up stays so; the next one goes on from there."""
        for number in range(1, MAX_TRIES + 1):
            try:
                super().handle(*args, **options)
                return
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                    raise
                self.stderr.write(f"A table is in use, and readers go first: try {number} of {MAX_TRIES} was given up.")
                time.sleep(RETRY_SECONDS)
        raise CommandError("A table was in use all the time. Nothing is half done: run migrate again.")
