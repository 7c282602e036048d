"""The whole paper as one file and back: the database, then the photos, so that no photo is missing that a row names.

A tar archive: `database/…`, `media/…`, and at its end `manifest.json`, which says what is in it with checksums. It
holds password hashes and drafts, and is readable by its owner alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Self

from django.conf import settings
from django.db import connection

from ..fast import edition
from .database import Chunk, Table, applied_migrations, default_database, is_empty, unknown_migrations

FORMAT = 1
MANIFEST = "manifest.json"
READ_SIZE = 1_000_000


class BackupError(Exception):
    """With a sentence for whoever looks after the paper."""


@dataclass
class Manifest:
    format: int = FORMAT
    made_at: str = ""
    engine: str = ""
    migrations: list[list[str]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    has_media: bool = True
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file of the archive, by its name there."""

    @classmethod
    def from_archive(cls, archive: tarfile.TarFile) -> Self:
        try:
            file = archive.extractfile(MANIFEST)
            found = json.loads(file.read()) if file else {}
        except (KeyError, ValueError, tarfile.TarError) as error:
            raise BackupError("This is no whole backup: it has no manifest at its end.") from error
        if found.get("format") != FORMAT:
            raise BackupError(f"This backup has format {found.get('format')}; this version reads format {FORMAT}.")
        return cls(**found)

    @property
    def row_count(self) -> int:
        return sum(table["rows"] for table in self.tables)


# --- Making one --------------------------------------------------------------------------------------


def write_archive(to: BinaryIO) -> Manifest:
    """Writes an archive from beginning to end, with a few megabytes in memory at a time."""
    source, tables = default_database(), list[Table]()
    manifest = Manifest(made_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), engine=source.engine)
    with tarfile.open(fileobj=to, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        migrations = applied_migrations()
        for piece in source.dump_tables(tables):
            add_file(archive, f"database/{piece.name}", io.BytesIO(piece.content), len(piece.content), manifest)
        manifest.tables = [table._asdict() for table in tables]
        if applied_migrations() != migrations:
            raise BackupError("The tables were changed by an update meanwhile. Try again when it is done.")
        manifest.migrations = [list(each) for each in migrations]
        manifest.has_media = not settings.MEDIA_S3_BUCKET
        if manifest.has_media:
            root = Path(settings.MEDIA_ROOT)
            for path in sorted(path for path in root.rglob("[!.]*") if path.is_file() and not path.is_symlink()):
                with path.open("rb") as file:
                    size = os.fstat(file.fileno()).st_size
                    add_file(archive, f"media/{path.relative_to(root)}", file, size, manifest)
        content = json.dumps(asdict(manifest), ensure_ascii=False).encode()
        add_file(archive, MANIFEST, io.BytesIO(content), len(content), Manifest())
    return manifest


def add_file(archive: tarfile.TarFile, name: str, file: Any, size: int, manifest: Manifest) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
    hashing = DigestReader(file)
    archive.addfile(entry, hashing)  # type: ignore[arg-type]
    manifest.files[name] = hashing.hash.hexdigest()


class DigestReader:
    """A file that is read, and hashed on the way."""

    def __init__(self, file: Any) -> None:
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        content: bytes = self.file.read(size)
        self.hash.update(content)
        return content


# --- Putting it back ---------------------------------------------------------------------------------


def restore_archive(path: Path, *, over: bool = False) -> Manifest:
    """Puts the paper back as it was. Whatever can be found wrong with the file is found before anything is changed."""
    target = default_database()
    with open_archive(path) as archive:
        manifest = Manifest.from_archive(archive)
        if manifest.engine != target.engine:
            raise BackupError(f"This backup is of {manifest.engine}, and DATABASE_URL names {target.engine}.")
        if unknown := unknown_migrations([(app, name) for app, name in manifest.migrations]):
            named = ", ".join(sorted(f"{app}.{name}" for app, name in unknown))
            raise BackupError(f"This backup is of another version of the paper: {named} is not known here.")
        check_archive(archive, manifest)
        if not over and not is_empty():
            raise BackupError("There is a paper here already, with articles or accounts. To replace it, add --over.")
        target.load_tables(
            [Table(**table) for table in manifest.tables],
            [(app, name) for app, name in manifest.migrations],
            lambda name: read_chunks(archive, manifest, f"database/{name}/"),
        )
        if manifest.has_media:
            restore_media(archive, manifest)
    connection.close()
    edition.advance()
    return manifest


def open_archive(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path)
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{path} can't be read as a backup: {error}") from error


def check_archive(archive: tarfile.TarFile, manifest: Manifest) -> None:
    for name, expected in manifest.files.items():
        found = hashlib.sha256()
        try:
            file = archive.extractfile(name)
            while file and (content := file.read(READ_SIZE)):
                found.update(content)
        except (KeyError, OSError, tarfile.TarError) as error:
            raise BackupError(f"The backup is damaged: {name} can't be read.") from error
        if found.hexdigest() != expected:
            raise BackupError(f"The backup is damaged: {name} is not what it was.")


def read_chunks(archive: tarfile.TarFile, manifest: Manifest, under: str) -> Iterator[Chunk]:
    for name in sorted(name for name in manifest.files if name.startswith(under)):
        file = archive.extractfile(name)
        if file:
            yield Chunk(name, file.read())


def restore_media(archive: tarfile.TarFile, manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT)
    for name in manifest.files:
        place, _, inner = name.partition("/")
        file = archive.extractfile(name) if place == "media" else None
        if file is None:
            continue
        path = root / inner
        if not path.resolve().is_relative_to(root.resolve()):
            raise BackupError(f"The backup names a file outside of the folder for photos: {inner}")
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.restoring")
        with unfinished.open("wb") as to:
            while content := file.read(READ_SIZE):
                to.write(content)
        unfinished.chmod(0o644)
        unfinished.replace(path)
