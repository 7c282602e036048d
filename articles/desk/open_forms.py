"""What people have open and what they typed without saving it: kept beside the article, not among its versions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from ..models import Article, OpenForm

ACTIVE_FOR = timedelta(seconds=75)
"""A tab says every twenty seconds that it is there; three misses, and it is taken for closed."""
MAX_AGE = timedelta(days=30)
UNDO_PERIOD = timedelta(hours=24)
"""What was thrown away can be had back for so long."""
MAX_SIZE = 2_000_000
"""Characters that one form may hold; far beyond any article."""
MAX_ITEMS = 5


def save_form(
    *, key: UUID, user: Any, article: Article | None, version: int, typed: dict[str, list[str]] | None, now: datetime
) -> None:
    """Notes that the form is open and, where `typed` is given, what stands in it. A form belongs to who opened it."""
    values: dict[str, Any] = {"seen_at": now}
    if typed is not None:
        values |= {"typed": typed, "typed_at": now, "thrown_away_at": None}
    created = {"article": article, "user": user, "version": version, "opened_at": now}
    form, is_new = OpenForm.objects.get_or_create(key=key, defaults=created | values)
    if not is_new and form.user_id == user.pk:
        OpenForm.objects.filter(pk=form.pk).update(**values)


def close_form(key: UUID, user: Any) -> None:
    """The tab is gone. What was typed in it stays until it is saved or thrown away."""
    form = OpenForm.objects.filter(key=key, user=user)
    form.filter(typed_at__isnull=True).delete()
    form.update(seen_at=timezone.now() - ACTIVE_FOR)


def delete_form(key: UUID, user: Any) -> None:
    """What was typed is saved: there is nothing to bring back."""
    OpenForm.objects.filter(key=key, user=user).delete()


def discard_form(key: UUID, user: Any, now: datetime) -> None:
    """Offered no more, but for a day to be had back. The tab it was typed in is not there any longer."""
    OpenForm.objects.filter(key=key, user=user).update(thrown_away_at=now, seen_at=now - ACTIVE_FOR)


def undo_discard(key: UUID, user: Any) -> None:
    """Undoes `discard_form`."""
    OpenForm.objects.filter(key=key, user=user).update(thrown_away_at=None)


def other_users(article: Article, user: Any, now: datetime) -> list[OpenForm]:
    """Who else has the article open now, a row a person. One query."""
    forms = OpenForm.objects.filter(article=article, seen_at__gt=now - ACTIVE_FOR).exclude(user=user)
    found: dict[int, OpenForm] = {}
    for form in forms.select_related("user", "user__reporter").order_by("opened_at"):
        found.setdefault(form.user_id, form)
    return list(found.values())


def unsaved_forms(article: Article | None, user: Any, now: datetime) -> list[OpenForm]:
    """What this person typed and never saved: in this article, or in new ones where there is none. One query.

    What was thrown away within the day is among them, with its `thrown_away_at`.
    """
    typed = OpenForm.objects.filter(article=article, user=user, typed_at__isnull=False)
    found = typed.filter(Q(thrown_away_at__isnull=True) | Q(thrown_away_at__gt=now - UNDO_PERIOD))
    return list(found.order_by("-typed_at")[:MAX_ITEMS])


def discarded_forms(user: Any, now: datetime) -> list[OpenForm]:
    """What this person can still have back, wherever it was typed. One query."""
    found = OpenForm.objects.filter(user=user, thrown_away_at__gt=now - UNDO_PERIOD, typed_at__isnull=False)
    return list(found.select_related("article").order_by("-thrown_away_at")[:MAX_ITEMS])


def delete_expired(now: datetime) -> int:
    """Removes what nobody came back for. What was thrown away just now is kept for its day, however old it is."""
    alone = Q(thrown_away_at__isnull=True, seen_at__lt=now - MAX_AGE)
    empty = Q(typed_at__isnull=True, seen_at__lt=now - timedelta(days=1))
    deleted, _ = OpenForm.objects.filter(alone | empty | Q(thrown_away_at__lte=now - UNDO_PERIOD)).delete()
    return deleted
