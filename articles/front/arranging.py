"""Arranging a zone: all placements of its blocks read, checked and changed as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.forms.base import EARLIEST, LATEST
from newsroom.shared.characters import clean_line

from ..desk.records import AnyUser, add_record
from ..models import Article, Block, Placement, Record
from . import log

MAX_PLACEMENTS = 60
"""Placements that one block may hold."""


class ArrangementError(ValidationError):
    """The arrangement can't be taken as it is; nothing has changed."""


@dataclass(frozen=True)
class WantedPlacement:
    """A placement as the desk wants it; its position is its place in the block's list."""

    article: int
    headline: str
    starts_at: datetime | None
    """None: from now on, or since it has stood there."""
    ends_at: datetime | None


Arrangement = dict[int, list[WantedPlacement]]
"""Blocks' numbers to what is wanted in each, in order."""


def blocks_of(zone: str, section: int | None) -> list[Block]:
    """The blocks of the front page, of the default sidebar, or of a section's own, also those that are off."""
    return list(
        Block.objects.filter(zone=zone, section=section)
        .select_related("rule_section", "rule_source")
        .order_by("position", "pk")
    )


def placements_of(blocks: Iterable[Block]) -> dict[int, list[Placement]]:
    """By block, in order; with the articles as the list shows them. One query."""
    found: dict[int, list[Placement]] = {block.pk: [] for block in blocks}
    placements = Placement.objects.filter(block__in=found).select_related("article", "article__section")
    for placement in placements.defer("article__body").order_by("position", "pk"):
        found[placement.block_id].append(placement)
    return found


def zone_revision(blocks: Iterable[Block]) -> str:
    """Changes with any placement of these blocks: a screen that was opened at another one is told so."""
    rows = Placement.objects.filter(block__in=[block.pk for block in blocks]).order_by("block_id", "position", "pk")
    values = list(rows.values_list("block_id", "article_id", "position", "headline", "starts_at", "ends_at"))
    return sha256(repr(values).encode()).hexdigest()[:16]


def parse_arrangement(data: Any, blocks: Iterable[Block]) -> Arrangement:
    """What a screen has sent: a block's number to its placements. Raises `ArrangementError`."""
    names = {str(block.pk): block for block in blocks}
    if not isinstance(data, dict) or not set(data) <= set(names):
        raise ArrangementError(_("The screen is out of date. Load it again."))
    arrangement: Arrangement = {}
    for key, wanted in data.items():
        if not isinstance(wanted, list) or len(wanted) > MAX_PLACEMENTS:
            raise ArrangementError(_("Too many articles in one block."))
        arrangement[names[key].pk] = [parse_placement(each) for each in wanted]
    check_arrangement(arrangement, names)
    return arrangement


def parse_placement(data: Any) -> WantedPlacement:
    try:
        headline = clean_line(str(data.get("headline") or ""))
        article = int(data["article"])
        if not 0 < article <= BigIntegerField.MAX_BIGINT:
            raise ValueError("no number of an article")
        return WantedPlacement(
            article, headline, parse_minute(data.get("starts_at")), parse_minute(data.get("ends_at"))
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise ArrangementError(_("The screen is out of date. Load it again.")) from error


def parse_minute(text: Any) -> datetime | None:
    """A minute in Seoul as browsers send it. Raises ValueError."""
    if not text:
        return None
    at = parse_datetime(str(text))
    if at is None:
        raise ValueError("no time")
    at = timezone.make_aware(at) if timezone.is_naive(at) else at
    if not EARLIEST < at < LATEST:
        raise ValueError("far away")
    return at


def check_arrangement(arrangement: Arrangement, blocks: dict[str, Block]) -> None:
    ids = {wanted.article for placed in arrangement.values() for wanted in placed}
    known = set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if ids - known:
        raise ArrangementError(_("An article that was placed does not exist any more. Load the screen again."))
    for block, placed in arrangement.items():
        name = {"block": blocks[str(block)].name}
        if len({wanted.article for wanted in placed}) < len(placed):
            raise ArrangementError(_("%(block)s: an article stands there twice.") % name)
        for wanted in placed:
            if wanted.starts_at and wanted.ends_at and wanted.ends_at <= wanted.starts_at:
                raise ArrangementError(_("%(block)s: a placement ends before it begins.") % name)
            if len(wanted.headline) > 200:
                raise ArrangementError(_("%(block)s: a headline is too long.") % name)


@transaction.atomic
def arrange_blocks(arrangement: Arrangement, *, by: AnyUser, now: datetime | None = None) -> list[Block]:
    """Makes the placements of these blocks what is wanted, all at once. Returns the blocks that have changed."""
    now = now or timezone.now()
    blocks = Block.objects.order_by("pk").select_for_update().in_bulk(list(arrangement))
    changed = []
    for pk, wanted in arrangement.items():
        if pk in blocks and arrange_block(blocks[pk], wanted, now):
            changed.append(blocks[pk])
            add_record(Record.Verb.ARRANGED, blocks[pk], by=by, detail=describe_block(blocks[pk]))
    if changed:
        log.log_front_page(now, by=by)
        edition.advance(surroundings=False)  # what is placed where is asked for each page
    return changed


def arrange_block(block: Block, wanted: list[WantedPlacement], now: datetime) -> bool:
    """Whether anything is other than before. Those that stay keep their rows and their beginning."""
    standing = {placement.article_id: placement for placement in block.placements.all()}
    gone = set(standing) - {each.article for each in wanted}
    Placement.objects.filter(block=block, article__in=gone).delete()
    has_changed = bool(gone)
    for position, each in enumerate(wanted):
        placement = standing.get(each.article)
        if placement is None:
            placement = Placement(block=block, article_id=each.article, starts_at=each.starts_at or now)
        before = placement_row(placement) if placement.pk else None
        placement.position = position
        placement.headline = each.headline
        placement.starts_at = each.starts_at or placement.starts_at
        placement.ends_at = each.ends_at
        if placement_row(placement) != before:
            placement.save()
            has_changed = True
    return has_changed


def is_arranged(arrangement: Arrangement) -> bool:
    """Whether all is as it is wanted already: a screen that is sent twice is no quarrel. One query."""
    standing: dict[int, list[tuple[Any, ...]]] = {block: [] for block in arrangement}
    for placement in Placement.objects.filter(block__in=arrangement).order_by("position", "pk"):
        placed = standing[placement.block_id]
        placed.append((placement.article_id, *placement_row(placement)[1:]))
    return all(
        len(wanted) == len(standing[block])
        and all(matches_row(each, row) for each, row in zip(wanted, standing[block], strict=True))
        for block, wanted in arrangement.items()
    )


def matches_row(wanted: WantedPlacement, row: tuple[Any, ...]) -> bool:
    article, headline, begins, ends = row
    return (wanted.article, wanted.headline, wanted.ends_at) == (article, headline, ends) and wanted.starts_at in (
        None,
        begins,
    )


def placement_row(placement: Placement) -> tuple[Any, ...]:
    """Times to the minute: screens show no seconds, and their absence is no change."""
    begins = placement.starts_at.replace(second=0, microsecond=0)
    return placement.position, placement.headline, begins, placement.ends_at


def describe_block(block: Block) -> str:
    """The block's placements in order, for the record."""
    placed = block.placements.select_related("article").defer("article__body").order_by("position", "pk")
    return "\n".join(f"{number}. {each.headline or each.article.headline}" for number, each in enumerate(placed, 1))
