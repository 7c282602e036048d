from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..models import Article
from ..pictures.share_card import ShareCard
from .publication import publication_of


@public_page
def article_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The card of a published article; under the address of an earlier one, the way to that of today."""
    article = Article.objects.published(request_moment(request)).select_related("section").filter(pk=pk).first()
    if article is None:
        raise Http404("No such article")
    card = ShareCard.of_article(article, publication_of(request))
    if card.digest != digest:
        return redirect("article_card", pk, card.digest)
    return HttpResponse(card.render_png(), content_type="image/png")


@public_page
def paper_card(request: HttpRequest, digest: str) -> HttpResponse:
    card = ShareCard.of_paper(publication_of(request))
    if card.digest != digest:
        return redirect("paper_card", card.digest)
    return HttpResponse(card.render_png(), content_type="image/png")
