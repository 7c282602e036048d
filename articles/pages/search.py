from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page
from newsroom.fast.prepared import Prepared

from ..models import Section, Source
from ..search.suggest import suggest
from .assembly import load_sidebar
from .lists import CURSOR_PARAMS, get_cursors
from .publication import fragments_of, publication_of, rows_with_publication
from .results import ORDERS, PARAMETERS, PERIODS, Results, Search


@public_page(params=(*PARAMETERS, *CURSOR_PARAMS))
def search_page(request: HttpRequest) -> HttpResponse:
    now = request_moment(request)
    search = Search.from_params(request.GET)
    before, after = get_cursors(request)
    results = Results.load_results(search, now, before, after) if search.query else None
    sections, sources = rows_with_publication(request, Prepared(all_sections), Prepared(all_sources))
    context = {
        "search": search,
        "results": results,
        "sections": sort_sections(sections),
        "names": suggest(search.query.typed, now) if results and not results.page.days else [],
        "sources": sources,
        "periods": [(name, label) for name, (_length, label) in PERIODS.items()],
        "orders": ORDERS.items(),
        "sidebar": load_sidebar(
            now,
            leave_out=[article.pk for article in results.page.articles] if results else (),
            fragments=fragments_of(request),
        ),
    }
    return render(request, "articles/search.html", context)


def all_sections() -> QuerySet[Section]:
    return Section.objects.all()


def all_sources() -> QuerySet[Source]:
    return Source.objects.all()


def sort_sections(sections: Iterable[Section]) -> list[Section]:
    """Each with those below it."""
    below: dict[int | None, list[Section]] = defaultdict(list)
    for each in sections:
        below[each.parent_id].append(each)
    return [each for top in below[None] for each in [top, *below[top.pk]]]


@public_page(params=("q",))
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """As JSON, for the search field."""
    publication_of(request)  # which says when the next article comes out by itself
    found = suggest(request.GET.get("q", "").strip(), request_moment(request))
    return JsonResponse({"suggestions": [suggestion._asdict() for suggestion in found]})
