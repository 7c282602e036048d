"""Puts the demo edition into the database, once: what exists already is left as it is."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from multiprocessing import get_context
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from articles.models import (
    Article,
    ArticlePhoto,
    Block,
    Byline,
    Correction,
    Helpline,
    Page,
    Photo,
    Placement,
    Publication,
    RelatedArticle,
    Reporter,
    Section,
    Source,
    Tag,
)

from ..desk.drafts import Draft, make_articles
from ..desk.roles import ensure_roles
from ..pageviews import counts as reads
from ..pictures.store import store_photo
from . import paper
from .pictures import SEASONS, SIZE, draw
from .texts import Text, read_texts

PASSWORD = "saesol-{}-2026"
"""Of a demo account, with its name in the gap."""
WITHDRAWAL_DELAY = timedelta(hours=2)
LEAD = -1
"""The place of a lead photo, beside those of a gallery."""


class PictureSpec(NamedTuple):
    scene: str
    season: str
    time: str
    caption: str
    credit: str
    alt: str


def build_demo(size: tuple[int, int] = SIZE) -> None:
    """Everything, in one transaction: a run that is broken off leaves nothing. `size` is that of the pictures.

    An edition that is there, whatever the desk has made of it, stays untouched: articles, blocks and the rest come
    only into a paper that has no section yet.
    """
    with transaction.atomic():
        if Section.objects.exists():
            return
        now = timezone.now()
        create_accounts()
        create_publication()
        texts = [text.dated_text(now) for text in read_texts("texts")]
        articles = add_articles(texts, now, size)
        add_corrections(texts, articles)
        create_pages()
        create_blocks(articles, now)
        create_reads(now)


def create_accounts() -> None:
    """The roles, and an account for each. A password is set when an account is made, never again."""
    groups = ensure_roles()
    users = get_user_model().objects
    for username, role, _reporter in paper.ACCOUNTS:
        user, is_new = users.get_or_create(username=username, defaults={"is_staff": True})
        if is_new:
            user.set_password(PASSWORD.format(username))
            user.save()
            user.groups.add(groups[role])


def create_publication() -> None:
    """Publication, sections, sources and reporters. A paper that has its name already keeps it."""
    if not Publication.objects.exists():
        Publication(**paper.PUBLICATION).save()
    sections = {
        slug: Section.objects.create(slug=slug, name=name, description=about, position=number * 10)
        for number, (slug, name, about) in enumerate(paper.SECTIONS, 1)
    }
    for number, (slug, name, parent) in enumerate(paper.SUBSECTIONS, 1):
        Section.objects.create(slug=slug, name=name, parent=sections[parent], position=number * 10)
    for slug, name, kind, licence, credit in paper.SOURCES:
        Source.objects.get_or_create(
            slug=slug, defaults={"name": name, "kind": kind, "licence": licence, "licence_credit": credit}
        )
    for name, text in paper.HELPLINES:
        Helpline.objects.get_or_create(name=name, defaults={"text": text})
    for slug, name, title, bio in paper.REPORTERS:
        email = f"{slug}@saesol.example"
        Reporter.objects.get_or_create(slug=slug, defaults={"name": name, "title": title, "bio": bio, "email": email})
    for username, _role, slug in paper.ACCOUNTS:
        account = get_user_model().objects.get(username=username)
        Reporter.objects.filter(slug=slug, user=None).update(user=account)


def add_articles(texts: list[Text], now: datetime, size: tuple[int, int]) -> dict[str, Article]:
    """With their pictures and all else that belongs to them, by slug."""
    writer = get_user_model().objects.get(username="reporter")
    reporters, photos = Reporter.objects.in_bulk(field_name="slug"), store_pictures(texts, size)
    articles = {text.slug: make_article(text, photos.get((text.slug, LEAD)), writer, now) for text in texts}
    drafts = [
        Draft(
            articles[text.slug],
            tags=[Tag(name=name) for name in text.get_list("tags")],
            bylines=[Byline(reporter=reporters[slug]) for slug in text.get_list("reporters")],
            gallery=[ArticlePhoto(photo=photos[text.slug, number]) for number, _ in enumerate(iter_gallery(text))],
            related=[RelatedArticle(related=articles[slug]) for slug in text.get_list("related")],
        )
        for text in texts
    ]
    make_articles(drafts, by=writer)
    return articles


def make_article(text: Text, lead: Photo | None, writer: Any, now: datetime) -> Article:
    """The text as an article in its state and at its time, not saved."""
    state = Article.State(text.get_value("state") or "published")
    ago, revised = text.get_offset("ago"), text.get_offset("revised")
    is_out = state in (Article.State.PUBLISHED, Article.State.WITHDRAWN)
    published_at = now - ago if is_out and ago is not None else None
    written_at = min(published_at or now, now) - timedelta(hours=1)
    return Article(
        headline=text.get_value("headline"),
        kicker=text.get_value("kicker"),
        subheadline="\n".join(text.get_list("subheadline", "|")),
        body=text.body,
        summary=text.get_value("summary"),
        section=Section.objects.get(slug=text.get_value("section")),
        source=Source.objects.filter(slug=text.get_value("source")).first(),
        byline_text=text.get_value("byline"),
        lead_photo=lead,
        is_breaking=text.is_set("breaking"),
        is_photo_story=text.is_set("photo_story"),
        is_advertising=text.is_set("advertising"),
        ai_graphs=text.is_set("ai_graphs"),
        state=state,
        created_at=written_at,
        created_by=writer,
        published_at=published_at,
        revised_at=now - revised if revised else None,
        withdrawn_at=published_at + WITHDRAWAL_DELAY if published_at and state == Article.State.WITHDRAWN else None,
        withdrawn_reason=text.get_value("withdrawn_reason"),
    )


def add_corrections(texts: list[Text], articles: dict[str, Article]) -> None:
    for text in texts:
        article = articles[text.slug]
        for correction in text.get_all("correction"):
            kind, title, body = (part.strip() for part in correction.split("|", 2))
            Correction.objects.create(
                article=article,
                kind=kind,
                title=title,
                text=body,
                published_at=article.revised_at or article.published_at or article.created_at,
            )


def lead_spec(text: Text) -> PictureSpec | None:
    if not text.get_value("scene"):
        return None
    return picture_spec(
        text, text.get_value("scene"), text.get_value("time"), text.get_value("season"), text.get_value("caption")
    )


def iter_gallery(text: Text) -> Iterator[PictureSpec]:
    """`scene/light/caption` each, where the light is an hour or a season."""
    for item in text.get_list("gallery", "|"):
        scene, light, caption = item.split("/", 2)
        hour, season = ("", light) if light in SEASONS else (light, text.get_value("season"))
        yield picture_spec(text, scene, hour, season, caption)


def picture_spec(text: Text, scene: str, hour: str, season: str, caption: str) -> PictureSpec:
    alt = (
        text.get_value("alt") if scene == text.get_value("scene") and caption == text.get_value("caption") else caption
    )
    return PictureSpec(
        scene,
        season,
        hour or "day",
        caption,
        text.get_value("credit"),
        alt,
    )


def store_pictures(texts: list[Text], size: tuple[int, int]) -> dict[tuple[str, int], Photo]:
    """Draws lead photos and galleries, on every core, and stores them as any upload is stored.

    By the text's slug and the place in its gallery, or `LEAD`.
    """
    wanted = [(text, LEAD, lead) for text in texts if (lead := lead_spec(text))]
    wanted += [(text, number, each) for text in texts for number, each in enumerate(iter_gallery(text))]
    uploader = get_user_model().objects.get(username="reporter")
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:  # a fork would share the database connection
        jobs = [(each.scene, each.season, each.time, f"{text.slug}{number}", size) for text, number, each in wanted]
        drawn = pool.map(draw, *zip(*jobs, strict=True), chunksize=4)
        return {
            (text.slug, number): store_photo(
                file, uploaded_by=uploader, caption=each.caption, credit=each.credit, alt_text=each.alt
            )
            for (text, number, each), file in zip(wanted, drawn, strict=True)
        }


def create_pages() -> None:
    """And where the copyright notice leads, unless somebody has said so already."""
    for text in read_texts("pages"):
        Page.objects.get_or_create(
            slug=text.slug,
            defaults={
                "title": text.get_value("title"),
                "position": int(text.get_value("position")),
                "is_bold": text.get_value("bold") == "yes",
                "body": text.body,
            },
        )
    Publication.objects.filter(terms_page=None).update(terms_page=Page.objects.get(slug="copyright"))


def create_blocks(articles: dict[str, Article], now: datetime) -> None:
    sections = {section.slug: section for section in Section.objects.all()}
    made: dict[str, Block] = {}
    for position, (zone, slug, name, layout, size, rule, of, beside) in enumerate(paper.BLOCKS):
        made[slug] = Block.objects.create(
            zone=zone,
            slug=slug,
            name=name,
            layout=layout,
            size=size,
            rule=rule,
            rule_section=sections.get(of),
            section=sections.get(beside),
            position=position,
        )
    for position, (block, article, headline, start, end) in enumerate(paper.PLACEMENTS):
        Placement.objects.create(
            block=made[block],
            article=articles[article],
            headline=headline,
            position=position,
            starts_at=now + timedelta(hours=start),
            ends_at=None if end is None else now + timedelta(hours=end),
        )


def create_reads(now: datetime) -> None:
    """Reads as they come in: many in an article's first hours, few at night."""
    chance = random.Random(1)
    counts = {}
    for article in Article.objects.published(now).only("published_at"):
        drawing = chance.uniform(20, 400)
        first = article.published_at.replace(minute=0, second=0, microsecond=0)
        for age in range(min(int((now - first) / reads.HOUR), 48) + 1):
            hour = first + age * reads.HOUR
            awake = 0.15 if timezone.localtime(hour).hour < 6 else 1
            counts[hour, article.pk] = int(drawing * awake * 0.9**age * chance.uniform(0.6, 1.2))
    reads.store_counts({key: number for key, number in counts.items() if number})
    reads.update_rankings(now)


def default_accounts() -> Iterator[tuple[str, str, str]]:
    """Name, password and role of the demo's accounts whose password nobody has changed."""
    for username, role, _reporter in paper.ACCOUNTS:
        user = get_user_model().objects.filter(username=username).first()
        if user and user.check_password(PASSWORD.format(username)):
            yield username, PASSWORD.format(username), role


def count_objects() -> dict[str, int]:
    """How much there is of each noun."""
    nouns = (Article, Section, Source, Reporter, Photo, Block, Page)
    return {str(noun._meta.verbose_name_plural): noun.objects.count() for noun in nouns}
