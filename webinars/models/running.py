"""Planning and inviting: for the Secretariat alone, in no version of the record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarepo.fields import LinkField
from tarepo.models import Record
from webinars.enums import Audience, CandidateState, Gender
from webinars.models.content import Panellist


class Candidate(Panellist):
    """Somebody who is thought of as a speaker. Personal data; whoever accepts becomes a speaker of the record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(
        "experts.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="candidate_in"
    )
    honorific = models.CharField(_("form of address"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=200)
    function = models.CharField(_("function"), max_length=300, blank=True)
    affiliation = models.CharField(_("organisation"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    gender = models.CharField(
        _("gender, as they stated it"), max_length=10, choices=Gender.choices, default=Gender.NOT_STATED
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CandidateState.choices, default=CandidateState.CONSIDERED
    )
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")

    def __str__(self) -> str:
        return f"{self.record_id}/{self.pk}"


class ContactGroup(models.Model):
    """Functional addresses that invitations go to."""

    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices)
    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact group")
        verbose_name_plural = _("contact groups")

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A functional address: of a post, never of a person; where it was found, when it was last checked, what came
    back."""

    group = models.ForeignKey(ContactGroup, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("whose address"), max_length=200)
    email = models.EmailField(_("e-mail"), max_length=254)
    party = models.ForeignKey(
        "reference.Party", verbose_name=_("party"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    source = LinkField(_("where it was found"))
    source_told = models.CharField(_("where it was found, in words"), max_length=200, blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(_("bounces"), default=0)
    bounced_on = models.DateField(_("last bounce"), null=True, blank=True)
    bounce_told = models.CharField(_("what came back"), max_length=300, blank=True)
    is_used = models.BooleanField(_("in use"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "email"], name="contact_once_a_group")]
        ordering = ["name", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One sending of an invitation to a contact group, kept as it was sent."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="invitations")
    group = models.ForeignKey(ContactGroup, null=True, on_delete=models.SET_NULL, related_name="invitations")
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(max_length=12, default="en")
    key = models.CharField(max_length=40, unique=True)  # of the form: sent twice is sent once
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.subject


class Invited(models.Model):
    """To which address an invitation goes, and what became of it once the outbox has forgotten the mail.

    written_at: when its mail was written into the outbox, by a job (webinars/inviting/write.py); told: the words of the
    server that did not take it, or of whoever found it returned.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="invited")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="invited")
    outbox_key = models.CharField(max_length=120)
    written_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)  # counted with the contact once
    told = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "contact"], name="invited_once")]
        indexes = [
            # whose mails are to be written
            models.Index(fields=["id"], condition=Q(written_at=None), name="invited_to_write")
        ]

    def __str__(self) -> str:
        return self.outbox_key
