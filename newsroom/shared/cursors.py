"""Where a list page stops: the key of its first or last row, as a text for the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.models import Article
    from articles.pages.assembly import PickedArticle

PATTERN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCursor(ValueError):
    """The text is not a place in a list."""


@dataclass(frozen=True)
class Cursor:
    """A place in the order newest first: microseconds since 1970 UTC and the article's number."""

    at: datetime
    pk: int

    @classmethod
    def from_article(cls, article: Article | PickedArticle) -> Cursor:
        assert article.published_at is not None
        return cls(article.published_at, article.pk)

    @classmethod
    def from_text(cls, text: str) -> Cursor:
        match = PATTERN.fullmatch(text)
        if match is None:
            raise BadCursor(text)
        try:
            return cls(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
        except OverflowError as error:
            raise BadCursor(text) from error

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"
