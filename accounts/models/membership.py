"""For whom somebody speaks: asked, confirmed by a focal point or an editor, and kept as history when it ends."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Category, MembershipState
from accounts.models.user import Role


class Membership(models.Model):
    """A person's part in a delegation, office or organisation, or as a participant of their own, for a time.

    What was written for a party names the party and, by the user's id, who wrote it: it stays the party's when the
    membership ends. Untracked: its own rows are the history.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    category = models.CharField(_("as"), max_length=10, choices=Category.choices)
    party = models.ForeignKey(
        "reference.Party",
        verbose_name=_("country, area or organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    institution = models.CharField(_("institution, as written"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    note = models.TextField(_("note to who confirms"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=MembershipState.choices, default=MembershipState.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answer = models.TextField(_("reason"), blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    role = models.OneToOneField(Role, null=True, blank=True, on_delete=models.SET_NULL, related_name="membership")

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "category", "party"],
                condition=Q(state__in=["asked", "confirmed"]),
                nulls_distinct=False,
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(category__in=["academic", "private", "civil"]) | Q(party__isnull=False),
                name="membership_speaks_for_party",
            ),
        ]
        # what waits for a party's focal points, and its members
        indexes = [models.Index(fields=["party", "state"], name="membership_of_party")]

    def __str__(self) -> str:
        return self.get_state_display()
