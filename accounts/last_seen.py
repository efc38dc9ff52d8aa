"""When somebody was last seen in each of their sessions: to the hour, so that a session costs a write an hour at most.

The session says in which hour it began and each process keeps for which sessions it has asked within this hour, so
that other requests cost nothing.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

KEY = "began_in_hour"
HOUR = 3600

logger = logging.getLogger("tarepo.request")


def hour_now() -> int:
    """Hours since 1970."""
    return int(time.time()) // HOUR


class Noted:
    """The sessions that this process has noted within the hour; forgotten with it."""

    def __init__(self) -> None:
        self.hour, self.keys = 0, set[str]()

    def is_new(self, key: str, hour: int) -> bool:
        if hour != self.hour:
            self.hour, self.keys = hour, set()
        new = key not in self.keys
        self.keys.add(key)
        return new


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """After an answer for which the session was read anyway; a visitor has none."""
    noted = Noted()

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.session.accessed:
            note(request.session, noted)
        return response

    return answer


def note(session: SessionBase, noted: Noted) -> None:
    """By one statement, which writes only where nobody else has in this hour."""
    began, hour = session.get(KEY), hour_now()
    if began is None or began >= hour or not noted.is_new(session.session_key or "", hour):
        return
    start = dt.datetime.fromtimestamp(hour * HOUR, dt.UTC)
    try:
        UserSession.objects.filter(session_key=session.session_key, last_seen_at__lt=start).update(last_seen_at=start)
    except DatabaseError:  # one that only reads, for a while: the page is shown all the same
        logger.warning("It could not be noted when a session was last seen.")
