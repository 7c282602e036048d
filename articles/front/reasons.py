"""Why an article stands in a block, or why not: told from what the assembly has selected, and from its rules' steps."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.db.models import Exists, OuterRef

from ..models import Article, Block, Placement, Section
from .fill import PLACED, RANKINGS, Missing, Selection, ranked_in, rule_sections, rule_steps


class Reason(Enum):
    PLACED = auto()
    RULED = auto()
    TAKEN_BY_PLACEMENT = auto()
    TAKEN_BY_RULE = auto()
    FULL_OF_PLACED = auto()
    FULL = auto()
    NOT_RANKED = auto()
    ADVERTISING = auto()
    SUBSECTION = auto()
    SCHEDULED = auto()
    OVER = auto()
    OFF = auto()


@dataclass(frozen=True)
class Verdict:
    """On one block in which one would expect the article."""

    block: Block
    reason: Reason
    place: int = 0
    """From one; 0 where it does not stand."""
    other: Block | None = None
    """That has it instead."""
    at: datetime | None = None
    """Its placement begins then, or has ended."""


def verdicts(
    article: Article, selection: Selection, now: datetime, *, section: Section | None = None, off: Sequence[Block] = ()
) -> Iterator[Verdict]:
    """In the order of the page; then of the blocks that are `off`. Three queries, whatever the number of blocks."""
    blocks = [*selection.blocks, *off]
    placements = {
        placement.block_id: placement
        for placement in Placement.objects.filter(article=article, block__in=[block.pk for block in blocks if block.pk])
    }
    lacks = missing_in(article, blocks, now, section)
    below = set(Section.objects.filter(parent=article.section_id).values_list("pk", flat=True))
    for number, block in enumerate(blocks):
        placement, lack = placements.get(block.pk), lacks[number]
        if number >= len(selection.blocks):
            if placement or lack is None:
                yield Verdict(block, Reason.OFF)
        elif verdict := (
            standing(article, selection, number)
            or out_of_time(block, placement, now)
            or find_winner(article, selection, number, lack)
            or not_of_its_rule(block, lack, below)
        ):
            yield verdict


def standing(article: Article, selection: Selection, number: int) -> Verdict | None:
    for place, pick in enumerate(selection.chosen[number], 1):
        if pick[0] == article.pk:
            reason = Reason.PLACED if contains_article(article, selection.found[PLACED, number]) else Reason.RULED
            return Verdict(selection.blocks[number], reason, place)
    return None


def out_of_time(block: Block, placement: Placement | None, now: datetime) -> Verdict | None:
    if placement is None:
        return None
    if placement.starts_at > now:
        return Verdict(block, Reason.SCHEDULED, at=placement.starts_at)
    if placement.ends_at and placement.ends_at <= now:
        return Verdict(block, Reason.OVER, at=placement.ends_at)
    return None


def find_winner(article: Article, selection: Selection, number: int, lack: Missing | None) -> Verdict | None:
    """Of what the desk has placed here, or the rule would choose: something else has it, or there is no room."""
    block = selection.blocks[number]
    is_placed = contains_article(article, selection.found[PLACED, number])
    if not is_placed and lack is not None:
        return None
    if block.rule in RANKINGS and not is_placed:
        return Verdict(block, Reason.NOT_RANKED)
    return taken_by(article, selection, block) or Verdict(block, Reason.FULL_OF_PLACED if is_placed else Reason.FULL)


def taken_by(article: Article, selection: Selection, block: Block) -> Verdict | None:
    """Rankings take only what is placed in them."""
    for number, other in enumerate(selection.blocks):
        verdict = standing(article, selection, number)
        if verdict is None or (verdict.reason == Reason.RULED and other.rule in RANKINGS):
            continue
        by = Reason.TAKEN_BY_PLACEMENT if verdict.reason == Reason.PLACED else Reason.TAKEN_BY_RULE
        return Verdict(block, by, other=other)
    return None


def not_of_its_rule(block: Block, lack: Missing | None, below: set[int]) -> Verdict | None:
    """Only where one could think that it is: nobody looks for an article of 경제 in 정치."""
    match lack:
        case Missing.NO_ADVERTISING if block.rule != Block.Rule.NONE:
            return Verdict(block, Reason.ADVERTISING)
        case Missing.READERS:
            return Verdict(block, Reason.NOT_RANKED)
        case Missing.SECTION if block.rule_section_id in below:
            return Verdict(block, Reason.SUBSECTION)
    return None


def contains_article(article: Article, picks: Iterable[tuple[int, int, str]]) -> bool:
    return any(pick[0] == article.pk for pick in picks)


def missing_in(
    article: Article, blocks: Sequence[Block], now: datetime, section: Section | None
) -> list[Missing | None]:
    """Of each block, the first condition of its rule that the article does not meet; None where it chooses from it.

    One query, which asks for each step of the rules whether it still has the article.
    """
    asked: dict[Hashable, Exists] = {}
    steps: list[list[tuple[Missing, Hashable]]] = []
    for block in blocks:
        rule = (block.rule, block.rule_source_id, ranked_in(block, section))
        taken = enumerate(rule_steps(rule[0], now, source=rule[1], ranked_in=rule[2]))
        steps.append([])
        for number, (lack, articles) in taken:
            key = (*rule, number)
            asked.setdefault(key, Exists(articles.filter(pk=OuterRef("pk"))))
            steps[-1].append((lack, key))
    names = {key: f"step_{number}" for number, key in enumerate(asked)}
    row = Article.objects.filter(pk=article.pk).values(**{names[key]: each for key, each in asked.items()}).first()
    if row is None:
        return [Missing.PUBLIC for _ in blocks]
    return [
        next((lack for lack, key in of_block if not row[names[key]]), None) or of_other_section(article, block)
        for block, of_block in zip(blocks, steps, strict=True)
    ]


def of_other_section(article: Article, block: Block) -> Missing | None:
    sections = rule_sections(block)
    return Missing.SECTION if sections and article.section_id not in sections else None
