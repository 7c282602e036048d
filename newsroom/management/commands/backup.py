"""`manage.py backup`: the whole paper into one dated file. docs/operations.md, "Backup"."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ...backup import archive


class Command(BaseCommand):
    help = "Writes the database and the photos into one dated file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", type=Path, default=Path("backups"), help="folder of the file (backups)")
        parser.add_argument("--to-standard-output", action="store_true", help="writes the file there instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["to_standard_output"]:
            manifest, where = archive.write_archive(sys.stdout.buffer), "standard output"
        else:
            path = options["into"] / file_name(timezone.localtime())
            manifest, where = self.write_file(path), str(path)
        photos = sum(name.startswith("media/") for name in manifest.files)
        self.stderr.write(f"{manifest.row_count} rows and {photos} files of photos are in {where}")
        if not manifest.has_media:
            self.stderr.write("The photos are in a bucket (MEDIA_S3_BUCKET) and not in this file: keep versions there.")

    def write_file(self, path: Path) -> archive.Manifest:
        """The file has its name only once it is whole."""
        unfinished = path.with_suffix(".unfinished")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                manifest = archive.write_archive(file)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise CommandError(f"No backup was made: {error}") from error
        return manifest


def file_name(now: datetime) -> str:
    return f"newsroom-{now:%Y-%m-%d-%H%M%S}.tar"
