"""Rows for tests, with few defaults and named traits."""

from datetime import datetime, timedelta
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from articles import models
from weather.models import Reading, Station


def earlier_today(minutes: int) -> datetime:
    """So long ago, but of the day that it is in Seoul: just after midnight it is the midnight."""
    now = timezone.localtime()
    return max(now - timedelta(minutes=minutes), now.replace(hour=0, minute=0, second=0, microsecond=0))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    password = factory.django.Password("correct-horse-battery")

    class Params:
        staff = factory.Trait(is_staff=True)
        superuser = factory.Trait(is_staff=True, is_superuser=True)


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = models.Publication
        django_get_or_create = ("id",)

    id = 1
    name = "새솔뉴스"
    credit_tag = "(새솔뉴스)"


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Section
        django_get_or_create = ("slug",)

    name = factory.LazyAttribute(lambda section: section.slug)
    slug = "economy"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    name = factory.Sequence(lambda n: f"뉴스출처 {n}")
    slug = factory.Sequence(lambda n: f"source-{n}")


class ReporterFactory(DjangoModelFactory):
    class Meta:
        model = models.Reporter

    name = "김하늘"
    slug = factory.Sequence(lambda n: f"reporter-{n}")


class TagFactory(DjangoModelFactory):
    class Meta:
        model = models.Tag

    name = factory.Sequence(lambda n: f"태그{n}")
    slug = factory.Sequence(lambda n: f"태그{n}")


class ArticleFactory(DjangoModelFactory):
    """A draft; with the traits what becomes of it."""

    class Meta:
        model = models.Article

    headline = factory.Sequence(lambda n: f"제목 {n}")
    body = "<p>새솔구는 도서관을 새로 연다고 23일 밝혔다.</p>"
    section = factory.SubFactory(SectionFactory)

    class Params:
        submitted = factory.Trait(state="submitted")
        published = factory.Trait(
            state="published", published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1))
        )
        scheduled = factory.Trait(
            state="published", published_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))
        )
        withdrawn = factory.Trait(
            state="withdrawn",
            published_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            withdrawn_at=factory.LazyFunction(timezone.now),
            withdrawn_reason="사실과 다름",
        )


class BlockFactory(DjangoModelFactory):
    class Meta:
        model = models.Block

    name = factory.Sequence(lambda n: f"편집 영역 {n}")
    slug = factory.Sequence(lambda n: f"block-{n}")
    zone = "front"


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = models.Placement

    block = factory.SubFactory(BlockFactory)
    article = factory.SubFactory(ArticleFactory, published=True)
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1))


class PageFactory(DjangoModelFactory):
    class Meta:
        model = models.Page

    title = "회사소개"
    slug = factory.Sequence(lambda n: f"page-{n}")
    body = "<p>새솔뉴스는 새솔구의 신문입니다.</p>"


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Correction

    article = factory.SubFactory(ArticleFactory, published=True)
    kind = "own"
    title = "개관일을 바로잡습니다"
    text = "개관일은 25일이 아니라 26일입니다."


class StationFactory(DjangoModelFactory):
    class Meta:
        model = Station
        django_get_or_create = ["number"]

    number = 108
    name = "서울"
    latitude = 37.57142
    longitude = 126.9658
    in_header = True


class ReadingFactory(DjangoModelFactory):
    """Of today, twenty minutes old where today is that old, and all of it observed at once."""

    class Meta:
        model = Reading

    station = factory.SubFactory(StationFactory)
    observed_at = factory.LazyFunction(lambda: earlier_today(minutes=20))
    day = factory.LazyAttribute(lambda reading: timezone.localdate(reading.observed_at))
    provider = "surface_map"
    condition = "맑음"
    condition_at = factory.SelfAttribute("observed_at")
    temperature = Decimal("-2.6")
    temperature_at = factory.SelfAttribute("observed_at")
    details_at = factory.SelfAttribute("observed_at")
