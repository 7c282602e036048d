"""Queries that are sent together find what each finds alone."""

import pytest
from django.db import DataError, transaction

from newsroom.fast import statements
from newsroom.fast.statements import Statement

pytestmark = pytest.mark.django_db

ASKED = [
    Statement("SELECT name FROM articles_section WHERE position > %s ORDER BY position", [-1]),
    Statement("SELECT 1 WHERE 1 = %s", [2]),
    Statement("SELECT %s + 0, '100%%'", [3]),
]


def rows_one_by_one():
    return [statements.rows(*each) for each in ASKED]


def test_each_gets_its_own_rows_in_the_order_in_which_they_were_asked():
    together = statements.rows_of_each(ASKED)

    assert together == rows_one_by_one()
    assert together[1:] == [[], [(3, "100%")]]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_they_are_sent_together():
    """So that to PostgreSQL they are of one transaction."""
    transaction = Statement("SELECT pg_current_xact_id()::text WHERE 1 = %s", [1])

    one, other = statements.rows_of_each([transaction, transaction])

    assert one == other
    assert statements.rows(*transaction) != statements.rows(*transaction)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_that_fails_fails_them_all_and_the_connection_goes_on():
    by_zero = Statement("SELECT 1 / (%s - 1)", [1])

    with pytest.raises(DataError):
        statements.rows_of_each([ASKED[2], by_zero, ASKED[2]])

    assert statements.rows_of_each(ASKED) == rows_one_by_one()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_slow_ones_are_told_of_though_each_was_sent_in_no_time(settings, caplog):
    settings.SLOW_QUERY_MS = 20

    statements.rows_of_each([Statement("SELECT 7 WHERE 1 = %s", [1]), Statement("SELECT pg_sleep(0.03 * %s)", [1])])

    (record,) = [record for record in caplog.records if "Slow query" in record.message]
    assert "SELECT 7" in record.message and "pg_sleep" in record.message


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_several_slow_ones_each_is_told_of(settings, caplog):
    settings.SLOW_QUERY_MS = 1
    long = Statement(f"SELECT pg_sleep(0.01 * %s), '{'x' * 2000}'", [1])

    statements.rows_of_each([long, Statement("SELECT 7 WHERE 1 = %s", [1])])

    (record,) = [record for record in caplog.records if "Slow query" in record.message]
    assert "SELECT pg_sleep" in record.message and "SELECT 7" in record.message


def test_with_0_milliseconds_none_is_told_of(settings, caplog):
    settings.SLOW_QUERY_MS = 0

    statements.rows_of_each(ASKED)

    assert "Slow query" not in caplog.text


def test_in_a_transaction_they_are_asked_one_by_one(monkeypatch):
    """Where one that fails must not fail what the desk is saving."""
    monkeypatch.setattr(statements, "planned_once", None)

    with transaction.atomic():
        assert statements.rows_of_each(ASKED)[1:] == [[], [(3, "100%")]]
