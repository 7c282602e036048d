"""Finds published articles: any part of a word of two syllables or more, all words, quotes for a phrase.

Two ways lead to the newest hits, and both end in comparing texts, so what is found is exact. A word that many articles
hold is soon found by reading the newest ones; one that few hold, by what it consists of (`articles.search.index`). The
first way looks at `NEWEST` articles and no more; a word that it does not find often enough is rare, so the second has
little to compare. Neither depends on what the database guesses of Korean; counting takes its word where that is sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log2
from typing import NamedTuple, Self, cast

from django.db import connection, transaction

from newsroom.fast.replica import read_connection
from newsroom.shared.cursors import Cursor
from newsroom.shared.folding import fold_text, is_one_word, query_grams

from ..models import SearchEntry
from ..models.querysets import ByTimeQuerySet
from . import index

MOST_WORDS = 8
NEWEST = 1_000
COUNTED = 1_000
"""Hits are counted, and ranked by relevance, up to here."""
SAFETY = 3
"""What statistics put at so many times `COUNTED` is sure to be more than that, though they are rough."""

_AROUND = ".,;:!?()[]{}<>'·-"
"""Signs that stand around a word and are not part of it."""
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')


@dataclass(frozen=True)
class Query:
    """What was typed, as words and phrases that are to be found, folded."""

    typed: str
    words: tuple[str, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        found = _WORD.findall(fold_text(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", typed)))
        words = (" ".join(phrase.split()) or word.strip(_AROUND) for phrase, word in found)
        return cls(typed, tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS])

    @property
    def unquoted(self) -> str:
        return " ".join(self.typed.replace('"', " ").split())

    @property
    def named(self) -> str:
        """As it stands between quotes of the page's own."""
        return self.typed.strip().removeprefix('"').removesuffix('"') if self.typed.count('"') == 2 else self.typed

    @property
    def is_too_short(self) -> bool:
        """Whether words were typed, and none of two syllables: those can't be looked for."""
        return bool(self.words) and not any(query_grams(word) for word in self.words)

    @property
    def is_of_words(self) -> bool:
        """Whether nothing is a phrase, or one letter: what holds the grams of a word nearly always has the word."""
        return all(is_one_word(word) and query_grams(word) for word in self.words)

    @property
    def doubtful(self) -> list[str]:
        """Words that a text may not have although it holds what they consist of. A word that is one gram is none."""
        return [word for word in self.words if query_grams(word) != {word}]

    @property
    def gram(self) -> str:
        """The one word that is looked for, if it is one gram; else empty."""
        return self.words[0] if len(self.words) == 1 and not self.doubtful else ""

    def __bool__(self) -> bool:
        return bool(self.words) and not self.is_too_short


@dataclass(frozen=True)
class Scope:
    """Where to look: in these sections, of this source, since then; None leaves it open."""

    sections: tuple[int, ...] | None = None
    source: int | None = None
    since: datetime | None = None

    def entries(self, now: datetime) -> ByTimeQuerySet:
        entries = SearchEntry.objects.filter(published_at__lte=now)
        if self.sections is not None:
            entries = entries.filter(section__in=self.sections)
        if self.source is not None:
            entries = entries.filter(source=self.source)
        return entries.filter(published_at__gt=self.since) if self.since else entries


class Count(NamedTuple):
    number: int
    is_capped: bool
    """There are more than `COUNTED`."""

    @classmethod
    def of(cls, found: int) -> Self:
        return cls(min(found, COUNTED), found > COUNTED)


class Found(NamedTuple):
    ids: list[int]
    counted: Count | None
    """None where finding them did not tell."""


def newest(
    query: Query, scope: Scope, now: datetime, limit: int, *, before: Cursor | None = None, after: Cursor | None = None
) -> Found:
    """The numbers of the newest `limit` hits, newest first; with `after`, of those next to it, oldest first.

    One query for a common word, two for a rare one, whose hits are then counted too.
    """
    entries = scope.entries(now).newest_first()
    if before:
        entries = entries.older_than(before)
    if after:
        entries = entries.newer_than(after).reverse()
    ids = [row[0] for row in _having(entries[:NEWEST], query.words, limit)]
    if len(ids) == limit:
        return Found(ids, None)
    ids = [row[0] for row in _holding(entries, query, COUNTED + 1)]
    return Found(ids[:limit], None if before or after else Count.of(len(ids)))


