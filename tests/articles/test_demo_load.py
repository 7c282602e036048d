"""Articles by the thousand: valid, varied, and as clean as any other."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.body import body_text, clean_body
from articles.demo.load import add_articles, add_particle
from articles.demo.pictures import draw
from articles.models import Article, Byline, Photo, Record
from articles.pictures.store import store_photo

from ..factories import ReporterFactory, SectionFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_hundred():
    SectionFactory(slug="economy")
    SectionFactory(slug="society")
    SourceFactory()
    ReporterFactory(name="김하늘")
    ReporterFactory(name="박서준")
    store_photo(draw("park", "spring", "day", "one", (64, 43)))
    add_articles(300, seed=7)
    return list(Article.objects.all())


def test_they_are_public_and_spread_over_three_years(three_hundred):
    yesterday = timezone.now() - timedelta(days=1)

    times = [article.published_at for article in three_hundred]
    assert Article.objects.published().count() == 300
    assert max(times) <= yesterday
    assert min(times) < yesterday - timedelta(days=2 * 365)
    assert all(article.created_at < article.published_at for article in three_hundred)


def test_they_use_a_vocabulary_of_thousands(three_hundred):
    words = {word for article in three_hundred for word in re.findall(r"[가-힣]+", article.headline + article.body)}

    assert len(words) > 3_000


def test_their_bodies_are_as_the_sanitiser_leaves_them(three_hundred):
    lengths = sorted(len(body_text(article.body)) for article in three_hundred)

    assert all(str(clean_body(str(article.body))) == article.body for article in three_hundred[:60])
    assert any('<h2 class="subhead">' in article.body for article in three_hundred)
    assert lengths[15] > 700 and lengths[-1] < 4_500


def test_their_excerpts_are_what_saving_would_make(three_hundred):
    assert all(article.excerpt == article.made_excerpt() for article in three_hundred[:60])


def test_they_have_sources_reporters_and_pictures_of_the_paper(three_hundred):
    assert {article.section.slug for article in three_hundred} == {"economy", "society"}
    assert Article.objects.filter(source=None).exists() and Article.objects.exclude(source=None).exists()
    assert Article.objects.filter(lead_photo=Photo.objects.get()).exists()
    assert Byline.objects.values("article").distinct().count() > 100
    assert not Article.objects.filter(source=None, bylines=None).exists()


def test_they_say_that_they_are_made_up(three_hundred):
    versions = Article.history.values_list("id", "history_user", "history_change_reason", "version")

    assert set(versions) == {(article.pk, None, "부하 시험용으로 지어냄", 1) for article in three_hundred}
    assert Record.objects.filter(verb="added", by=None, detail="부하 시험용으로 지어냄").count() == 300


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("도서관", ("을", "를"), "도서관을"),
        ("학교", ("을", "를"), "학교를"),
        ("광장", ("으로", "로"), "광장으로"),
        ("숲길", ("으로", "로"), "숲길로"),
        ("숲길", ("은", "는"), "숲길은"),
        ("쉼터", ("으로", "로"), "쉼터로"),
    ],
)
def test_particles_follow_the_last_syllable(word, pair, expected):
    assert add_particle(word, *pair) == expected
