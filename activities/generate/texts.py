"""Running text of synthetic records: sentences of each language (phrases/), filled in with the portal's own words."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from activities.generate.draw import rank, skewed
from activities.generate.vocabulary import Term

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
NAMES = 50_000  # made-up names of towns and cooperatives, the long tail of the words
FEWER_TOWNS = 8_000
SYLLABLES = {
    "ar": ["كا", "ري", "مو", "تا", "لو", "سن", "دور", "با", "ني", "فال", "وسا", "بر", "غان", "تو", "مار", "لي"],
    "zh": ["卡", "里", "莫", "塔", "卢", "森", "多", "巴", "尼", "瓦", "萨", "佩", "甘", "图", "马", "利"],
    "ru": ["ка", "ри", "мо", "та", "лу", "сен", "дор", "ба", "ни", "вел", "оса", "пер", "ган", "ту", "мар", "ли"],
    "": ["ka", "ri", "mo", "ta", "lu", "sen", "dor", "ba", "ni", "vel", "osa", "per", "gan", "tu", "mar", "li"],
}


@cache
def phrases(language: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "phrases" / f"{language}.toml").read_text(encoding="utf-8"))


def made_name(place: int, language: str) -> str:
    """A name that no town has, the same for a place in each script; every place below 65536 has its own."""
    syllables = SYLLABLES.get(language, SYLLABLES[""])
    number = place * 40503 % 65536
    word = "".join(syllables[number >> shift & 15] for shift in (12, 8, 4, 0))
    return word.capitalize()


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small first letter, unless it begins an acronym."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


class Story:
    """What one activity is about; each language tells it in its own sentences."""

    def __init__(self, random: Random, **terms: Term) -> None:
        self.terms = terms
        self.number = str(10 + rank(random, 900))
        self.days = str(1 + rank(random, 10))
        self.town = rank(random, FEWER_TOWNS)
        self.name = rank(random, NAMES)
        self.product = rank(random, len(phrases("en")["products"]))
        self.adjective = rank(random, len(phrases("en")["adjectives"]))

    def values(self, language: str) -> dict[str, str]:
        said = phrases(language)
        made = {kind: small(term.title(language)) for kind, term in self.terms.items()}
        made["country"] = self.terms["country"].title(language)
        made["product"], made["adjective"] = said["products"][self.product], said["adjectives"][self.adjective]
        made["number"], made["days"] = self.number, self.days
        made["town"], made["name"] = made_name(self.town, language), made_name(self.name, language)
        return made | {capital(name): capital(value) for name, value in made.items()}


def text(random: Random, story: Story, language: str) -> dict[str, str]:
    """Title, summary, objective, description and outcomes: about 90 words."""
    said, values = phrases(language), story.values(language)

    def told(kind: str) -> str:
        return str(skewed(random, said[kind])).format_map(values)

    sentences = dict.fromkeys(told("sentences") for _ in range(3 + rank(random, 5)))
    return {
        "title": capital(told("titles")),
        "summary": told("summaries"),
        "objective": told("aims"),
        "description": _joined(sentences, language),
        "outcomes": _joined(dict.fromkeys(told("results") for _ in range(1 + rank(random, 3))), language),
    }


def wording(random: Random, story: Story, languages: list[str], kind: str) -> dict[str, str]:
    """One short text of a kind, the same one in each language."""
    place = rank(random, len(phrases("en")[kind]))
    return {code: phrases(code)[kind][place].format_map(story.values(code)) for code in languages}


def _joined(sentences: dict[str, None], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentences)
