from __future__ import annotations

from django.http import HttpRequest

from newsroom.edition import moment

from ..models import Publication


def publication_of(request: HttpRequest) -> Publication:
    """The paper, loaded once a request; tells `newsroom.edition` when the page stops being true by itself."""
    publication: Publication | None = getattr(request, "publication", None)
    if publication is None:
        publication = Publication.objects.current(moment(request))
        request.publication = publication  # type: ignore[attr-defined]
        request.next_change_at = publication.next_change_at  # type: ignore[attr-defined]
    return publication
