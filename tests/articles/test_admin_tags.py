"""Tags typed into the article's form."""

import pytest
from django.urls import reverse

from articles.models import Tag
from tests.factories import ArticleFactory, SectionFactory, TagFactory

from .desk import DESK, REPORTER, errors, fill, form_of, staff

pytestmark = pytest.mark.django_db

FORM = "articles_article"


def test_a_tag_that_is_not_there_yet_is_made_from_its_name(client):
    client.force_login(staff(*DESK))
    known, article = TagFactory(name="도서관", slug="도서관"), ArticleFactory()

    response = fill(client, FORM, article.pk, tags=[str(known.pk), "#한파 쉼터", "도서관"])

    assert errors(response) == []
    assert {tag.name for tag in article.tags.all()} == {"도서관", "한파 쉼터"}
    assert Tag.objects.get(name="한파 쉼터").slug == "한파-쉼터"


def test_new_tags_are_there_again_when_the_form_has_errors(client):
    client.force_login(staff(*DESK))

    response = fill(client, FORM, headline="", section=SectionFactory().pk, tags=["한파 쉼터", "!!!"])

    assert form_of(response, "article_form")["tags"] == str(Tag.objects.get().pk)


def test_who_may_add_no_tag_chooses_from_what_there_is(client):
    client.force_login(staff(*[each for each in REPORTER if each != "add_tag"], username="reporter"))

    response = client.post(
        reverse("admin:articles_article_add"),
        {
            **form_of(client.get(reverse("admin:articles_article_add")), "article_form"),
            "tags": ["새 태그"],
            "_save": "",
        },
    )

    assert response.status_code == 200
    assert not Tag.objects.exists()
