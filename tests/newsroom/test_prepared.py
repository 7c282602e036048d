"""A query that is compiled once finds what the same query finds when it is compiled anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline
from newsroom.prepared import Prepared
from tests.factories import ArticleFactory, SectionFactory

pytestmark = pytest.mark.django_db


def of_section(*, section, now):
    return Article.objects.published(now).filter(section=section).newest_first().select_related("section")


def with_ids(*, ids):
    return Article.objects.filter(pk__in=ids).order_by("pk")


def on_day_of(*, now):
    return Article.objects.filter(published_at__date=now.date())


def with_bylines(*, now):
    return Article.objects.published(now).with_bylines()


def test_each_time_with_the_values_of_that_time():
    now = timezone.now()
    here = ArticleFactory(state="published", published_at=now)
    elsewhere = ArticleFactory(
        state="published", published_at=now - timedelta(hours=2), section=SectionFactory(slug="elsewhere")
    )
    later = ArticleFactory(state="published", section=here.section, published_at=now + timedelta(hours=1))

    def found(section, at):
        return Prepared(of_section, section=section.pk, now=at).rows()

    assert found(here.section, now) == [here]
    assert found(elsewhere.section, now) == [elsewhere]
    assert found(elsewhere.section, now - timedelta(hours=3)) == []
    assert found(here.section, now + timedelta(hours=1)) == [later, here]
    with CaptureQueriesContext(connection) as asked:
        assert found(here.section, now)[0].section.name == here.section.name
    assert len(asked) == 1


def test_as_many_numbers_as_there_are():
    one, two, three = ArticleFactory.create_batch(3)

    assert Prepared(with_ids, ids=[two.pk]).rows() == [two]
    assert Prepared(with_ids, ids=[three.pk, one.pk]).rows() == [one, three]
    assert Prepared(with_ids, ids=[one.pk, two.pk]).rows() == [one, two]
    assert Prepared(with_ids, ids=[one.pk, two.pk]).first(1).rows() == [one]


def test_a_value_that_was_worked_with_is_refused():
    with pytest.raises(ValueError, match="on_day_of"):
        Prepared(on_day_of, now=timezone.now()).rows()


def test_a_prefetch_is_refused_for_it_would_go_on_asking_for_the_stand_ins():
    with pytest.raises(ValueError, match="prefetch"):
        Prepared(with_bylines, now=timezone.now()).rows()


def test_text_with_a_percent_sign_stays_as_it_is():
    article = ArticleFactory(headline="금리 3% 인하", byline_text="100%")

    assert Prepared(named_with_percent, pk=article.pk).rows() == [article]


def named_with_percent(*, pk):
    return Article.objects.filter(pk=pk, headline__contains="3%", byline_text="100%").exclude(
        pk__in=Byline.objects.values("article_id")
    )
