"""A form that arrives twice is saved once: after a double click, another try on a weak line, a page sent again.

Each page gives its form a key. Whoever saves it writes the key down in the same transaction, so that of two that come
at the very same time the second waits for the first to end: on PostgreSQL at the key, on SQLite at the transaction.
When the first has failed or was refused, nothing is written down and the key is free. A form without a key, such as a
script's, is saved as ever. Buttons that go dead when they are pressed would help nobody whose line broke.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import SentForm

FIELD = "form_key"
"""The hidden field that holds the key."""
SENT_FORM_LIFETIME = timedelta(days=14)
"""Twice as long as anybody stays signed in."""

ALREADY_SAVED = _("The form arrived twice; it was saved once.")


def form_key(request: HttpRequest, field: str = FIELD) -> UUID | None:
    try:
        return UUID(request.POST.get(field, ""))
    except ValueError:
        return None


def claim_key(user: Any, kind: str, key: UUID) -> tuple[SentForm, bool]:
    """What is written down under the key, and whether it is by this call. Inside a transaction, which keeps it."""
    return SentForm.objects.get_or_create(user_id=user.pk, kind=kind, key=key)


def run_once(request: HttpRequest, kind: str, do: Callable[[], Any], *, field: str = FIELD) -> bool:
    """Does it, unless the form has arrived before; whether it was done. What it raises leaves the key free.

    A page that the browser's way back shows again sends its old key with something else in it: that is another form.
    """
    with transaction.atomic():
        key = form_key(request, field)
        is_first = key is None or claim_key(request.user, kind, uuid5(key, request_digest(request)))[1]
        if is_first:
            do()
    return is_first


# What takes seconds to make is made outside the transaction: on SQLite nobody else could write meanwhile.


def created_pk(user: Any, kind: str, key: UUID) -> str:
    """The number of what was made of it, or empty."""
    return SentForm.objects.filter(user_id=user.pk, kind=kind, key=key).values_list("made", flat=True).first() or ""


@transaction.atomic
def store_created(user: Any, kind: str, key: UUID, made: str) -> str:
    """Writes down what was made of it. The number of what was made first, of two at the very same time."""
    sent, is_first = claim_key(user, kind, key)
    if is_first:
        sent.made = made
        sent.save(update_fields=["made"])
    return sent.made


def request_digest(request: HttpRequest) -> str:
    """A digest of what is asked for and of what: address, fields and buttons, without tokens."""
    fields = [(name, values) for name, values in request.POST.lists() if not name.startswith("csrf")]
    return sha256(repr([request.path, sorted(fields)]).encode(errors="surrogatepass")).hexdigest()


def form_digest(request: HttpRequest) -> str:
    """A digest of what stands in the form, without buttons and tokens. Files by name and size."""
    fields = [(name, values) for name, values in request.POST.lists() if not name.startswith(("_", "csrf"))]
    files = [(name, [f"{each.name} {each.size}" for each in given]) for name, given in request.FILES.lists()]
    return sha256(repr([sorted(fields), sorted(files)]).encode(errors="surrogatepass")).hexdigest()


def button_names(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in request.POST if name.startswith("_")}


def is_used(user: Any, kind: str, key: UUID) -> bool:
    return SentForm.objects.filter(user_id=user.pk, kind=kind, key=key).exists()


def is_saved_since(user: Any, kind: str, key: UUID, since: datetime) -> bool:
    return SentForm.objects.filter(user_id=user.pk, kind=kind, key=key, sent_at__gte=since).exists()


def delete_expired(now: datetime) -> int:
    deleted, _models = SentForm.objects.filter(sent_at__lt=now - SENT_FORM_LIFETIME).delete()
    return deleted
