"""The generator: lifelike, the same for a seed, marked, never mixed with real records unasked, and gone when told."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from activities.generate import SYSTEM
from activities.generate.activities import Activities
from activities.generate.remove import statements
from activities.generate.vocabulary import Vocabulary
from tarepo.enums import Kind, State
from tarepo.models import Identifier, Record, SearchRow, Snapshot
from tests import make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
FRAME = 120 + 300 + 80  # offices, projects, series


def contents(many: int, *, seed: int = 1) -> list[dict]:
    activities = Activities(seed, (2005, 2027), Vocabulary(), TODAY)
    return [activities.one(number).content for number in range(1, many + 1)]


def make_activities(many: int, *more: str) -> None:
    call_command("make_activities", str(many), "--among-real-records", *more)


def synthetic(kind: str = Kind.ACTIVITY) -> list[str]:
    rows = Record.objects.filter(kind=kind, identifiers__system=SYSTEM).order_by("reference")
    return list(rows.values_list("reference", flat=True))


def test_a_seed_makes_the_same_activities_whatever_their_number() -> None:
    assert contents(3, seed=7) == contents(30, seed=7)[:3]
    assert contents(3, seed=7) != contents(3, seed=8)


def test_every_word_of_a_sentence_is_filled_in_and_every_language_is_there() -> None:
    languages: Counter[str] = Counter()
    for content in contents(400):
        languages.update(content["texts"].keys())
        assert "{" not in str(content["texts"].values()).replace("{'", "").replace(": {", "")
    assert set(languages) == {"ar", "zh", "en", "fr", "ru", "es"}
    assert languages["en"] > languages["zh"] > 0


def test_values_are_skewed_as_real_ones_are() -> None:
    made = contents(1000)
    for facet in ("subjects", "types", "target_groups"):
        counted = Counter(name for content in made for name in content[facet])
        often = counted.most_common()
        assert often[0][1] > 4 * often[len(often) // 2][1]
    texts = [" ".join(map(str, content["texts"].values())).lower() for content in made]
    shares = {word: sum(word in text for text in texts) / len(texts) for word in ("training", "coffee", "itinerant")}
    assert shares["training"] > 0.2
    assert 0.02 < shares["coffee"] < 0.2
    assert shares["itinerant"] < 0.05


def test_they_are_published_with_references_that_say_what_they_are() -> None:
    make_activities(30, "--years", "2010-2012")
    references = synthetic()
    assert [reference[-6:] for reference in sorted(references, key=lambda name: name[-6:])] == [
        f"{number:06d}" for number in range(1, 31)
    ]
    assert {reference[:9] for reference in references} <= {"TA-2010-S", "TA-2011-S", "TA-2012-S"}
    assert not Record.objects.filter(identifiers__system=SYSTEM).exclude(state=State.PUBLISHED).exists()
    assert SearchRow.objects.filter(reference__in=references).count() == 30


def test_a_second_run_goes_on_where_the_first_ended() -> None:
    make_activities(3)
    make_activities(2)
    assert sorted(reference[-6:] for reference in synthetic()) == [f"{number:06d}" for number in range(1, 6)]
    assert len(synthetic(Kind.PROJECT)) == 300


def test_it_refuses_where_real_records_are() -> None:
    with pytest.raises(CommandError, match="real records are published here"):
        call_command("make_activities", "1")
    assert synthetic() == []


def test_it_refuses_in_production(settings: object) -> None:
    settings.PRODUCTION = True  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="not for production"):
        make_activities(1)
    with pytest.raises(CommandError, match="no synthetic records in production"):
        call_command("make_activities", "--delete")


@pytest.mark.parametrize("words", [[], ["5", "--delete"], ["0"], ["some"], ["5", "--years", "2010"]])
def test_it_refuses_what_makes_no_sense(words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("make_activities", *words)


def counts() -> dict[str, int]:
    tables: list[type[Model]] = [Record, SearchRow, Snapshot, Identifier]
    return {model.__name__: model.objects.count() for model in tables}


def test_all_of_them_can_be_taken_away_and_nothing_else() -> None:
    before = counts()
    make_activities(20)
    assert counts()["Record"] == before["Record"] + 20 + FRAME
    call_command("make_activities", "--delete")
    assert counts() == before


def test_they_stay_while_a_real_record_names_one() -> None:
    make_activities(1)
    make.draft(Kind.ACTIVITY, "A real one", project="project/PR-S0001")
    with pytest.raises(CommandError, match="A real record names a synthetic one"):
        call_command("make_activities", "--delete")


def test_nothing_that_belongs_to_a_record_is_forgotten() -> None:
    """Every table with a key to records is a part, a link, a kind, or names them from another record's row."""
    told = " ".join(statements())
    for table in ("tarepo_figure", "tarepo_text", "tarepo_searchrow", "tarepo_searchindex", "activities_activity"):
        assert f'"{table}"' in told
