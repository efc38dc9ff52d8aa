"""The sample people of `make run`, by the role that they have: the cast of every test about rights."""

from accounts.models import User
from accounts.sample import PASSWORD

__all__ = ["CAST", "PASSWORD", "person"]

# The columns of the address × role table. Peru is the beneficiary where one is asked about.
CAST = {
    "visitor": "",
    "member": "other-member@example.org",
    "member of the beneficiary": "member@example.org",
    "focal point of it": "focal-point@example.org",
    "expert": "expert@example.org",
    "unit editor": "unit-editor@example.org",
    "chief editor": "chief-editor@example.org",
    "moderator": "moderator@example.org",
    "coordinator": "coordinator@example.org",
    "administrator": "administrator@example.org",
}


def person(role: str) -> User | None:
    """Who stands in that column; None for the visitor."""
    return User.objects.get(email=CAST[role]) if CAST[role] else None
