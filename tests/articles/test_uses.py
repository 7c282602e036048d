"""A new field of an article is not forgotten where cards, versions, comparison, 수정 and search name their fields."""

import pytest

from articles.admin.article import EDITORIAL_FIELDS
from articles.desk.compare import COMPARED_FIELDS
from articles.desk.versions import RESTORED_FIELDS
from articles.models import Article
from articles.models.querysets import CARD_FIELDS
from articles.models.uses import USES, Use, fields_for
from articles.search.indexing import SEARCHED


def test_each_field_says_what_is_done_with_it():
    fields = {field.name for field in Article._meta.concrete_fields}

    assert fields - set(USES) == set(), f"Say in articles/models/uses.py which hold: {[use.value for use in Use]}"
    assert set(USES) - fields == set(), "articles/models/uses.py names what is no field of an article"


@pytest.mark.parametrize(
    ("use", "names"),
    [
        (Use.CARD, CARD_FIELDS),
        (Use.EDITORIAL, EDITORIAL_FIELDS),
        (Use.RESTORED, RESTORED_FIELDS),
        (Use.COMPARED, COMPARED_FIELDS),
        (Use.SEARCHED, SEARCHED),
    ],
)
def test_what_is_said_is_done(use, names):
    assert set(fields_for(use)) == {name for name in names if "__" not in name}


def test_a_version_keeps_every_field_that_it_may_be_asked_for():
    kept = {field.name for field in Article.history.model._meta.concrete_fields}

    assert {*fields_for(Use.RESTORED), *fields_for(Use.COMPARED)} <= kept
