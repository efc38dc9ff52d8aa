"""Webinars: what their record says (content), who takes part, how they are run, who attended, what is reported."""

from webinars.models.attendance import AttendanceFile, Attendee
from webinars.models.content import Material, Promotion, Slot, Speaker, Webinar
from webinars.models.reports import CommitteeReport, Rewording
from webinars.models.running import Candidate, Contact, ContactGroup, Invitation, Invited
from webinars.models.taking_part import Feedback, Registration, Room

__all__ = [
    "AttendanceFile",
    "Attendee",
    "Candidate",
    "CommitteeReport",
    "Contact",
    "ContactGroup",
    "Feedback",
    "Invitation",
    "Invited",
    "Material",
    "Promotion",
    "Registration",
    "Rewording",
    "Room",
    "Slot",
    "Speaker",
    "Webinar",
]
