"""Made-up activities, and what a plain slow reading of them says that a search must find and count."""

import random
from dataclasses import dataclass, field

from accounts.models import Consent
from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.models import Detail, Record, SearchRow
from tarepo.publish import publish_many, refresh_forms
from tarepo.tiers import MEMBERS, PUBLIC, SECRETARIAT
from tests.make import SOURCE, WHY, draft, english, published, record_id

WORDS = ("zorbic", "quillet", "vampire", "mandrake", "sextant")
HIDDEN = ("hushword", "veiled")
COUNTRIES = {"PE": ("Americas", ()), "MX": ("Americas", ()), "NP": ("Asia", ("ldc", "lldc")), "BT": ("Asia", ("lldc",))}
OFFICES = {"cast-office-pe": "PE", "cast-office-np": "NP", "cast-network": None}
SUBJECTS = {"cast-wide": None, "cast-narrow": "cast-wide", "cast-other": None}
TYPES = {"cast-course": "individual", "cast-law": "policy"}
ROLES = ("beneficiary", "provider", "facilitator")
STATUSES = ("planned", "completed", "not_stated")
MODES = ("in_person", "virtual", "not_stated")


@dataclass
class Made:
    """What one activity says, in words of the address."""

    parties: list[tuple[str, str]]
    subjects: list[str]
    types: list[str]
    status: str
    mode: str
    years: tuple[int, ...]
    languages: list[str]
    words: set[str]
    lessons: list[str]
    hidden: dict[str, tuple[str, ...]] = field(default_factory=dict)  # word → tiers by name that see it
    pk: int = 0


def land(party: str) -> str | None:
    return party if party in COUNTRIES else OFFICES[party]


def values(made: Made, name: str) -> set[str]:
    """The values of one facet, from what the activity says."""
    lands = {land(party) for party, _ in made.parties} - {None}
    if name == "country":
        return lands
    if name == "partner":
        return {party for party, _ in made.parties if party in OFFICES}
    if name == "group":
        left = {"ldc"} if made.years and "BT" in lands else set()  # Bhutan left on 13 December 2023
        return left | {group for each in lands for group in COUNTRIES[each][1]}
    if name == "role":
        return {role for _, role in made.parties}
    if name == "subject":
        return {*made.subjects, *(SUBJECTS[each] for each in made.subjects if SUBJECTS[each])}
    if name == "type":
        return set(made.types)
    if name == "level":
        return {TYPES[each] for each in made.types}
    if name == "year":
        return {str(year) for year in made.years} or {"none"}
    return {
        "status": {made.status},
        "mode": {made.mode},
        "language": set(made.languages),
        "lesson": set(made.lessons),
    }[name]


COUNTED = (
    "country",
    "partner",
    "group",
    "role",
    "subject",
    "type",
    "level",
    "year",
    "status",
    "mode",
    "language",
    "lesson",
)


def fits(made: Made, query: dict[str, list[str]], words: list[str], tier: str) -> bool:
    """Whether a reader of this tier finds the activity."""
    for name, wanted in query.items():
        if name == "role" and query.keys() & {"country", "partner"}:
            for of, party_of in (("country", land), ("partner", lambda party: party if party in OFFICES else None)):
                if of in query and not any(
                    party_of(party) in query[of] and role in wanted for party, role in made.parties
                ):
                    return False
        elif name in ROLES:
            if not any(role == name and wanted[0] in (party, land(party)) for party, role in made.parties):
                return False
        elif not values(made, name) & set(wanted):
            return False
    seen = made.words | {word for word, tiers in made.hidden.items() if tier in tiers}
    return all(word[1:] not in seen if word.startswith("-") else word in seen for word in words)


def count(mades: list[Made], query: dict[str, list[str]], words: list[str], tier: str, name: str) -> dict[str, int]:
    """Value → what choosing it instead of the facet's chosen values would find."""
    rest = {other: wanted for other, wanted in query.items() if other != name}
    seen = {value for made in mades for value in values(made, name)}
    found = {value: sum(fits(made, rest | {name: [value]}, words, tier) for made in mades) for value in seen}
    return {value: many for value, many in found.items() if many}


