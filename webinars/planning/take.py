"""Whoever accepts becomes a speaker of the record."""

from django.db import transaction

from experts.models import Person
from tarepo.changes import current_change
from tarepo.content import read_content
from tarepo.content_write import write_content
from tarepo.locks import lock_records
from tarepo.models import Record
from webinars.enums import CandidateState, Perspective, SpeakerRole
from webinars.models import Candidate


@transaction.atomic
def take_speaker(*, record: Record, candidate: int) -> bool:
    """Append the candidate to the speakers, under the record's lock; whether anything changed.

    Nothing where they were taken over or deleted meanwhile, and no second row for a person who speaks already.
    """
    current_change()
    lock_records([record.pk])
    found = Candidate.objects.filter(record_id=record.pk, pk=candidate).select_related("person__merged_into").first()
    if found is None:
        return False
    person = _person_of(found)
    content = read_content(record.kind, record.pk)
    speakers = content.get("speakers", [])
    changed = found.state != CandidateState.ACCEPTED
    if not any(row["person"] == person.key for row in speakers):
        changed |= write_content(record, {"speakers": [*speakers, _row(found, person)]}, before=content)
    Candidate.objects.filter(pk=found.pk).update(state=CandidateState.ACCEPTED, person=person)
    return changed


def _person_of(candidate: Candidate) -> Person:
    if candidate.person:
        return candidate.person.merged_into or candidate.person
    names = ("honorific", "name", "function", "affiliation")
    return Person.objects.create(**{name: getattr(candidate, name) for name in names})


def _row(candidate: Candidate, person: Person) -> dict:
    row: dict = {"person": person.key, "role": SpeakerRole.SPEAKER.value}
    if candidate.perspective != Perspective.NOT_STATED:
        row["perspective"] = str(candidate.perspective)
    for name in ("affiliation_country", "experience_country", "expertise"):
        if pk := getattr(candidate, f"{name}_id"):
            row[name] = pk
    return row
