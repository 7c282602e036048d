"""`name__folded="27년"`: what holds it in whatever width and case, where the desk searches what no index holds."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup

from newsroom.shared.folding import SINGLE_FOLDS, fold_single

SQLITE_FUNCTION = "newsroom_folded"
_FROM, _TO = "".join(SINGLE_FOLDS), "".join(SINGLE_FOLDS.values())


class Folded(Lookup):
    """Characters that fold to one, since databases translate no others; … and ㎡ are looked for as they stand."""

    lookup_name = "folded"

    def get_prep_lookup(self) -> str:
        return fold_single(str(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"strpos(lower(translate({column}, %s, %s)), lower(%s)) > 0", [*values, _FROM, _TO, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"instr({SQLITE_FUNCTION}({column}), %s) > 0", [*values, self.rhs]


def teach_sqlite(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Of a new connection; SQLite has no `translate`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_FUNCTION, 1, _folded, deterministic=True)


def _folded(text: str | None) -> str | None:
    return None if text is None else fold_single(str(text))
