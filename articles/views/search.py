from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.edition import moment, public_page

from ..pages import sidebar
from ..search import search as find
from .lists import list_page


@public_page
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    articles = find(query, moment(request))
    page = list_page(request, articles) if articles is not None else None
    beside = sidebar(moment(request), beside=page)
    return render(request, "articles/search.html", {"query": query, "page": page, "sidebar": beside})
