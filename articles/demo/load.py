"""Articles by the thousand, for load work: made-up press releases with a vocabulary wide enough to test a search."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Byline, Photo, Reporter, Section, Source

from ..body import CleanHTML, clean_body
from ..desk.drafts import Draft, make_articles

BATCH = 2_000
YEARS = 3
FINAL_L = 8
"""The place of ㄹ among the final consonants: 길로, not 길으로."""

WORDS = {
    kind: [word.strip() for word in words.replace("\n", " ").split(",") if word.strip()]
    for kind, words in re.findall(
        r"^\[(\w+)\]\n([^\[]+)", Path(__file__).with_name("words.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
}
FIRST, SECOND, ORGANS, THINGS = WORDS["first"], WORDS["second"], WORDS["organs"], WORDS["things"]
DOES, ENDS, WHY, SAYS = WORDS["does"], WORDS["ends"], WORDS["why"], WORDS["says"]
"""Compounds of the first two make thousands of names: 새솔꽃길, 한울나루터."""


class LoadResult(NamedTuple):
    articles: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.articles / self.seconds


def add_articles(count: int, seed: int | None = None) -> LoadResult:
    """Adds published articles from the last years, none of the last day, with bylines; some with a photo that is there.

    Needs sections. One transaction, in batches. They are not in the search: who calls brings them in.
    """
    begin = time.perf_counter()
    chance = random.Random(seed)
    reporters = list(Reporter.objects.values_list("pk", flat=True))
    with transaction.atomic():
        make = article_maker(chance)
        for start in range(0, count, BATCH):
            articles = [make() for _ in range(min(BATCH, count - start))]
            drafts = [Draft(article, bylines=make_bylines(article, reporters, chance)) for article in articles]
            make_articles(drafts, by=None, detail=_("made up for load work"), into_search=False)
    return LoadResult(count, time.perf_counter() - begin)


def article_maker(chance: random.Random) -> Callable[[], Article]:
    """Paragraphs are written and cleaned once; an article is put together of some of them."""
    sections = list(Section.objects.values_list("pk", flat=True))
    sources = [*Source.objects.values_list("pk", flat=True), None]
    photos = [*Photo.objects.values_list("pk", flat=True)[:40], *[None] * 40]
    openings, tellings, subheads, endings = (
        [clean_body(f"<p>{write(chance)}</p>") for _ in range(number)]
        for write, number in (
            (make_lead, 2_000),
            (make_paragraph, 4_000),
            (make_subhead, 400),
            (make_last_paragraph, 600),
        )
    )
    newest = timezone.now() - timedelta(days=1)
    minutes = YEARS * 365 * 24 * 60

    def make() -> Article:
        first = chance.randrange(len(openings))
        parts = [openings[first], *chance.choices(tellings, k=chance.randint(8, 32)), chance.choice(endings)]
        if len(parts) > 9:
            parts.insert(len(parts) // 2, chance.choice(subheads))
        published_at = newest - timedelta(minutes=chance.randrange(minutes))
        return Article(
            headline=make_headline(chance),
            body=CleanHTML("\n".join(parts)),
            section_id=chance.choice(sections),
            source_id=chance.choice(sources),
            lead_photo_id=chance.choice(photos),
            state=Article.State.PUBLISHED,
            created_at=published_at - timedelta(hours=1),
            published_at=published_at,
        )

    return make


def make_bylines(article: Article, reporters: list[int], chance: random.Random) -> list[Byline]:
    """A reporter, and at times a second one, for what no source has supplied and some of the rest."""
    if not reporters or (article.source_id is not None and chance.random() >= 0.4):
        return []
    names = chance.sample(reporters, min(len(reporters), 2 if chance.random() < 0.2 else 1))
    return [Byline(reporter_id=name) for name in names]


# --- What they say -------------------------------------------------------------------------------


def make_headline(chance: random.Random) -> str:
    thing, place, does = chance.choice(THINGS), make_name(chance), chance.choice(DOES)
    return chance.choice(
        [
            f"{chance.choice(ORGANS)}, {place} {add_particle(thing, '을', '를')} {does}",
            f"{place} {thing} {chance.randint(2, 90)}곳 {chance.choice(ENDS)}…{chance.randint(120, 9900):,}명 혜택",
            f"“{chance.choice(SAYS)}”…{place} {thing} {chance.choice(ENDS)}",
            f"{make_name(chance)}·{place}, {add_particle(thing, '으로', '로')} 손잡다",
        ]
    )


def make_lead(chance: random.Random) -> str:
    organ, thing = chance.choice(ORGANS), chance.choice(THINGS)
    return (
        f"{add_particle(organ, '은', '는')} {chance.choice(WHY)} {make_name(chance)} 일대의 "
        f"{add_particle(thing, '을', '를')} {chance.choice(DOES)}고 {chance.randint(1, 28)}일 밝혔다. "
        f"{make_name(chance)} 주민 {chance.randint(120, 9900):,}명이 {chance.randint(2, 12)}월부터 이용할 수 있다."
    )


def make_paragraph(chance: random.Random) -> str:
    """A paragraph from the midst: two sentences of different kinds."""
    thing, place = chance.choice(THINGS), make_name(chance)
    sentences = [
        f"모두 {chance.randint(2, 480)}억 {chance.randint(1, 9)}000만 원이 들고, "
        f"{add_particle(place, '과', '와')} {make_name(chance)} 주민 {chance.randint(12, 9900):,}명이 혜택을 본다.",
        f"대상은 ▲{make_name(chance)} {chance.choice(THINGS)} ▲{make_name(chance)} {chance.choice(THINGS)} "
        f"▲{make_name(chance)} {thing} 등 {chance.randint(3, 40)}곳이다.",
        f"지난해 {add_particle(place, '은', '는')} {thing} 이용자가 {chance.randint(3, 60)}% 늘었지만 "
        f"{add_particle(make_name(chance), '은', '는')} {chance.randint(2, 30)}% 줄었다.",
        f"{add_particle(thing, '이', '가')} 들어설 {place} 자리는 넓이 {chance.randint(180, 9900):,}㎡로, "
        f"{add_particle(make_name(chance), '과', '와')} 걸어서 {chance.randint(3, 20)}분 거리다.",
        f"{place}에서 만난 주민은 “{add_particle(thing, '을', '를')} 쓰려고 {make_name(chance)}까지 가야 했는데 "
        "한결 가까워졌다”고 말했다.",
        f"다만 {make_name(chance)} 주변의 {add_particle(thing, '은', '는')} 예산이 모자라 {place} 다음으로 미뤄졌다.",
        f"신청은 {chance.randint(1, 28)}일까지 {place} 누리집이나 전화로 하면 되고, "
        f"문의는 {make_name(chance)}에서 받는다.",
    ]
    return " ".join(chance.sample(sentences, 2))


def make_subhead(chance: random.Random) -> str:
    return f"◆ {make_name(chance)}, 무엇이 달라지나"


def make_last_paragraph(chance: random.Random) -> str:
    return f"{chance.choice(ORGANS)} 관계자는 “{make_name(chance)} 일을 계기로 {chance.choice(SAYS)}”고 말했다."


def make_name(chance: random.Random) -> str:
    return chance.choice(FIRST) + chance.choice(["", "", chance.choice(FIRST)]) + chance.choice(SECOND)


def add_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The word with 을 or 를, 은 or 는, as its last syllable ends."""
    final = (ord(word[-1]) - 0xAC00) % 28
    is_open = final == 0 or (after_consonant == "으로" and final == FINAL_L)
    return word + (after_vowel if is_open else after_consonant)
