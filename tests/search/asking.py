"""A search as an address asks for it, without a request."""

from django.http import QueryDict

from activities.filters import read
from activities.search import PARAMETERS, SEVERAL, Found
from tarepo.asked import Asked
from tarepo.tiers import PUBLIC

VISITOR = frozenset({PUBLIC})


def found_at(address: str, tiers: frozenset[int] = VISITOR) -> Found:
    """What the list at the address finds; everything in it must be understood."""
    asked = Asked(QueryDict(address.partition("?")[2]), PARAMETERS, SEVERAL)
    found = Found(tiers, asked, read(asked))
    assert found.problems == [], found.problems
    return found


def total_at(address: str) -> int:
    return found_at(address).index.count()
