"""Which articles hold which neighbouring characters: an inverted index, in the database beside the articles.

Korean glues particles to words, and readers look for parts of compounds (동작 in 동작구청장), so words are no keys;
two and three characters side by side are. An article that holds all those of a word nearly always holds the word, and
whoever asks compares the text. PostgreSQL has them as an array with a GIN index, in a column of `SearchEntry`'s table
that Django does not know; SQLite in an FTS5 table without content. Both come with the database itself.

FTS5 takes out what it is told was put in: an entry's text as it was. So a text may be folded in another way
(`articles.search.refolding`); whoever changes what it consists of (`folding.split_grams`) adds a migration that
begins the index anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.fast import statements
from newsroom.shared.folding import query_grams, split_grams

ENTRIES = "articles_searchentry"
FTS = "articles_searchgrams"
_CREATE = {
    "postgresql": f"ALTER TABLE {ENTRIES} ADD COLUMN grams integer[], ALTER COLUMN grams SET STORAGE EXTERNAL",
    "sqlite": f"CREATE VIRTUAL TABLE {FTS} USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')",
}
_DROP = {
    "postgresql": f"ALTER TABLE {ENTRIES} DROP COLUMN IF EXISTS grams",
    "sqlite": f"DROP TABLE IF EXISTS {FTS}",
}


def create(database: BaseDatabaseWrapper) -> None:
    """Without the index of PostgreSQL: once there is something to find, it is made in a tenth of the time."""
    with database.cursor() as cursor:
        cursor.execute(_CREATE[database.vendor])


def drop(database: BaseDatabaseWrapper) -> None:
    with database.cursor() as cursor:
        cursor.execute(_DROP[database.vendor])


def ensure_index(database: BaseDatabaseWrapper) -> None:
    """Without `fastupdate`: each publication pays for itself, instead of one of hundreds for all."""
    if database.vendor != "postgresql":
        return  # FTS5 is its own index
    with database.cursor() as cursor:
        cursor.execute("SELECT to_regclass('search_grams')")
        if cursor.fetchone() == (None,):
            cursor.execute(f"CREATE INDEX search_grams ON {ENTRIES} USING gin (grams) WITH (fastupdate = off)")
            cursor.execute(f"ANALYZE {ENTRIES}")


def empty_entries(database: BaseDatabaseWrapper) -> None:
    """All entries, without loading them and without telling the index, which is begun anew."""
    with database.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ENTRIES}")


def put(texts: Iterable[tuple[int, str]]) -> None:
    """Adds articles that have an entry and are not in the index: their numbers and folded texts. One statement."""
    rows = [(_stored(split_grams(text)), article_id) for article_id, text in texts]
    statement = {
        "postgresql": f"UPDATE {ENTRIES} SET grams = %s WHERE article_id = %s",
        "sqlite": f"INSERT INTO {FTS} (grams, rowid) VALUES (%s, %s)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def remove(article_id: int, text: str) -> None:
    """Takes an article out. `text` is the one it was put in with: FTS5 keeps no copy to look it up in."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            statement = f"INSERT INTO {FTS} ({FTS}, rowid, grams) VALUES ('delete', %s, %s)"
            cursor.execute(statement, [article_id, _stored(split_grams(text))])


def holding(words: Iterable[str]) -> tuple[str, list[Any]]:
    """A condition on entries, and its parameters: that they hold all that these folded words consist of."""
    wanted = _stored({gram for word in words for gram in query_grams(word)})
    if connection.vendor == "sqlite":
        return f"article_id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)", [wanted]
    return "grams @> %s::integer[]", [wanted]


_COMMON = f"""
SELECT entries.reltuples
    * stats.most_common_elem_freqs[array_position(stats.most_common_elems::text::integer[], %s::integer)]
FROM pg_class AS entries
JOIN pg_stats AS stats ON stats.schemaname = entries.relnamespace::regnamespace::text
    AND stats.tablename = entries.relname AND stats.attname = 'grams'
WHERE entries.oid = '{ENTRIES}'::regclass
"""


def expected(gram: str) -> int:
    """In how many entries a gram stands by the statistics of PostgreSQL, which name the thousand commonest ones.

    0 for others, and on SQLite. One query.
    """
    if connection.vendor != "postgresql":
        return 0
    found = statements.rows(_COMMON, [_stored({gram})[0]])
    return int(found[0][0] or 0) if found else 0


def _stored(found: set[str]) -> Any:
    """As numbers of 32 bits. Two grams may share one; the text tells them apart."""
    codes = sorted({crc32(gram.encode()) for gram in found})
    if connection.vendor == "sqlite":
        return " ".join(f"{code:08x}" for code in codes)
    return [code - 2**31 for code in codes]
