"""`manage.py demo`: a believable paper, made once. On PostgreSQL the stack of .ci/stack makes it."""

from io import StringIO

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from lxml import html

from articles.demo import builder, paper
from articles.desk.roles import ensure_roles
from articles.models import (
    Article,
    ArticlePhoto,
    Correction,
    Page,
    Photo,
    Record,
    Reporter,
    SearchEntry,
    Section,
    Source,
)
from weather.models import Station

pytestmark = pytest.mark.once

SEED_STATIONS = [
    *["동두천", "강릉", "서울", "대전", "대구", "울산", "광주", "부산"],
    *["고창", "제주", "강화", "보은", "금산", "강진군", "경주시", "거제"],
]


@pytest.fixture(scope="module")
def edition(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo edition with small pictures, once for the whole module; gone after it."""
    from django.db import connection, transaction
    from django.test import override_settings

    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        with transaction.atomic():
            builder.build_demo(size=(96, 64))
            call_command("demo", stdout=StringIO())
            yield
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def demo_edition(edition, db):
    """A test's own view of the edition: what it changes is undone after it."""


def test_it_has_what_a_local_paper_has(demo_edition):
    assert Section.objects.filter(parent=None, in_navigation=True).count() >= 8
    assert Source.objects.count() >= 12
    assert Reporter.objects.count() >= 6
    assert Article.objects.count() >= 60
    assert Page.objects.filter(is_bold=True).count() == 1


def test_it_has_an_article_of_every_kind(demo_edition):
    articles = Article.objects.all()

    assert articles.published().count() >= 55
    assert articles.scheduled().exists()
    assert articles.filter(state="withdrawn").exists()
    assert articles.filter(state="draft").exists() and articles.filter(state="submitted").exists()
    assert articles.filter(is_photo_story=True).count() >= 5
    assert articles.filter(body__contains='<h2 class="subhead">◆').count() >= 5
    assert articles.filter(body__contains="▲").count() >= 5
    assert articles.filter(subheadline__contains="\n").exists()
    assert articles.exclude(byline_text="").exists()
    assert articles.filter(is_breaking=True).exists()
    assert {correction.kind for correction in Correction.objects.all()} >= {"own", "correction"}


def test_every_article_has_its_first_version_and_record(demo_edition):
    articles = Article.objects.all()

    assert {version.history_user.username for version in Article.history.all()} == {"reporter"}
    assert Article.history.count() == articles.count()
    assert {int(each.subject_id) for each in Record.objects.filter(verb="added")} == {each.pk for each in articles}


def test_what_is_out_is_found(demo_edition):
    out = Article.objects.filter(state="published")

    assert set(SearchEntry.objects.values_list("article", flat=True)) == {article.pk for article in out}


def test_every_picture_says_what_it_shows_and_whose_it_is(demo_edition):
    assert ArticlePhoto.objects.count() >= 20
    assert not [photo for photo in Photo.objects.all() if not (photo.caption and photo.credit and photo.alt_text)]


def test_the_weather_line_has_the_sixteen_stations_in_their_order(demo_edition, client):
    assert Station.objects.count() == 96
    page = html.fromstring(client.get("/").text)

    assert page.xpath("//ul[contains(@class, 'weather-stations')]/li/a/b/text()") == SEED_STATIONS


def test_run_again_it_changes_nothing(demo_edition):
    Article.objects.filter(headline__startswith="한들시장").update(headline="데스크가 고친 제목")
    before = builder.count_objects()

    call_command("demo", stdout=StringIO())

    assert builder.count_objects() == before
    assert Article.objects.filter(headline="데스크가 고친 제목").exists()


def test_the_front_page_is_whole_and_light(demo_edition, client):
    response = client.get("/")

    assert response.status_code == 200
    assert len(response.content) < 60_000
    blocks = html.fromstring(response.text).xpath("//main//section/@aria-label")
    assert blocks == [name for zone, _slug, name, *_ in paper.BLOCKS if zone == "front"]


def test_every_address_in_the_demo_leads_somewhere(demo_edition, client):
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code in (200, 302), address
        if "html" in response.get("Content-Type", "") and len(seen) < 160:
            links = html.fromstring(response.text).xpath("//a/@href") if response.content else []
            new = {link for link in links if link.startswith("/") and not link.startswith("/media/")} - seen
            seen |= new
            waiting += new

    assert len(seen) > 100


@pytest.mark.parametrize(("username", "role", "slug"), paper.ACCOUNTS)
def test_the_accounts_open_the_admin(username, role, slug, demo_edition, client):
    assert client.login(username=username, password=builder.PASSWORD.format(username))
    assert client.get("/admin/").status_code == 200


def screens_of(model):
    """Addresses of a model's list, of its empty form and of two forms, as far as it has them."""
    some = [[row.pk] for row in model._default_manager.order_by("pk")[:2]]
    for name, pks in [("changelist", []), ("add", []), *[("change", pk) for pk in some]]:
        try:
            yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=pks)
        except NoReverseMatch:
            continue


@pytest.mark.parametrize(("username", "role", "slug"), paper.ACCOUNTS)
def test_every_screen_of_the_admin_opens_or_is_refused(username, role, slug, demo_edition, client):
    client.login(username=username, password=builder.PASSWORD.format(username))
    statuses = {
        address: client.get(address).status_code for model in admin.site._registry for address in screens_of(model)
    }

    assert {address: status for address, status in statuses.items() if status not in {200, 302, 403}} == {}
    assert list(statuses.values()).count(200) > 20


@pytest.mark.django_db
def test_roles_are_made_once_and_keep_what_the_admin_changes():
    group = ensure_roles()["기자"]
    group.permissions.clear()

    ensure_roles()

    assert Group.objects.get(name="기자").permissions.count() == 0


def test_the_texts_name_only_what_the_paper_has():
    from articles.demo.texts import read_texts

    texts = read_texts("texts")
    sections = {slug for slug, *_ in [*paper.SECTIONS, *paper.SUBSECTIONS]}

    assert {text.get_value("section") for text in texts} <= sections
    assert {text.get_value("source") for text in texts if text.get_value("source")} <= {
        slug for slug, *_ in paper.SOURCES
    }
    assert {slug for text in texts for slug in text.get_list("related")} <= {text.slug for text in texts}
