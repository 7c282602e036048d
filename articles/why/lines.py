from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One place, as it is said to a person."""

    text: str
    is_there: bool = True
    url: str = ""
    """Where one can see it."""
