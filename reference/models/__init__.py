"""Reference records, one module a noun."""

from reference.models.documents import Document, Edition, Recommendation, Session
from reference.models.parties import Country, GroupMember, Organisation, Party
from reference.models.terms import ActivityType, Goal, Subject, TargetGroup, Term
from reference.models.units import Programme, Unit

__all__ = [
    "ActivityType",
    "Country",
    "Document",
    "Edition",
    "Goal",
    "GroupMember",
    "Organisation",
    "Party",
    "Programme",
    "Recommendation",
    "Session",
    "Subject",
    "TargetGroup",
    "Term",
    "Unit",
]
