"""Mail to whoever proposed something, or gave an opinion on it, with what an editor answered."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarepo.addresses import absolute
from tarepo.models import OpinionState, Origin, Patch, PatchState
from tarepo.outbox import post


def tell_opinions(patch: Patch) -> None:
    """To whoever said what their country or organisation thinks of a correction: what became of it. One query."""
    for opinion in patch.opinions.exclude(state=OpinionState.ASKED).select_related("by"):
        user = opinion.by
        if user is None or not user.is_active or user.pk == patch.answered_by_id:
            continue
        with override(user.language):
            subject = _("The correction on which you gave an opinion was decided (%(number)s)") % {"number": patch.pk}
            done = _("An editor took it over, whole or in part.") if patch.state == PatchState.APPLIED else ""
            said = done or _("An editor declined it.")
            body = f"{said}\n\n{absolute(reverse('opinion', args=[opinion.pk]))}\n"
            key = f"opinion/{opinion.pk}/{user.pk}/decided"
            post(to=user.email, subject=subject, body=body, key=key, language=user.language)


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
            said = _("%(what)s was accepted. Readers see it once it is published.") % {"what": told}
        else:
            said = _("%(what)s was declined.") % {"what": told}
        answer = _("The editor writes:\n\n%(answer)s") % {"answer": patch.answer} if patch.answer else ""
        body = "\n\n".join(filter(None, (said, answer, absolute(reverse("submission", args=[patch.pk]))))) + "\n"
        post(to=user.email, subject=subject, body=body, key=f"proposal/{patch.pk}/answer", language=user.language)
