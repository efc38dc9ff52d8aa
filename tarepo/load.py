"""Loading records from files: what is new is created, written and published; what is there is never touched."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from tarepo.changed.note import FOUND_BY
from tarepo.changes import change
from tarepo.content_new import New, NewContentError, create_records, write_new_contents
from tarepo.content_write import Directory
from tarepo.indexing import drain_all, make_totals
from tarepo.indexing.dirty import drained_at_the_end
from tarepo.locks import lock_numbering
from tarepo.models import Record
from tarepo.publish import NotPublishable, publish_many
from tarepo.seeds import LoadError, SeedPerson, Seeds, person_tokens, read_seeds
from tarepo.work import bring_all_up_to_date

WHY = "Loading the reference data and the records of the source documents"


@dataclass(frozen=True)
class Loaded:
    """How much the files hold, and how much of it was not there yet."""

    records: int
    new_records: int
    persons: int
    new_persons: int


def load(paths: Iterable[Path]) -> Loaded:
    """All or nothing. Raises LoadError."""
    seeds = read_seeds(paths)
    new, _ = lacking(seeds)
    if new.records or new.persons:
        with drained_at_the_end(), change(by=None, why=WHY):
            lock_numbering()  # a second load waits here, and then finds that nothing is lacking
            new, known = lacking(seeds)
            write(new, known)
    drain_all()
    make_totals()
    bring_all_up_to_date()
    return Loaded(len(seeds.records), len(new.records), len(seeds.persons), len(new.persons))


def lacking(seeds: Seeds) -> tuple[Seeds, dict[str, int]]:
    """What the database does not have, and the ids by name of what it has."""
    known = known_records(seeds.records)
    records = [record for record in seeds.records if record.name not in known]
    return Seeds(records, new_persons(seeds.persons)), known


def known_records(records: list[New]) -> dict[str, int]:
    """The ids of those that the database has, by name."""
    rows = Record.objects.filter(reference__in={record.reference for record in records})
    return {f"{kind}/{reference}": pk for kind, reference, pk in rows.values_list("kind", "reference", "pk")}


def new_persons(persons: list[SeedPerson]) -> list[SeedPerson]:
    from experts.models import Person

    keys = [person.key for person in persons]
    known = set(Person.objects.filter(key__in=keys).values_list("key", flat=True))
    return [person for person in persons if person.key not in known]


def write(new: Seeds, known: dict[str, int]) -> None:
    directory = Directory({**known, **create_records(new.records)})
    create_persons(new.persons, directory)
    check_tokens(new.records)
    try:
        write_new_contents(new.records, directory)
    except NewContentError as error:
        raise LoadError(str(error)) from error
    publish(new.records)


def create_persons(persons: list[SeedPerson], directory: Directory) -> None:
    from experts.models import Person

    columns = {column.name: column for column in Person._meta.concrete_fields if column.name not in ("id", "key")}
    rows = []
    for seed in persons:
        row = Person(key=seed.key)
        for name, value in seed.values.items():
            if name not in columns:
                raise LoadError(f"{seed.where}: {name}: there is no such field.")
            try:
                setattr(row, columns[name].attname, directory.record(value) if columns[name].remote_field else value)
            except LookupError as error:
                raise LoadError(f"{seed.where}: {name}: {error}.") from error
        try:
            row.clean_fields(exclude=["organisation", "document"])
        except ValidationError as error:
            raise LoadError(f"{seed.where}: {' '.join(error.messages)}") from error
        rows.append(row)
    Person.objects.bulk_create(rows)


def check_tokens(records: list[New]) -> None:
    """A person named in a text must be there: the name is filled in when somebody reads it."""
    from experts.models import Person

    keys = set(Person.objects.values_list("key", flat=True))
    for record in records:
        missing = set(person_tokens(record.content)) - keys
        if missing:
            raise LoadError(f"{record.where}: texts: there is no person {min(missing)}.")


def publish(records: Collection[New]) -> None:
    """What others are found under comes before them."""
    kinds = {record.kind for record in records}
    for kind in [*(kind for kind in FOUND_BY if kind in kinds), *sorted(kinds - {*FOUND_BY})]:
        of_kind = {record.reference: record for record in records if record.kind == kind}
        try:
            publish_many(kind, [record.pk for record in of_kind.values()])
        except NotPublishable as error:
            reference, sentences = next(iter(error.found.items()))
            raise LoadError(f"{of_kind[reference].where}: {' '.join(sentences)}") from error
