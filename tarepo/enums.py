"""The closed lists that records of every kind share. A leaf: it imports nothing of the project."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a record is; with its reference it makes the address."""

    ACTIVITY = "activity", _("Activity")
    PROJECT = "project", _("Project")
    SERIES = "series", _("Series")
    AGREEMENT = "agreement", _("Agreement")
    COUNTRY = "country", _("Country or area")
    ORGANISATION = "organisation", _("Organisation")
    UNIT = "unit", _("Unit")
    SESSION = "session", _("Session")
    DOCUMENT = "document", _("Document")
    SUBJECT = "subject", _("Subject")
    RECOMMENDATION = "recommendation", _("Recommendation")
    ACTIVITY_TYPE = "type", _("Activity type")
    TARGET_GROUP = "target-group", _("Target group")
    GOAL = "goal", _("Sustainable Development Goal")


class State(TextChoices):
    """Publishing state, apart from the status of what the record tells."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    ARCHIVED = "archived", _("archived")


class TextStatus(TextChoices):
    ORIGINAL = "original", _("original")
    OFFICIAL = "official", _("official translation")
    REVIEWED = "reviewed", _("reviewed translation")
    UNOFFICIAL = "unofficial", _("unofficial translation")
    MACHINE = "machine", _("machine translation")
    NOT_STATED = "not_stated", _("status not stated")


class Precision(TextChoices):
    """How exactly a period is known. The dates of a coarser precision are its first and last day."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    SINCE = "since", _("since")
    CONTINUING = "continuing", _("continuing")
    NOT_STATED = "not_stated", _("not stated")


class PartyRole(TextChoices):
    """What a party is in one record; never a property of the party (design: Words)."""

    BENEFICIARY = "beneficiary", _("Beneficiary")
    PROVIDER = "provider", _("Provider")
    FACILITATOR = "facilitator", _("Facilitator")
    VENUE = "venue", _("Venue")
    SIGNATORY = "signatory", _("Signatory")
    FUNDING = "funding", _("Funding partner")
    ACCOUNTABLE = "accountable", _("Accountable partner")
    EXTENDING = "extending", _("Extending partner")
    IMPLEMENTING = "implementing", _("Implementing partner")


# The four partner roles are IATI's (codelist OrganisationRole); the rest are the portal's own.
PARTNER_ROLES = (PartyRole.FUNDING, PartyRole.ACCOUNTABLE, PartyRole.EXTENDING, PartyRole.IMPLEMENTING)


class Qualifier(TextChoices):
    """How a printed number is meant; it never leaves the number."""

    EXACTLY = "exactly", _("exactly")
    ABOUT = "about", _("about")
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")


class FigureNature(TextChoices):
    ACHIEVED = "achieved", _("achieved")
    TARGET = "target", _("target")


class LessonKind(TextChoices):
    SUCCESS = "success", _("Factor of success")
    CHALLENGE = "challenge", _("Challenge")
    FINDING = "finding", _("Finding")
    LESSON = "lesson", _("Lesson")


class DeliveryMode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    VIRTUAL = "virtual", _("Virtual")
    HYBRID = "hybrid", _("Hybrid")
    NOT_STATED = "not_stated", _("Not stated")


class PointKind(TextChoices):
    """Short ordered texts of a record that are not lessons, figures or promises."""

    TOPIC = "topic", _("Topic")
    MATERIAL = "material", _("Material")
    NEED = "need", _("Need voiced")
    OUTCOME = "outcome", _("Outcome")
    METHOD = "method", _("Method used")
    TASK = "task", _("Task")


class CitationRole(TextChoices):
    """What a document is to the record that names it."""

    MANDATE = "mandate", _("Mandate")
    REPORT = "report", _("Report")
    PROGRAMME = "programme", _("Programme")
    PRESENTATION = "presentation", _("Presentation")
    RECORDING = "recording", _("Recording")
    WEB_PAGE = "web_page", _("Web page")
    OTHER = "other", _("Other document")