def count(query: Query, scope: Scope, now: datetime) -> Count:
    """How many there are, up to `COUNTED`. Three queries at most.

    More than can be counted are not compared, as long as each word is one: of a thousand articles that hold what a word
    consists of, nearly all have it. And what the database takes to be in several times as many is not counted at all:
    that would cost the more the larger the archive is.
    """
    if scope == Scope() and query.gram and index.expected(query.gram) > SAFETY * COUNTED:
        return Count(COUNTED, True)
    entries = scope.entries(now).order_by()
    if query.is_of_words:
        holding = len(_holding(entries, query, COUNTED + 1, compare=False))
        if holding > COUNTED or not query.doubtful:
            return Count.of(holding)
    return Count.of(len(_holding(entries, query, COUNTED + 1)))


def most_relevant(query: Query, scope: Scope, now: datetime) -> list[int]:
    """Of the newest hits, up to `COUNTED`, those first that say it early and are new. Two queries.

    News begin with what matters: a word in the headline counts for more than one in the last paragraph. A year of age
    weighs as much as standing eight times as far back.
    """
    newest_entries = scope.entries(now).newest_first()
    ids = [row[0] for row in _holding(newest_entries, query, COUNTED, compare=not query.is_of_words)]
    if not ids:
        return []
    entries = SearchEntry.objects.filter(article__in=ids)
    ages = {entry: (now - at).days / 365 for entry, at in entries.values_list("article_id", "published_at")}

    def weight(row: tuple[int, ...]) -> float:
        depth = sum(log2(20 + place) for place in row[1:]) / len(query.words)
        return depth + 3 * ages[row[0]]

    return [row[0] for row in sorted(_having(entries, query.words, COUNTED, with_places=True), key=weight)]


def _holding(entries: ByTimeQuerySet, query: Query, limit: int, *, compare: bool = True) -> list[tuple[int, ...]]:
    """The numbers of the first `limit` of these entries that hold what the words consist of, and have the words.

    Chosen by the index before any text is compared: PostgreSQL takes comparing
    for cheap and reading arrays for free, and would rather walk the table. Of its ways to read an index, only the
    bitmap can use that of the grams.
    """
    condition, values = index.holding(query.words)
    found = cast(ByTimeQuerySet, entries.extra(where=[condition], params=values))
    with transaction.atomic(using=read_connection().alias):
        if connection.vendor == "postgresql":
            read_connection().cursor().execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        return _having(found, query.doubtful if compare else [], limit)


def _having(
    entries: ByTimeQuerySet, words: Sequence[str], limit: int, *, with_places: bool = False
) -> list[tuple[int, ...]]:
    """The numbers of the first `limit` of these entries whose text has every word, and where each stands, from 1.

    SQLite puts entries in order after it has compared their texts, which it would carry through the sort; PostgreSQL
    before, since it carries where they stand and reads no more of them than it needs.
    """
    place = {"postgresql": "strpos", "sqlite": "instr"}[connection.vendor]
    barrier, order = "", ""
    if not entries.query.is_sliced:
        barrier = {"postgresql": "OFFSET 0", "sqlite": "LIMIT -1"}[connection.vendor]
        if entries.query.order_by and connection.vendor == "sqlite":
            direction = "DESC" if entries.query.standard_ordering else "ASC"
            order = f"ORDER BY published_at {direction}, article_id {direction}"
            entries = entries.order_by()
    read = ["article_id", "published_at", *(["text"] if words else [])]
    inner, values = entries.values_list(*read).query.sql_with_params()
    places = [f"{place}(text, %s)" for _ in words]
    columns = ", ".join(["article_id", *(places if with_places else [])])
    where = " AND ".join(f"{each} > 0" for each in places) or "TRUE"
    with read_connection().cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM ({inner} {barrier}) AS entry WHERE {where} {order} LIMIT {limit}",
            [*(words if with_places else []), *values, *words],
        )
        return cursor.fetchall()
