from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..models import Article, Block
from .assembly import (
    ArticlePage,
    article_from_rows,
    article_queries,
    article_sidebar_query,
    own_or_default_blocks,
    sidebar_blocks,
)
from .publication import fragments_of, publication_of, rows_with_publication


@public_page
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """200 for what is published, 410 for what was withdrawn from readers, 404 for all else."""
    now = request_moment(request)
    *found, blocks = rows_with_publication(request, *article_queries(pk), article_sidebar_query(pk, now))
    article = article_from_rows(found, now)
    if article is None:
        raise Http404("No such article")
    if article.is_public(now):
        return render(
            request, "articles/article.html", article_context(request, article, own_or_default_blocks(blocks))
        )
    if article.was_public():
        return render(request, "410.html", status=410)
    raise Http404("No such article")


def article_context(request: HttpRequest, article: Article, blocks: list[Block] | None = None) -> dict[str, object]:
    """What `articles/article.html` reads, for the public page and for the preview. Without `blocks`, those of
    the sidebar, they are asked for.
    """
    now = request_moment(request)
    if blocks is None:
        blocks = sidebar_blocks(article.section_id, now)
    return {
        "page": ArticlePage.for_article(
            article, blocks, publication_of(request), now, fragments_of(request, article.section), request.path
        ),
        "section": article.section,
        "is_preview": not article.is_public(now),
    }
