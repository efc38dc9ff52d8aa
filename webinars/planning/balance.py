"""How balanced a panel is, in numbers and sentences; never a score."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reference.models import Country
from tarepo.labels import labels_of
from webinars.enums import CandidateState, Gender, Perspective
from webinars.models import Candidate

COLUMNS = (CandidateState.CONSIDERED, CandidateState.ASKED, CandidateState.ACCEPTED)
NOT_STATED = gettext_lazy("not stated")


@dataclass(frozen=True)
class Table:
    """One aspect: rows of {label, counts [{n, of}], what_if}."""

    title: str
    rows: list[dict[str, Any]]
    hints: list[str]


def balance_tables(candidates: Iterable[Candidate], what_if: Collection[int] = ()) -> list[Table]:
    """By region, expertise, perspective and gender. what_if: candidates who are counted with those who accepted.

    Two queries, however many candidates.
    """
    rows = list(candidates)
    ids = {each.affiliation_country_id for each in rows} | {each.experience_country_id for each in rows}
    all_regions = set(Country.objects.exclude(m49_region="").values_list("m49_region", flat=True))
    regions = dict(Country.objects.filter(pk__in=ids - {None}).values_list("pk", "m49_region")) if ids - {None} else {}
    subjects = labels_of({each.expertise_id for each in rows if each.expertise_id})
    return [
        _table(
            _("Region of affiliation"),
            rows,
            lambda each: regions.get(each.affiliation_country_id, ""),
            what_if,
            sorted(all_regions),
            _("No one from %(what)s among those accepted."),
        ),
        _table(
            _("Region of the experience"),
            rows,
            lambda each: regions.get(each.experience_country_id, ""),
            what_if,
            sorted(all_regions),
            _("No experience of %(what)s among those accepted."),
        ),
        _table(_("Expertise"), rows, lambda each: subjects.get(str(each.expertise_id), ""), what_if),
        _table(
            _("Perspective"),
            rows,
            lambda each: "" if each.perspective == Perspective.NOT_STATED else each.get_perspective_display(),
            what_if,
        ),
        _table(
            _("Gender, as they stated it"),
            rows,
            lambda each: "" if each.gender == Gender.NOT_STATED else each.get_gender_display(),
            what_if,
        ),
    ]


def _table(
    title: str,
    candidates: list[Candidate],
    of: Any,
    what_if: Collection[int],
    expected: Collection[str] = (),
    hint: str = "",
) -> Table:
    counts: dict[str, Counter[str]] = {name: Counter() for name in expected}
    for each in candidates:
        if each.state == CandidateState.DECLINED:
            continue
        found = counts.setdefault(of(each), Counter())
        found[each.state] += 1
        found["what_if"] += each.state == CandidateState.ACCEPTED or each.pk in what_if
    rows = [
        {
            "label": name or NOT_STATED,
            "counts": [counts[name][column] for column in COLUMNS],
            "what_if": counts[name]["what_if"],
        }
        for name in sorted(counts, key=lambda name: (not name, name))
    ]
    lacking = [name for name in expected if not counts[name]["what_if"]] if hint else []
    return Table(title, rows, [hint % {"what": name} for name in lacking] if any(candidates) else [])
