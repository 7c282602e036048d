"""Makes articles, one or thousands at a time. Nothing else does: the form, the demo, and whatever brings texts in.

What is made is whole at once: the row with its excerpt, the first version, the record, tags, bylines, gallery, related
articles and the search's entry. Texts are from outside: the body goes through the one sanitiser, and the characters of
all others are put in order as those of a form are.

Who calls says the rest through the `Article` itself, which may have any state and the times that it has been given:

- A form gives a draft, written by who is signed in (`created_by`).
- What brings an old paper in gives each article the state and times that it had there, no `created_by` (what an account
  has written is its own, see `permissions`), authors as bylines or else in `byline_text`, and `detail`, for the record
  and the first version: 옮겨 옴. It gives some thousand at a time, for memory and the transaction grow with them, and
  brings them into the search at the end (`into_search`).
- What reads a press release gives drafts without bylines, with a source, photos that the store has taken in, and an
  embargo not as a state but as the time for which the desk is to schedule it.

No portal is told of them (that is `publishing`'s), whatever their state; feeds and lists show by time what is public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from newsroom.fast import edition

from ..body import clean_body
from ..models import Article, ArticlePhoto, Byline, Record, RelatedArticle, Tag
from ..models.fields import BodyField
from ..models.tag import check_name, normalize_name, save_tags
from ..search import indexing
from .records import AnyUser, add_records, user_or_none
from .stored_text import clean_value
from .text_checks import text_fields

REFERENCES = [field.name for field in Article._meta.concrete_fields if field.is_relation]


@dataclass(frozen=True)
class Draft:
    """An article that is not there yet, and what belongs to it, in order. None of it is saved, but for tags that there
    are: a row of one is taken as it is, and any other is found by its name or made."""

    article: Article
    tags: Sequence[Tag] = ()
    bylines: Sequence[Byline] = ()
    gallery: Sequence[ArticlePhoto] = ()
    related: Sequence[RelatedArticle] = ()
    """To articles that there are, or that are made with it."""


class DraftRefused(ValidationError):
    """One of them can't be stored as it is, so none is made. The message says why, `draft` which."""

    def __init__(self, draft: Draft, why: ValidationError) -> None:
        super().__init__(why)
        self.draft = draft


@transaction.atomic
def make_articles(drafts: Iterable[Draft], *, by: AnyUser, detail: str = "", into_search: bool = True) -> list[Article]:
    """All of them or, with `DraftRefused`, none. `by` is who makes them: it stands in the record and the first version.

    At most 24 queries, whatever their number. Without `into_search` who makes very many brings them in at the end by
    `indexing.rebuild(only_missing=True)`, which takes a tenth of the time.
    """
    drafts = list(drafts)
    for draft in drafts:
        _put_in_order(draft)
    articles = [draft.article for draft in drafts]
    Article.objects.bulk_create(articles)
    Article.history.bulk_history_create(articles, default_user=user_or_none(by), default_change_reason=detail)
    _tag(drafts)
    _put_rows(Byline, drafts, lambda draft: draft.bylines)
    _put_rows(ArticlePhoto, drafts, lambda draft: draft.gallery)
    _put_rows(RelatedArticle, drafts, lambda draft: draft.related)
    add_records(Record.Verb.ADDED, articles, by=by, detail=detail)
    out = [article.pk for article in articles if article.state == Article.State.PUBLISHED]
    if out and into_search:
        indexing.keep(out)
    if out:
        edition.advance(surroundings=False)
    return articles


def _put_in_order(draft: Draft) -> None:
    """As it is to be stored. No query: that what it refers to is there, the database says."""
    article = draft.article
    for row in [article, *draft.gallery]:
        for field in text_fields(type(row)):
            if not isinstance(field, BodyField):
                setattr(row, field.attname, clean_value(field, getattr(row, field.attname)))
    article.body = clean_body(article.body)
    article.excerpt = article.made_excerpt()
    try:
        article.clean_fields(exclude=REFERENCES)
        for tag in draft.tags:
            if not tag.pk:
                tag.name = normalize_name(tag.name)
                check_name(tag.name)
    except ValidationError as why:
        raise DraftRefused(draft, why) from why


def _tag(drafts: Sequence[Draft]) -> None:
    """In the order in which they were given; one that is given twice, once."""
    tags = iter(save_tags(chain.from_iterable(draft.tags for draft in drafts)))
    through = Article.tags.through
    through.objects.bulk_create(
        through(article_id=draft.article.pk, tag_id=pk)
        for draft in drafts
        for pk in dict.fromkeys(next(tags).pk for _ in draft.tags)
    )


def _put_rows(model: type[models.Model], drafts: Sequence[Draft], rows_of: Callable[[Draft], Sequence[Any]]) -> None:
    found = []
    for draft in drafts:
        for position, row in enumerate(rows_of(draft)):
            row.article, row.position = draft.article, position
            found.append(row)
    model._default_manager.bulk_create(found)
