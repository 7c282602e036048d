from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.edition import moment, public_page

from ..pages import FrontPage


@public_page
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/front_page.html", {"page": FrontPage.at(moment(request))})
