"""PostgreSQL keeps plans for a connection, and is asked by them, whatever happens to it meanwhile."""

import time
from unittest.mock import patch

import pytest
from django.db import DataError, OperationalError, connection

from newsroom.fast import statements
from newsroom.fast.statements import Statement, is_in_transaction

PLANS_AT_MOST = 100
"""psycopg's `prepared_max`: a front page's plans take a megabyte."""

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

KEPT = "SELECT count(*) FROM pg_prepared_statements"


@pytest.fixture(autouse=True)
def seen(transactional_db):
    """What is asked first over a connection is not prepared: with it the server says whose process answers."""
    statements.rows("SELECT 0 WHERE 1 = %s", [1])


def django_rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def numbered_one(number):
    return Statement(f"SELECT {number} WHERE %s > 0", [1])


def test_what_was_not_asked_for_longest_is_forgotten():
    asked = [numbered_one(number) for number in range(PLANS_AT_MOST + 20)]

    for one in asked:
        statements.rows_of_each([one])
    again = [statements.rows_of_each([one]) for one in asked]

    assert again == [[[(number,)]] for number in range(PLANS_AT_MOST + 20)]
    assert django_rows(KEPT) <= PLANS_AT_MOST + 1  # the one that has to go goes with the next question


def test_a_plan_is_made_once():
    before = django_rows(KEPT)
    for _ in range(3):
        statements.rows_of_each([numbered_one(7), numbered_one(8), numbered_one(7)])

    assert django_rows(KEPT) == before + 2


def test_neither_side_waits_for_the_other_to_read():
    """More than the buffers between the two hold, in both directions."""
    text = "물" * 500_000
    echo = Statement("SELECT %s::text", [text])

    found = statements.rows_of_each([echo] * 12)

    assert found == [[(text,)]] * 12


def test_after_an_end_of_the_connection_another_one_is_asked(caplog):
    statements.rows("SELECT 1 WHERE 1 = %s", [1])
    (backend,) = statements.rows("SELECT pg_backend_pid() WHERE 1 = %s", [1])[0]
    in_another_connection(f"SELECT pg_terminate_backend({backend})")

    found = statements.rows_of_each([numbered_one(7), numbered_one(8)])

    assert found == [[(7,)], [(8,)]]
    assert "asked anew" in caplog.text
    assert statements.rows("SELECT pg_backend_pid() WHERE 1 = %s", [1]) != [(backend,)]


def test_an_end_in_the_middle_is_an_error_and_no_endless_wait():
    ending = Statement("SELECT pg_terminate_backend(pg_backend_pid()) WHERE %s > 0", [1])

    with pytest.raises(OperationalError):
        statements.rows_of_each([numbered_one(7), ending, numbered_one(8)])

    assert statements.rows_of_each([numbered_one(7)]) == [[(7,)]]


def in_another_connection(sql):
    another = connection.copy()
    try:
        with another.cursor() as cursor:
            cursor.execute(sql)
    finally:
        another.close()


def test_what_fails_is_an_error_of_django_and_leaves_nothing_behind():
    by_zero = Statement("SELECT 1 / (%s - 1)", [1])
    for _ in range(3):
        with pytest.raises(DataError, match="division by zero"):
            statements.rows_of_each([numbered_one(7), by_zero])

    assert django_rows(KEPT) == 0
    assert statements.rows_of_each([numbered_one(7)]) == [[(7,)]]


def test_what_fails_is_not_asked_twice_and_leaves_the_plans_of_others():
    sleeping = Statement("SELECT pg_sleep(%s)", [0])
    statements.rows_of_each([numbered_one(7), sleeping])
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 300")
    try:
        begun = time.monotonic()
        with pytest.raises(OperationalError, match="timeout"):
            statements.rows_of_each([Statement("SELECT pg_sleep(%s)", [5])])
        took = time.monotonic() - begun
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")

    assert took < 0.5
    assert django_rows(KEPT) == 2


def test_a_plan_that_is_gone_is_made_anew():
    statements.rows_of_each([numbered_one(7)])
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert statements.rows_of_each([numbered_one(7)]) == [[(7,)]]
    assert statements.rows_of_each([numbered_one(7)]) == [[(7,)]]
    assert django_rows(KEPT) == 1


@pytest.mark.parametrize("fault", [MemoryError, KeyboardInterrupt])
def test_nobody_gets_the_answers_to_anothers_questions(fault):
    """Whatever ends the way to the database in the middle, ends the connection."""
    statements.rows_of_each([numbered_one(7)])
    with patch.object(statements.RawCursor, "fetchall", side_effect=fault), pytest.raises(fault):
        statements.rows_of_each([numbered_one(7)])

    assert statements.rows_of_each([numbered_one(8)]) == [[(8,)]]


def test_a_value_that_cannot_be_written_leaves_nothing_behind():
    with pytest.raises(UnicodeEncodeError):
        statements.rows_of_each([numbered_one(7), Statement("SELECT %s::text", ["\ud800"])])

    assert statements.rows_of_each([numbered_one(7)]) == [[(7,)]]


def test_where_commits_are_left_to_somebody_it_is_asked_in_djangos_way():
    """A plan that fails would fail what has not been committed yet."""
    assert not is_in_transaction(connection)
    connection.set_autocommit(False)
    try:
        assert is_in_transaction(connection)
    finally:
        connection.set_autocommit(True)


def test_queries_stand_in_the_log_of_queries(django_assert_num_queries):
    with django_assert_num_queries(2) as noted:
        statements.rows_of_each([numbered_one(7), numbered_one(8)])

    assert noted[1]["sql"] == "SELECT 8 WHERE %s > 0"
