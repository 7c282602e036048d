"""Opening a form: drawn to the element as Django's own templates draw it, and in as many queries whatever it holds."""

import re
from itertools import count

import pytest
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import connection
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Engine
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from articles.desk import publishing
from articles.models import ArticlePhoto, Byline, Photo, RelatedArticle
from articles.templatetags.news import include_jinja
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PlacementFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
    UserFactory,
)

from .desk import DESK, REPORTER, form_of, staff

pytestmark = pytest.mark.django_db

PHOTOS = count(1)
PLAIN = Engine({"NAME": "plain", "DIRS": [], "APP_DIRS": True, "OPTIONS": {}})
"""Django's templates as it brings them."""


def photo(**traits):
    return Photo.objects.create(file=f"photos/{next(PHOTOS)}/1200.jpg", width=1200, height=800, **traits)


def full_article(rows=2):
    article = ArticleFactory(headline="<b>새</b> 도서관", section=SectionFactory(), source=SourceFactory())
    article.lead_photo = photo(caption="개관식 “첫날”")
    article.state = "submitted"
    article.save()
    publishing.publish(article, by=UserFactory())
    for number in range(rows):
        article.tags.add(TagFactory())
        ArticlePhoto.objects.create(article=article, photo=photo(), position=number)
        Byline.objects.create(article=article, reporter=ReporterFactory(), position=number)
        RelatedArticle.objects.create(article=article, related=ArticleFactory(), position=number)
    return article


def address(row, page="change"):
    return reverse(f"admin:articles_{row._meta.model_name}_{page}", args=[row.pk] if page == "change" else [])


@pytest.fixture
def chief(client):
    user = UserFactory(staff=True, is_superuser=True, username="chief")
    ReporterFactory(user=user)
    client.force_login(user)
    return client


def elements(text):
    """Tags with their attributes, and words, but not how many spaces stand between."""
    found = []

    def walk(element):
        found.append((element.tag, {name: " ".join(value.split()) for name, value in element.attrib.items()}))
        for words in (element.text, *(each for child in element for each in (child, child.tail))):
            if isinstance(words, str) and words.split():
                found.append(re.sub(r"\s+", " ", words).strip())
            elif words is not None and not isinstance(words, str):
                walk(words)
        found.append(f"/{element.tag}")

    walk(html.fragment_fromstring(f"<div>{text}</div>"))
    return found


def use_django(form):
    """From now on the form is drawn by Django's own templates."""
    form.renderer = DjangoTemplates()
    for field in form.fields.values():
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.template_name = RelatedFieldWidgetWrapper.template_name
    return form


def check_form(response):
    adminform, inlines = response.context["adminform"], response.context["inline_admin_formsets"]
    where = {"heading_level": 2, "prefix": "fieldset", "id_prefix": 0, "id_suffix": 3}
    fieldsets = [(each, elements(include_jinja("desk/fieldset.html", fieldset=each, **where))) for each in adminform]
    tables = [(each, elements(include_jinja("desk/rows.html", inline=each, is_last=True))) for each in inlines]
    use_django(adminform.form)
    for inline in inlines:
        for form in [*inline.formset.forms, inline.formset.empty_form]:
            use_django(form)

    for fieldset, drawn in fieldsets:
        theirs = PLAIN.get_template("admin/includes/fieldset.html").render({"fieldset": fieldset, **where})
        assert drawn == elements(theirs)
    for inline, drawn in tables:
        context = {"inline_admin_formset": inline, "forloop": {"last": True}}
        assert drawn == elements(PLAIN.get_template("admin/edit_inline/tabular.html").render(context))
    return len(fieldsets), len(tables)


# --- How it is drawn -----------------------------------------------------------------------------


def test_the_article_form_is_drawn_as_django_draws_it(chief):
    article = full_article()

    assert check_form(chief.get(address(article))) == (6, 3)
    assert check_form(chief.get(address(article, "add"))) == (6, 3)


def test_a_form_with_errors_is_drawn_as_django_draws_it(chief):
    article = full_article()
    typed = form_of(chief.get(address(article)), "article_form") | {
        "headline": "",
        "is_advertising": "on",
        "is_breaking": "on",
    }
    typed |= {"bylines-0-reporter": "", "gallery-1-photo": typed["gallery-0-photo"], "section": "999999"}

    response = chief.post(address(article), typed)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    check_form(response)


@pytest.mark.parametrize("permissions", [REPORTER, DESK, ["view_article"]])
def test_what_an_account_may_not_change_is_drawn_as_django_draws_it(client, permissions):
    article = full_article()
    client.force_login(staff(*permissions, username="haneul"))

    response = client.get(address(article))

    if response.status_code == 200:
        check_form(response)


@pytest.mark.parametrize("factory", [BlockFactory, photo, ReporterFactory, SectionFactory, SourceFactory])
def test_other_forms_are_drawn_as_django_draws_them(chief, factory):
    row = factory()
    if factory is BlockFactory:
        PlacementFactory(block=row)

    assert check_form(chief.get(address(row)))[0] > 0


@pytest.mark.parametrize("has_links", [True, False])
def test_the_list_of_what_the_admin_has_is_drawn_as_django_draws_it(chief, client, has_links):
    for account in (None, staff("view_article", "add_photo", username="haneul")):
        if account:
            client.force_login(account)
        page = client.get(reverse("admin:index"))
        apps, path = page.context["available_apps"], "/admin/articles/article/"
        ours = include_jinja("desk/app_list.html", apps=apps, has_change_links=has_links, path=path)
        context = {"app_list": apps, "show_changelinks": has_links, "request": RequestFactory().get(path)}
        assert apps
        assert elements(ours) == elements(PLAIN.get_template("admin/app_list.html").render(context))

    assert elements(include_jinja("desk/app_list.html", apps=[], has_change_links=True, path="/")) == elements(
        PLAIN.get_template("admin/app_list.html").render({"app_list": []})
    )


# --- What it costs -------------------------------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked]


def test_a_long_article_opens_in_as_many_queries_as_a_short_one(chief):
    short, long = full_article(rows=1), full_article(rows=6)

    assert len(queries_of(chief, address(long))) == len(queries_of(chief, address(short)))


def test_opening_the_form_takes_few_queries(chief):
    article = full_article()

    opened, new = queries_of(chief, address(article)), queries_of(chief, address(article, "add"))

    assert len(opened) <= 20
    assert len(new) <= 9
