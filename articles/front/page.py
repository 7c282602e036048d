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
from .fill import Allocation, FilledBlock


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
        filled, _ = cls.allocation(blocks, now).load_slots(fragments, page="front page")
        return cls(filled)

    @classmethod
    def allocation(cls, blocks: list[Block], now: datetime) -> Allocation:
        """Of the blocks; while there is nothing in any of them, of the newest articles."""
        allocation = Allocation.pick_articles(blocks, now=now)
        if any(allocation.chosen):
            return allocation
        return Allocation.pick_articles(unarranged.default_blocks(), now=now)


def front_blocks(*, now: datetime) -> BlockQuerySet:
    return Block.objects.for_front(now)
