"""The closed lists of the reference records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyForm(TextChoices):
    COUNTRY = "country", _("country or area")
    OFFICE = "office", _("office")
    ORGANISATION = "organisation", _("organisation")
    GROUP = "group", _("group of countries or areas")


class Body(TextChoices):
    """What sort of organisation it is; the portal's own list."""

    IP_OFFICE = "ip_office", _("intellectual property office")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organisation")
    REGIONAL = "regional", _("regional organisation")
    GOVERNMENT = "government", _("government body")
    COURT = "court", _("court")
    COMMITTEE = "committee", _("committee")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental organisation")
    ACADEMIC = "academic", _("academic institution")
    PRIVATE = "private", _("private sector")
    NETWORK = "network", _("network")
    SCHOOL = "school", _("school")
    SERVICE = "service", _("service")
    NOT_STATED = "not_stated", _("not stated")


class Level(TextChoices):
    """At which level an activity of a type works."""

    POLICY = "policy", _("policy")
    INSTITUTION = "institution", _("institution")
    INDIVIDUAL = "individual", _("individual")
