"""Picks articles for many places at once, so that the number of blocks does not become a number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet, Value

from newsroom import statements
from newsroom.prepared import Prepared, padded

from .beside import put_bylines
from .models import Article
from .querysets import ArticleQuerySet

NO_HEADLINE = Value("", output_field=CharField())


class Pick(NamedTuple):
    article_id: int
    headline: str
    """The placement's own headline, or empty."""


def picks(articles: ArticleQuerySet) -> QuerySet[Any]:
    """These articles in their order, as a part of a gathering."""
    return articles.values_list("pk", NO_HEADLINE)


def gather(parts: Mapping[int, Prepared]) -> dict[int, list[Pick]]:
    """Runs all parts, each an ordered query for (article id, headline), as one UNION ALL: one query.

    Written as SQL because Django does not put sliced querysets into a union on SQLite. Each part is an indexed LIMIT
    of its own, so the cost does not grow with the archive. A union promises no order, so each row brings its number.
    """
    pieces: list[str] = []
    parameters: list[Any] = []
    for key, part in parts.items():
        sql, values = part.statement()
        pieces.append(f"SELECT {int(key)}, ROW_NUMBER() OVER (), picked.* FROM ({sql}) AS picked")
        parameters += values
    found: dict[int, list[Pick]] = defaultdict(list)
    if pieces:
        for key, _row, article_id, headline in sorted(statements.rows(" UNION ALL ".join(pieces), parameters)):
            found[key].append(Pick(article_id, headline))
    return found


def cards(ids: Iterable[int], *, signed: Iterable[int] = ()) -> dict[int, Article]:
    """These articles as cards, by id, and of those among `signed` the bylines: one query, two with bylines."""
    wanted = sorted(set(ids))
    found: list[Article] = Prepared(with_ids, ids=padded(wanted)).rows() if wanted else []
    articles = {article.pk: article for article in found}
    put_bylines(articles[pk] for pk in set(signed) if pk in articles)
    return articles


def with_ids(*, ids: Sequence[int]) -> ArticleQuerySet:
    return Article.objects.filter(pk__in=ids).with_card_parts()
