from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from newsroom.fast import rows
from newsroom.fast.edition import request_moment
from newsroom.fast.fragments import Fragments
from newsroom.fast.pages import public_page
from newsroom.fast.prepared import Prepared, rows_of_each

from ..models import Publication, Section

Loaded = TypeVar("Loaded")


def publication_of(request: HttpRequest) -> Publication:
    """The paper, loaded once a request; tells `newsroom.fast.pages` when the page stops being true by itself: when the
    next thing comes or goes by its time, and at midnight, when the date above every page changes.
    """
    publication: Publication | None = getattr(request, "publication", None)
    if publication is None:
        publication = set_publication(request, Publication.objects.current(request_moment(request)))
    return publication


class SitePart(Protocol):
    """What every page has beside its own: `newsroom.head` says so, which knows more than articles."""

    def page_queries(self, now: datetime) -> Mapping[str, Prepared]:
        """What it asks for on the same way as the paper, by name."""

    def start_page(self, request: HttpRequest, fragments: Fragments, section: Section | None) -> None:
        """Names its fragments."""


site_parts: list[SitePart] = []


def rows_with_publication(request: HttpRequest, *first: Prepared) -> list[list[Any]]:
    """What a page asks first, and on the same way to the database the paper, which `publication_of` has from then on,
    and what every page needs, which is left at `request.site_rows`. One query for each.
    """
    now = request_moment(request)
    needed = {name: asked for each in site_parts for name, asked in each.page_queries(now).items()}
    papers, *found = rows_of_each(Publication.objects.as_query(now), *needed.values(), *first)
    set_publication(request, Publication.objects.from_rows(papers))
    request.site_rows = dict(zip(needed, found[: len(needed)], strict=True))  # type: ignore[attr-defined]
    return found[len(needed) :]


def load_once(request: HttpRequest, load: Callable[[str], Loaded], slug: str) -> Loaded:
    """What the page is about, by its address, as `load` finds it or raises Http404."""
    return rows.load_once(load, slug, surroundings_of(request))


def surroundings_of(request: HttpRequest) -> int | None:
    """None where nothing may be taken that was kept, nor left."""
    if not hasattr(request, "publication"):
        rows_with_publication(request)
    is_kept = bool(getattr(request, "edition", None)) and not settings.DEBUG
    return publication_of(request).surroundings if is_kept else None


def fragments_of(request: HttpRequest, section: Section | None = None) -> Fragments:
    """Those of the page, which stands in this section if in any; begun with those that every page has.

    None is kept of a preview or any other page that `public_page` does not keep, nor while templates are worked on.
    """
    fragments: Fragments | None = getattr(request, "fragments", None)
    if fragments is None:
        fragments = Fragments(surroundings_of(request), timezone.localdate(request_moment(request)))
        request.fragments = fragments  # type: ignore[attr-defined]
        for each in site_parts:
            each.start_page(request, fragments, section)
    return fragments


def set_publication(request: HttpRequest, publication: Publication) -> Publication:
    request.publication = publication  # type: ignore[attr-defined]
    changes = [publication.next_change_at, next_midnight(request_moment(request))]
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
