"""What people have open and what they typed without saving it: kept beside the article, not among its versions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from .models import Article, OpenForm

ALIVE_FOR = timedelta(seconds=75)
"""A tab says every twenty seconds that it is there; three misses, and it is taken for closed."""
KEPT_FOR = timedelta(days=30)
LARGEST = 2_000_000
"""Characters that one form may hold; far beyond any article."""


def keep(
    *, key: UUID, user: Any, article: Article | None, version: int, typed: dict[str, list[str]] | None, now: datetime
) -> None:
    """Notes that the form is open and, where `typed` is given, what stands in it. A form belongs to who opened it."""
    values: dict[str, Any] = {"seen_at": now}
    if typed is not None:
        values |= {"typed": typed, "typed_at": now}
    created = {"article": article, "user": user, "version": version, "opened_at": now}
    form, is_new = OpenForm.objects.get_or_create(key=key, defaults=created | values)
    if not is_new and form.user_id == user.pk:
        OpenForm.objects.filter(pk=form.pk).update(**values)


def close(key: UUID, user: Any, *, discard: bool = False) -> None:
    """The tab is gone. What was typed in it stays until it is saved or thrown away."""
    form = OpenForm.objects.filter(key=key, user=user)
    if discard:
        form.delete()
    else:
        form.filter(typed_at__isnull=True).delete()
        form.update(seen_at=timezone.now() - ALIVE_FOR)


def others_at(article: Article, user: Any, now: datetime) -> list[OpenForm]:
    """Who else has the article open now, a row a person. One query."""
    forms = OpenForm.objects.filter(article=article, seen_at__gt=now - ALIVE_FOR).exclude(user=user)
    found: dict[int, OpenForm] = {}
    for form in forms.select_related("user", "user__reporter").order_by("opened_at"):
        found.setdefault(form.user_id, form)
    return list(found.values())


def unsaved_of(article: Article | None, user: Any) -> list[OpenForm]:
    """What this person typed and never saved: in this article, or in new ones where there is none. One query."""
    return list(
        OpenForm.objects.filter(article=article, user=user, typed_at__isnull=False).order_by("-typed_at")[:5]
        if article
        else OpenForm.objects.filter(article=None, user=user, typed_at__isnull=False).order_by("-typed_at")[:5]
    )


def prune(now: datetime) -> int:
    """Removes what nobody came back for."""
    old = Q(seen_at__lt=now - KEPT_FOR) | Q(typed_at__isnull=True, seen_at__lt=now - timedelta(days=1))
    deleted, _ = OpenForm.objects.filter(old).delete()
    return deleted
