"""Django's cache in files, for a paper without Redis on one machine: as it is, but tidied up now and then only."""

from __future__ import annotations

from random import random

from django.core.cache.backends.filebased import FileBasedCache

CULL_RATE = 0.01
"""Of all writes. Django counts the files of the folder at each, which takes longer than the write."""


class FileCache(FileBasedCache):
    def _cull(self) -> None:
        if random() < CULL_RATE:
            super()._cull()  # type: ignore[misc]
