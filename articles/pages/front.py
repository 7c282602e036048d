from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..front.page import FrontPage
from ..portals.structured import of_front
from .publication import asked_with_publication, fragments_of, publication_of


@public_page
def front(request: HttpRequest) -> HttpResponse:
    now = request_moment(request)
    (blocks,) = asked_with_publication(request, FrontPage.asked(now))
    context = {
        "page": FrontPage.of(blocks, now, fragments_of(request)),
        "structured": of_front(publication_of(request)),
    }
    return render(request, "articles/front_page.html", context)
