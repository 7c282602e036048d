import pytest


@pytest.fixture
def paper(db):
    """A small paper with everything in it: its published articles and its hidden ones."""
    from tests.paper import make_paper

    return make_paper()
