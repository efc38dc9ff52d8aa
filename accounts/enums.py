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


# Those who may enter the admin site, each with their own part of it. Moderators have no powers yet: there is nothing to
# moderate before there is talk among members, and a role that waits for it opens nothing.
STAFF_ROLES = (RoleName.UNIT_EDITOR, RoleName.CHIEF_EDITOR, RoleName.COORDINATOR, RoleName.ADMINISTRATOR)
# Those who speak for a party; who is both is called by the first.
SPEAKING = (RoleName.FOCAL_POINT, RoleName.MEMBER)
# Those who work for the Secretariat and see every detail of a record.
SECRETARIAT_ROLES = (RoleName.UNIT_EDITOR, RoleName.CHIEF_EDITOR, RoleName.COORDINATOR, RoleName.ADMINISTRATOR)


class ConsentState(TextChoices):
    """No answer is not consent."""

    ASKED = "asked", _("asked")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RequestState(TextChoices):
    """Of a member's request for the details of a record."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Category(TextChoices):
    """As what somebody takes part: the first four speak for a party, the others for themselves."""

    DELEGATION = "delegation", _("member of a delegation")
    OFFICE = "office", _("staff of an office of a country")
    IGO = "igo", _("intergovernmental organisation")
    NGO = "ngo", _("accredited non-governmental organisation")
    ACADEMIC = "academic", _("academic")
    PRIVATE = "private", _("private sector")
    CIVIL = "civil", _("civil society")


FOR_A_PARTY = (Category.DELEGATION, Category.OFFICE, Category.IGO, Category.NGO)


class MembershipState(TextChoices):
    ASKED = "asked", _("asked")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", _("ended")


class Every(TextChoices):
    """How often a mail comes, if there is something to tell."""

    DAY = "day", _("each day")
    WEEK = "week", _("each week")
    MONTH = "month", _("each month")
