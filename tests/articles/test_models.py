"""What the database itself refuses, whoever writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk import publishing
from articles.models import Article, ArticlePhoto, Block, Byline, Publication, RelatedArticle, Section
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PlacementFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
YESTERDAY = NOW - timedelta(days=1)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "published", "published_at": None},
        {"state": "draft", "published_at": NOW},
        {"state": "submitted", "published_at": NOW},
        {"state": "withdrawn", "published_at": NOW, "withdrawn_at": None},
        {"state": "published", "published_at": NOW, "withdrawn_at": NOW},
        {"state": "published", "published_at": NOW, "revised_at": YESTERDAY},
        {"state": "killed"},
        {"headline": ""},
    ],
)
def test_no_code_path_makes_an_article_in_an_impossible_state(values):
    article = ArticleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**values)


def test_an_unknown_state_is_refused_on_insert_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleFactory(state="published", published_at=None)


def test_there_is_one_publication_however_often_it_is_saved():
    PublicationFactory(name="새솔뉴스")

    Publication(name="새솔신문").save()

    assert [publication.name for publication in Publication.objects.all()] == ["새솔신문"]


def test_a_reporter_signs_an_article_once():
    article, reporter = ArticleFactory(), ReporterFactory()
    Byline.objects.create(article=article, reporter=reporter)

    with pytest.raises(IntegrityError), transaction.atomic():
        Byline.objects.create(article=article, reporter=reporter, position=1)


def test_an_article_is_not_related_to_itself():
    article = ArticleFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedArticle.objects.create(article=article, related=article)


def test_an_article_stands_once_in_a_block():
    placement = PlacementFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PlacementFactory(block=placement.block, article=placement.article)


def test_a_placement_ends_after_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        PlacementFactory(starts_at=NOW, ends_at=NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"rule": "section"},
        {"rule": "source"},
        {"size": 0},
        {"size": 31},
    ],
)
def test_a_block_without_what_its_rule_needs_is_refused(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockFactory(**values)


def test_only_a_sidebar_block_belongs_to_a_section():
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockFactory(zone="front", section=SectionFactory())


def test_a_block_drops_the_section_of_a_rule_that_it_no_longer_has():
    block = BlockFactory(rule="section", rule_section=SectionFactory())
    block.rule = Block.Rule.LATEST

    block.clean()

    assert block.rule_section is None


def test_sections_stand_at_most_two_levels_deep():
    local = SectionFactory(slug="local")
    village = SectionFactory(slug="village", parent=local)

    with pytest.raises(ValidationError):
        Section(name="골목", slug="alley", parent=village).clean()
    with pytest.raises(ValidationError):
        local.parent = SectionFactory(slug="society")
        local.clean()


def test_a_section_is_not_its_own_parent():
    section = SectionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(parent=section.pk)


def test_a_gallery_needs_a_photo():
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticlePhoto.objects.create(article=ArticleFactory(), photo_id=None)


@pytest.mark.parametrize("write", ["save", "bulk_create", "update", "bulk_update"])
def test_every_write_path_cleans_the_body(write):
    hostile = "<p>본문</p><script>alert(1)</script>"
    if write == "save":
        article = ArticleFactory(body=hostile)
    elif write == "bulk_create":
        [article] = Article.objects.bulk_create([Article(headline="제목", body=hostile, section=SectionFactory())])
    elif write == "update":
        article = ArticleFactory()
        Article.objects.filter(pk=article.pk).update(body=hostile)
    else:
        article = ArticleFactory()
        article.body = hostile
        Article.objects.bulk_update([article], ["body"])

    stored = Article.objects.values_list("body", flat=True).get(pk=article.pk)

    assert "본문" in stored
    assert "script" not in stored


def test_the_excerpt_follows_the_summary_and_without_one_the_body():
    article = ArticleFactory(body="<p>도서관이 문을 연다.</p>", summary="")
    assert article.excerpt == "도서관이 문을 연다."

    article.summary = "새 도서관 소식이다."
    article.save(update_fields=["summary"])

    article.refresh_from_db()
    assert article.excerpt == "새 도서관 소식이다."


def test_the_byline_names_reporters_in_order_and_a_free_text_goes_first():
    article = ArticleFactory()
    Byline.objects.create(article=article, reporter=ReporterFactory(name="박서준"), position=2)
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘"), position=1)

    assert article.byline == "김하늘 기자·박서준 기자"

    article.byline_text = "홍길동 객원논설위원"
    assert article.byline == "홍길동 객원논설위원"


def test_the_credit_tag_is_the_papers_unless_the_article_has_its_own_or_none():
    article = ArticleFactory(body="<p>새솔구는 도서관을 연다.</p>")

    assert "(새솔뉴스)" in article.body_with_credit("(새솔뉴스)")
    article.credit_tag = "[공동취재]"
    assert "[공동취재]" in article.body_with_credit("(새솔뉴스)")
    article.credit_tag = "-"
    assert "(새솔뉴스)" not in article.body_with_credit("(새솔뉴스)")


@pytest.mark.parametrize(
    ("licence", "mark"), [("kogl-1", "공공누리 제1유형"), ("kogl-4", "공공누리 제4유형"), ("", "")]
)
def test_a_source_names_its_licence_as_readers_know_it(licence, mark):
    assert SourceFactory.build(licence=licence).licence_mark == mark


@pytest.mark.django_db
def test_every_write_of_an_article_gives_its_row_another_version():
    """By whatever way: fragments that show it are known by it."""
    article, other = ArticleFactory(published=True), ArticleFactory()
    versions = [article.row_version]

    def written() -> None:
        versions.append(Article.objects.values_list("row_version", flat=True).get(pk=article.pk))

    article.save()
    written()
    article.save(update_fields=["headline"])
    written()
    article.save_step(["state"])
    written()
    Article.objects.filter(pk=article.pk).update(kicker="단독")
    written()
    Article.objects.bulk_update([article], ["byline_text"])
    written()
    publishing.withdraw(article, by=None, reason="사실과 다름")
    written()
    Article.objects.bulk_create([Article(headline="새 기사", section=article.section)])

    numbers = list(Article.objects.values_list("row_version", flat=True))
    assert len(set(versions)) == 7
    assert len(set(numbers)) == 3
    assert 0 not in numbers
    assert other.row_version in numbers
