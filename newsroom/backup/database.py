"""A database as named pieces of bytes and back: PostgreSQL by COPY within one snapshot, SQLite by its online backup."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

SKIPPED_TABLES = {"django_migrations", "django_session"}
"""The first is what `migrate` writes; the second would sign people in again who have signed out since."""
CHUNK_SIZE = 8_000_000
"""Bytes of one piece at most, roughly: as much as is held in memory."""

OWN_TABLES = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name
"""

MigrationNames = list[tuple[str, str]]


class Chunk(NamedTuple):
    name: str
    content: bytes


class Table(NamedTuple):
    name: str
    columns: list[str]
    rows: int


class PostgreSQL:
    engine = "postgresql"

    def dump_tables(self, tables: list[Table]) -> Iterator[Chunk]:
        """All tables as they stand at one moment; appends to `tables` what is in each."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            of_the_paper = set(connection.introspection.django_table_names())
            for name in table_names(cursor):
                if name not in of_the_paper:
                    continue  # no migration would make it when the backup is put back
                columns = column_names(cursor, name)
                listed, order = (
                    ", ".join(map(quote_name, columns)),
                    ", ".join(map(quote_name, key_columns(cursor, name))),
                )
                with cursor.copy(f"COPY (SELECT {listed} FROM {quote_name(name)} ORDER BY {order}) TO STDOUT") as copy:
                    rows = 0
                    for number, content in enumerate(split_chunks(copy)):
                        rows += content.count(b"\n")
                        yield Chunk(f"{name}/{number:06}", content)
                tables.append(Table(name, columns, rows))

    def load_tables(
        self, tables: list[Table], applied: MigrationNames, pieces_of: Callable[[str], Iterator[Chunk]]
    ) -> None:
        """Builds the tables as they were at those migrations, fills them, and brings them up to the code."""
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        migrate_to(applied)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(map(quote_name, table_names(cursor)))} CASCADE")
            for table in tables:
                listed = ", ".join(map(quote_name, table.columns))
                with cursor.copy(f"COPY {quote_name(table.name)} ({listed}) FROM STDIN") as copy:
                    for piece in pieces_of(table.name):
                        copy.write(piece.content)
            for table in tables:
                reset_sequence(cursor, table)
        call_command("migrate", verbosity=0, interactive=False)


class SQLite:
    engine = "sqlite"

    def dump_tables(self, tables: list[Table]) -> Iterator[Chunk]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy.sqlite3"
            copy = sqlite3.connect(path)
            connection.ensure_connection()
            connection.connection.backup(copy)
            copy.execute("DELETE FROM django_session")
            copy.commit()
            for (name,) in copy.execute(OWN_TABLES).fetchall():
                if name not in SKIPPED_TABLES:
                    (rows,) = copy.execute(f"SELECT COUNT(*) FROM {quote_name(name)}").fetchone()
                    tables.append(Table(name, [], rows))
            copy.execute("VACUUM")
            copy.close()
            with path.open("rb") as file:
                for number, content in enumerate(iter(lambda: file.read(CHUNK_SIZE), b"")):
                    yield Chunk(f"sqlite/{number:06}", content)

    def load_tables(
        self, tables: list[Table], applied: MigrationNames, pieces_of: Callable[[str], Iterator[Chunk]]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copy.sqlite3"
            with path.open("wb") as file:
                for piece in pieces_of("sqlite"):
                    file.write(piece.content)
            copy = sqlite3.connect(path)
            connection.ensure_connection()
            copy.backup(connection.connection)
            copy.close()
        connection.close()
        call_command("migrate", verbosity=0, interactive=False)


def default_database() -> PostgreSQL | SQLite:
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def is_empty() -> bool:
    """Whether nobody has begun to work here; what `migrate` itself brings does not count."""
    names = connection.introspection.table_names()
    return not any(has_rows(name) for name in ("articles_article", "auth_user") if name in names)


def applied_migrations() -> MigrationNames:
    return sorted(MigrationRecorder(connection).applied_migrations())


def split_chunks(copy: Any) -> Iterator[bytes]:
    """Whole rows."""
    rows: list[bytes] = []
    size = 0
    for row in copy:
        rows.append(bytes(row))
        size += len(row)
        if size >= CHUNK_SIZE:
            yield b"".join(rows)
            rows, size = [], 0
    if rows:
        yield b"".join(rows)


def table_names(cursor: Any) -> list[str]:
    found = connection.introspection.get_table_list(cursor)
    return sorted(table.name for table in found if table.type == "t" and table.name not in SKIPPED_TABLES)


def column_names(cursor: Any, table: str) -> list[str]:
    """Those that hold something of their own; what the database generates is left to it."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
        "AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def existing_migrations(applied: MigrationNames) -> MigrationNames:
    """Of the migrations that there are, those applied then: by their name, or as all that they were squashed from."""
    on_disk = MigrationLoader(None).disk_migrations
    return [
        node
        for node, each in on_disk.items()
        if node in applied or (each.replaces and set(each.replaces) <= set(applied))
    ]


def unknown_migrations(applied: MigrationNames) -> MigrationNames:
    on_disk = MigrationLoader(None).disk_migrations
    known = {name for node in existing_migrations(applied) for name in [node, *on_disk[node].replaces]}
    return sorted(set(applied) - known)


def migrate_to(applied: MigrationNames) -> None:
    """Each app as far as it had come: the last of its migrations, by their numbers."""
    last = dict(sorted(existing_migrations(applied)))
    for app, name in last.items():
        call_command("migrate", app, name, verbosity=0, interactive=False)


def key_columns(cursor: Any, table: str) -> list[str]:
    return connection.introspection.get_primary_key_columns(cursor, table) or column_names(cursor, table)


def reset_sequence(cursor: Any, table: Table) -> None:
    """New rows get numbers after those that were loaded."""
    for column in key_columns(cursor, table.name):
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote_name(table.name), column])
        (sequence,) = cursor.fetchone()
        if sequence:
            largest = f"SELECT MAX({quote_name(column)}) FROM {quote_name(table.name)}"
            cursor.execute(f"SELECT setval(%s, COALESCE(({largest}), 1), ({largest}) IS NOT NULL)", [sequence])


def quote_name(name: str) -> str:
    return connection.ops.quote_name(name)
