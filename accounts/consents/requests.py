"""A member asks for the details of an activity; the Secretariat answers. Both are on record."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.enums import RequestState
from accounts.models import DetailRequest
from tarepo.addresses import absolute, record_path
from tarepo.changes import current_change
from tarepo.locks import lock_records
from tarepo.outbox import post

if TYPE_CHECKING:
    from accounts.models import User

BELOW = "details/"  # of the record's address: where requests are made, and answers stand


def request_details(*, record: int, party: int, why: str, by: "User") -> tuple[DetailRequest, bool]:
    """Put the request before the Secretariat, and whether it is new: while one of theirs is open it stays the one."""
    current_change()
    lock_records([record])
    waiting = DetailRequest.objects.filter(record_id=record, by=by, state=RequestState.OPEN).first()
    if waiting:
        return waiting, False
    return DetailRequest.objects.create(record_id=record, by=by, party_id=party, why=why), True


def withdraw_request(*, request: DetailRequest) -> bool:
    """Take it back; False where it was answered before."""
    return _settle(request, RequestState.WITHDRAWN, "", None)


def answer_request(*, request: DetailRequest, state: RequestState, answer: str, by: "User") -> bool:
    """Answer or decline it, and mail to who asked that there is an answer. False where somebody answered before.

    The mail holds neither the answer nor a detail: whoever reads it has to sign in.
    """
    if not _settle(request, state, answer, by):
        return False
    asked = request.by
    if asked and asked.is_active:
        with override(asked.language):
            subject = _("Your request for the details of %(record)s was answered")
            told = _("The Secretariat has answered your request of %(day)s. Sign in to read the answer:")
            body = told % {"day": timezone.localdate(request.asked_at).isoformat()}
            named = {"record": request.record.reference}
            page = absolute(record_path(request.record.kind, request.record.reference) + BELOW)
            body = f"{body}\n\n{page}\n"
            key = f"detail-request/{request.pk}"
            post(to=asked.email, subject=subject % named, body=body, key=key, language=asked.language)
    return True


def _settle(request: DetailRequest, state: RequestState, answer: str, by: "User | None") -> bool:
    current_change()
    request.refresh_from_db(from_queryset=DetailRequest.objects.select_for_update())
    if request.state != RequestState.OPEN:
        return False
    request.state, request.answer = state, answer
    request.answered_by, request.answered_at = by, timezone.now()
    request.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    return True
