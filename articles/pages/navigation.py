"""What leads on from every page: sections above, static pages below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, QuerySet, Value

from newsroom.fast.prepared import Prepared
from newsroom.shared.paths import path_to

from ..models import Page, Section


@dataclass
class Link:
    name: str
    url: str
    key: int = 0
    is_bold: bool = False
    children: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Navigation:
    sections: list[Link]
    """Those shown in the navigation, in order, the second level under the first."""
    pages: list[Link]


def links_query() -> Prepared:
    """One query for both: a union of sections and pages, told apart by its first column."""
    return Prepared(sections_and_pages)


def build_navigation(rows: list[Any]) -> Navigation:
    """Of the rows of `links_query`."""
    rows = sorted(rows, key=lambda row: (row[4], row[1]))
    tops: dict[int, Link] = {}
    children: list[tuple[int, Link]] = []
    pages: list[Link] = []
    for kind, pk, name, slug, _position, parent, is_bold in rows:
        link = Link(name, path_to(kind, slug), pk, bool(is_bold))
        if kind == "page":
            pages.append(link)
        elif parent is None:
            tops[pk] = link
        else:
            children.append((parent, link))
    for parent, link in children:
        if parent in tops:
            tops[parent].children.append(link)
    return Navigation(list(tops.values()), pages)


def sections_and_pages() -> QuerySet[Any]:
    sections = Section.objects.filter(in_navigation=True).values_list(
        Value("section", output_field=CharField()),
        "pk",
        "name",
        "slug",
        "position",
        F("parent_id"),
        Value(False, output_field=BooleanField()),
    )
    pages = Page.objects.filter(in_footer=True).values_list(
        Value("page", output_field=CharField()),
        "pk",
        "title",
        "slug",
        "position",
        Value(None, output_field=IntegerField()),
        "is_bold",
    )
    return sections.order_by().union(pages.order_by(), all=True)
