"""Lists paged by key: nothing twice, nothing left out."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.pages import list_queries
from articles.pages.assembly import PAGE_SIZE, ListPage
from newsroom.fast.prepared import Prepared
from newsroom.shared.cursors import BadCursor, Cursor
from tests.factories import ArticleFactory, SectionFactory


def published() -> Prepared:
    return Prepared(list_queries.all_articles, now=timezone.now())


@given(at=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)), pk=st.integers(0, 10**15))
def test_a_cursor_survives_the_address(at, pk):
    assert Cursor.from_text(str(Cursor(at, pk))) == Cursor(at, pk)


@given(st.text())
def test_any_other_text_is_refused_and_never_an_error(text):
    with contextlib.suppress(BadCursor):
        Cursor.from_text(text)


@pytest.mark.parametrize(
    "text", ["", "1", "1-", "-1", "a-b", "1-2-3", "１-２", "9" * 30 + "-1", "999999999999999999-1", "1 -2"]
)
def test_odd_cursors_are_bad_cursors(text):
    with pytest.raises(BadCursor):
        Cursor.from_text(text)


@pytest.mark.django_db
def test_walking_back_and_forth_shows_every_article_once_even_at_the_same_time():
    moment = timezone.now() - timedelta(hours=1)
    section = SectionFactory()
    Article.objects.bulk_create(
        Article(
            headline=f"기사 {n}", section=section, state="published", published_at=moment - timedelta(minutes=n // 7)
        )
        for n in range(2 * PAGE_SIZE + 5)
    )
    everything = [article.pk for article in Article.objects.published().newest_first()]

    pages = [ListPage.load_page(published())]
    while pages[-1].older:
        pages.append(ListPage.load_page(published(), before=Cursor.from_text(pages[-1].older)))

    assert [article.pk for page in pages for article in page.articles] == everything
    assert pages[0].newer == ""
    back = ListPage.load_page(published(), after=Cursor.from_text(pages[2].newer))
    assert back.articles == pages[1].articles
    start = ListPage.load_page(published(), after=Cursor.from_text(back.newer))
    assert start.articles == pages[0].articles
    assert start.newer == ""


@pytest.mark.django_db
def test_articles_stand_under_their_day_in_seoul():
    just_after_midnight_in_seoul = datetime(2026, 1, 24, 15, 0, 1, tzinfo=UTC)
    before = ArticleFactory(state="published", published_at=just_after_midnight_in_seoul - timedelta(seconds=2))
    after = ArticleFactory(state="published", published_at=just_after_midnight_in_seoul)

    days = ListPage.load_page(published()).days

    assert [(f"{day.day:%m.%d}", [row.article for row in day.rows]) for day in days] == [
        ("01.25", [after]),
        ("01.24", [before]),
    ]
