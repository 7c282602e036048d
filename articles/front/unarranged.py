"""The front page of a paper that has no blocks, or whose blocks are all off or empty: its newest articles."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.fast.prepared import Prepared

from ..models import Block, Section

AT_THE_TOP, OF_A_SECTION = 5, 5
"""Articles."""


def default_blocks() -> list[Block]:
    """The newest of all, then of each section of the navigation with those below it; none of them is a row. One query.

    They are filled like any other, so what holds for blocks holds here: nothing twice, no advertising by itself.
    """
    sections: list[Section] = Prepared(all_sections).rows()
    below = defaultdict(list)
    for section in sections:
        below[section.parent_id].append(str(section.pk))
    of_sections = [
        make_block(section.name, section.slug, Block.Layout.LEAD, OF_A_SECTION, section, ",".join(below[section.pk]))
        for section in sections
        if section.parent_id is None and section.in_navigation
    ]
    return [make_block(_("Newest articles"), "newest", Block.Layout.TOP, AT_THE_TOP), *of_sections]


def make_block(
    name: str, slug: str, layout: Block.Layout, size: int, section: Section | None = None, below: str = ""
) -> Block:
    """With what `BlockQuerySet.for_filling` says of a row."""
    made = Block(name=name, slug=slug, zone=Block.Zone.FRONT, layout=layout, size=size, rule_section=section)
    made.rule = Block.Rule.SECTION if section else Block.Rule.LATEST
    made.has_placements = made.has_corrections = False  # type: ignore[attr-defined]
    made.sections_below = below  # type: ignore[attr-defined]
    return made


def all_sections() -> QuerySet[Section]:
    return Section.objects.order_by("position", "pk")
