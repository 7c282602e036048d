from __future__ import annotations

from urllib.parse import quote

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
    context = {"query": query, "encoded_query": quote(query, safe=""), "page": page, "sidebar": beside}
    return render(request, "articles/search.html", context)
