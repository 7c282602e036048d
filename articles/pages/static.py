"""Pages that are not lists of articles: static pages, corrections, the house colour."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..body import clean_body, render_body
from ..models import Correction, Page

MAX_CORRECTIONS = 100


@public_page
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_object_or_404(Page, slug=slug)
    return render(request, "articles/page.html", {"static_page": page, "body": render_body(clean_body(page.body))})


@public_page
def correction_list(request: HttpRequest) -> HttpResponse:
    """The newest published corrections."""
    newest = Correction.objects.published(request_moment(request)).select_related("article").defer("article__body")
    return render(request, "articles/corrections.html", {"corrections": list(newest[:MAX_CORRECTIONS])})


@require_safe
def house_css(request: HttpRequest, color: str) -> HttpResponse:
    """The publication's colour as a style sheet: the colour is in the address, so it may be kept for ever."""
    if not re.fullmatch(r"[0-9a-f]{6}", color, re.ASCII):
        raise Http404("No such colour")
    response = HttpResponse(f":root{{--house:#{color}}}\n", content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
