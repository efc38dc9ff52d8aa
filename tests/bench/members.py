"""What makes members' pages cost more than visitors': a role, and details that consents open to members."""

from django.test import Client

from accounts.enums import ConsentState, RoleName
from accounts.models import Consent, Role, User
from tarepo.changes import change
from tarepo.enums import Kind, PartyRole
from tarepo.models import Detail, DetailNature, Involvement
from tarepo.publish import refresh_forms

MANY = 400  # activities with a detail, every second opened to members


def lay_details() -> int:
    """A detail on some hundred activities, with its beneficiary's consent on every second; how many."""
    rows = Involvement.objects.filter(record__kind=Kind.ACTIVITY, role=PartyRole.BENEFICIARY, record__version__gt=0)
    chosen = list(rows.order_by("record_id").distinct("record_id").values_list("record_id", "party_id")[:MANY])
    with change(by=None, why="Details to measure members' pages with"):
        for place, (record, party) in enumerate(chosen):
            what = f"CHF {1000 + place} for rooms and interpretation"
            detail = Detail.objects.create(record_id=record, party_id=party, nature=DetailNature.COST, text=what)
            if place % 2:
                Consent.objects.create(party_id=party, detail=detail, state=ConsentState.GRANTED)
        refresh_forms([record for record, _party in chosen])
    return len(chosen)


def member_cookie() -> str:
    """The cookie of somebody confirmed for a beneficiary, who is signed in."""
    user, _made = User.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
    party = Detail.objects.order_by("pk").values_list("party", flat=True).first()
    if not user.roles.exists():
        Role.objects.create(user=user, name=RoleName.MEMBER, party_id=party)
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
