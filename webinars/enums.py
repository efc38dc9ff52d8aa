"""The closed lists of webinars, from planning to the report."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SpeakerRole(TextChoices):
    MODERATOR = "moderator", _("Moderator")
    OPENING = "opening", _("Opening remarks")
    SPEAKER = "speaker", _("Speaker")
    CLOSING = "closing", _("Concluding remarks")


class Perspective(TextChoices):
    """From where somebody speaks: what a panel is balanced by."""

    GOVERNMENT = "government", _("Governmental organisation")
    ACADEMIA = "academia", _("Academia")
    PRIVATE = "private", _("Private sector")
    IGO = "igo", _("Intergovernmental organisation")
    NGO = "ngo", _("Non-governmental organisation")
    SECRETARIAT = "secretariat", _("Secretariat")
    NOT_STATED = "not_stated", _("Not stated")


class Criterion(TextChoices):
    """What the selection of speakers took into account, as the committee's reports name it."""

    GEOGRAPHY = "geography", _("geographical balance")
    EXPERTISE = "expertise", _("appropriate expertise")
    PERSPECTIVE = "perspective", _("balance in perspective")
    GENDER = "gender", _("balance in gender")


class SlotKind(TextChoices):
    OPENING = "opening", _("Opening")
    PRESENTATION = "presentation", _("Presentation")
    PANEL = "panel", _("Panel discussion")
    QUESTIONS = "questions", _("Questions and answers")
    CLOSING = "closing", _("Concluding remarks")
    PAUSE = "pause", _("Pause")
    OTHER = "other", _("Other")


class Questions(TextChoices):
    """Whether there was a session of questions and answers."""

    NOT_STATED = "not_stated", _("not stated")
    NONE = "none", _("none")
    SHORT = "short", _("a short session")
    HELD = "held", _("a session")


class MaterialKind(TextChoices):
    PROGRAMME = "programme", _("Programme")
    SLIDES = "slides", _("Slides")
    RECORDING = "recording", _("Recording")
    CAPTIONS = "captions", _("Captions")
    TRANSCRIPT = "transcript", _("Transcript")
    CHAPTERS = "chapters", _("Chapters")
    SUMMARY = "summary", _("Summary")
    OTHER = "other", _("Other")


class RegisterBy(TextChoices):
    """Where and how people register."""

    NOWHERE = "nowhere", _("no registration")
    HERE = "here", _("here, open to all")
    APPROVED = "approved", _("here, each is approved")
    ELSEWHERE = "elsewhere", _("elsewhere")


class Channel(TextChoices):
    """By what means a webinar was made known."""

    INVITATION = "invitation", _("Invitation by e-mail")
    NEWSLETTER = "newsletter", _("Newsletter")
    MAILING_LIST = "mailing_list", _("Mailing list")
    SOCIAL_MEDIA = "social_media", _("Social media")
    WEB_PAGE = "web_page", _("Web page")
    OTHER = "other", _("Other")


class Audience(TextChoices):
    """Groups of functional addresses that invitations go to."""

    COORDINATORS = "coordinators", _("Group Coordinators")
    MISSIONS = "missions", _("Permanent Missions")
    MINISTRIES = "ministries", _("Ministries of Foreign Affairs")
    OFFICES = "offices", _("IP Offices")
    IGOS = "igos", _("Accredited intergovernmental organisations")
    NGOS = "ngos", _("Accredited non-governmental organisations")
    OTHER = "other", _("Others")


class ParticipantKind(TextChoices):
    """As what somebody registers."""

    STATE = "state", _("Representative of a Member State")
    IGO = "igo", _("Intergovernmental organisation")
    NGO = "ngo", _("Non-governmental organisation")
    ACADEMIC = "academic", _("Academic")
    PRIVATE = "private", _("Private sector")
    CIVIL = "civil", _("Civil society")
    OTHER = "other", _("Other")


class RegistrationState(TextChoices):
    ASKED = "asked", _("waiting for approval")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")


class Delivery(TextChoices):
    """What became of the mail of an invitation, as far as is known."""

    ON_ITS_WAY = "on_its_way", _("on its way")
    HELD = "held", _("waits: the webinar is not public")
    SENT = "sent", _("sent")
    NOT_DELIVERED = "not_delivered", _("not delivered")
    CAME_BACK = "came_back", _("came back")
    NOT_SENT = "not_sent", _("not sent: the contact was removed")


class CandidateState(TextChoices):
    CONSIDERED = "considered", _("considered")
    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Gender(TextChoices):
    """As the person stated it; nobody else says it of them."""

    NOT_STATED = "not_stated", _("not stated")
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("another")


class Platform(TextChoices):
    ZOOM = "zoom", "Zoom"
    WEBEX = "webex", "Webex"
    TEAMS = "teams", "Microsoft Teams"


class ImportState(TextChoices):
    """Of a file of attendance: read, taken over, its rows of persons deleted after their time."""

    READING = "reading", _("being read")
    PREVIEWED = "previewed", _("read, not taken over")
    TAKEN = "taken", _("taken over")
    REFUSED = "refused", _("refused")
    PURGED = "purged", _("rows of persons deleted")


class KnownBy(TextChoices):
    """How the country or area of somebody who attended is known; a suggestion is none until an editor confirms it."""

    NOT_KNOWN = "not_known", _("not known")
    REGISTRATION = "registration", _("registration")
    SUGGESTED = "suggested", _("suggested by the address")
    EDITOR = "editor", _("confirmed by an editor")


class ReportSubject(TextChoices):
    WEBINARS = "webinars", _("webinars")
    ACTIVITIES = "activities", _("activities")


class ReportState(TextChoices):
    DRAFT = "draft", _("draft")
    FINISHED = "finished", _("finished")
