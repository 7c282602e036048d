"""`manage.py restore FILE`: puts a backup back. docs/operations.md, "Backup"."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

from ...backup import archive

CONNECT_TIMEOUT = 60


class Command(BaseCommand):
    help = "Puts back what `backup` wrote. Stop web and worker first."
    requires_system_checks: list[str] = []  # they may ask a database that is not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--over", action="store_true", help="replaces the paper that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        wait_for_database()
        try:
            manifest = archive.restore_archive(options["file"], over=options["over"])
        except archive.BackupError as error:
            raise CommandError(str(error)) from error
        photos = sum(name.startswith("media/") for name in manifest.files)
        self.stdout.write(f"{manifest.row_count} rows and {photos} files of photos of {manifest.made_at} are back")
        self.stdout.write("Everybody has to sign in again.")


def wait_for_database() -> None:
    """One that was just started takes a while."""
    until = time.monotonic() + CONNECT_TIMEOUT
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError as error:
            if time.monotonic() > until:
                raise CommandError(f"The database does not answer: {error}") from error
            time.sleep(1)
