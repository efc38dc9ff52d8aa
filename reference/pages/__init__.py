"""What each kind of reference record has of its own on its page."""

from reference.pages.documents import document, recommendation, session
from reference.pages.parties import country, organisation, unit
from reference.pages.subjects import subject

__all__ = ["country", "document", "organisation", "recommendation", "session", "subject", "unit"]
