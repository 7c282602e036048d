"""Suggests sections, sources, reporters and tags while a reader types, by initial consonants too: ㄷㅈㄱ for 동작구."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from newsroom.shared.folding import INITIALS, fold_text, initial_consonants

from ..models import Article, Reporter, Section, Source, Tag

MOST = 8
LONGEST = 30
_TYPED = re.compile(rf"(.*?)([{INITIALS}]*)", re.DOTALL)


class Suggestion(NamedTuple):
    kind: str
    """The word for it: 섹션, 뉴스출처, 기자, 태그."""
    name: str
    url: str


def suggest(typed: str, now: datetime) -> list[Suggestion]:
    """The names that hold what is typed, those that begin with it first. Four queries, none for an empty text.

    What is still being typed may end with a lone consonant: 동작ㄱ finds 동작구. A tag that only unpublished articles
    bear is no reader's business.
    """
    typed = fold_text(typed).strip('" ')[:LONGEST]
    if not typed:
        return []
    # A row and not `Exists`, which PostgreSQL answers by reading every article where many bear a tag; and by the index
    # of tags, as `of_section` finds by that of sections.
    bearing = Article.objects.published(now).filter(tags=OuterRef("pk"), tags__lte=OuterRef("pk"))
    public = bearing.order_by().values("pk")[:1]
    nouns: list[tuple[str, QuerySet[Section] | QuerySet[Source] | QuerySet[Reporter] | QuerySet[Tag]]] = [
        (_("section"), Section.objects.filter(in_navigation=True)),
        (_("source"), Source.objects.all()),
        (_("reporter"), Reporter.objects.filter(is_active=True)),
        (_("tag"), Tag.objects.alias(public=Subquery(public)).filter(public__isnull=False)),
    ]
    found = []
    for order, (kind, rows) in enumerate(nouns):
        wanted = _TYPED.fullmatch(typed)
        assert wanted is not None  # the first part takes whatever the second leaves
        for noun in rows.filter(suggested_by__contains=wanted[1] or typed).order_by("name")[: 4 * MOST]:
            place = _place(fold_text(noun.name), wanted[1], wanted[2])
            if place is not None:
                found.append((place > 0, order, Suggestion(kind, str(noun), noun.get_absolute_url())))
    return [suggestion for *_order, suggestion in sorted(found, key=lambda each: each[:2])[:MOST]]


def _place(name: str, syllables: str, consonants: str) -> int | None:
    """Where the syllables stand in the name with the consonants behind them, or None."""
    spelled = unicodedata.normalize("NFC", name)
    firsts = initial_consonants(name)
    at = spelled.find(syllables)
    while at >= 0:
        if firsts.startswith(consonants, at + len(syllables)):
            return at
        at = spelled.find(syllables, at + 1) if at + 1 < len(spelled) else -1
    return None
