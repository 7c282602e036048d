"""What stands on the front page: plain data for the template, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from newsroom.fast.fragments import Fragments
from newsroom.fast.prepared import Prepared

from ..models import Block
from ..models.querysets import BlockQuerySet
from . import unarranged
from .fill import FilledBlock, fill


@dataclass(frozen=True)
class FrontPage:
    """The ordered blocks of zone *front*; while none of them shows an article, the newest. Four queries, for the newest
    three more."""

    blocks: list[FilledBlock]

    @classmethod
    def at(cls, now: datetime) -> Self:
        return cls.of(cls.asked(now).rows(), now)

    @classmethod
    def asked(cls, now: datetime) -> Prepared:
        return Prepared(front_blocks, now=now)

    @classmethod
    def of(cls, blocks: list[Block], now: datetime, fragments: Fragments | None = None) -> Self:
        filled, _ = fill(blocks, now=now, fragments=fragments)
        if not filled:
            filled, _ = fill(unarranged.blocks(), now=now, fragments=fragments)
        return cls(filled)


def front_blocks(*, now: datetime) -> BlockQuerySet:
    return Block.objects.of_front(now)
