from copy import copy

import pytest


@pytest.fixture(scope="module")
def whole_paper(django_db_setup, django_db_blocker):
    """A small paper with everything in it, once for the whole module; gone after it."""
    from django.db import connection, transaction

    from tests.paper import make_paper

    with django_db_blocker.unblock():
        with transaction.atomic():
            yield make_paper()
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture
def paper(whole_paper, db):
    """A test's own view of the paper: its published articles and its hidden ones. What it changes is undone."""
    published, hidden = whole_paper
    return [copy(article) for article in published], {name: copy(article) for name, article in hidden.items()}


@pytest.fixture
def no_paper(db):
    """Nothing at all, also where the module has a paper."""
    from tests.paper import clear_paper

    clear_paper()
