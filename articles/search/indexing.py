"""Keeps the search in step with the articles, in the transaction that changes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from newsroom.shared.folding import fold_text

from ..body import body_text
from ..models import Article, Byline, NewName, Reporter, SearchEntry, Source, Tag
from ..models.querysets import ArticleQuerySet
from ..models.uses import Use, fields_for
from . import index

BATCH = 500
SEARCHED = set(fields_for(Use.SEARCHED))


def follow() -> None:
    """From now on, what is written to an article, its bylines and its tags is brought into the search."""
    post_save.connect(_article_saved, Article)
    pre_delete.connect(_entry_removed, SearchEntry)
    for signal in (post_save, post_delete):
        signal.connect(_byline_changed, Byline)
    m2m_changed.connect(_tags_changed, Article.tags.through)
    pre_delete.connect(_tag_goes, Tag)
    for noun in (Reporter, Source, Tag):
        post_save.connect(_noun_saved, noun)


@transaction.atomic
def keep(ids: Iterable[int]) -> int:
    """Brings the entries of these articles in step; answers how many have changed.

    Five queries, three of them only while the articles are out or scheduled, and three for those that have changed.
    """
    ids = set(ids)
    kept = {entry.pk: entry for entry in SearchEntry.objects.select_for_update().filter(article__in=ids)}
    wanted = {article.pk: entry_of(article) for article in _searchable(ids)}
    changed = [entry for key, entry in wanted.items() if key not in kept or _differs(entry, kept[key])]
    SearchEntry.objects.filter(article__in=kept.keys() - wanted.keys()).delete()  # `_entry_removed` sees to the index
    rewritten = [entry for entry in changed if entry.pk not in kept or kept[entry.pk].text != entry.text]
    for entry in rewritten:
        if entry.pk in kept:
            index.remove(entry.pk, kept[entry.pk].text)
    SearchEntry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["published_at", "section", "source", "text"],
    )
    if rewritten:
        index.put((entry.pk, entry.text) for entry in rewritten)
    return len(changed) + len(kept.keys() - wanted.keys())


def rebuild(*, only_missing: bool = False) -> Iterator[int]:
    """Brings every entry in step, a batch a transaction, while readers go on searching; yields how many were looked at.

    With `only_missing`, articles that have an entry are passed over: what an import in bulk has left behind.
    """
    for ids in _batches(SearchEntry.objects.exclude(article__state="published")):
        keep(ids)
    articles = Article.objects.filter(state="published")
    looked_at = 0
    for ids in _batches(articles.filter(search_entry=None) if only_missing else articles):
        keep(ids)
        looked_at += len(ids)
        yield looked_at
    index.ensure_index(connection)


@db_periodic_task(crontab())
def follow_names() -> None:
    """Brings the entries in step that hold a name which has changed.

    Work of the worker, for there may be thousands: asked for when a reporter, source or tag has a new name, and done
    every minute for what such a call has left behind.
    """
    for name in NewName.objects.order_by("pk"):
        path = {"Reporter": "bylines__reporter", "Source": "source", "Tag": "tags"}[name.kind]
        for ids in _batches(Article.objects.filter(**{path: name.noun}, state="published")):
            keep(ids)
        name.delete()


@transaction.atomic
def begin_anew() -> None:
    """Empties the search. The next `rebuild` fills it."""
    index.drop(connection)
    index.create(connection)
    index.empty_entries(connection)


def entry_of(article: Article) -> SearchEntry:
    """Of an article that is out or scheduled. Reads source, bylines and tags, as `_searchable` loads them."""
    assert article.published_at is not None
    names = [article.source.name if article.source else "", article.byline, *(tag.name for tag in article.tags.all())]
    lines = [f"{article.kicker} {article.headline}", article.subheadline, *names, body_text(article.body)]
    return SearchEntry(
        article_id=article.pk,
        published_at=article.published_at,
        section_id=article.section_id,
        source_id=article.source_id,
        text=fold_text("\n".join(lines)),
    )


def _searchable(ids: Iterable[int]) -> ArticleQuerySet:
    published = Article.objects.filter(pk__in=ids, state="published")
    return published.select_related("source").prefetch_related("bylines__reporter", "tags").defer("summary", "excerpt")


def _differs(one: SearchEntry, other: SearchEntry) -> bool:
    return any(
        getattr(one, name) != getattr(other, name) for name in ("published_at", "section_id", "source_id", "text")
    )


def _batches(rows: Any) -> Iterator[list[int]]:
    last = 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
        last = ids[-1]


# --- What tells of a change ----------------------------------------------------------------------


def _article_saved(instance: Article, raw: bool, update_fields: frozenset[str] | None, **_: Any) -> None:
    if not raw and (update_fields is None or SEARCHED & update_fields):
        keep([instance.pk])


def _byline_changed(instance: Byline, origin: Any = None, **_: Any) -> None:
    """A byline that goes with its article takes nothing out of an entry that goes too."""
    goes_with_article = origin is not None and getattr(origin, "model", type(origin)) is Article
    if not goes_with_article:
        keep([instance.article_id])


def _tags_changed(instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **_: Any) -> None:
    if action.startswith("post_"):
        keep([instance.pk] if not reverse else pk_set or [])


def _tag_goes(instance: Tag, **_: Any) -> None:
    articles = list(instance.articles.filter(state="published").values_list("pk", flat=True))
    transaction.on_commit(lambda: keep(articles), robust=True)  # what is to follow the commit follows all the same


def _entry_removed(instance: SearchEntry, **_: Any) -> None:
    index.remove(instance.pk, instance.text)


def _noun_saved(instance: Reporter | Source | Tag, created: bool, **_: Any) -> None:
    """A new name is brought into the articles that bear it by the worker: they may be thousands."""
    if not created:
        NewName.objects.create(kind=type(instance).__name__, noun=instance.pk)
        # Robust: if the queue does not answer, the worker comes by itself.
        transaction.on_commit(lambda: follow_names(), robust=True)  # Django asks it for a name
