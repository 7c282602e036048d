"""The picture that stands beside a shared link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from newsroom.shared.addresses import absolute_url
from newsroom.shared.paths import path_to

from ..models import Article, Publication
from ..models.crops import SHAPES
from . import share_card
from .share_card import ShareCard


@dataclass(frozen=True)
class SharedImage:
    url: str
    """Full address. It changes when the picture does: messengers keep a picture by its address for days."""
    width: int
    height: int
    alt: str

    @classmethod
    def of_article(cls, article: Article, publication: Publication) -> Self:
        """Its photo in 2:1, else a card with the headline."""
        photo = article.photo
        if photo is not None and photo.crops_for:
            return cls(absolute_url(photo.crop_url("2x1")), *SHAPES["2x1"], photo.alt)
        if photo is not None and photo.is_croppable:  # its crops are still to be made
            return cls(absolute_url(photo.file.url), photo.width, photo.height, photo.alt)
        card = ShareCard.of_article(article, publication)
        address = path_to("article_card", article.pk, card.digest)
        return cls(absolute_url(address), *share_card.SIZE, article.listed_headline)

    @classmethod
    def of_paper(cls, publication: Publication) -> Self:
        card = ShareCard.of_paper(publication)
        return cls(absolute_url(path_to("paper_card", card.digest)), *share_card.SIZE, publication.name)
