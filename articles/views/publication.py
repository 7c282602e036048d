from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from newsroom.edition import moment
from newsroom.kept_pages import public_page
from newsroom.prepared import Prepared, rows_of_each

from ..models import Publication


def publication_of(request: HttpRequest) -> Publication:
    """The paper, loaded once a request; tells `newsroom.kept_pages` when the page stops being true by itself: when the
    next thing comes or goes by its time, and at midnight, when the date above every page changes.
    """
    publication: Publication | None = getattr(request, "publication", None)
    if publication is None:
        publication = note_publication(request, Publication.objects.current(moment(request)))
    return publication


along: list[Callable[[HttpRequest], Mapping[str, Prepared]]] = []
"""What every page needs beside, by name: `newsroom.head` says so, which knows more than articles."""


def asked_with_publication(request: HttpRequest, *first: Prepared) -> list[list[Any]]:
    """What a page asks first, and on the same way to the database the paper, which `publication_of` has from then on,
    and what goes `along`, which is left at `request.found_along`. One query for each.
    """
    needed = {name: asked for needs in along for name, asked in needs(request).items()}
    paper = Publication.objects.asked(moment(request))
    papers, *found = rows_of_each(paper, *needed.values(), *first)
    note_publication(request, Publication.objects.of_rows(papers))
    request.found_along = dict(zip(needed, found[: len(needed)], strict=True))  # type: ignore[attr-defined]
    return found[len(needed) :]


def note_publication(request: HttpRequest, publication: Publication) -> Publication:
    request.publication = publication  # type: ignore[attr-defined]
    changes = [publication.next_change_at, next_midnight(moment(request))]
    request.next_change_at = min(change for change in changes if change)  # type: ignore[attr-defined]
    return publication


def next_midnight(now: datetime) -> datetime:
    """In Seoul."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))


@public_page
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """The key alone, by which a portal knows that the paper itself speaks to it."""
    if not key or key != publication_of(request).indexnow_key:
        raise Http404("No such file")
    return HttpResponse(key, content_type="text/plain; charset=utf-8")
