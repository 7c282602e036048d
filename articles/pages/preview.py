from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.fast.edition import request_moment

from ..desk.preview_links import find_link
from .article import article_context
from .assembly import load_article


@never_cache
@require_safe
def article_preview(request: HttpRequest, token: str) -> HttpResponse:
    """An unpublished article for who was given its link; once it is out, the link leads to its page."""
    link = find_link(token, request_moment(request))
    if link is None:
        raise Http404("No such preview")
    if link.article.is_public(request_moment(request)):
        return redirect(link.article)
    article = load_article(link.article_id, request_moment(request)) or link.article
    response = render(request, "articles/article.html", article_context(request, article) | {"link": link})
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
