"""Rows that pages are about (a section, a tag), kept by each process as long as the surroundings stay.

What changes them renews all fragments (newsroom/fast/fragments.py), so for fragments to be true it has to raise the
surroundings anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from . import fragments
from .memory import Memory

Loaded = TypeVar("Loaded")

memory: Memory[Any] = Memory(1_000, lambda row: 1)
"""So many of them."""


def load_once(load: Callable[[str], Loaded], slug: str, surroundings: int | None) -> Loaded:
    """What `load` finds. The surroundings have been asked for before, or what is found might be older than they.

    It is shared by all pages, which may only read it.
    """
    if surroundings is None:
        return load(slug)
    key = f"{fragments.code_version()} {surroundings} {load.__module__}.{load.__qualname__} {slug}"
    kept: Loaded | None = memory.get(key)
    if kept is None:
        kept = load(slug)
        memory.put(key, kept)
    return kept
