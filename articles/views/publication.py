from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from newsroom.edition import moment
from newsroom.kept_pages import public_page

from ..models import Publication


def publication_of(request: HttpRequest) -> Publication:
    """The paper, loaded once a request; tells `newsroom.kept_pages` when the page stops being true by itself."""
    publication: Publication | None = getattr(request, "publication", None)
    if publication is None:
        publication = Publication.objects.current(moment(request))
        request.publication = publication  # type: ignore[attr-defined]
        request.next_change_at = publication.next_change_at  # type: ignore[attr-defined]
    return publication


@public_page
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """The key alone, by which a portal knows that the paper itself speaks to it."""
    if not key or key != publication_of(request).indexnow_key:
        raise Http404("No such file")
    return HttpResponse(key, content_type="text/plain; charset=utf-8")
