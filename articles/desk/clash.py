"""Two people save the same article: what of the later one's form is its own, and where the two clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..body import clean_body, picture_addresses
from ..models import Article
from .compare import Difference, readable


@dataclass(frozen=True)
class Meeting:
    theirs: list[str]
    """Fields that only the other has changed: their value stays."""
    clash: list[Difference]
    """Fields that both have changed, to different ends: `before` is the other's, `after` the form's."""


def meet(article: Article, based_on: int, typed: Mapping[str, Any], changed: Iterable[str]) -> Meeting:
    """Compares three: the version that the form was opened at, the article as it is saved now, and what was typed.

    `changed` are the fields whose typed value differs from the saved one. Where the old version is not known, every one
    of them counts as a clash: better one question too many than a text too few. One query.
    """
    base = Article.history.filter(id=article.pk, version__lte=based_on).order_by("-version", "-history_id").first()
    columns = {field.name: field for field in Article._meta.concrete_fields}
    theirs: list[str] = []
    clash: list[Difference] = []
    for name in changed:
        if name not in columns or name not in typed:
            continue
        saved, mine = getattr(article, name), typed[name]
        if saved == mine or (isinstance(mine, str) and name != "body" and same(name, saved, mine)):
            continue  # both have typed the same; a body that reads the same may have other links
        before = getattr(base, name) if base else None
        if base and same(name, mine, before):
            theirs.append(name)
        elif not (base and same(name, saved, before)):
            label = str(columns[name].verbose_name)
            clash.append(Difference(name, label, shown(name, saved), shown(name, mine)))
    return Meeting(theirs, clash)


def same(name: str, one: Any, other: Any) -> bool:
    return shown(name, one) == shown(name, other)


def shown(name: str, value: Any) -> str:
    """With the pictures of a body: one who puts in a picture has changed it, too."""
    text = readable(name, value).replace("\r\n", "\n").strip()
    return "\n".join([text, *picture_addresses(clean_body(value))]) if name == "body" else text
