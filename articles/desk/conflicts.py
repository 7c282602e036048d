"""Two people save the same article: what of the later form is its own, and where the two conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..body import clean_body, picture_addresses
from ..models import Article
from .compare import Difference, field_text


@dataclass(frozen=True)
class Merge:
    theirs: list[str]
    """Fields that only the other has changed: their value stays."""
    conflicts: list[Difference]
    """Fields that both have changed, to different ends: `before` is the other's, `after` the form's."""


def merge_changes(article: Article, based_on: int, typed: Mapping[str, Any], changed: Iterable[str]) -> Merge:
    """Compares three: the version that the form was opened at, the article as it is saved now, and what was typed.

    `changed` are the fields whose typed value differs from the saved one. Where the old version is not known, every one
    of them counts as a conflict: better one question too many than a text too few. One query.
    """
    base = Article.history.filter(id=article.pk, version__lte=based_on).order_by("-version", "-history_id").first()
    columns = {field.name: field for field in Article._meta.concrete_fields}
    theirs: list[str] = []
    conflicts: list[Difference] = []
    for name in changed:
        if name not in columns or name not in typed:
            continue
        saved, mine = getattr(article, name), typed[name]
        if saved == mine or (isinstance(mine, str) and name != "body" and is_same_value(name, saved, mine)):
            continue  # both have typed the same; a body that reads the same may have other links
        before = getattr(base, name) if base else None
        if base and is_same_value(name, mine, before):
            theirs.append(name)
        elif not (base and is_same_value(name, saved, before)):
            label = str(columns[name].verbose_name)
            conflicts.append(Difference(name, label, value_text(name, saved), value_text(name, mine)))
    return Merge(theirs, conflicts)


def is_same_value(name: str, one: Any, other: Any) -> bool:
    return value_text(name, one) == value_text(name, other)


def value_text(name: str, value: Any) -> str:
    """With the pictures of a body: one who puts in a picture has changed it, too."""
    text = field_text(name, value).replace("\r\n", "\n").strip()
    return "\n".join([text, *picture_addresses(clean_body(value))]) if name == "body" else text
