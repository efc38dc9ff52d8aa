"""One record of each kind with everything that it may say, with little, and with nothing but a title."""

from typing import Any

from tarepo.enums import Kind
from tarepo.models import Record
from tests import make
from tests.make import published, text

FOLDERS = {
    Kind.ACTIVITY: "activities",
    Kind.PROJECT: "projects",
    Kind.SERIES: "series",
    Kind.AGREEMENT: "agreements",
    Kind.COUNTRY: "countries",
    Kind.ORGANISATION: "organisations",
    Kind.UNIT: "units",
    Kind.SESSION: "sessions",
    Kind.DOCUMENT: "documents",
    Kind.SUBJECT: "subjects",
    Kind.RECOMMENDATION: "recommendations",
}
OWN_FORM = {
    Kind.ACTIVITY: {"full": "TA-2023-9001", "little": "TA-2023-9002", "bare": "TA-2023-9003"},
    Kind.COUNTRY: {"full": "ZZ", "little": "ZY", "bare": "ZX"},
}
LANGUAGES = ("en", "es", "ar")

PERIOD = {"starts": "2023-05-09", "ends": "2023-05-12", "precision": "day", "period_printed": "printed period"}
CITED = {"document": "document/cited", "paragraph": "cited paragraph", "printed": "printed form"}


def reference(kind: str, which: str = "full") -> str:
    return OWN_FORM.get(Kind(kind), {}).get(which, f"{which}-{kind}")


def path(kind: str, which: str = "full") -> str:
    return f"/{FOLDERS[Kind(kind)]}/{reference(kind, which)}/"


def neighbours() -> None:
    """Whatever a full record names."""
    make.person("P-9001", "Ada Poster", "Editor", "Office of Posts")
    make.person("P-9002", "Grace Head", "Director", "Secretariat")
    make.person("P-9003", "Alan Speaker", "Judge", "Court of Appeal")
    published(Kind.COUNTRY, "Alphaland", reference="XA", iso2="XA", m49_region="Europe")
    published(Kind.COUNTRY, "Betaland", reference="XB", iso2="XB", m49_region="Europe")
    published(Kind.ORGANISATION, "Office of Alphaland", reference="office-a", form="office")
    published(Kind.ORGANISATION, "Fund of Funds", reference="funder")
    published(Kind.UNIT, "Unit for tests", reference="unit-a")
    published(Kind.DOCUMENT, "Cited document", reference="cited")
    published(Kind.SESSION, "Session for tests", reference="session-a")
    published(Kind.SUBJECT, "Subject for tests", reference="subject-a")
    published(Kind.ACTIVITY_TYPE, "Type for tests", reference="type-a")
    published(Kind.TARGET_GROUP, "Target group for tests", reference="group-a")
    published(Kind.GOAL, "Goal for tests", reference="goal-a")
    published(Kind.RECOMMENDATION, "Recommendation for tests", reference="recommendation-a", number="1 (a)")
    published(Kind.PROJECT, "Project for tests", reference="project-a")
    published(Kind.SERIES, "Series for tests", reference="series-a")
    published(Kind.AGREEMENT, "Agreement for tests", reference="agreement-a")
    make.activity(9100, "Related activity")


def words(name: str) -> dict[str, str]:
    return {code: f"{name} ({code})" for code in LANGUAGES}


def full_texts() -> dict[str, dict]:
    fields = ("title", "other_title", "summary", "objective", "description", "need", "outcomes")
    made = {}
    for code in LANGUAGES:
        made[code] = {name: f"{name} in {code}" for name in fields} | {
            "short_title": f"FULL-{code}",
            "synonyms": f"first synonym {code}\nsecond synonym {code}",
            "status": "original" if code == "es" else "reviewed" if code == "en" else "machine",
        }
    return made


def shared(kind: str) -> dict[str, Any]:
    """What a record of any kind may say."""
    return {
        "texts": full_texts(),
        "unit": "unit/unit-a",
        "checked_on": "2024-01-15",
        "reported_by": "country/XA",
        "subjects": ["subject/subject-a"],
        "recommendations": ["recommendation/recommendation-a"],
        "related": ["activity/TA-2023-9100"],
        "sources": [
            {
                **CITED,
                "paragraph": "source paragraph",
                "printed": "printed source",
                "link": "https://example.org/posted",
                "posted_on": "2024-02-08",
                "posted_printed": "Thu, 08/02/2024",
                "posted_by": "P-9001",
                "note": words("Note of the source"),
            }
        ],
        "citations": [
            {
                "document": "document/cited",
                "role": "mandate",
                "paragraph": "cited at 12",
                "note": words("Note of the citation"),
            }
        ],
        "identifiers": [{"system": "other database", "value": f"4711-{kind}"}],
    }


def involvements() -> list[dict]:
    parties = {
        "beneficiary": "country/XA",
        "provider": "organisation/office-a",
        "facilitator": "country/XB",
        "venue": "country/XB",
        "signatory": "country/XA",
        "funding": "organisation/funder",
        "accountable": "organisation/office-a",
        "extending": "organisation/funder",
        "implementing": "organisation/office-a",
    }
    rows: list[dict] = [{"party": party, "role": role} for role, party in parties.items()]
    rows[1] |= {"inferred": True, "note": words("Note of the provider"), **CITED}
    return rows


def figures() -> list[dict]:
    achieved = {
        "measure": words("What is counted"),
        "series": "centres",
        "nature": "achieved",
        "qualifier": "about",
        "value": "1234.5",
        "unit_of_measure": words("centres"),
        "rule": words("Viewers not counted"),
        "base": words("of all planned"),
        **CITED,
        **PERIOD,
    }
    target = {
        "measure": words("What is counted"),
        "series": "centres",
        "nature": "target",
        "qualifier": "at_least",
        "value": "4200",
        "starts": "2019-01-01",
        "ends": "2019-12-31",
        "precision": "year",
    }
    return [achieved, target]


