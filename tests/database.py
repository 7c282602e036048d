"""The databases of the tests: one is migrated, and each of xdist's workers has a copy of it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection


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


def use(name: str) -> None:
    connection.close()
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = connection.settings_dict["NAME"] = name
