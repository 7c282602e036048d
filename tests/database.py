"""The databases of the tests: one is migrated, and each of xdist's workers has a copy of it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from unittest.mock import patch

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection
from django.test import TransactionTestCase


@contextmanager
def copy_for(worker: str, folder: Path) -> Iterator[None]:
    """Who comes first migrates the original, and takes it away at its own end; who comes later still makes it anew."""
    real, is_mine = connection.settings_dict["NAME"], False
    with original(folder) as note:
        if not note.read():
            make_original()
            note.write(connection.settings_dict["NAME"])
            is_mine = True
        note.seek(0)
        name = note.read()
        use(name)
        connection.creation.clone_test_db(worker, verbosity=0)
    use(connection.creation.get_test_db_clone_settings(worker)["NAME"])
    as_brought = brought()
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda test: empty(as_brought)):
        yield
    connection.creation.destroy_test_db(real, verbosity=0)
    if is_mine:
        with original(folder) as note:
            note.truncate(0)
            use(name)
            connection.creation.destroy_test_db(real, verbosity=0)


@contextmanager
def original(folder: Path) -> Iterator[IO[str]]:
    """The note that says which it is, if there is one. One process at a time."""
    with (folder / "original-database").open("a+") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        note.seek(0)
        yield note


def make_original() -> None:
    """Empty tables, as those tests that flush them leave them: a migration brings the stations."""
    from weather.models import Station

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    Station.objects.all().delete()


def brought() -> dict[str, int]:
    """How many rows there are in the tables that `migrate` fills by itself."""
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    return {model._meta.db_table: model.objects.count() for model in (ContentType, Permission)}


def empty(as_brought: dict[str, int]) -> None:
    """What `flush` does, but only where something is; the permissions stay, unless a test has made or removed some."""
    if brought() != as_brought:
        call_command("flush", verbosity=0, interactive=False)
        return
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    if full := full_tables(sorted(set(names) - set(as_brought))):
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), full, allow_cascade=True))


def full_tables(names: list[str]) -> list[str]:
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


def use(name: str) -> None:
    connection.close()
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = name
