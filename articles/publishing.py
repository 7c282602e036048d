"""What happens to an article's state: each change one function, atomic, raising the edition when readers can see it.

All raise `PublishingError` with a sentence for the person at the desk, and then nothing has changed.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import edition

from .body import text_of
from .models import Article


class PublishingError(ValidationError):
    """The article can't take that step; the message says why."""


@transaction.atomic
def submit(article: Article) -> None:
    """Hands a draft to the desk."""
    _lock(article)
    if article.state != Article.State.DRAFT:
        raise PublishingError(_("Only a draft can be submitted."))
    article.state = Article.State.SUBMITTED
    article.save(update_fields=["state"])


@transaction.atomic
def send_back(article: Article) -> None:
    """Makes a submitted article a draft again."""
    _lock(article)
    if article.state != Article.State.SUBMITTED:
        raise PublishingError(_("Only a submitted article can be sent back."))
    article.state = Article.State.DRAFT
    article.save(update_fields=["state"])


@transaction.atomic
def publish(article: Article, *, at: datetime | None = None) -> None:
    """Publishes now, or schedules for `at`. A scheduled article may be moved to another time until it is out."""
    now = timezone.now()
    _lock(article)
    if article.state == Article.State.WITHDRAWN:
        raise PublishingError(_("A withdrawn article can't be published."))
    if article.is_public(now):
        raise PublishingError(_("The article is published already."))
    if at is not None and at <= now:
        raise PublishingError(_("The time lies in the past. Publish now, or choose a later time."))
    if not text_of(article.body).strip() and not article.is_photo_story:
        raise PublishingError(_("The article has no body yet."))
    article.state = Article.State.PUBLISHED
    article.published_at = at or now
    article.save(update_fields=["state", "published_at"])
    edition.advance()


@transaction.atomic
def unschedule(article: Article) -> None:
    """Takes a scheduled article back to the desk before its time."""
    _lock(article)
    if not article.is_scheduled():
        raise PublishingError(_("The article is not scheduled."))
    article.state = Article.State.SUBMITTED
    article.published_at = None
    article.save(update_fields=["state", "published_at"])
    edition.advance()


@transaction.atomic
def withdraw(article: Article, *, reason: str) -> None:
    """Takes a published article away from readers; its address then answers 410."""
    _lock(article)
    if not article.is_public():
        raise PublishingError(_("Only a published article can be withdrawn."))
    if not reason.strip():
        raise PublishingError(_("Say why the article is withdrawn."))
    article.state = Article.State.WITHDRAWN
    article.withdrawn_at = timezone.now()
    article.withdrawn_reason = reason.strip()
    article.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    edition.advance()


def revised(article: Article) -> None:
    """Marks an editorial change of a public article: 수정. Does nothing to one that no reader has seen."""
    if article.is_public():
        article.revised_at = timezone.now()
        article.save(update_fields=["revised_at"])


def _lock(article: Article) -> None:
    """Reads the state afresh under a row lock, so that of two people pressing a button one is told."""
    current = (
        Article.objects.select_for_update(of=("self",)).only("state", "published_at", "withdrawn_at").get(pk=article.pk)
    )
    article.state = current.state
    article.published_at = current.published_at
    article.withdrawn_at = current.withdrawn_at
