"""Picks articles for many places at once, so that the number of blocks does not become a number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from newsroom.fast import statements
from newsroom.fast.prepared import Prepared, padded, rows_of_each

from ..models import Article
from ..models.querysets import ArticleQuerySet
from ..models.related import attach_rows, bylines_of

PICK_COLUMNS = ("picked_article", "picked_version", "picked_headline")


Pick = tuple[int, int, str]
"""An article's number, its row version, and the headline that a placement gives it, or an empty text."""


def select_picks(rows: QuerySet[Any], article: str = "", headline: str = "") -> QuerySet[Any]:
    """The articles of these rows, or those that `article` refers to, in their order, as a part of a gathering.

    The columns of all parts have the same names and types: PostgreSQL would bring them together by a step for each.
    """
    own = Cast(headline, TextField()) if headline else Value("", output_field=TextField())
    number, version = (f"{article}_id", f"{article}__row_version") if article else ("pk", "row_version")
    return rows.annotate(picked_article=F(number), picked_version=F(version), picked_headline=own).values_list(
        *PICK_COLUMNS
    )


def run_union(parts: Mapping[Hashable, Prepared]) -> dict[Hashable, list[Pick]]:
    """Runs all parts, each an ordered query of `select_picks`, as one UNION ALL: one query. Empty for what is no part.

    Written as SQL because Django does not put sliced querysets into a union on SQLite. Each part is an indexed LIMIT
    of its own, so the cost does not grow with the archive. Both databases run the parts of such a union one after the
    other and pass on their rows as they come: PostgreSQL as long as it takes no further processes to help, which is
    why settings forbid it. (Numbered rows would take as long as all else of the query.)
    """
    asked = [part.statement() for part in parts.values()]
    found: list[list[Pick]] = [[] for _ in asked]
    if asked:
        values = list(chain.from_iterable(each.values for each in asked))
        for number, *pick in statements.rows(union_sql(tuple(each.sql for each in asked)), values):
            found[number].append((*pick,))
    return defaultdict(list, zip(parts, found, strict=True))


@lru_cache(maxsize=100)
def union_sql(parts: tuple[str, ...]) -> str:
    """One text of all parts; each row begins with the number of its part."""
    numbered = (
        f"SELECT {number}, {', '.join(PICK_COLUMNS)} FROM ({sql}) AS picked" for number, sql in enumerate(parts)
    )
    return " UNION ALL ".join(numbered)


def load_cards(ids: Iterable[int], *, signed: Iterable[int] = ()) -> dict[int, Article]:
    """These articles as cards, by id, and of those among `signed` the bylines: one query, two with bylines."""
    wanted, signers = sorted(set(ids)), sorted(set(signed))
    if not wanted:
        return {}
    asked = [Prepared(with_ids, ids=padded(wanted))]
    if signers:
        asked.append(Prepared(bylines_of, articles=padded(signers)))
    found, *bylines = rows_of_each(*asked)
    articles: dict[int, Article] = {article.id: article for article in found}
    for signatures in bylines:
        attach_rows([articles[pk] for pk in signers if pk in articles], "bylines", signatures)
    return articles


def with_ids(*, ids: Sequence[int]) -> ArticleQuerySet:
    return Article.objects.filter(pk__in=ids).with_card_parts()
