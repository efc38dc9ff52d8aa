"""One synthetic activity, from a seed and its number alone: what it says does not hang on how many are made."""

import datetime as dt
from random import Random
from typing import Any

from activities.generate import SYSTEM
from activities.generate.draw import ordered, rank, several, skewed, weighted
from activities.generate.parts import figures, involvements, lessons, points, sources
from activities.generate.texts import Story, text
from activities.generate.vocabulary import Term, Vocabulary
from tarepo.content_new import New
from tarepo.enums import Kind

# The languages in which those of a region write, by M49 subregion.
WRITES = {
    "Latin America and the Caribbean": {"es": 75, "en": 22, "fr": 3},
    "Northern Africa": {"ar": 50, "fr": 40, "en": 10},
    "Western Asia": {"ar": 60, "en": 30, "ru": 10},
    "Sub-Saharan Africa": {"en": 50, "fr": 45, "es": 2, "ar": 3},
    "Eastern Europe": {"ru": 60, "en": 40},
    "Central Asia": {"ru": 85, "en": 15},
    "Eastern Asia": {"zh": 50, "en": 50},
}
ELSEWHERE = {"en": 85, "fr": 10, "es": 5}
TRANSLATED = {"official": 40, "reviewed": 20, "unofficial": 25, "machine": 15}
PRECISIONS = {"day": 74, "month": 9, "year": 8, "since": 2, "continuing": 2, "not_stated": 5}
MODES = {"in_person": 60, "virtual": 15, "hybrid": 10, "not_stated": 15}
SINCE_2020 = {"in_person": 35, "virtual": 35, "hybrid": 20, "not_stated": 10}
STANDS = {
    "past": {"completed": 90, "cancelled": 3, "postponed": 2, "not_stated": 5},
    "now": {"under_way": 95, "not_stated": 5},
    "future": {"planned": 94, "postponed": 4, "cancelled": 2},
}


class Activities:
    """The activities of a seed. What is frequent differs from region to region, as it does in life."""

    def __init__(self, seed: int, years: tuple[int, int], vocabulary: Vocabulary, today: dt.date) -> None:
        self.seed, self.years, self.vocabulary, self.today = seed, range(years[0], years[1] + 1), vocabulary, today
        self.year_weights = [1 + place for place in range(len(self.years))]
        self.regions = ordered(f"{seed}:regions", sorted(vocabulary.by_region))
        self.lists: dict[tuple[str, str], list[Term]] = {}

    def one(self, number: int) -> New:
        random = Random(f"{self.seed}:{number}")  # noqa: S311 (nothing secret hangs on it)
        region = skewed(random, self.regions)
        country = skewed(random, self._ordered(Kind.COUNTRY, region))
        subjects = several(random, self._ordered(Kind.SUBJECT, region), 4)
        types = several(random, self._ordered(Kind.ACTIVITY_TYPE, subjects[0].name), 2)
        groups = several(random, self._ordered(Kind.TARGET_GROUP, subjects[0].name), 3)
        told = {"type": types[0], "subject": subjects[0], "other": subjects[-1], "group": groups[0]}
        story = Story(random, country=country, **told)
        period = self._period(random)
        year = int(period["starts"][:4]) if "starts" in period else self.years[-1]
        reference = f"TA-{year}-S{number:06d}"
        content: dict[str, Any] = {"reference": reference, **period}
        content["texts"] = self._texts(random, region, story)
        content["subjects"] = [term.name for term in subjects]
        content["types"] = [term.name for term in types]
        content["target_groups"] = [term.name for term in groups]
        content["delivery_mode"] = weighted(random, SINCE_2020 if year >= 2020 else MODES)
        self._frame(random, region, subjects[0], content)
        content |= involvements(random, country, self._others(region), self._helpers(random, region))
        content |= self._parts(random, story, content, subjects)
        return New(f"synthetic {reference}", Kind.ACTIVITY, reference, {k: v for k, v in content.items() if v != []})

    def _parts(self, random: Random, story: Story, content: dict[str, Any], subjects: list[Term]) -> dict[str, list]:
        languages = list(content["texts"])
        return {
            "figures": figures(random, story, languages, content),
            "lessons": lessons(random, story, languages, subjects[0]),
            "points": points(random, subjects, languages),
            "sources": sources(content, self.today.isoformat()),
            "identifiers": [{"system": SYSTEM, "value": content["reference"]}],
        }

    def _ordered(self, kind: Kind, whose: str) -> list[Term]:
        """The terms of a kind, the most frequent of that region or subject first."""
        key = (kind, whose)
        if key not in self.lists:
            terms = self.vocabulary.by_region[whose] if kind == Kind.COUNTRY else self.vocabulary.terms[kind]
            common, own = ordered(f"{self.seed}:{kind}", terms), ordered(f"{self.seed}:{kind}:{whose}", terms)
            # Its own favourites and everybody's, by turns.
            self.lists[key] = list(dict.fromkeys(term for pair in zip(own, common, strict=True) for term in pair))
        return self.lists[key]

    def _period(self, random: Random) -> dict[str, str]:
        precision = weighted(random, PRECISIONS)
        if precision == "not_stated":
            return {"precision": precision}
        year = random.choices(self.years, self.year_weights)[0]
        start = dt.date(year, 1, 1) + dt.timedelta(days=random.randrange(365))
        period = {"precision": precision}
        if precision == "day":
            end = start + dt.timedelta(days=rank(random, 30))
        elif precision == "month":
            start = start.replace(day=1)
            end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        else:
            start, end = dt.date(year, 1, 1), dt.date(year + rank(random, 4), 12, 31)
        period["starts"] = start.isoformat()
        if precision not in ("since", "continuing"):
            period["ends"] = end.isoformat()
        return period | {"status": self._status(random, start, end, precision)}

    def _status(self, random: Random, start: dt.date, end: dt.date, precision: str) -> str:
        if start > self.today:
            return weighted(random, STANDS["future"])
        goes_on = end >= self.today or precision in ("since", "continuing")
        return weighted(random, STANDS["now" if goes_on else "past"])

    def _texts(self, random: Random, region: str, story: Story) -> dict[str, dict]:
        original = weighted(random, WRITES.get(region, ELSEWHERE))
        languages = [original]
        if original != "en" and random.random() < 0.35:
            languages.append("en")
        if random.random() < 0.08:
            languages += [code for code in ("fr", "es") if code not in languages][:1]
        told = {}
        for code in languages:
            status = "original" if code == original else weighted(random, TRANSLATED)
            told[code] = {"status": status, **text(random, story, code)}
        return told

    def _frame(self, random: Random, region: str, subject: Term, content: dict[str, Any]) -> None:
        terms = self.vocabulary.terms
        if terms[Kind.UNIT] and random.random() < 0.9:
            content["unit"] = skewed(random, self._ordered(Kind.UNIT, region)).name
        if terms[Kind.PROJECT] and random.random() < 0.4:
            content["project"] = skewed(random, self._ordered(Kind.PROJECT, subject.name)).name
        if terms[Kind.SERIES] and random.random() < 0.15:
            content["series"] = skewed(random, self._ordered(Kind.SERIES, subject.name)).name
            content["number_in_series"] = 1 + rank(random, 12)

    def _others(self, region: str) -> list[Term]:
        return self._ordered(Kind.COUNTRY, region)

    def _helpers(self, random: Random, region: str) -> list[Term]:
        """Who may have provided or paid: offices of the region, organisations of the world, other regions' offices."""
        offices = self.vocabulary.offices
        far = offices.get(skewed(random, self.regions), [])
        return [*offices.get(region, []), *offices.get("", []), *far] or self._others(region)
