"""Whatever the desk does and however time goes on, a page with fragments is the page without them, to the letter."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from secrets import token_hex

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import corrections, publishing, versions
from articles.front import arranging
from articles.models import (
    Article,
    Block,
    Claim,
    Correction,
    Page,
    Placement,
    Publication,
    Reporter,
    Section,
    Source,
    Tag,
)
from articles.pages import publication
from articles.pageviews import counts
from articles.pictures import store
from newsroom.fast import edition, fragments, rows
from newsroom.fast.fragments import Fragments, PageFound
from newsroom.models import Change
from tests.articles.desk import errors, fill, picture
from tests.articles.desk import rows as form_rows
from tests.factories import ArticleFactory, ReadingFactory, UserFactory
from tests.paper import PAGES, addresses
from weather.models import Reading

STEPS = 40
PAGES_A_STEP = 9
WORDS = ["도서관", "시장", "한파", "축제", "예산", "<버스>", "'장터'", "물빛공원", "& 협약"]


class Newsroom:
    """Does at random what a desk does, through its own doors."""

    quiet = (
        *["do_arrange", "do_break", "do_count_reads", "do_edit", "do_fold_changes", "do_observe", "do_publish"],
        *["do_restore", "do_sign", "do_tag", "do_take_away", "do_unsign", "do_withdraw", "do_write"],
    )
    """What leaves the surroundings, so that pages are found that nothing of it has touched."""

    def __init__(self, seed: int) -> None:
        self.random, self.client = Random(seed), Client()
        self.client.force_login(UserFactory(superuser=True))
        self.photo = store.store_photo(picture(), caption="광장")
        self.done: list[str] = []

    def work(self, *, quietly: bool) -> None:
        name = self.random.choice(self.quiet if quietly else [name for name in dir(self) if name.startswith("do_")])
        self.done.append(name)
        getattr(self, name)()

    def text(self) -> str:
        return f"{self.random.choice(WORDS)} {self.random.randrange(1000)}"

    def any(self, model, **which):
        found = list(model.objects.filter(**which).order_by("pk"))
        return self.random.choice(found) if found else None

    def fill(self, form: str, noun, /, **typed) -> None:
        if noun is not None:
            assert not errors(fill(self.client, form, noun.pk, **typed)), (form, typed)

    # Articles

    def do_write(self) -> None:
        article = ArticleFactory(section=self.any(Section), source=self.any(Source), headline=self.text())
        article.bylines.create(reporter=self.any(Reporter))
        if article.pk % 2:
            publishing.publish(article, by=None)
        else:
            publishing.schedule(article, at=timezone.now() + timedelta(minutes=self.random.randrange(1, 200)), by=None)

    def do_publish(self) -> None:
        if article := self.any(Article, state="submitted") or self.any(Article, state="draft"):
            publishing.publish(article, by=None)

    def do_withdraw(self) -> None:
        if article := self.any(Article, state="published", published_at__lte=timezone.now()):
            publishing.withdraw(article, by=None, reason="사실과 다름")

    def do_restore(self) -> None:
        if article := self.any(Article, state="withdrawn"):
            publishing.restore(article, by=None)

    def do_break(self) -> None:
        if article := self.any(Article, state="published", published_at__lte=timezone.now()):
            publishing.set_breaking(article, by=None, for_hours=self.random.choice([None, 1, 5]))

    def do_edit(self) -> None:
        typed = {
            "headline": self.text(),
            "kicker": self.random.choice(["", "단독"]),
            "summary": self.random.choice(["", self.text()]),
            "body": f"<p>{self.random.randrange(1000)}명이 모였다.</p>",
            "lead_photo": self.random.choice(["", self.photo.pk]),
            "section": self.any(Section).pk,
            "is_advertising": self.random.choice([[], "on"]),
            "tags": [self.any(Tag).pk],
        }
        for name in self.random.sample(list(typed), 5):
            typed.pop(name)
        fill(self.client, "articles_article", self.any(Article, is_breaking=False).pk, **typed)

    def do_sign(self) -> None:
        article = self.any(Article, bylines=None, byline_text="", is_advertising=False)
        self.fill("articles_article", article, **form_rows("bylines", {"reporter": self.any(Reporter).pk}))

    def do_unsign(self) -> None:
        self.fill("articles_article", self.any(Article, bylines__isnull=False), **{"bylines-0-DELETE": "on"})

    def do_add_to_a_gallery(self) -> None:
        article = self.any(Article, gallery=None, is_breaking=False)
        self.fill(
            "articles_article", article, **form_rows("gallery", {"photo": self.photo.pk, "own_caption": self.text()})
        )

    def do_tag(self) -> None:
        self.fill("articles_article", self.any(Article, is_breaking=False), tags=[self.any(Tag).pk])

    def do_go_back(self) -> None:
        article = self.any(Article)
        if version := versions.versions_of(article).order_by("history_id").first():
            versions.restore_version(article, version, by=None)

    def do_import(self) -> None:
        """By whatever way, and the edition told."""
        self.any(Article).bylines.all().delete()
        Article.objects.filter(pk=self.any(Article).pk).update(headline=self.text())
        edition.advance()

    # What stands beside them

    def do_rename_a_section(self) -> None:
        self.fill("articles_section", self.any(Section), name=f"면 {token_hex(4)}")

    def do_rename_a_reporter(self) -> None:
        self.fill("articles_reporter", self.any(Reporter), name=self.text(), bio=self.text())

    def do_rename_a_source(self) -> None:
        self.fill("articles_source", self.any(Source), name=f"{self.text()} {token_hex(4)}", licence="kogl-2")

    def do_rename_a_tag(self) -> None:
        self.fill("articles_tag", self.any(Tag), name=token_hex(4))

    def do_change_the_paper(self) -> None:
        self.fill("articles_publication", Publication.objects.first(), name=self.text(), copyright_notice=self.text())

    def do_change_a_page(self) -> None:
        self.fill("articles_page", self.any(Page), title=self.text())

    def do_describe_a_photo(self) -> None:
        self.client.post(
            "/admin/articles/photo/texts/", {"photo": self.photo.pk, f"caption-{self.photo.pk}": self.text()}
        )

    def do_move_a_focal_point(self) -> None:
        self.fill("articles_photo", self.photo, focal_x=self.random.randrange(101), focal_y=self.random.randrange(101))

    def do_upload_a_photo(self) -> None:
        self.photo = store.store_photo(picture(size=(900, 700)), caption=self.text())

    def do_correct(self) -> None:
        correction = Correction(
            article=self.any(Article),
            kind="own",
            title=self.text(),
            text=self.text(),
            shown_in=self.any(Block),
            published_at=timezone.now() + timedelta(minutes=self.random.choice([0, 30])),
        )
        corrections.publish_correction(correction, by=None)

    def do_claim(self) -> None:
        if claim := self.any(Claim, outcome="running"):
            corrections.close_claim(claim, "refused", by=None)
        else:
            today = timezone.localdate().isoformat()
            typed = {"article": self.any(Article).pk, "received_on": today, "shows_notice": "on"}
            assert not errors(fill(self.client, "articles_claim", **typed))

    def do_change_a_block(self) -> None:
        layout = self.random.choice(Block.Layout.values)
        self.fill("articles_block", self.any(Block), name=self.text(), layout=layout, size=self.random.randrange(1, 7))

    def do_arrange(self) -> None:
        now, block = timezone.now(), self.any(Block)
        chosen = self.random.sample(list(Article.objects.values_list("pk", flat=True)), 3)
        ends = [None, now + timedelta(minutes=self.random.randrange(1, 90))]
        wanted = [
            arranging.WantedPlacement(pk, self.random.choice(["", self.text()]), None, self.random.choice(ends))
            for pk in chosen
        ]
        arranging.arrange_blocks({block.pk: wanted}, by=None, now=now)

    def do_take_away(self) -> None:
        if placement := self.any(Placement):
            arranging.arrange_blocks({placement.block_id: []}, by=None)

    def do_observe(self) -> None:
        Reading.objects.all().delete()
        ReadingFactory(condition=self.random.choice(["맑음", "흐림"]), temperature=self.random.randrange(-9, 30))
        edition.advance(surroundings=False)

    def do_count_reads(self) -> None:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        numbers = Article.objects.values_list("pk", flat=True)
        counts.store_counts({(hour, pk): self.random.randrange(1, 50) for pk in numbers})
        counts.update_rankings(timezone.now())

    def do_fold_changes(self) -> None:
        Change.merge_rows()


@pytest.fixture
def every_request_is_assembled(monkeypatch):
    """No whole page is kept; fragments are."""
    monkeypatch.setattr(edition, "current", token_hex)


class Found:
    """What is found of pages: fragments, whole pages, and what pages are about."""

    def __init__(self, monkeypatch, chance: Random, *, asks_for_pages: float) -> None:
        self.fragments = self.pages = self.rows = 0
        self._asks_for_pages = asks_for_pages
        self._chance, self._fetch, self._get = chance, Fragments.fetch, rows.memory.get
        monkeypatch.setattr(Fragments, "fetch", lambda *args: self.fetch(*args))
        monkeypatch.setattr(rows.memory, "get", self.get)

    def fetch(self, of_page: Fragments, page: str = "", *shown: object) -> None:
        """Now and then for the fragments alone, as where a page of the same fragments was never finished."""
        try:
            self._fetch(of_page, page if self._chance.random() < self._asks_for_pages else "", *shown)
        except PageFound:
            self.pages += 1
            raise
        self.fragments += sum(each.is_found for each in of_page._named)

    def get(self, key: str) -> object:
        kept = self._get(key)
        self.rows += kept is not None
        return kept


@pytest.mark.parametrize(("seed", "quietly"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_page_with_fragments_is_the_page_without(
    seed, quietly, paper, every_request_is_assembled, monkeypatch, time_machine, own_media
):
    published, _hidden = paper
    newsroom, reader = Newsroom(seed), Client()
    chance, now = newsroom.random, timezone.now()
    found = Found(monkeypatch, chance, asks_for_pages=1 if quietly else 0.5)
    # Tests stand in a transaction, whose end tells nobody anything: what is told then is not what is tested here.
    for _ in range(STEPS):
        if chance.random() < 0.3:
            now += timedelta(minutes=chance.choice([1, 7, 40, 200, 700]))
            newsroom.done.append(f"{now:%d. %H:%M}")
        now += timedelta(seconds=1)
        time_machine.move_to(now, tick=False)
        newsroom.work(quietly=quietly)
        if chance.random() < 0.3:
            fragments.memory.clear()  # another process
            rows.memory.clear()
        numbers = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        pages = {name: addresses(published)[name] for name in {"front", *chance.sample(PAGES, PAGES_A_STEP)}}
        pages |= {f"article {pk}": f"/articles/{pk}/" for pk in (numbers[:3] if quietly else chance.sample(numbers, 3))}
        for name, address in pages.items():
            with_fragments = reader.get(address)
            with monkeypatch.context() as without:
                without.setattr(publication, "surroundings_of", lambda request: None)
                plain = reader.get(address)
            assert with_fragments.status_code == plain.status_code, (name, newsroom.done)
            assert with_fragments.content == plain.content, (name, newsroom.done)
    assert found.fragments > 10 * STEPS
    assert found.pages > (STEPS / 2 if quietly else 0)
    assert found.rows > (STEPS / 8 if quietly else 0)
