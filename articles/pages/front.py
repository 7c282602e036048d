from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..front.page import FrontPage
from ..portals.structured import front_objects
from .publication import fragments_of, publication_of, rows_with_publication


@public_page
def front_page(request: HttpRequest) -> HttpResponse:
    now = request_moment(request)
    (blocks,) = rows_with_publication(request, FrontPage.blocks_query(now))
    context = {
        "page": FrontPage.from_blocks(blocks, now, fragments_of(request)),
        "structured": front_objects(publication_of(request)),
    }
    return render(request, "articles/front_page.html", context)
