"""What is sent to answer a request or to end a membership: the same for focal points and at the editors' desk."""

from dataclasses import dataclass, field

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.enums import MembershipState
from accounts.membership.forms import ConfirmForm, DeclineForm, EndForm
from accounts.membership.reading import state_of
from accounts.membership.settle import confirm, decline, end
from accounts.models import Membership, User
from tarepo.changes import change

CONFIRM, DECLINE, END = "confirm", "decline", "end"
VERBS = (CONFIRM, DECLINE, END)


@dataclass
class Answering:
    """A membership with the forms that may be sent for it."""

    membership: Membership
    by: User
    forms: dict[str, Form] = field(default_factory=dict)
    told: str = ""  # why nothing was done

    @property
    def complaints(self) -> list[dict[str, str]]:
        """What stands in the way, each with the way to its field."""
        return [
            {"id": form[name].id_for_label, "where": str(form[name].label), "sentence": str(error)}
            for form in self.forms.values()
            for name, errors in form.errors.items()
            for error in errors
        ]


def made(membership: Membership, by: User, sent: HttpRequest | None = None) -> Answering:
    """The forms that go with where it stands now; bound: the one whose button was pressed."""
    data = sent.POST if sent else None
    pressed = next((verb for verb in VERBS if data is not None and verb in data), "")
    found = Answering(membership, by)
    state = state_of(membership)
    if state == MembershipState.ASKED:
        found.forms[CONFIRM] = ConfirmForm(data if pressed == CONFIRM else None, prefix=CONFIRM)
        found.forms[DECLINE] = DeclineForm(data if pressed == DECLINE else None, prefix=DECLINE)
    elif state == MembershipState.CONFIRMED:
        bound = data if pressed == END else None
        found.forms[END] = EndForm(bound, prefix=END, starts=membership.starts)
    return found


def send(answering: Answering) -> str:
    """Do what was sent: the verb that was done, empty where nothing was. PermissionDenied where it is not theirs."""
    verb = next((name for name, form in answering.forms.items() if form.is_bound), "")
    if not verb:
        answering.told = _("Nothing was changed: choose what is to be done with it, as it stands now.")
        return ""
    form = answering.forms[verb]
    if not form.is_valid():
        return ""
    membership, by, values = answering.membership, answering.by, form.cleaned_data
    with change(by=by, why=_reason(verb, membership)):
        if verb == CONFIRM:
            done = confirm(membership=membership, by=by, until=values["until"])
        elif verb == DECLINE:
            done = decline(membership=membership, by=by, answer=values["answer"])
        else:
            done = end(membership=membership, by=by, on=values["on"], reason=values["reason"])
    if not done:
        answering.told = _("Somebody was faster, or it was sent twice. Nothing was changed by this: see how it stands.")
    return verb if done else ""


def _reason(verb: str, membership: Membership) -> str:
    """By number: what is kept names nobody."""
    told = {
        CONFIRM: _("confirmed membership %(number)s"),
        DECLINE: _("declined membership %(number)s"),
        END: _("set the last day of membership %(number)s"),
    }
    return told[verb] % {"number": membership.pk}
