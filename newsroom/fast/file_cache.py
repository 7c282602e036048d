"""A cache in files, for a paper without Redis on one machine.

Django's own counts the files of its folder at each write, which takes ten times as long as the write itself. Nothing
here but `BaseCache`. When a value ends stands in its file's time of change.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import random
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

CULL_RATE = 0.01
"""After so many of all writes, what has ended is deleted, and of the rest what is too much."""
TEMPORARY, TEMPORARY_FOR = ".new", 60.0
"""The end of a file's name that is still written, and for how many seconds it may be."""
NEVER = 2.0**33
"""The year 2242."""


class FileCache(BaseCache):
    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.folder = Path(folder).resolve()
        self.max_entries = int(params.get("OPTIONS", {}).get("MAX_ENTRIES", 2000))

    def validate_key(self, key: str) -> None:
        """Django warns of keys that memcached would refuse."""

    def path_of(self, key: Any, version: int | None) -> Path:
        return self.folder / sha256(self.make_key(key, version).encode()).hexdigest()

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            with self.path_of(key, version).open("rb") as file:
                is_over = os.fstat(file.fileno()).st_mtime <= time.time()
                return default if is_over else pickle.loads(file.read())
        except FileNotFoundError:
            return default

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        with self.temporary_file(value, timeout) as made:
            os.replace(made, self.path_of(key, version))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Of two processes that add at once, one does."""
        path = self.path_of(key, version)
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime <= time.time():
                path.unlink()
        with self.temporary_file(value, timeout) as made:
            try:
                os.link(made, path)
            except FileExistsError:
                return False
        return True

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        path, end = self.path_of(key, version), self.expiry_of(timeout)
        try:
            if path.stat().st_mtime <= time.time():
                return False
            os.utime(path, (end, end))
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        try:
            self.path_of(key, version).unlink()
        except FileNotFoundError:
            return False
        return True

    def clear(self) -> None:
        for path in self.folder.glob("*"):
            path.unlink(missing_ok=True)

    def expiry_of(self, timeout: Any) -> float:
        """In seconds since 1970."""
        end = self.get_backend_timeout(timeout)
        return NEVER if end is None else end

    @contextlib.contextmanager
    def temporary_file(self, value: Any, timeout: Any) -> Iterator[str]:
        """A file that is whole, to be given its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        end = self.expiry_of(timeout)
        with NamedTemporaryFile(dir=self.folder, suffix=TEMPORARY, delete=False) as file:
            file.write(pickle.dumps(value))
        try:
            os.utime(file.name, (end, end))
            yield file.name
        finally:
            Path(file.name).unlink(missing_ok=True)
        if random() < CULL_RATE:
            self.cull()

    def cull(self) -> None:
        """What ends soonest goes first. A file without its name yet is let be, unless whoever wrote it is long gone."""
        ends: list[tuple[float, str]] = []
        for entry in os.scandir(self.folder):
            with contextlib.suppress(FileNotFoundError):
                ends.append((entry.stat().st_mtime, entry.path))
        ends.sort()
        too_many, now = len(ends) - self.max_entries, time.time()
        for number, (end, path) in enumerate(ends):
            if end <= now - TEMPORARY_FOR or (number < too_many and TEMPORARY not in path):
                Path(path).unlink(missing_ok=True)
