"""What a search has to reach (search: Targets): pages of every breadth, for visitors and members.

The words are chosen by how many records have them: about 30 %, 5 % and 0.1 %, whatever the database holds.
"""

from urllib.parse import quote

from django.test import RequestFactory

from activities.generate.texts import made_name, phrases
from activities.search import asked
from tarepo.codes import Facet
from tarepo.enums import Kind
from tarepo.indexing import counts
from tarepo.models import SearchRow
from tarepo.tiers import PUBLIC
from tests.bench.targets import Target

ONE, RARE, ANY, RECORD = 10.0, 15.0, 40.0, 10.0  # times the floor


def hits(query: str) -> int:
    return asked(RequestFactory().get(f"/activities/{query}")).rows.count()


def word_in(share: float, many: int, candidates: list[str]) -> str:
    """The candidate that is nearest to this share of the records."""
    return min(candidates, key=lambda word: abs(hits(f"?q={word}") - share * many))


def words(many: int) -> tuple[str, str, str]:
    """A broad word, a middling one, a rare one."""
    said = phrases("en")
    broad = ["training", "producers", "participants", "office", "group", "national", "formation", "capacitación"]
    middling = [word for word in said["products"][:12] + said["adjectives"] if " " not in word]
    rare = [made_name(place, "en") for place in (0, 1, 2, 4, 8, 16, 32, 64)]
    broad, middling, rare = (list(map(quote, candidates)) for candidates in (broad, middling, rare))
    return word_in(0.3, many, broad), word_in(0.05, many, middling), word_in(0.001, many, rare)


def most_used(facet: Facet) -> list[str]:
    """The references that most activities name."""
    found = counts.of_facet(counts.totals(), facet)
    largest = sorted(found, key=lambda pk: (-found[pk], pk))[:2]
    known = dict(SearchRow.objects.filter(tier=PUBLIC, record_id__in=largest).values_list("record_id", "reference"))
    return [known[pk] for pk in largest]


def targets() -> list[Target]:
    many = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY).count()
    broad, middling, rare = words(many)
    subjects = most_used(Facet.SUBJECT)
    types = most_used(Facet.TYPE)
    country = most_used(Facet.COUNTRY)[0]
    newest = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY).order_by("-sort_date").first()
    asked_for = [
        ("no query", "", ONE),
        ("one country", f"?country={country}", ONE),
        ("one subject", f"?subject={subjects[0]}", ONE),
        ("one year", "?year=2019", ONE),
        ("one status", "?status=completed", ONE),
        ("rare word", f"?q={rare}", RARE),
        ("rare word, a year", f"?q={rare}&year=2019", RARE),
        ("nothing found", f"?q={rare}+{middling}+zzzz", RARE),
        ("5 % word", f"?q={middling}", ANY),
        ("30 % word", f"?q={broad}", ANY),
        ("30 % word by date", f"?q={broad}&order=date", ANY),
        ("two words and a type", f"?q={broad}+{middling}&type={types[0]}", ANY),
        ("30 % word, country, year", f"?q={broad}&country={country}&year=2019", ANY),
        ("two filters", f"?country={country}&subject={subjects[0]}", ANY),
        ("multi-select", f"?subject={subjects[0]}&subject={subjects[1]}&status=completed&status=planned", ANY),
        ("30 % word without another", f"?q={broad}+-{middling}", ANY),
        ("phrase", f"?q=%22{broad}+combined%22", ANY),
        ("misspelt", "?q=colelctive", ONE),
    ]
    found = [Target(f"search: {name}", f"/activities/{query}", times) for name, query, times in asked_for]
    found.append(Target("search: in Arabic", f"/ar/activities/?q={broad}", ANY))
    found += [
        Target(f"30 % word as {page}", f"/{page}/?q={broad}", ANY)
        for page in ("activities/timeline", "activities/cartogram", "south-south")
    ]
    found.append(Target("search everything", f"/search/?q={broad}", ANY))
    found.append(Target("a record", f"/activities/{newest.reference}/" if newest else "/", RECORD))
    return found
