"""Fills blocks: first the desk's live placements, then the rule, and no article twice on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from .gather import Pick, cards, gather, newest
from .models import Article, Block, Correction, Placement, Section
from .querysets import ArticleQuerySet

ALSO_AT_MOST = 10
"""Articles in one further part of a page."""


@dataclass(frozen=True)
class Slot:
    """An article in a block, under the headline it has there."""

    article: Article
    headline: str


@dataclass(frozen=True)
class FilledBlock:
    """A block with its articles, loaded as cards. Never empty: what has no article is not drawn."""

    name: str
    slug: str
    layout: str
    more_url: str
    slots: list[Slot]
    corrections: list[Correction] = field(default_factory=list)
    """Those that are to be seen where their article stood."""

    @property
    def lead(self) -> Slot:
        return self.slots[0]

    @property
    def rest(self) -> list[Slot]:
        return self.slots[1:]


def fill(
    blocks: Iterable[Block],
    *,
    now: datetime,
    leave_out: Collection[int] = (),
    also: dict[int, QuerySet[Any]] | None = None,
) -> tuple[list[FilledBlock], dict[int, list[Slot]]]:
    """The blocks as they stand at `now`, without the empty ones, and the slots of each part of `also`.

    Placements of all blocks are settled before any rule fills up, so a rule never takes what the desk has put
    elsewhere. `leave_out` are articles that the page shows already. `also` are further parts that the page needs (see
    `gather`), under keys below zero, each sliced to `ALSO_AT_MOST`. Two queries, three with a block of layout *top*,
    which prints bylines, and one more while a correction stands in a block; whatever the number of blocks.
    """
    blocks = list(blocks)
    taken_elsewhere = len(leave_out) + ALSO_AT_MOST * len(also or {})
    picks = gather(parts_of(blocks, now=now, left_out=taken_elsewhere) | (also or {}))
    taken = set(leave_out)
    chosen = {key: settle(picks[key], taken, limit=None) for key in (also or {})}
    for block in blocks:
        chosen[placed(block)] = settle(picks[placed(block)], taken, limit=block.size)
    for block in blocks:
        free = block.size - len(chosen[placed(block)])
        chosen[ruled(block)] = settle(picks[ruled(block)], taken, limit=free)

    standing = corrections_in(blocks, now)
    prints_bylines = any(block.layout == Block.Layout.TOP for block in blocks)
    articles = cards((pick.article_id for part in chosen.values() for pick in part), with_bylines=prints_bylines)

    def slots(part: list[Pick]) -> list[Slot]:
        found = ((articles.get(pick.article_id), pick.headline) for pick in part)
        return [Slot(article, listed(article, headline)) for article, headline in found if article]

    filled = [
        FilledBlock(
            block.name,
            block.slug,
            block.layout,
            block.more_url(),
            slots(chosen[placed(block)] + chosen[ruled(block)]),
            standing.get(block.pk, []),
        )
        for block in blocks
    ]
    return [block for block in filled if block.slots], {key: slots(chosen[key]) for key in (also or {})}


def listed(article: Article, own_headline: str) -> str:
    """The placement's own headline may be any, but not hide that the article is advertising."""
    if not own_headline:
        return article.listed_headline
    return article.listed_headline.removesuffix(article.headline) + own_headline


def corrections_in(blocks: list[Block], now: datetime) -> dict[int, list[Correction]]:
    """By block. Asks only where the blocks were loaded with word of a correction (`for_filling`): most days none."""
    found: dict[int, list[Correction]] = defaultdict(list)
    asked = [block.pk for block in blocks if getattr(block, "has_corrections", False)]
    if asked:
        standing = Correction.objects.standing(now).filter(shown_in__in=asked).select_related("article")
        for correction in standing.defer("article__body").order_by("-published_at"):
            found[correction.shown_in_id or 0].append(correction)
    return found


def placed(block: Block) -> int:
    return 2 * block.pk


def ruled(block: Block) -> int:
    return 2 * block.pk + 1


def parts_of(blocks: list[Block], *, now: datetime, left_out: int) -> dict[int, QuerySet[Any]]:
    """What to ask for: of each rule as many as its block needs even if all that other blocks take comes first."""
    parts: dict[int, QuerySet[Any]] = {}
    room = left_out + sum(block.size for block in blocks)  # as if all that stands elsewhere were the newest here
    for block in blocks:
        live = Placement.objects.live(now).filter(block=block).order_by("position", "pk")
        parts[placed(block)] = live.values_list("article_id", "headline")[:room]
        if block.rule != Block.Rule.NONE:
            parts[ruled(block)] = newest(ruled_articles(block, now), room)
    return parts


def block_articles(block: Block, now: datetime) -> ArticleQuerySet:
    """What stands behind the block's 더보기: its rule's articles, else those that the desk has placed there."""
    if block.rule != Block.Rule.NONE:
        return ruled_articles(block, now)
    return Article.objects.published(now).filter(placements__block=block, placements__starts_at__lte=now)


def ruled_articles(block: Block, now: datetime) -> ArticleQuerySet:
    """What the block's rule may choose from."""
    published = Article.objects.published(now)
    match block.rule:
        case Block.Rule.SECTION:
            with_those_below = Q(pk=block.rule_section_id) | Q(parent=block.rule_section_id)
            return published.filter(section__in=Section.objects.filter(with_those_below))
        case Block.Rule.SOURCE:
            return published.filter(source=block.rule_source_id)
        case Block.Rule.PHOTO_STORIES:
            return published.filter(is_photo_story=True)
        case Block.Rule.LATEST:
            return published
        case _:
            return published.none()


def settle(picks: list[Pick], taken: set[int], limit: int | None) -> list[Pick]:
    """The first `limit` picks that are not taken yet; takes them."""
    free: list[Pick] = []
    for pick in picks:
        if limit is not None and len(free) >= limit:
            break
        if pick.article_id not in taken:
            taken.add(pick.article_id)
            free.append(pick)
    return free
