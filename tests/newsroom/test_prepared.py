"""A query that is compiled once finds what the same query finds when it is compiled anew."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.front.union import run_union
from articles.models import Article, Byline, Photo
from newsroom.fast.prepared import Prepared, planned_each_time
from tests.factories import ArticleFactory, SectionFactory
from tests.plans import captured_queries

pytestmark = pytest.mark.django_db


def of_section(*, section, now):
    return Article.objects.published(now).filter(section=section).newest_first().select_related("section")


def with_ids(*, ids):
    return Article.objects.filter(pk__in=ids).order_by("pk")


def on_day_of(*, now):
    return Article.objects.filter(published_at__date=now.date())


def with_bylines(*, now):
    return Article.objects.published(now).prefetch_related("bylines")


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
    assert Prepared(with_ids, ids=[one.pk, two.pk]).limited_to(1).rows() == [one]


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


@pytest.mark.parametrize(
    "build", [lambda: Article.objects.with_card_parts(), lambda: Article.objects.with_page_parts()]
)
def test_instances_are_what_django_makes_of_the_rows(build):
    article = ArticleFactory(state="published", published_at=timezone.now(), lead_photo=a_photo())
    without = ArticleFactory(source=None)

    ours, djangos = Prepared(build).rows(), list(build())

    assert {each.pk for each in ours} == {article.pk, without.pk}
    for one, other in zip(ours, djangos, strict=True):
        assert state_of(one) == state_of(other)
        assert one.get_deferred_fields() == other.get_deferred_fields()
    assert ours[-1].lead_photo is None or ours[-1].lead_photo.file.url == djangos[-1].lead_photo.file.url


def a_photo():
    return Photo.objects.create(file="photos/2026/11/abc/master.jpg", width=1200, height=800, widths=[320, 960])


def state_of(instance):
    """All that an instance knows, and those that were selected with it."""
    values = {name: value for name, value in vars(instance).items() if name != "_state"}
    beside = {name: each and state_of(each) for name, each in instance._state.fields_cache.items()}
    return values, beside, instance._state.adding, instance._state.db


class Eager(Article):
    """Does something of its own when it is loaded."""

    class Meta:
        proxy = True
        app_label = "articles"

    @classmethod
    def from_db(cls, *args, **kwargs):
        instance = super().from_db(*args, **kwargs)
        instance.headline_before = instance.headline
        return instance


def test_a_model_may_do_something_when_it_is_loaded():
    ArticleFactory(headline="새솔")

    (found,) = Prepared(eager).rows()

    assert (type(found), found.headline_before) == (Eager, "새솔")


def eager():
    return Eager.objects.all()


def test_what_was_not_loaded_is_asked_for_when_it_is_read_as_django_does(django_assert_num_queries):
    """So what Django has to stop that (in 6.1: `fetch_mode`) finds these instances, too."""
    article = ArticleFactory(headline="새솔", body="<p>본문</p>")

    (found,) = Prepared(headlines_alone).rows()

    assert "body" in found.get_deferred_fields()
    with django_assert_num_queries(1):
        assert found.body == article.body


def headlines_alone():
    return Article.objects.only("headline")


@pytest.mark.postgresql
def test_what_never_changes_stands_in_the_text_and_values_travel_beside_it():
    with captured_queries() as asked:
        Prepared(of_section, section=7, now=timezone.now()).rows()

    [(sql, values)] = asked
    assert "'published'" in sql and "%s" not in sql
    assert len(values) == sql.count("$") == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_a_plan_that_a_migration_has_made_useless_is_made_anew():
    """As a process finds that goes on serving while another one migrates."""
    article = ArticleFactory(headline="새솔")
    assert Prepared(with_ids, ids=[article.pk]).rows() == [article]
    column = "ALTER TABLE articles_article ALTER COLUMN kicker TYPE varchar({})"

    in_another_process(column.format(40))
    try:
        assert Prepared(with_ids, ids=[article.pk]).rows() == [article]
    finally:
        in_another_process(column.format(20))


def in_another_process(sql):
    """Over a connection that this process's kept statements know nothing of."""
    parameters = connection.get_connection_params() | {"autocommit": True}
    with psycopg.connect(**{name: value for name, value in parameters.items() if name != "pool"}) as other:
        other.execute(sql)


@pytest.mark.postgresql
def test_numbers_of_any_size_share_a_plan():
    """A paper has articles 7 and 70,000 on one page."""
    articles = [ArticleFactory(pk=pk) for pk in (7, 70_000, 7_000_000_000)]
    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%articles_article%'"

    def plans():
        with connection.cursor() as cursor:
            cursor.execute(kept)
            return cursor.fetchone()[0]

    Prepared(with_ids, ids=[1, 2]).rows()
    before = plans()

    for one in articles:
        for other in articles:
            assert set(Prepared(with_ids, ids=[one.pk, other.pk]).rows()) == {one, other}

    assert before > 0 and plans() == before


def test_a_value_that_is_left_out_is_refused():
    with pytest.raises(ValueError, match="leaves_out"):
        Prepared(leaves_out, section=7).rows()


def leaves_out(*, section):
    return Article.objects.all()


@pytest.mark.postgresql
def test_a_value_that_its_column_cannot_hold_is_refused():
    """Django would leave the condition out: every number is smaller."""
    with pytest.raises(ValueError, match="signed_up_to"):
        Prepared(signed_up_to, position=3).rows()


def signed_up_to(*, position):
    return Byline.objects.filter(position__lte=position)


@pytest.mark.parametrize("value", [True, "seoul"])
def test_what_is_no_number_and_no_time_belongs_to_the_shape(value):
    with pytest.raises(TypeError, match="belongs to the shape"):
        Prepared(of_section, section=value, now=timezone.now()).rows()


def test_values_are_tuples():
    ArticleFactory(headline="새솔")

    assert Prepared(as_dictionaries).rows() == [("새솔",)]


def as_dictionaries():
    return Article.objects.values("headline")


@planned_each_time
def rare_or_common(*, section):
    return Article.objects.filter(section=section)


def newest(articles):
    return articles.order_by("-pk")


def test_what_is_planned_each_time_stays_so_and_is_no_part_of_a_union():
    articles = Prepared(rare_or_common, section=7).then(newest)

    assert not articles.is_planned_once
    assert not Prepared(with_ids, ids=[1]).then(planned_each_time(newest_first)).is_planned_once
    with pytest.raises(ValueError, match="planned each time"):
        run_union({1: articles})


def newest_first(articles):
    return articles.order_by("-pk")
