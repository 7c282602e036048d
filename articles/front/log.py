"""What stood on the front page, and when: a log of its top, and the whole page at every change.

언론중재법 제15조⑧ and 시행령 제11조의2 ask large sites for the log, kept for six months; it is cheap enough for all.
What stands there changes by people, by publishing and by the clock: so `log_front_page` compares the page with what
was noted last, after every edition and once a minute.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..desk.records import AnyUser, display_name, user_or_none
from ..models import Article, FrontSnapshot, Publication, Standing
from .fill import FilledBlock, Slot
from .page import FrontPage
from .union import load_cards

logger = logging.getLogger(__name__)

TOP_SIZE = 10
"""How much of the first block is its top: all of any block that one would put there."""
FRONT_LOG_LIFETIME = timedelta(days=400)
"""Six months is the duty."""


@transaction.atomic
def log_front_page(now: datetime | None = None, *, by: AnyUser = None) -> bool:
    """Notes the front page if it is not as noted last; `by` is who has just arranged it. Whether there was a change.

    Six queries where nothing has changed.
    """
    now = now or timezone.now()
    Publication.objects.select_for_update().first()  # one at a time
    blocks = FrontPage.load_at(now).blocks
    plain = [block_data(block) for block in blocks]
    newest = FrontSnapshot.objects.order_by("-taken_at").first()
    noted = newest.blocks if newest else []
    if noted == plain or (newest and newest.taken_at >= now):
        return False
    FrontSnapshot.objects.create(taken_at=now, blocks=plain)
    if top_of(plain) != top_of(noted):
        log_top(blocks[0].slots[:TOP_SIZE] if blocks else [], now, by)
    return True


def top_of(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The slots of a page's data that have a place in the log."""
    return blocks[0]["slots"][:TOP_SIZE] if blocks else []


def log_top(slots: list[Slot], now: datetime, by: AnyUser) -> None:
    """Ends what stands at another place or under another headline now, and begins what has come."""
    standing = {row.place: row for row in Standing.objects.filter(ended_at__isnull=True)}
    now_there = dict(enumerate(slots, 1))
    gone = [
        row.pk for place, row in standing.items() if place not in now_there or not is_unchanged(row, now_there[place])
    ]
    Standing.objects.filter(pk__in=gone).update(ended_at=now)
    ids = [slot.article.pk for slot in slots]
    sources = dict(Article.objects.filter(pk__in=ids, source__isnull=False).values_list("pk", "source__name"))
    Standing.objects.bulk_create(
        Standing(
            place=place,
            article_id=slot.article.pk,
            headline=slot.headline,
            source=sources.get(slot.article.pk, ""),
            began_at=now,
            by=user_or_none(by),
            by_name=display_name(by),
        )
        for place, slot in now_there.items()
        if place not in standing or standing[place].pk in gone
    )


def is_unchanged(row: Standing, slot: Slot) -> bool:
    return row.article_id == slot.article.pk and row.headline == slot.headline


def log_or_warn() -> None:
    """After an edition: the log must never hold up what the desk does."""
    try:
        log_front_page()
    except Exception:
        logger.exception("The front page could not be noted")


def block_data(block: FilledBlock) -> dict[str, Any]:
    return {
        "name": block.name,
        "slug": block.slug,
        "layout": block.layout,
        "more_url": block.more_url,
        "slots": [{"article": slot.article.pk, "headline": slot.headline} for slot in block.slots],
    }


def snapshot_page(snapshot: FrontSnapshot) -> FrontPage:
    """The page as it stood, with the pictures and summaries that its articles have now. Two queries."""
    ids = [slot["article"] for block in snapshot.blocks for slot in block["slots"]]
    articles = load_cards(ids, signed=ids)
    blocks = [
        FilledBlock(
            name=block["name"],
            slug=block["slug"],
            layout=block["layout"],
            more_url=block["more_url"],
            slots=[
                Slot(articles[slot["article"]], slot["headline"])
                for slot in block["slots"]
                if slot["article"] in articles
            ],
        )
        for block in snapshot.blocks
    ]
    return FrontPage([block for block in blocks if block.slots])


def delete_expired(now: datetime) -> None:
    FrontSnapshot.objects.filter(taken_at__lt=now - FRONT_LOG_LIFETIME).delete()
    Standing.objects.filter(ended_at__lt=now - FRONT_LOG_LIFETIME).delete()