def lessons() -> list[dict]:
    rows = [{"kind": kind, "wording": words(f"Wording of a {kind}")} for kind in ("success", "challenge", "finding")]
    rows[0] |= {"subject": "subject/subject-a", "delivery_mode": "hybrid", "told_by": "country/XA", **CITED}
    return rows


def points(kinds: tuple[str, ...] = ("topic", "material", "need", "outcome", "method", "task")) -> list[dict]:
    rows = [{"kind": kind, "wording": words(f"Wording of a {kind}")} for kind in kinds]
    rows[0] |= {"link": "https://example.org/material", "language": "fr", **CITED}
    return rows


def undertakings() -> list[dict]:
    promised = {
        "wording": words("Promise of {P-9003}"),
        "by_party": "country/XA",
        "due": "2025-06-30",
        "due_printed": "mid-2025",
        "done": True,
        "done_on": "2025-05-01",
        **CITED,
    }
    return [promised, {"wording": words("Promise not kept"), "due_printed": "soon"}]


def photos() -> list[dict]:
    return [
        {
            "caption": words("Caption with {P-9003}"),
            "alt": words("What is seen"),
            "credit": "Credit Line",
            "printed": "printed caption",
        }
    ]


def places() -> list[dict]:
    return [{"name": words("Place of a part"), "country": "country/XA"}]


def own(kind: str) -> dict[str, Any]:
    """What records of the kind alone may say."""
    parties = {"involvements": involvements()}
    told = {"figures": figures(), "lessons": lessons()}
    party = {
        **PERIOD,
        "website": "https://example.org/party",
        "figures": figures(),
        "lessons": lessons(),
        "points": points(("method", "task")),
        "places": places(),
    }
    return {
        Kind.ACTIVITY: {
            **PERIOD,
            **parties,
            **told,
            "points": points(),
            "undertakings": undertakings(),
            "photos": photos(),
            "status": "under_way",
            "types": ["type/type-a"],
            "delivery_mode": "hybrid",
            "need_basis": "assessment",
            "venue": "Venue Hall",
            "cooperation": "triangular",
            "declared_by": "country/XA",
            "target_groups": ["target-group/group-a"],
            "goals": ["goal/goal-a"],
            "project": "project/project-a",
            "series": "series/series-a",
            "number_in_series": 17,
            "agreements": ["agreement/agreement-a"],
        },
        Kind.PROJECT: {
            **PERIOD,
            **parties,
            **told,
            "points": points(),
            "photos": photos(),
            "phases": [
                {"phase": "being_developed", "starts": "2015-01-01", "ends": "2015-12-31", "precision": "year"},
                {"phase": "ongoing", "period_printed": "until further notice"},
            ],
        },
        Kind.SERIES: {},
        Kind.AGREEMENT: {**PERIOD, **parties, **told, "points": points()},
        Kind.COUNTRY: {
            **party,
            "form": "country",
            "iso2": "ZZ",
            "iso3": "ZZZ",
            "m49": "999",
            "m49_region": "Region of M49",
            "m49_subregion": "Subregion of M49",
            "own_region": "Own region",
            "un_member": True,
        },
        Kind.ORGANISATION: {
            **party,
            "form": "group",
            "body": "network",
            "country": "country/XA",
            "part_of": "organisation/funder",
            "groupmembers": [{"member": "country/XB", "since": "2011-03-04", "until": "2020-12-13"}],
        },
        Kind.UNIT: {
            "sector": "Sector of the unit",
            "head": "P-9002",
            "reports_to": "P-9001",
            "contact": "unit@example.org",
            "contact_link": "https://example.org/contact",
            "programmes": [{"number": "9", "title": "Programme title", "biennium": "2018/19"}],
            "points": points(("task", "method")),
            "figures": figures(),
        },
        Kind.SESSION: {
            **PERIOD,
            "committee": "organisation/funder",
            "number": 31,
            "meeting_id": "78901",
            "link": "https://example.org/meeting",
        },
        Kind.DOCUMENT: {
            "symbol": "T/31/4",
            "session": "session/session-a",
            "publisher": "organisation/funder",
            "issued_on": "2022-11-10",
            "issued_printed": "November 10, 2022",
            "editions": [
                {"language": "fr", "link": "https://example.org/fr.pdf", "document_id_there": "590001"},
                {"link": "https://example.org/any.pdf"},
            ],
        },
        Kind.SUBJECT: {"parent": "subject/subject-a", "position": 3},
        Kind.RECOMMENDATION: {
            "number": "2 (b)",
            "parent": "recommendation/recommendation-a",
            "session": "session/session-a",
            "position": 4,
            **CITED,
        },
    }[Kind(kind)]


def full(kind: str) -> Record:
    """Needs neighbours() first."""
    content = shared(kind) | own(kind)
    if kind == Kind.SUBJECT:  # a term has no documents
        del content["citations"]
    return published(kind, reference=reference(kind), **content)


def little(kind: str) -> Record:
    texts = {"es": text("Título", summary="Resumen")}
    return published(kind, reference=reference(kind, "little"), texts=texts, sources=[make.SOURCE])


def bare(kind: str) -> Record:
    return published(kind, "Nothing but a title", reference=reference(kind, "bare"))


def of_two_versions() -> Record:
    """An activity that said less at first; needs neighbours() first."""
    content = shared(Kind.ACTIVITY) | own(Kind.ACTIVITY)
    del content["identifiers"]
    record = make.activity(9004, "Said at first", **{name: content[name] for name in ("sources", "venue", "types")})
    make.edit(record, **content)
    make.publish_now(record)
    return record