def neighbours() -> None:
    for office, country in OFFICES.items():
        content = {"country": f"country/{country}"} if country else {}
        published(Kind.ORGANISATION, office, reference=office, form="office", **content)
    for subject, parent in SUBJECTS.items():
        published(Kind.SUBJECT, subject, reference=subject, **({"parent": f"subject/{parent}"} if parent else {}))
    for name, level in TYPES.items():
        published(Kind.ACTIVITY_TYPE, name, reference=name, level=level)


def invent(chance: random.Random) -> Made:
    first = chance.randint(2015, 2022)
    return Made(
        parties=sorted(
            {(chance.choice([*COUNTRIES, *OFFICES]), chance.choice(ROLES)) for _ in range(chance.randint(0, 3))}
        ),
        subjects=chance.sample([*SUBJECTS], chance.randint(0, 2)),
        types=chance.sample([*TYPES], chance.randint(0, 2)),
        status=chance.choice(STATUSES),
        mode=chance.choice(MODES),
        years=tuple(range(first, first + chance.randint(1, 3))) if chance.random() < 0.8 else (),
        languages=["en", *chance.sample(["fr", "es"], chance.randint(0, 1))],
        words=set(chance.sample(WORDS, chance.randint(0, 3))),
        lessons=sorted({chance.choice(["success", "challenge"]) for _ in range(chance.randint(0, 2))}),
    )


def write(made: Made, number: int) -> None:
    """Enter it as a draft, with details that only some may read."""
    body = " ".join(sorted(made.words))
    texts = english(f"Activity {number}", outcomes=body)
    for language in made.languages[1:]:
        texts[language] = {"title": f"Activité {number}", "status": "official"}
    dates = (
        {"starts": f"{made.years[0]}-03-01", "ends": f"{made.years[-1]}-04-01", "precision": "day"}
        if made.years
        else {}
    )
    record = draft(
        Kind.ACTIVITY,
        reference=f"TA-1999-{number:04}",
        texts=texts,
        sources=[SOURCE],
        status=made.status,
        delivery_mode=made.mode,
        types=[f"type/{name}" for name in made.types],
        subjects=[f"subject/{name}" for name in made.subjects],
        involvements=[
            {"party": f"{'country' if party in COUNTRIES else 'organisation'}/{party}", "role": role}
            for party, role in made.parties
        ],
        lessons=[{"kind": kind, "wording": {"en": "A lesson."}} for kind in made.lessons],
        **dates,
    )
    made.pk = record.pk


def hide(made: Made, word: str, *, opened: bool) -> None:
    """A detail with that word, Peru's own or open to all members."""
    peru = record_id("country/PE")
    Detail.objects.create(
        record=Record.objects.get(pk=made.pk), party_id=peru, nature="cost" if opened else "document", text=word
    )
    made.hidden[word] = ("members", "peru", "secretariat") if opened else ("peru", "secretariat")


def publish_cast(seed: int, many: int = 40) -> list[Made]:
    """Nothing but these activities is public then."""
    chance = random.Random(seed)  # noqa: S311
    SearchRow.objects.filter(kind=Kind.ACTIVITY).delete()
    neighbours()
    Consent.objects.create(party_id=record_id("country/PE"), nature="cost", state="granted")
    mades = [invent(chance) for _ in range(many)]
    for made in mades[::4]:
        made.parties = sorted({*made.parties, ("PE", "beneficiary")})
    for number, made in enumerate(mades):
        write(made, number)
    with change(by=None, why=WHY):
        publish_many(Kind.ACTIVITY, [made.pk for made in mades])
    own = [made for made in mades if ("PE", "beneficiary") in made.parties]
    for made in own:
        for word, opened in zip(HIDDEN, (False, True), strict=True):
            if chance.random() < 0.8:
                hide(made, word, opened=opened)
    with change(by=None, why=WHY):
        refresh_forms([made.pk for made in own])
    return mades


def tiers() -> dict[str, frozenset[int]]:
    return {
        "visitor": frozenset({PUBLIC}),
        "members": frozenset({PUBLIC, MEMBERS}),
        "peru": frozenset({PUBLIC, MEMBERS, record_id("country/PE")}),
        "secretariat": frozenset({PUBLIC, MEMBERS, SECRETARIAT}),
    }
