"""Mail to registrants, in the language of their registration. The way in is behind their own link, in no mail."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.mail_words import plain
from tarepo.outbox import post
from webinars.enums import RegistrationState
from webinars.models import Registration
from webinars.registering.terms import Terms
from webinars.registering.tokens import feedback_address, own_address
from webinars.times import clocks_told


def tell_state(registration: Registration, terms: Terms) -> None:
    """What became of it: confirmed, waiting, asked, declined."""
    made = int(registration.made_at.timestamp())
    answered = int(registration.answered_at.timestamp() * 1000) if registration.answered_at else 0
    _post(registration, terms, f"state/{made}/{answered}/{registration.state}", *_STATES[registration.state])


def tell_again(registration: Registration, terms: Terms) -> None:
    """To who registers a second time: once a day."""
    day = timezone.localdate().isoformat()
    subject, _lead = _STATES[registration.state]
    lead = _N("You, or somebody with your address, registered again. Nothing changed by that; this is how it stands.")
    _post(registration, terms, f"again/{day}", subject, lead)


def tell_changed(registration: Registration, terms: Terms) -> None:
    if terms.is_cancelled:
        subject, lead = _N("Cancelled: %(title)s"), _N("This webinar is cancelled: it does not take place.")
    else:
        subject = _N("Changed: %(title)s")
        lead = _N("This webinar was put off, or its time has changed. This is how it stands now.")
    _post(registration, terms, f"changed/{terms.standing}", subject, lead)


def reminder_key(registration_id: int, name: str, terms: Terms) -> str:
    return f"webinar/{registration_id}/reminder/{name}/{terms.row.get('starts_at', '')}"


def remind(registration: Registration, terms: Terms, name: str) -> bool:
    lead = _N("You are registered for this webinar, which begins soon. The way in is behind your own link.")
    return _post(registration, terms, f"reminder/{name}/{terms.row.get('starts_at', '')}", _N("Soon: %(title)s"), lead)


def thanks_key(registration_id: int) -> str:
    return f"webinar/{registration_id}/thanks"


def thank(registration: Registration, terms: Terms) -> bool:
    with override(registration.language):
        body = _(
            "Thank you for taking part in “%(title)s”.\n\nWhat was good, what was missing? Four questions; the"
            " organisers do not see your name:\n%(feedback)s\n"
        )
        values = {"title": plain(terms.title()), "feedback": feedback_address(registration)}
        return post(
            to=registration.email,
            subject=_("Thank you: %(title)s") % values,
            body=body % values,
            key=thanks_key(registration.pk),
            language=registration.language,
        )


def _post(registration: Registration, terms: Terms, about: str, subject: str, lead: str) -> bool:
    with override(registration.language):
        values = {
            "title": plain(terms.title()),
            "when": clocks_told(terms.row),
            "reason": plain(registration.answer),
            "own": own_address(registration),
        }
        reason = _("The reason that was given: %(reason)s") % values if registration.answer else ""
        if registration.state == RegistrationState.CONFIRMED and not terms.is_cancelled:
            link = _("Your registration, the way in and cancelling it:\n%(own)s") % values
        else:
            link = _("How it stands:\n%(own)s") % values
        parts = [_(lead) % values, f"{values['title']}\n{values['when']}".strip(), reason, link]
        return post(
            to=registration.email,
            subject=_(subject) % values,
            body="\n\n".join(filter(None, parts)) + "\n",
            key=f"webinar/{registration.pk}/{about}",
            language=registration.language,
        )


def _N(text: str) -> str:
    """Marked to be translated, when it is posted."""
    return text


_STATES: dict[str, tuple[str, str]] = {
    RegistrationState.CONFIRMED: (_N("You are registered: %(title)s"), _N("You are registered for this webinar.")),
    RegistrationState.WAITING: (
        _N("You are on the waiting list: %(title)s"),
        _N("All seats are taken. You are on the waiting list, and are told when a seat is free."),
    ),
    RegistrationState.ASKED: (
        _N("You asked to take part: %(title)s"),
        _N("The organisers look at each registration of this webinar. You are told what they answer."),
    ),
    RegistrationState.DECLINED: (
        _N("You are not registered: %(title)s"),
        _N("The organisers could not register you for this webinar."),
    ),
    RegistrationState.CANCELLED: (
        _N("Your registration is cancelled: %(title)s"),
        _N("Your registration for this webinar is cancelled."),
    ),
}
