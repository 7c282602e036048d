"""Brings texts that readers see to what would be stored today: all of them a batch at a time, or some rows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from newsroom.fast import edition

from ..models import (
    Article,
    ArticlePhoto,
    Block,
    Correction,
    Helpline,
    OldAddress,
    Page,
    Photo,
    Placement,
    Publication,
    Record,
    Reporter,
    Section,
    Source,
    Tag,
)
from ..models.old_address import noun_path
from . import text_checks, versions
from .records import add_record
from .stored_text import change_kinds, find_hidden_text, is_media_removed, mend_row, truncate_difference

BATCH = 200
MODELS: list[type[models.Model]] = [
    *(Article, ArticlePhoto, Photo, Correction, Page, Tag, Source, Section, Reporter, Block, Placement, Helpline),
    Publication,
]
"""Whose texts readers see. What was noted of the past, such as the log of the front page, stays as it was."""
MAX_REASON_LENGTH = 100


@dataclass(frozen=True)
class Finding:
    """A text that isn't as it would be stored today, or that holds a sign which nobody can read."""

    row: models.Model
    name: str
    """Of the field."""
    change_kinds: list[str]
    before: str
    after: str
    text: str = ""
    """Whole, as it would be stored; empty for what only a person can mend."""
    skip_reason: str = ""
    """Why it is left to a person; empty for what is mended."""

    @property
    def field_label(self) -> str:
        return str(self.row._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]

    @property
    def row_label(self) -> str:
        """`Article 12`, or what else it is."""
        return f"{self.row._meta.verbose_name} {self.row.pk}"


@dataclass
class MendRun:
    """One run. Iterating finds, batch by batch; with `apply` each batch is mended, in a transaction of its own."""

    apply: bool = False
    change_count: int = 0
    skip_count: int = 0

    def __iter__(self) -> Iterator[Finding]:
        """The new edition begins once, when the last batch is written or the run is broken off."""
        try:
            for model in MODELS:
                for rows in iter_batches(model):
                    yield from self._check_batch(model, rows)
        finally:
            if self.apply and self.change_count:
                edition.advance()

    def _check_batch(self, model: type[models.Model], rows: list[models.Model]) -> Iterator[Finding]:
        found = [each for row in rows for each in check_row(row)]
        changing = {each.row.pk for each in found if not each.skip_reason}
        if self.apply and changing:
            mend_rows(model, changing, _("mended by the command mend_texts: %s"))
        self.change_count += sum(not each.skip_reason for each in found)
        self.skip_count += sum(bool(each.skip_reason) for each in found)
        yield from found


def iter_batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """All rows of what readers see or have seen."""
    rows = model._default_manager.order_by("pk")
    if model is Article:
        rows = rows.filter(published_at__isnull=False)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def check_row(row: models.Model) -> Iterator[Finding]:
    yield from find_stale(row)
    for name, words in find_hidden_text(row):
        yield Finding(
            row,
            name,
            [_("perhaps hidden text")],
            words,
            "",
            skip_reason=_("only a person knows whether readers are to see it"),
        )
    for name, words in text_checks.find_in_row(row):
        yield Finding(row, name, [_("unknown sign")], words, "", skip_reason=_("only a person knows what it means"))


def find_stale(row: models.Model) -> Iterator[Finding]:
    """What would be stored otherwise today."""
    for name, text in mend_row(row).items():
        stored = getattr(row, name)
        before, after = truncate_difference(stored, text)
        yield Finding(
            row, name, change_kinds(stored, text), before, after, text=text, skip_reason=skip_reason(row, name, text)
        )


def skip_reason(row: models.Model, name: str, text: str) -> str:
    """What speaks against mending it, if anything."""
    if is_media_removed(getattr(row, name), text):
        return _("a picture would be lost")
    others = [column.name for column in row._meta.fields if column.attname != name]
    changed = copy(row)
    setattr(changed, name, text)
    try:
        changed.clean_fields(exclude=others)
        if not isinstance(row, Tag):  # two that become one are seen to
            changed.validate_unique(exclude=others)
            changed.validate_constraints(exclude=others)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def mend_rows(model: type[models.Model], numbers: set[int], reason: str) -> list[Finding]:
    """Mends these rows as they are now: somebody may have saved them since they were looked at. Answers what was in an
    old form, also what is left to a person. The reason has a place for what was mended.
    """
    found = []
    for row in model._default_manager.select_for_update().filter(pk__in=numbers).order_by("pk"):
        of_row = list(find_stale(row))
        found += of_row
        if mendable := [each for each in of_row if not each.skip_reason]:
            save_row(row, mendable, reason)
    return found


def save_row(row: Any, found: list[Finding], reason: str) -> None:
    """Keeps 수정 as it is: no word was changed by anybody. An article gets a version, the rest a record."""
    texts = {each.name: each.text for each in found}
    reason %= ", ".join(dict.fromkeys(kind for each in found for kind in each.change_kinds))
    if isinstance(row, Tag) and (other := Tag.objects.filter(name=texts["name"]).exclude(pk=row.pk).first()):
        return merge_tag(row, other, reason)
    for name, text in texts.items():
        setattr(row, name, text)
    if isinstance(row, Article):
        versions.save_version(row, set(texts), by=None, reason=reason[:MAX_REASON_LENGTH])
        return
    row.save(update_fields=list(texts))
    add_record(
        Record.Verb.CHANGED, row, by=None, detail=f"{reason}\n" + "\n".join(f"{n.before} → {n.after}" for n in found)
    )


def merge_tag(tag: Tag, other: Tag, reason: str) -> None:
    """Two tags that are written the same by now are one: articles and addresses of the one lead to the other."""
    articles = Article.objects.filter(tags=tag).only("pk").order_by("pk")
    last = 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH]):
        for article in batch:
            article.tags.add(other)
        last = batch[-1].pk
    add_record(Record.Verb.DELETED, tag, by=None, detail=f"{reason}\n{tag.slug} → {other.slug}")
    kind, left = tag.page_name, noun_path(tag.page_name, tag.slug)
    OldAddress.objects.filter(kind=kind, noun=tag.pk).update(noun=other.pk)
    tag.delete()
    if left and left != noun_path(kind, other.slug):  # one that was written in NFD stood where the other stands
        OldAddress.objects.update_or_create(path=left, defaults={"kind": kind, "noun": other.pk})
