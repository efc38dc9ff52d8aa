from django.db import connection
from django.test import Client

from tests.files.material import PDF, attached


def test_a_slow_reader_holds_no_database_connection(committed_db):
    row = attached(PDF)
    slow = Client().get(row.get_absolute_url())
    assert connection.connection is None
    assert b"".join(slow) == PDF
