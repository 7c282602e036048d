"""A hundred thousand articles leave the public pages as fast as a thousand do: by index, a few rows, no more queries.

On PostgreSQL, with what planners trip over: sections, sources, reporters and tags that have nearly all articles or
very few, and few that are old.
"""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import get_resolver, resolve
from django.utils import timezone

from articles.models import Article, Block, Correction, MostRead, Placement, Section
from newsroom.shared.cursors import Cursor
from tests.caches import clear_all
from tests.factories import (
    ArticleFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
)
from tests.plans import Query, captured_queries, explain

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

ARTICLES = 100_000
LARGE = {"articles_article", "articles_byline", "articles_article_tags", "articles_searchentry"}
ROWS_AT_MOST = 2_000
"""That all nodes of a plan may look at together, of those tables."""

COPY = """
INSERT INTO articles_article ({columns})
SELECT {values} FROM articles_article AS model CROSS JOIN generate_series(1, %(number)s) AS n
WHERE model.id = %(model)s
"""


@pytest.fixture
def archive():
    """An article every twenty minutes for nearly four years, in section *economy*; the rare ones among the oldest."""
    PublicationFactory()
    now = timezone.now()
    common = {
        "section": SectionFactory(slug="economy"),
        "source": SourceFactory(slug="common", kind="government"),
        "reporter": ReporterFactory(slug="common"),
        "tag": TagFactory(slug="common", name="common"),
    }
    rare = {
        "section": SectionFactory(slug="rare"),
        "source": SourceFactory(slug="rare", kind="agency"),
        "reporter": ReporterFactory(slug="rare"),
        "tag": TagFactory(slug="rare", name="rare"),
    }
    SectionFactory(slug="child", parent=rare["section"])
    SourceFactory(slug="none")
    ReporterFactory(slug="none")
    parent = SectionFactory(slug="parent")
    model = ArticleFactory(section=common["section"], source=common["source"], state="published", published_at=now)
    instead = {
        "published_at": "model.published_at - n * interval '20 minutes'",
        "created_at": "model.created_at - n * interval '20 minutes'",
        "is_photo_story": "n %% 20000 = 0",
    }
    columns = [field.column for field in Article._meta.concrete_fields if not field.primary_key]
    with connection.cursor() as cursor:
        copy = COPY.format(
            columns=", ".join(columns), values=", ".join(instead.get(name, f"model.{name}") for name in columns)
        )
        cursor.execute(copy, {"number": ARTICLES, "model": model.pk})
        cursor.execute("UPDATE articles_section SET parent_id = %s WHERE slug = 'economy'", [parent.pk])
        for which, those in ((common, "id %% 2 = 0"), (rare, "id %% 40000 = 0")):
            cursor.execute(
                "INSERT INTO articles_byline (article_id, reporter_id, position) "
                f"SELECT id, %s, 0 FROM articles_article WHERE {those}",
                [which["reporter"].pk],
            )
            cursor.execute(
                "INSERT INTO articles_article_tags (article_id, tag_id) "
                f"SELECT id, %s FROM articles_article WHERE {those}",
                [which["tag"].pk],
            )
        cursor.execute(
            "UPDATE articles_article SET section_id = %s, source_id = %s "
            "WHERE id IN (SELECT id FROM articles_article ORDER BY published_at LIMIT 3)",
            [rare["section"].pk, rare["source"].pk],
        )
        cursor.execute(
            "INSERT INTO articles_searchentry (article_id, published_at, section_id, source_id, text) "
            "SELECT id, published_at, section_id, source_id, headline FROM articles_article "
            "ON CONFLICT DO NOTHING"
        )
    blocks(common, rare, now)
    with connection.cursor() as cursor:
        for table in (
            *LARGE,
            "articles_block",
            "articles_placement",
            "articles_section",
            "articles_source",
            "articles_tag",
        ):
            cursor.execute(f"ANALYZE {table}")
    return now


def blocks(common, rare, now):
    """One of each rule, on the front page and in the sidebar, and placements that have stood for years."""
    for zone in ("front", "sidebar"):
        for number, (rule, more) in enumerate(
            [
                ("none", {}),
                ("latest", {}),
                ("section", {"rule_section": common["section"]}),
                ("section", {"rule_section": rare["section"]}),
                ("source", {"rule_source": rare["source"]}),
                ("photo_stories", {}),
                ("most_read_day", {}),
            ]
        ):
            Block.objects.create(
                name=f"{zone} {number}", slug=f"{zone}-{number}", zone=zone, layout="cards", size=6, rule=rule, **more
            )
    placed = Block.objects.get(slug="front-0")
    newest = list(Article.objects.published(now).newest_first()[:300])
    Placement.objects.bulk_create(
        Placement(block=placed, article=article, position=number, starts_at=now - timedelta(days=number))
        for number, article in enumerate(newest)
    )
    MostRead.objects.bulk_create(
        MostRead(article=article, period=MostRead.Period.DAY, reads=number) for number, article in enumerate(newest)
    )
    Correction.objects.create(
        article=newest[0], kind="correction", title="정정", text="바로잡습니다.", published_at=now
    )


