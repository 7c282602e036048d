"""Where to go from an address under which nothing stands: to where that has moved, or to how it is spelled right."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.encoding import escape_uri_path
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from newsroom.fast.pages import PUBLIC_PAGES, filter_query
from newsroom.shared.paths import path_to

from ..models import OldAddress
from ..models.addressed import Addressed
from ..models.old_address import normalize_path, noun_path

PAGES_OF_FEEDS = {
    f"{feed}_{kind}": kind for feed in ("feed", "atom") for kind in ("section", "source", "reporter", "tag")
}
"""Of a feed by its name in newsroom/urls.py, the name of the page that it belongs to."""


def find_redirect(request: HttpRequest) -> str | None:
    """The address to be asked for instead, if there is one. One query, and another where something has moved.

    For requests that end without a page, and only those. Parameters that no page reads there stay behind.
    """
    path = request.path_info
    address = find_moved(path) or find_normalized(path)
    if address is None or address == escape_uri_path(path):
        return None
    there = public_page_at(unquote(address))
    params = there.func.params if there else ()  # type: ignore[attr-defined]
    query = filter_query(request.META.get("QUERY_STRING", ""), params)
    return f"{address}?{query}" if query else address


def find_moved(path: str) -> str | None:
    """The address of what stood there; of its feed, if that was asked for."""
    asked = public_page_at(normalize_path(path))
    kind = PAGES_OF_FEEDS.get(asked.url_name or "") if asked else None
    if asked is None or kind is None:
        noun = OldAddress.objects.noun_at(normalize_path(path))
        return noun.get_absolute_url() if noun else None
    noun = OldAddress.objects.noun_at(noun_path(kind, asked.kwargs["slug"]))
    return path_to(str(asked.url_name), noun.slug) if noun else None


def find_normalized(path: str) -> str | None:
    """A page's address has its syllables put together. A Mac takes them apart in what is typed or dragged."""
    whole = normalize_path(path)
    if whole == path:
        return None
    return next((escape_uri_path(each) for each in (whole, f"{whole}/") if public_page_at(each)), None)


def public_page_at(path: str) -> ResolverMatch | None:
    """What would answer there, whether it finds anything or not."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return found if found.func in PUBLIC_PAGES else None


def describe_old_addresses(noun: Addressed) -> str:
    """For its form: which old addresses there are, else what becomes of this one. One query."""
    paths = list(OldAddress.objects.for_noun(noun))
    if not paths:
        return _("If you change it, the old address goes on leading here.")
    return _("Old addresses that lead here: %s.") % ", ".join(paths)


lazy_description = lazy(describe_old_addresses, str)
