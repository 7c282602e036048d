from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from newsroom.edition import public_page

from ..models import Article, Publication
from ..pages import ArticlePage


@public_page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """200 for what is published, 410 for what was withdrawn from readers, 404 for all else."""
    now = timezone.now()
    article = get_object_or_404(Article.objects.for_article_page(now), pk=pk)
    if article.is_public(now):
        return render(request, "articles/article.html", article_context(request, article))
    if article.was_public():
        return render(request, "410.html", status=410)
    raise Http404("No such article")


def article_context(request: HttpRequest, article: Article) -> dict[str, object]:
    """What `articles/article.html` reads, for the public page and for the preview."""
    now = timezone.now()
    publication = request.head.publication if hasattr(request, "head") else Publication.objects.current(now)
    return {
        "page": ArticlePage.of(article, publication, now),
        "section": article.section,
        "is_preview": not article.is_public(now),
    }
