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
from .fill import FilledBlock, fill_blocks


@dataclass(frozen=True)
class FrontPage:
    """The ordered blocks of zone *front*; while none of them shows an article, the newest. Four queries, for the newest
    three more."""

    blocks: list[FilledBlock]

    @classmethod
    def load_at(cls, now: datetime) -> Self:
        return cls.from_blocks(cls.blocks_query(now).rows(), now)

    @classmethod
    def blocks_query(cls, now: datetime) -> Prepared:
        return Prepared(front_blocks, now=now)

    @classmethod
    def from_blocks(cls, blocks: list[Block], now: datetime, fragments: Fragments | None = None) -> Self:
        filled, _ = fill_blocks(blocks, now=now, fragments=fragments)
        if not filled:
            filled, _ = fill_blocks(unarranged.default_blocks(), now=now, fragments=fragments)
        return cls(filled)


def front_blocks(*, now: datetime) -> BlockQuerySet:
    return Block.objects.for_front(now)
