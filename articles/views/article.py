from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.edition import moment
from newsroom.kept_pages import public_page

from ..models import Article
from ..pages import ArticlePage, asked_to_read, with_its_parts
from .publication import asked_with_publication, publication_of


@public_page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """200 for what is published, 410 for what was withdrawn from readers, 404 for all else."""
    now = moment(request)
    article = with_its_parts(asked_with_publication(request, asked_to_read(pk)), now)
    if article is None:
        raise Http404("No such article")
    if article.is_public(now):
        return render(request, "articles/article.html", article_context(request, article))
    if article.was_public():
        return render(request, "410.html", status=410)
    raise Http404("No such article")


def article_context(request: HttpRequest, article: Article) -> dict[str, object]:
    """What `articles/article.html` reads, for the public page and for the preview."""
    now = moment(request)
    return {
        "page": ArticlePage.of(article, publication_of(request), now),
        "section": article.section,
        "is_preview": not article.is_public(now),
    }
