"""Reads by the hour as bars, for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils import timezone

from ..models import Article
from . import counts as reads

HEIGHT = 60


@dataclass(frozen=True)
class Bar:
    x: int
    y: float
    height: float
    hour: datetime
    reads: int
    is_midnight: bool


@dataclass(frozen=True)
class ReadsChart:
    """An SVG of one unit an hour across and `HEIGHT` up."""

    bars: list[Bar]
    total: int
    most: int
    height: int = HEIGHT

    @classmethod
    def for_hours(cls, now: datetime, hours: int, article: Article | None = None) -> Self:
        """Of an article, or of the whole paper. One query."""
        counted = reads.hourly_reads(now, hours, article)
        most = max(number for _, number in counted)
        bars = [
            Bar(
                x=x,
                y=round(HEIGHT - HEIGHT * number / (most or 1), 2),
                height=round(HEIGHT * number / (most or 1), 2),
                hour=hour,
                reads=number,
                is_midnight=timezone.localtime(hour).hour == 0,
            )
            for x, (hour, number) in enumerate(counted)
        ]
        return cls(bars, sum(number for _, number in counted), most)

    @property
    def width(self) -> int:
        return len(self.bars)