def paths(now):
    published = Article.objects.published(now)
    middle, oldest = published.newest_first()[ARTICLES // 2], published.newest_first()[ARTICLES - 50]
    day = timezone.localtime(middle.published_at)
    lists = [
        *("/sections/economy/", "/sections/parent/", "/sections/rare/", "/sections/child/"),
        *("/sources/common/", "/sources/rare/", "/sources/none/"),
        *("/reporters/common/", "/reporters/rare/", "/reporters/none/"),
        *("/tags/common/", "/tags/rare/", "/photos/", "/blocks/front-2/", "/blocks/front-3/", "/corrections/"),
        f"/archive/{day:%Y/%-m/%-d}/",
    ]
    yield from ["/", f"/articles/{middle.pk}/", f"/articles/{oldest.pk}/", "/sources/", "/archive/", "/search/"]
    for path in lists:
        yield path
        if not path.startswith("/archive/"):
            yield f"{path}?before={Cursor.from_article(middle)}"
            yield f"{path}?before={Cursor.from_article(oldest)}"
            yield f"{path}?after={Cursor.from_article(oldest)}"
    yield from ["/feeds/latest.xml", "/feeds/sections/rare.xml", "/feeds/sources/rare.xml", "/feeds/latest.atom"]
    yield from ["/feeds/reporters/rare.xml", "/feeds/tags/rare.xml", "/feeds/reporters/common.xml"]
    yield from ["/feeds/sections/rare.atom", "/feeds/sources/rare.atom", "/feeds/reporters/rare.atom"]
    yield from [
        "/feeds/tags/rare.atom",
        "/sitemap.xml",
        "/sitemaps/2026-9.xml",
        "/sitemaps/standing.xml",
        "/news-sitemap.xml",
    ]
    yield from ["/search/suggestions.json?q=co", f"/articles/{oldest.pk}/card-of-old.png"]
    yield from ["/search/?section=rare", "/search/?source=rare", "/search/?section=economy"]


NO_ARTICLES = {
    *("indexnow_key", "manifest", "offline", "page", "paper_card", "robots"),
    *("weather", "weather_csv", "weather_json", "station", "station_month", "station_csv", "station_json"),
}
AS_LONG_AS_IT_IS = {"sitemap_month"}
"""A month has as many articles as it has."""


def captured_sql(client, path):
    clear_all()
    with captured_queries() as asked:
        assert client.get(path).status_code in {200, 301, 302}, path
    return asked


def nodes(plan):
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def faults_of(asked: Query) -> list[str]:
    found = explain(asked, "FORMAT JSON")[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    faults, read = [], 0
    for node in nodes(plan):
        if node.get("Relation Name") in LARGE:
            if node["Node Type"] == "Seq Scan":
                faults.append(f"reads all of {node['Relation Name']}")
            removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
            read += (node["Actual Rows"] + removed) * node["Actual Loops"]
    return [*faults, *([f"reads {read:.0f} rows"] if read > ROWS_AT_MOST else [])]


def test_every_public_page_reads_few_rows_and_no_table_whole(client, archive):
    looked_at = {resolve(path.partition("?")[0]).url_name for path in paths(archive)}
    public = {each.name for each in get_resolver().url_patterns if hasattr(each.callback, "params")}
    assert public - looked_at == NO_ARTICLES | AS_LONG_AS_IT_IS
    faults = []
    for path in paths(archive):
        for asked in captured_sql(client, path):
            if any(table in asked.sql for table in LARGE):
                faults += [f"{path} {fault}:\n    {asked.sql[:600]}" for fault in faults_of(asked)]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)


def lists_of_the_desk():
    yield "/admin/articles/article/"
    for state in ("draft", "submitted", "scheduled", "out", "withdrawn"):
        yield f"/admin/articles/article/?state={state}"
    yield from ["/admin/articles/article/?mine=1", "/admin/articles/article/?is_breaking__exact=1"]
    yield "/admin/articles/article/?is_photo_story__exact=1"
    for section in Section.objects.filter(slug__in=["economy", "rare", "child"]):
        yield f"/admin/articles/article/?section__id__exact={section.pk}"
    for kind in ("government", "agency", "ministry"):
        yield f"/admin/articles/article/?source_kind={kind}"


def test_every_filter_of_the_desk_finds_its_page_by_index(admin_client, archive):
    """The page alone: how many there are in all is counted, as everywhere in Django's admin."""
    faults = []
    for path in lists_of_the_desk():
        pages = [asked for asked in captured_sql(admin_client, path) if '"articles_article"."headline"' in asked.sql]
        faults += [f"{path} {fault}:\n    {asked.sql[:600]}" for asked in pages for fault in faults_of(asked)]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults)
