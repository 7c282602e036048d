"""What search portals read of a page beside its text: schema.org in JSON-LD, with every property they recommend."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from newsroom.shared.addresses import absolute_url
from newsroom.shared.paths import path_to
from newsroom.shared.times import iso

from ..models import Article, Byline, Correction, Photo, Publication, Reporter, Section, Tag
from ..models.crops import SHAPES
from ..pictures import icons
from ..pictures.sharing import SharedImage

MAX_HEADLINE_LENGTH = 110
"""Characters; Google shows no more."""
LOGO = "512"
"""The kind of icon."""
PORTAL_SHAPES = ("16x9", "4x3", "1x1")

JSONObject = dict[str, Any]


def paper_object(publication: Publication) -> JSONObject:
    """The paper as NewsMediaOrganization."""
    return without_empty(
        {
            "@type": "NewsMediaOrganization",
            "@id": absolute_url("/#paper"),
            "name": publication.name,
            "legalName": publication.legal_name,
            "slogan": publication.slogan,
            "url": absolute_url("/"),
            "logo": logo_object(publication),
            "email": publication.email,
            "telephone": publication.phone,
            "address": publication.address,
            "foundingDate": publication.first_published_on and publication.first_published_on.isoformat(),
            "correctionsPolicy": absolute_url(path_to("corrections")),
        }
    )


def logo_object(publication: Publication) -> JSONObject:
    """Search portals want one of every publisher: without a logo the icon made of its name stands for it."""
    if not publication.logo:
        side = icons.ICON_SIZES[LOGO]
        return picture_object(path_to("icon", icons.icon_digest(publication), LOGO), side, side)
    return picture_object(publication.logo.url, publication.logo_width, publication.logo_height)


def front_objects(publication: Publication) -> list[JSONObject]:
    """Of the front page: the paper, and how to search it."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute_url(path_to("search") + "?q={search_term_string}")},
        "query-input": "required name=search_term_string",
    }
    site = {
        "@type": "WebSite",
        "name": publication.name,
        "url": absolute_url("/"),
        "inLanguage": "ko",
        "publisher": {"@id": absolute_url("/#paper")},
        "potentialAction": search,
    }
    return in_context(paper_object(publication), site)


def article_objects(
    article: Article,
    publication: Publication,
    bylines: list[Byline],
    tags: list[Tag],
    corrections: list[Correction],
) -> list[JSONObject]:
    """A published article, and the way to it."""
    address = absolute_url(article.get_absolute_url())
    news = {
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline[:MAX_HEADLINE_LENGTH],
        "alternativeHeadline": " ".join(article.subheadline_lines)[:MAX_HEADLINE_LENGTH],
        "description": article.excerpt,
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in tags],
        "image": image_objects(article, publication),
        "datePublished": iso(article.published_at) if article.published_at else None,
        "dateModified": last_change(article, corrections),
        "author": author_objects(article, publication, bylines),
        "publisher": paper_object(publication),
        "sourceOrganization": article.source
        and organization_object(article.source.name, article.source.get_absolute_url()),
        "correction": [correction_object(correction) for correction in corrections],
        "inLanguage": "ko",
        "isAccessibleForFree": True,
        "copyrightNotice": "" if article.source and article.source.licence_mark else publication.copyright_notice,
    }
    return in_context(
        without_empty(news), breadcrumb_object(*parent_links(article.section), (article.headline, address))
    )


def section_objects(section: Section) -> list[JSONObject]:
    return in_context(breadcrumb_object(*parent_links(section)))


def breadcrumb_object(*ways: tuple[str, str]) -> JSONObject:
    """From the front page down; (name, full address) each."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate([(_("Home"), absolute_url("/")), *ways], start=1)
        ],
    }


def parent_links(section: Section) -> list[tuple[str, str]]:
    return [(each.name, absolute_url(each.get_absolute_url())) for each in (section.parent, section) if each]


def image_objects(article: Article, publication: Publication) -> list[JSONObject]:
    photo = article.photo
    if photo is None or not photo.crops_for:
        shared = SharedImage.of_article(article, publication)
        return [picture_object(shared.url, shared.width, shared.height)]
    return [photo_object(photo, photo.crop_url(shape), *SHAPES[shape]) for shape in PORTAL_SHAPES]


def photo_object(photo: Photo, address: str, width: int, height: int) -> JSONObject:
    return without_empty(
        {**picture_object(address, width, height), "caption": photo.caption, "creditText": photo.credit}
    )


def picture_object(address: str, width: int | None, height: int | None) -> JSONObject:
    return without_empty({"@type": "ImageObject", "url": absolute_url(address), "width": width, "height": height})


def author_objects(article: Article, publication: Publication, bylines: list[Byline]) -> list[JSONObject]:
    """Those who sign; else the paper, whose desk edited it."""
    if article.byline_text and not article.is_advertising:
        return [{"@type": "Person", "name": article.byline_text}]
    return [author_object(byline.reporter) for byline in bylines] or [organization_object(publication.name, "/")]


def author_object(reporter: Reporter) -> JSONObject:
    person = {
        "@type": "Person",
        "name": reporter.name,
        "jobTitle": reporter.title,
        "url": absolute_url(reporter.get_absolute_url()),
        "email": reporter.public_email,
    }
    return without_empty(person)


def organization_object(name: str, address: str) -> JSONObject:
    return {"@type": "Organization", "name": name, "url": absolute_url(address)}


def correction_object(correction: Correction) -> JSONObject:
    return {
        "@type": "CorrectionComment",
        "name": f"[{correction.label}] {correction.title}",
        "text": correction.text,
        "datePublished": iso(correction.published_at),
    }


def last_change(article: Article, corrections: list[Correction]) -> str | None:
    """A correction changes what an article says, though not its text."""
    moments = [article.published_at, article.revised_at, *[each.published_at for each in corrections]]
    return max([iso(moment) for moment in moments if moment], default=None)


def in_context(*things: JSONObject) -> list[JSONObject]:
    return [{"@context": "https://schema.org", **thing} for thing in things]


def without_empty(thing: JSONObject) -> JSONObject:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
