"""Articles by the thousand, for load work: made-up press releases with a vocabulary wide enough to test a search."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from articles.body import CleanHTML, clean, excerpt, text_of
from articles.models import Article, Byline, Photo, Reporter, Section, Source

BATCH = 2_000
YEARS = 3
PARAGRAPHS = 3_000
"""Distinct paragraphs, each cleaned once: an article is put together of some of them."""

WORDS = {
    kind: [word.strip() for word in words.replace("\n", " ").split(",") if word.strip()]
    for kind, words in re.findall(
        r"^\[(\w+)\]\n([^\[]+)", Path(__file__).with_name("words.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
}
FIRST, SECOND, ORGANS, THINGS = WORDS["first"], WORDS["second"], WORDS["organs"], WORDS["things"]
DOES, WHY, SAYS = WORDS["does"], WORDS["why"], WORDS["says"]
"""Compounds of the first two make thousands of names: 새솔꽃길, 한울나루터."""


class Made(NamedTuple):
    articles: int
    seconds: float

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


def add_articles(count: int, seed: int | None = None) -> Made:
    """Adds published articles from the last years, none of the last day, with bylines; some with a photo that is there.

    Needs sections. One transaction; inserts in batches.
    """
    begin = time.perf_counter()
    chance = random.Random(seed)
    with transaction.atomic():
        make = article_maker(chance)
        for start in range(0, count, BATCH):
            articles = Article.objects.bulk_create([make() for _ in range(min(BATCH, count - start))])
            Byline.objects.bulk_create(bylines(articles, chance))
    return Made(count, time.perf_counter() - begin)


def article_maker(chance: random.Random) -> Callable[[], Article]:
    sections = list(Section.objects.values_list("pk", flat=True))
    sources = [*Source.objects.values_list("pk", flat=True), None]
    photos = [*Photo.objects.values_list("pk", flat=True)[:40], *[None] * 40]
    paragraphs = [clean(f"<p>{paragraph(chance)}</p>") for _ in range(PARAGRAPHS)]
    excerpts = [excerpt(text_of(each)) for each in paragraphs]
    newest = timezone.now() - timedelta(days=1)
    seconds = int(timedelta(days=365 * YEARS).total_seconds())

    def make() -> Article:
        chosen = chance.choices(range(PARAGRAPHS), k=chance.randint(4, 12))
        return Article(
            headline=headline(chance),
            body=CleanHTML("\n".join([paragraphs[number] for number in chosen])),
            excerpt=excerpts[chosen[0]],
            section_id=chance.choice(sections),
            source_id=chance.choice(sources),
            lead_photo_id=chance.choice(photos),
            state=Article.State.PUBLISHED,
            published_at=newest - timedelta(seconds=chance.randrange(seconds)),
        )

    return make


def bylines(articles: list[Article], chance: random.Random) -> Iterator[Byline]:
    """A reporter for what no source has supplied."""
    reporters = list(Reporter.objects.all())
    if reporters:
        yield from (Byline(article=each, reporter=chance.choice(reporters)) for each in articles if not each.source_id)


def headline(chance: random.Random) -> str:
    organ, place, thing = chance.choice(ORGANS), name(chance), chance.choice(THINGS)
    return f"{organ}, {place} {with_particle(thing, '을', '를')} {chance.choice(DOES)}"


def paragraph(chance: random.Random) -> str:
    """Two to four sentences, 80 to 260 characters."""
    organ, place = chance.choice(ORGANS), name(chance)
    sentences = [
        f"{with_particle(organ, '은', '는')} {chance.choice(WHY)} {place} 일대의 "
        f"{with_particle(chance.choice(THINGS), '을', '를')} {chance.choice(DOES)}고 {chance.randint(1, 28)}일 밝혔다.",
        f"모두 {chance.randint(2, 480)}억 {chance.randint(1, 9)}000만 원이 들고, "
        f"{with_particle(name(chance), '과', '와')} {name(chance)} 주민 {chance.randint(12, 9900):,}명이 혜택을 본다.",
        f"대상은 ▲{name(chance)} {chance.choice(THINGS)} ▲{name(chance)} {chance.choice(THINGS)} "
        f"▲{name(chance)} {chance.choice(THINGS)} 등이다.",
        f"{organ} 관계자는 “{chance.choice(SAYS)}”고 말했다.",
    ]
    return " ".join(sentences[: chance.randint(2, 4)])


def name(chance: random.Random) -> str:
    return chance.choice(FIRST) + chance.choice(FIRST) * (chance.random() < 0.3) + chance.choice(SECOND)


def with_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The word with 을 or 를, 은 or 는, as its last syllable ends."""
    ends_in_consonant = (ord(word[-1]) - 0xAC00) % 28 != 0
    return word + (after_consonant if ends_in_consonant else after_vowel)
