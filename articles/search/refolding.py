"""Brings what the search keeps to the way this version folds texts, after an update that changed it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from newsroom.shared.folding import FOLDING, fold_text

from ..models import Reporter, SearchEntry, SearchFolding, Section, Source, Tag
from .indexing import keep

BATCH = 100
"""Few enough that a save on SQLite, which waits for the batch, does not wait long even where all are made again."""
PASSES = 2
"""The second is for articles that a process of the version before saved while it was being replaced."""


def refold() -> Iterator[int]:
    """Goes once through all entries, the newest first; yields how many were looked at. One query where nothing is due.

    An entry's own text tells whether it would be folded otherwise now, so only those that would are made again: the
    others are read and not written, which costs a hundred thousand articles seconds and not minutes. Stopped, it goes
    on from where it was; two of them share the work.
    """
    state = SearchFolding.objects.filter(pk=1).first()
    if state and state.folding == FOLDING and state.passes >= PASSES:
        return
    refold_names()
    looked_at = 0
    while number := refold_batch():
        looked_at += number
        yield looked_at


@transaction.atomic
def refold_batch() -> int:
    """How many entries were looked at; none ends the pass."""
    state, _ = SearchFolding.objects.select_for_update().get_or_create(pk=1)
    if state.folding != FOLDING:
        state.folding, state.passes, state.below = FOLDING, 0, None
    entries = SearchEntry.objects.order_by("-pk").values_list("pk", "text")
    batch = list(entries.filter(pk__lt=state.below)[:BATCH] if state.below is not None else entries[:BATCH])
    keep(article for article, text in batch if fold_text(text) != text)
    state.below = batch[-1][0] if batch else None
    state.passes += not batch
    state.save()
    return len(batch)


def refold_names() -> None:
    """What sections, sources, reporters and tags are suggested by."""
    for noun in (Reporter, Section, Source, Tag):
        for pk, name, kept in noun.objects.values_list("pk", "name", "suggested_by"):
            if kept != noun.suggestion_key(name):
                noun.objects.filter(pk=pk, name=name).update(suggested_by=noun.suggestion_key(name))
