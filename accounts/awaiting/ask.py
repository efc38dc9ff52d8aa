"""What waits: for one user, for many at once, and for too long."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404

from accounts.awaiting.sorts import Item, Sort, late_before, sorts
from accounts.enums import STAFF_ROLES, RoleName
from accounts.focal_points import focal_points_of
from accounts.models import User

# Whoever may have anything to answer: they get the monthly mail.
ANSWERING = (RoleName.FOCAL_POINT, *STAFF_ROLES)
MOST_PK = 2**63 - 1


@dataclass(frozen=True)
class Waiting:
    """What of one sort waits for somebody."""

    sort: Sort
    items: list[Item]


def sort_named(name: str) -> Sort:
    found = sorts().get(name)
    if found is None:
        raise Http404
    return found


def waiting_for(user: User) -> list[Waiting]:
    """By sort, in the order of the page; sorts of which nothing waits are left out."""
    if not user.has_role(*ANSWERING):
        return []
    found = [Waiting(sort, sort.waiting_for(user)) for sort in sorts().values()]
    return [waiting for waiting in found if waiting.items]


def item_for(user: User, sort: Sort, pk: int) -> Item | None:
    """The item, if it waits for this user now."""
    return sort.one(user, pk) if pk <= MOST_PK and user.has_role(*ANSWERING) else None


def waiting_by_user(users: Collection[User]) -> dict[int, list[Item]]:
    """What waits for each of them, of all sorts, the oldest first; titles in the active language.

    The number of queries grows with the editors among them, not with the focal points.
    """
    found: dict[int, list[Item]] = defaultdict(list)
    for sort in sorts().values():
        by_user = sort.by_user(users) if sort.by_user else _by_party(sort, users)
        for pk, items in by_user.items():
            found[pk] += items
    return {pk: sorted(items, key=lambda item: item.since) for pk, items in found.items() if items}


def _by_party(sort: Sort, users: Collection[User]) -> dict[int, list[Item]]:
    """Editors, who are few, are asked about one by one; everybody else answers as focal point of an item's party."""
    found = {user.pk: sort.waiting_for(user) for user in users if user.is_staff}
    others = {user.pk for user in users} - found.keys()
    if not others:
        return found
    items = sort.everything()
    answering = focal_points_of({item.party for item in items if item.party})
    for item in items:
        for user in answering.get(item.party or 0, []):
            if user.pk in others and user.pk != item.account:
                found.setdefault(user.pk, []).append(item)
    return found


def late() -> list[Item]:
    """Whatever waits for too long, whoever it waits for, the oldest first."""
    items = [item for sort in sorts().values() for item in sort.everything() if item.is_late]
    return sorted(items, key=lambda item: item.since)


def count_late() -> int:
    before = late_before()
    return sum(sort.count_before(before) for sort in sorts().values())
