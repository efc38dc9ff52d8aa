"""Who asks, who answers, and what they send."""

import datetime as dt

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.enums import RoleName
from accounts.membership.ask import ask
from accounts.models import Membership, Role, User
from tarepo.changes import change
from tests import make
from tests.admin.office import filled
from tests.html import main

NEW = "/accounts/memberships/new/"
MINE = "/accounts/memberships/"
MEMBERS = "/accounts/members/"
TODAY = timezone.localdate()
YESTERDAY = TODAY - dt.timedelta(days=1)
DELEGATION, OFFICE = "delegation", "office"


def somebody(name: str = "Ana", **fields: object) -> User:
    return User.objects.create_user(f"{name.lower().replace(' ', '-')}@example.org", name=name, **fields)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(user: User, party: str = "country/PE", category: str = DELEGATION, **words: str) -> Membership:
    """A request that waits; party: kind/reference, empty for none."""
    pk = make.record_id(party) if party else None
    with change(by=user, why="a test"):
        made, _new = ask(user=user, category=category, party=pk, **words)
    return made


def focal_point(name: str, party: str = "country/NZ", **fields: object) -> User:
    user = somebody(name)
    fields = {"starts": TODAY, "letter": "Letter 1"} | fields
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=make.record_id(party), **fields)
    return user


def end_roles(user: User, on: dt.date = YESTERDAY) -> None:
    with change(by=None, why="a test"):
        user.roles.update(ends=on)


def page_of(membership: Membership) -> str:
    return f"{MEMBERS}{membership.pk}/"


def send(client: Client, address: str, **typed: str) -> HttpResponse:
    """Fill in the page's form as it stands, and send it."""
    return client.post(address, filled(client.get(address)) | typed)


def told(response: HttpResponse) -> str:
    return main(response.content).text
