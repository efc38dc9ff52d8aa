"""Signed links: who may answer what, in an address. What a link does is in link.py."""

import datetime as dt
from dataclasses import dataclass

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.awaiting.ask import ANSWERING
from accounts.awaiting.sorts import Item
from accounts.models import User
from tarepo.addresses import absolute

SALT = "accounts.awaiting.link"
HOLDS = dt.timedelta(days=40)  # past the next month's mail


class NoLink(Exception):
    """Not of ours, or altered on its way."""


class LinkEnded(Exception):
    """It was of ours, and holds no longer."""


@dataclass(frozen=True)
class Link:
    user: User
    sort: str
    pk: int


def token_of(user: User, item: Item) -> str:
    return TimestampSigner(salt=SALT).sign(f"{user.pk}.{item.sort}.{item.pk}.{standing(user)}")


def read_token(token: str) -> Link:
    """One query, none for what was not signed here. Raises NoLink, LinkEnded."""
    try:
        value = TimestampSigner(salt=SALT).unsign(token, max_age=HOLDS)
    except SignatureExpired as error:
        raise LinkEnded from error
    except BadSignature as error:
        raise NoLink from error
    user_pk, sort, pk, stood = value.split(".")
    user = User.objects.with_roles(int(user_pk))
    if user is None or not constant_time_compare(standing(user), stood):
        raise LinkEnded
    return Link(user, sort, int(pk))


def standing(user: User) -> str:
    """Another one as soon as the password, the address or one of the appointments changes: older links end with it."""
    roles = sorted(str(role.pk) for role in user.held_roles if role.name in ANSWERING)
    return salted_hmac(SALT, "|".join([user.password, user.email, *roles])).hexdigest()[:16]


def item_path(item: Item) -> str:
    return reverse("awaiting-item", kwargs={"sort": item.sort, "pk": item.pk})


def mailed_address(user: User, item: Item) -> str:
    """Where a mail leads. The Secretariat signs in: no link acts for who has a role there."""
    path = item_path(item) if user.is_of_secretariat else reverse("answer-link", kwargs={"token": token_of(user, item)})
    return absolute(path)
