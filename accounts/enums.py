"""Roles and states of consent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    """Who somebody is in the portal (design: People). A visitor is whoever has no account."""

    MEMBER = "member", _("member")
    FOCAL_POINT = "focal_point", _("focal point")
    EXPERT = "expert", _("expert")
    UNIT_EDITOR = "unit_editor", _("unit editor")
    CHIEF_EDITOR = "chief_editor", _("chief editor")
    COORDINATOR = "coordinator", _("South-South coordinator")
    MODERATOR = "moderator", _("moderator")
    ADMINISTRATOR = "administrator", _("administrator")


# Those who may enter the admin site, each with their own part of it.
STAFF_ROLES = (RoleName.UNIT_EDITOR, RoleName.CHIEF_EDITOR, RoleName.COORDINATOR, RoleName.ADMINISTRATOR)
# Those who work for the Secretariat and see every detail of a record.
SECRETARIAT_ROLES = (RoleName.UNIT_EDITOR, RoleName.CHIEF_EDITOR, RoleName.COORDINATOR, RoleName.ADMINISTRATOR)


class ConsentState(TextChoices):
    """No answer is not consent."""

    ASKED = "asked", _("asked")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
