"""Mail to whoever proposed something, with what an editor answered."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.addresses import absolute
from tarepo.models import Origin, Patch, PatchState
from tarepo.outbox import post


def tell_proposer(patch: Patch) -> None:
    """Once an answer, in their own language; nobody where the account is closed, or the editor's own."""
    user = patch.by
    if user is None or not user.is_active or user.pk == patch.answered_by_id:
        return
    with override(user.language):
        number = {"number": patch.pk}
        if patch.origin == Origin.CORRECTION:
            subject, told = _("Your correction %(number)s was answered") % number, _("Correction %(number)s") % number
        else:
            subject, told = _("Your submission %(number)s was answered") % number, _("Submission %(number)s") % number
        if patch.state == PatchState.APPLIED:
            said = _("%(what)s was accepted. Readers see it when it is published.") % {"what": told}
        else:
            said = _("%(what)s was declined.") % {"what": told}
        answer = _("The editor writes:\n\n%(answer)s") % {"answer": patch.answer} if patch.answer else ""
        body = "\n\n".join(filter(None, (said, answer, absolute(reverse("submission", args=[patch.pk]))))) + "\n"
        post(to=user.email, subject=subject, body=body, key=f"proposal/{patch.pk}/answer", language=user.language)
