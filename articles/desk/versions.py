"""The versions of an article: one for each save that changed what was typed, kept by django-simple-history."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.shared.times import in_seoul

from ..models import Article, Record
from ..models.uses import Use, fields_for
from ..portals import indexnow
from .records import AnyUser, add_record, user_or_none
from .stored_text import mend_row

RESTORED_FIELDS = fields_for(Use.RESTORED)
"""Where the article belongs and what has happened to it stay as they are."""


def versions_of(article: Article) -> QuerySet[Any]:
    """Newest first, with the names of those who wrote them. One query."""
    found: QuerySet[Any] = Article.history.filter(id=article.pk)
    return found.select_related("history_user", "history_user__reporter").order_by("-history_date", "-history_id")


def save_version(article: Article, fields: set[str], *, by: AnyUser, reason: str = "") -> None:
    """Writes these fields as a new version. An article that came without one keeps its old text as the first.

    The reason stands beside the version; it is for what no person has typed.
    """
    if not versions_of(article).exists():
        before = Article.objects.get(pk=article.pk)
        Article.history.bulk_history_create([before], default_user=before.created_by)
    article.version += 1
    article._history_user = user_or_none(by)  # type: ignore[attr-defined]
    article._change_reason = reason or None  # type: ignore[attr-defined]
    article.save(update_fields={*fields, "version"})
    if "headline" in fields and article.is_public():
        indexnow.add_notice(article)


def restore_version(article: Article, version: Any, *, by: AnyUser) -> None:
    """Makes the text of an earlier version the article's own again: a new version, so that nothing is lost.

    As it would be saved today: what has been mended since does not come back.
    """
    for name in RESTORED_FIELDS:
        setattr(article, name, getattr(version, name))
    for name, text in mend_row(article).items():
        setattr(article, name, text)
    save_version(article, set(RESTORED_FIELDS), by=by)
    add_record(Record.Verb.REVERTED, article, by=by, detail=_("to the version of %s") % in_seoul(version.history_date))
    if article.is_public():
        edition.advance(surroundings=False)
