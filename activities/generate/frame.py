"""What synthetic activities stand in besides the portal's own records: offices, projects and series."""

from random import Random
from typing import Any

from activities.enums import ProjectPhase
from activities.generate import SYSTEM
from activities.generate.draw import ordered, skewed
from activities.generate.texts import LANGUAGES, made_name
from activities.generate.vocabulary import Vocabulary
from tarepo.content_new import New
from tarepo.enums import Kind

OFFICES, PROJECTS, SERIES = 120, 300, 80
OFFICE = {
    "ar": "مكتب الملكية الفكرية التركيبي، {}",
    "zh": "{}合成知识产权局",
    "en": "Synthetic Intellectual Property Office, {}",
    "fr": "Office synthétique de la propriété intellectuelle, {}",
    "ru": "Синтетическое ведомство интеллектуальной собственности, {}",
    "es": "Oficina sintética de la propiedad intelectual, {}",
}
PROJECT = {
    "ar": "مشروع {1}: {0}",
    "zh": "{1}项目：{0}",
    "en": "{1} Project: {0}",
    "fr": "Projet {1} : {0}",
    "ru": "Проект «{1}»: {0}",
    "es": "Proyecto {1}: {0}",
}
RECURRING = {
    "ar": "سلسلة {1}: {0}",
    "zh": "{1}系列：{0}",
    "en": "{1} Series: {0}",
    "fr": "Série {1} : {0}",
    "ru": "Серия «{1}»: {0}",
    "es": "Serie {1}: {0}",
}


def frame(seed: int, vocabulary: Vocabulary) -> list[New]:
    """The offices, projects and series of a seed, in this order."""
    random = Random(f"{seed}:frame")  # noqa: S311
    countries = ordered(f"{seed}:countries", vocabulary.terms[Kind.COUNTRY])
    subjects = ordered(f"{seed}:subjects", vocabulary.terms[Kind.SUBJECT])
    made = [_office(country.name, country.titles) for country in countries[:OFFICES]]
    for place in range(PROJECTS + SERIES):
        subject = skewed(random, subjects)
        pattern = PROJECT if place < PROJECTS else RECURRING
        texts = {code: pattern[code].format(subject.title(code), made_name(place, code)) for code in LANGUAGES}
        content: dict[str, Any] = {"subjects": [subject.name]}
        if place < PROJECTS:
            content["phases"] = [{"phase": random.choice(ProjectPhase.values)}]
            made.append(_new(Kind.PROJECT, f"PR-S{place + 1:04d}", texts, content))
        else:
            made.append(_new(Kind.SERIES, f"SE-S{place - PROJECTS + 1:04d}", texts, content))
    return made


def _office(country: str, titles: dict[str, str]) -> New:
    names = {code: OFFICE[code].format(title) for code, title in titles.items() if code in OFFICE}
    iso2 = country.partition("/")[2].lower()
    return _new(Kind.ORGANISATION, f"synthetic-office-{iso2}", names, {"form": "office", "country": country})


def _new(kind: Kind, reference: str, titles: dict[str, str], content: dict[str, Any]) -> New:
    texts = {
        code: {"status": "original" if code == "en" else "unofficial", "title": title} for code, title in titles.items()
    }
    marks = [{"system": SYSTEM, "value": reference}]
    whole = {"reference": reference, "texts": texts, "identifiers": marks, **content}
    return New(f"synthetic {reference}", kind, reference, whole)
