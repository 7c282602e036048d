"""How PostgreSQL goes about what a page asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db import connection
from psycopg.sql import Literal

from newsroom.fast import statements


class Query(NamedTuple):
    sql: str
    values: Any


@contextmanager
def captured_queries() -> Iterator[list[Query]]:
    """Every query, and the values that travelled beside it."""
    asked: list[Query] = []

    def note(execute, sql, values, many, context):
        asked.append(Query(sql, values))
        return execute(sql, values, many, context)

    send_together = statements.send_together

    def note_each(own, each):
        asked.extend(Query(statements.numbered(sql).decode(), values) for sql, values in each)
        return send_together(own, each)

    with connection.execute_wrapper(note), patch.object(statements, "send_together", note_each):
        yield asked


def explain(asked: Query, *options: str) -> list[Any]:
    """The rows of its EXPLAIN; of what is planned once, the plan that serves for all values."""
    explain = f"EXPLAIN (ANALYZE, {', '.join(options)})"
    with connection.cursor() as cursor:
        if "$1" not in asked.sql:
            cursor.execute(f"{explain} {asked.sql}", asked.values)
            return [row for (row,) in cursor.fetchall()]
        cursor.execute(f"PREPARE explained AS {asked.sql}")
        values = ", ".join(Literal(value).as_string(None) for value in asked.values)
        cursor.execute(f"{explain} EXECUTE explained({values})")
        found = [row for (row,) in cursor.fetchall()]
        cursor.execute("DEALLOCATE explained")
        return found
