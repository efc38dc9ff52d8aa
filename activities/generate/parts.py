"""The parts of a synthetic activity: who took part, figures, lessons, topics, and a source that says what it is."""

from random import Random
from typing import Any

from activities.generate.draw import rank, skewed, weighted
from activities.generate.texts import Story, phrases, wording
from activities.generate.vocabulary import Term
from tarepo.enums import PARTNER_ROLES, PartyRole

Rows = list[dict[str, Any]]

QUALIFIERS = {"exactly": 60, "about": 20, "at_least": 8, "more_than": 8, "at_most": 2, "less_than": 2}
LESSONS = {"success": 30, "challenge": 30, "finding": 15, "lesson": 25}
NOTE = {"en": "Made by the portal’s generator: no publication stands behind it."}


def involvements(random: Random, country: Term, others: list[Term], helpers: list[Term]) -> dict[str, Any]:
    """The parties and what they are in it; South-South or triangular where they are taken to have declared it."""
    open_to_all = random.random() < 0.06
    roles: dict[tuple[str, str], None] = {}
    if not open_to_all:
        roles[country.name, PartyRole.BENEFICIARY] = None
        if random.random() < 0.3:
            for _ in range(1 + rank(random, 15)):
                roles[skewed(random, others).name, PartyRole.BENEFICIARY] = None
    if random.random() < 0.6:
        roles[country.name, PartyRole.VENUE] = None
    made: dict[str, Any] = {"open_to_all": True} if open_to_all else {}
    if random.random() < 0.65:
        provider = skewed(random, others if random.random() < 0.25 else helpers)
        roles[provider.name, PartyRole.PROVIDER] = None
        if not open_to_all and random.random() < 0.2 and provider.name != country.name:
            made["cooperation"] = weighted(random, {"south_south": 70, "triangular": 30})
            made["declared_by"] = provider.name
            if made["cooperation"] == "triangular":
                roles[skewed(random, helpers).name, PartyRole.FACILITATOR] = None
    if random.random() < 0.3:
        for _ in range(1 + rank(random, 3)):
            roles[skewed(random, helpers).name, skewed(random, PARTNER_ROLES)] = None
    return made | {"involvements": [{"party": party, "role": role} for party, role in roles]}


def figures(random: Random, story: Story, languages: list[str], period: dict[str, Any]) -> Rows:
    """None, one, or a target with what was achieved of it."""
    many = weighted(random, {0: 40, 1: 45, 2: 15})
    place, rule = rank(random, 4), rank(random, 2)
    made = []
    for nature in ("achieved", "target")[:many]:
        row: dict[str, Any] = {
            "measure": {code: phrases(code)["measure"] for code in languages},
            "unit_of_measure": {code: phrases(code)["units"][place] for code in languages},
            "nature": nature,
            "qualifier": weighted(random, QUALIFIERS),
            "value": story.number if nature == "achieved" else str(10 * (1 + rank(random, 100))),
        }
        if random.random() < 0.5:
            row["rule"] = {code: phrases(code)["rules"][rule] for code in languages}
        if many == 2:
            row["series"] = "participants"
        if period["precision"] == "year":
            row |= {name: period[name] for name in ("precision", "starts", "ends")}
        made.append(row)
    return made


def lessons(random: Random, story: Story, languages: list[str], subject: Term) -> Rows:
    kinds = [weighted(random, LESSONS) for _ in range(rank(random, 4))]
    return [
        {"kind": kind, "wording": wording(random, story, languages, kind), "subject": subject.name} for kind in kinds
    ]


def points(random: Random, subjects: list[Term], languages: list[str]) -> Rows:
    """The topics, in the words of the portal's subjects."""
    if random.random() < 0.6:
        return []
    return [{"kind": "topic", "wording": {code: term.title(code) for code in languages}} for term in subjects]


def sources(period: dict[str, Any], today: str) -> Rows:
    """Posted after it began, if that is not yet to come."""
    starts = period.get("starts", today)
    return [{"note": NOTE} | ({"posted_on": starts} if starts < today else {})]
