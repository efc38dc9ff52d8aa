"""How balanced a panel is, in numbers and sentences; never a score."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reference.models import Country
from tarepo.labels import title_of
from tarepo.models import Record
from webinars.enums import CandidateState, Gender, Perspective
from webinars.models import Candidate, Speaker

RECORD, WHAT_IF = "in the record", "what_if"
COUNTED = (CandidateState.CONSIDERED, CandidateState.ASKED, CandidateState.ACCEPTED)
COLUMNS = (*((state.value, state.label) for state in COUNTED), (RECORD, gettext_lazy("in the record besides")))
NOT_STATED = gettext_lazy("not stated")
Somebody = Candidate | Speaker
Chosen = list[tuple[Somebody, set[str]]]  # somebody, and the columns that count them


@dataclass(frozen=True)
class Table:
    """One aspect: rows of {label, counts, what_if, length (of a bar, 0-1000)}."""

    title: str
    rows: list[dict[str, Any]]
    hints: list[str]


def balance_tables(
    candidates: Iterable[Candidate], speakers: Iterable[Speaker] = (), what_if: Collection[int] = ()
) -> list[Table]:
    """By region, expertise, perspective and gender. what_if: candidates who are counted with those who accepted and
    with the record's own speakers.

    Two queries, however many candidates.
    """
    chosen = _chosen(list(candidates), list(speakers), what_if)
    ids = {pk for each, _in in chosen for pk in (each.affiliation_country_id, each.experience_country_id) if pk}
    region_of = dict(Country.objects.exclude(m49_region="").values_list("pk", "m49_region"))
    regions = {pk: region_of.get(pk, "") for pk in ids}
    subjects = titles_of({each.expertise_id for each, _in in chosen if each.expertise_id})
    expected = sorted(set(region_of.values()))
    return [
        _table(
            _("Region of affiliation"),
            chosen,
            lambda each: regions.get(each.affiliation_country_id, ""),
            expected,
            _("No one from %(what)s is on this panel."),
        ),
        _table(
            _("Region of the experience"),
            chosen,
            lambda each: regions.get(each.experience_country_id, ""),
            expected,
            _("No experience of %(what)s is on this panel."),
        ),
        _table(_("Expertise"), chosen, lambda each: subjects.get(each.expertise_id, "")),
        _table(_("Perspective"), chosen, _perspective),
        _table(_("Gender, as they stated it"), chosen, _gender),
    ]


def titles_of(ids: Collection[int]) -> dict[int, str]:
    """Of countries or areas and subjects, without their references: editors know them by name."""
    if not ids:
        return {}
    rows = Record.objects.filter(pk__in=ids).annotate(title=title_of("pk")).values_list("pk", "title", "reference")
    return {pk: title or reference for pk, title, reference in rows}


def _perspective(each: Somebody) -> str:
    return "" if each.perspective == Perspective.NOT_STATED else each.get_perspective_display()


def _gender(each: Somebody) -> str:
    """A record says nothing of anybody's gender."""
    if isinstance(each, Speaker) or each.gender == Gender.NOT_STATED:
        return ""
    return each.get_gender_display()


def _chosen(candidates: list[Candidate], speakers: list[Speaker], what_if: Collection[int]) -> Chosen:
    """Nobody counts twice: who accepted is no speaker besides, who speaks already adds nothing when ticked."""
    accepted = {each.person_id for each in candidates if each.state == CandidateState.ACCEPTED}
    besides = {each.person_id: each for each in reversed(speakers) if each.person_id not in accepted}
    chosen: Chosen = [(each, {RECORD, WHAT_IF}) for each in besides.values()]
    for each in candidates:
        if each.state == CandidateState.DECLINED:
            continue
        is_in = each.state == CandidateState.ACCEPTED or (each.pk in what_if and each.person_id not in besides)
        chosen.append((each, {str(each.state), WHAT_IF} if is_in else {str(each.state)}))
    return chosen


def _table(
    title: str, chosen: Chosen, of: Callable[[Any], str], expected: Collection[str] = (), hint: str = ""
) -> Table:
    counts: dict[str, Counter[str]] = {name: Counter() for name in expected}
    for each, columns in chosen:
        counts.setdefault(of(each), Counter()).update(columns)
    most = max((found[WHAT_IF] for found in counts.values()), default=0) or 1
    rows = [
        {
            "label": name or NOT_STATED,
            "counts": [counts[name][column] for column, _label in COLUMNS],
            "what_if": counts[name][WHAT_IF],
            "length": 1000 * counts[name][WHAT_IF] // most,
        }
        for name in sorted(counts, key=lambda name: (not name, name))
    ]
    lacking = [name for name in expected if not counts[name][WHAT_IF]] if hint else []
    return Table(title, rows, [hint % {"what": name} for name in lacking] if chosen else [])
