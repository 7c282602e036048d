"""Writing down who did what: one line for each change that somebody may ask about later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from ..models import Record

AnyUser = AbstractBaseUser | AnonymousUser | None
"""Who does it; nobody for what a command or the worker does."""


def add_record(verb: Record.Verb, subject: Model, *, by: AnyUser, detail: str = "") -> Record:
    """Writes the line, in the caller's transaction. One query, and one more for the first of a kind of subject."""
    return add_records(verb, [subject], by=by, detail=detail)[0]


def add_records(verb: Record.Verb, subjects: Sequence[Model], *, by: AnyUser, detail: str = "") -> list[Record]:
    """A line for each of these, which are of one kind. The queries of `add_record`, however many there are."""
    user, name = user_or_none(by), display_name(by)
    return Record.objects.bulk_create(
        Record(
            verb=verb,
            by=user,
            by_name=name,
            subject_type=ContentType.objects.get_for_model(subject),
            subject_id=str(subject.pk),
            subject=str(subject)[:200],
            detail=detail,
        )
        for subject in subjects
    )


def records_for(subject: Model) -> QuerySet[Record]:
    """Newest first."""
    return Record.objects.filter(
        subject_type=ContentType.objects.get_for_model(subject), subject_id=str(subject.pk)
    ).order_by("-at", "-pk")


def user_or_none(by: AnyUser) -> Any:
    """The person as a foreign key takes it."""
    return by if by is not None and by.is_authenticated else None


def display_name(person: AnyUser) -> str:
    """As the newsroom calls people: 김하늘 기자, else the account's own name. May cost a query for the reporter."""
    if person is None or not person.is_authenticated:
        return ""
    reporter = getattr(person, "reporter", None)
    return str(reporter or person.get_full_name() or person.get_username())  # type: ignore[attr-defined]
