"""Where sessions are: Django's table, written once when somebody signs in instead of twice."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.utils.crypto import get_random_string


class SessionStore(db.SessionStore):
    """A new session gets its key at once and its row when it is saved, as each answer saves what changed.

    Django asks first whether the key is taken, and writes an empty row: a key has 165 random bits, and a row that
    there is already refuses the insertion.
    """

    _is_new = False

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self._is_new = self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
        super().save(must_create=must_create or self._is_new)
        self._is_new = False

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        self._is_new = self._is_new and session_key is not None

    def _get_new_session_key(self) -> str:
        return get_random_string(32, VALID_KEY_CHARS)
