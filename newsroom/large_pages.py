"""What a process has loaded for good, in large pieces of memory (docs/adr/0018).

The kernel's word for a piece is a page. A processor notes where some two thousand of them are; what it takes to put a
page of the paper together lies in more than that, as long as they are of 4 kB.
"""

from __future__ import annotations

import ctypes
import mmap
import re
from collections.abc import Iterator
from pathlib import Path

SIZE = 2 << 20
"""Bytes of a large page on most machines; on others this does nothing."""
NEARLY_FULL = 0.9
"""An area of which less is in use is left alone: its holes would be filled, too."""
ENABLED = Path("/sys/kernel/mm/transparent_hugepage/enabled")
COLLAPSE = 25
"""`MADV_COLLAPSE` of Linux 6.1. An older one refuses, and makes large pages by itself in the minutes after."""

_AREA = re.compile(r"^(\w+)-(\w+) rw-p \w+ 00:00 0 +(?:\[heap\])?\n(?:.*\n)*?Rss: +(\d+) kB", re.MULTILINE)


def are_allowed() -> bool:
    """By the machine's owner: for all, or for who asks."""
    return ENABLED.exists() and "[never]" not in ENABLED.read_text(encoding="ascii")


def use() -> None:
    """For what is in memory now. Takes 50 to 150 ms; does nothing where they are not allowed or there are none."""
    if not are_allowed():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in areas(Path("/proc/self/smaps").read_text(encoding="ascii", errors="replace")):
        advise(start, end - start, mmap.MADV_HUGEPAGE)
        for page in range(start, end, SIZE):
            advise(page, SIZE, COLLAPSE)


def areas(smaps: str) -> Iterator[tuple[int, int]]:
    """Where what was allocated lies, from the beginning of a large page to the end of one, by `/proc/self/smaps`."""
    for found in _AREA.finditer(smaps):
        start, end, used = int(found[1], 16), int(found[2], 16), int(found[3]) * 1024
        first, last = -(-start // SIZE) * SIZE, end // SIZE * SIZE
        if used >= NEARLY_FULL * (end - start) and first < last:
            yield first, last
