"""Mail about changes, while others write: in transactions that really commit."""

import datetime as dt

import psycopg

from tarepo.changed.mail import seen_until


def test_what_somebody_is_just_publishing_is_left_to_the_next_mail(committed_db: str) -> None:
    """Its steps are dated before they can be seen: a mail until now would pass them by for ever."""
    with psycopg.connect(committed_db) as other:
        other.execute("CREATE TEMPORARY TABLE written (id int)")
        (began,) = other.execute("SELECT now()").fetchone() or (None,)
        assert seen_until() < began
        other.rollback()
        assert seen_until() > began - dt.timedelta(minutes=1, seconds=1)
