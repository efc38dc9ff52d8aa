"""Users and roles, for whom they speak, what they consent to, and what they are mailed; one module a noun."""

from accounts.models.consents import Consent, DetailRequest, RestrictedRead
from accounts.models.membership import Membership
from accounts.models.notices import Notices, Subscription
from accounts.models.user import Role, User

__all__ = [
    "Consent",
    "DetailRequest",
    "Membership",
    "Notices",
    "RestrictedRead",
    "Role",
    "Subscription",
    "User",
]
