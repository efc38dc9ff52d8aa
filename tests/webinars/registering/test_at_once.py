"""Many who register at once: no seat is given twice, and the others wait in order."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.webinars.registering.test_registering import opened, states, who
from webinars.registering.register import register


def seats_at_once(people: int, seats: int, threads: int) -> list[str]:
    """The states in the order of the places that were given."""
    terms = opened(seats=seats)

    def one(number: int) -> None:
        try:
            register(terms=terms, who=who(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, range(people)))
    return states(terms.record_id)


def test_no_seat_is_given_twice(committed_db: str) -> None:
    assert seats_at_once(60, 10, 8) == ["confirmed"] * 10 + ["waiting"] * 50


@pytest.mark.long
def test_of_five_hundred_a_hundred_have_a_seat_and_the_others_wait_in_order(committed_db: str) -> None:
    assert seats_at_once(500, 100, 16) == ["confirmed"] * 100 + ["waiting"] * 400
