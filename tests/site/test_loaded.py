"""A card whose columns were not all loaded fails in tests."""

import pytest
from django.db.models import Model

from articles.models import Article
from newsroom.fast.instances import Loaded
from tests.factories import ArticleFactory, SectionFactory
from tests.loaded import NotLoaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgets(monkeypatch):
    """`forgets("headline")`: queries for public pages leave that column of articles out from now on."""

    def plant(field: str) -> None:
        makes = Loaded.maker

        def maker(loaded, database):
            make = makes(loaded, database)

            def without(row) -> Model:
                instance = make(row)
                if isinstance(instance, Article):
                    instance.__dict__.pop(field, None)
                return instance

            return without

        monkeypatch.setattr(Loaded, "maker", maker)

    return plant


@pytest.mark.parametrize("path", ["/", "/sections/economy/", "/search/?q=도서관"])
def test_a_column_that_a_card_reads_and_its_query_forgot_fails_with_its_name(client, forgets, path):
    ArticleFactory(published=True, headline="도서관", section=SectionFactory(slug="economy"))
    forgets("headline")

    with pytest.raises(NotLoaded, match=r"^Article\.headline was read"):
        client.get(path)


def test_elsewhere_what_was_left_out_is_loaded_when_it_is_read(admin_client):
    article = ArticleFactory(headline="나중에 읽는 제목")

    assert Article.objects.defer("headline").get(pk=article.pk).headline == "나중에 읽는 제목"
    assert admin_client.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
