"""What a record's page lists of others: the newest that name it, how many there are, and lessons told elsewhere."""

import pytest
from django.test import Client

from tarepo.changes import change
from tarepo.enums import Kind
from tarepo.indexing import make_totals
from tarepo.models import Detail, Record, SearchIndex, SearchPair, SearchRow
from tarepo.publish import refresh_forms
from tarepo.reading import newest
from tarepo.reading.newest import concerning, lessons_with
from tarepo.tiers import MEMBERS, PUBLIC
from tests import make
from tests.html import Node, main

pytestmark = pytest.mark.django_db
TIERS = frozenset({PUBLIC, MEMBERS})


def page(client: Client, address: str) -> Node:
    return main(client.get(address).content)


def told(client: Client, address: str) -> list[str]:
    return page(client, address).by_id("lessons").texts("p", "text")


def lesson(words: str, **more: object) -> dict:
    return {"kind": "lesson", "wording": {"en": words}, **more}


def held(number: int, day: str, **content: object) -> Record:
    return make.activity(number, starts=day, ends=day, precision="day", **content)


def slowly(pk: int) -> dict[str, tuple[list[int], int]]:
    """The same from all rows, one by one."""
    rows = SearchRow.objects.for_tiers(TIERS).naming(pk).exclude(record_id=pk).order_by("-sort_date", "-record_id")
    made: dict[str, list[int]] = {}
    for row in rows:
        made.setdefault(row.kind, []).append(row.pk)
    return {kind: (found[:20], len(found)) for kind, found in made.items()}


def lessons_slowly(field: str, pk: int) -> list[dict]:
    rows = SearchRow.objects.for_tiers(TIERS).naming(pk).order_by("-sort_date", "-record_id").select_related("snapshot")
    contents = [row.snapshot.body["content"].get("lessons", []) for row in rows]
    return [each for lessons in contents for each in lessons if each.get(field) == pk][:100]


# By the newest alone, by the newest and then by all, by all alone.
@pytest.mark.parametrize(("many", "walked"), [(0, 1_000_000), (0, 30), (1_000_000, 30)])
def test_whatever_way_they_are_found_they_are_what_reading_all_rows_gives(monkeypatch, many: int, walked: int) -> None:
    for name in ("LISTED", "TOLD"):
        monkeypatch.setattr(newest, name, getattr(newest, name)._replace(many=many, walked=walked))
    subject = make.published(Kind.SUBJECT, reference="subject-a")
    for number in range(9001, 9026):
        held(number, f"19{number % 100 + 60}-05-01", subjects=[subject.pk], lessons=[lesson("So", subject=subject.pk)])
    kinds = (Kind.SUBJECT, Kind.UNIT, Kind.DOCUMENT, Kind.ORGANISATION)
    for pk, kind in SearchRow.objects.filter(tier=PUBLIC, kind__in=kinds).values_list("record_id", "kind"):
        found = {group.kind: ([row["id"] for row in group.rows], group.count) for group in concerning(pk, TIERS)}
        assert found == slowly(pk)
        field = "subject" if kind == Kind.SUBJECT else "told_by"
        assert [entry["lesson"] for entry in lessons_with(field, pk, TIERS)] == lessons_slowly(field, pk)


def test_a_lesson_stands_with_who_told_it_though_many_newer_activities_name_both(client: Client) -> None:
    teller, other = (make.published(Kind.COUNTRY, reference=reference) for reference in ("XA", "XB"))
    subject = make.published(Kind.SUBJECT, reference="subject-a")
    held(9001, "2001-05-01", lessons=[lesson("Told by XA", told_by=teller.pk, subject=subject.pk)])
    parties = [{"party": land.pk, "role": "beneficiary"} for land in (teller, other)]
    for number in range(9002, 9025):
        lessons = [lesson(f"Told by XB in {number}", told_by=other.pk)]
        held(number, "2020-05-01", involvements=parties, subjects=[subject.pk], lessons=lessons)
    assert told(client, "/countries/XA/") == told(client, "/subjects/subject-a/") == ["Told by XA"]
    assert len(told(client, "/countries/XB/")) == 23


def test_how_many_there_are_is_right_before_and_after_the_counts_are_made_up(client: Client) -> None:
    def shown() -> list[str]:
        text = page(client, "/subjects/subject-a/").by_id("by-activity").text
        return [f"of {count}." for count in range(20, 26) if f"The newest 20 of {count}." in text]

    subject = make.published(Kind.SUBJECT, reference="subject-a")
    first, *_rest = [make.activity(number, subjects=[subject.pk]) for number in range(9001, 9024)]
    assert shown() == ["of 23."]
    make_totals()
    assert shown() == ["of 23."]
    make.archive_now(first)
    assert shown() == ["of 22."]
    make_totals()
    assert shown() == ["of 22."]
    make_totals(anew=True)
    assert shown() == ["of 22."]


def test_each_reader_has_the_form_of_their_tier_and_all_have_the_same_number() -> None:
    peru = make.published(Kind.COUNTRY, reference="XA")
    record = make.activity(9001, involvements=[{"party": peru.pk, "role": "beneficiary"}])
    make.activity(9002, involvements=[{"party": peru.pk, "role": "venue"}])
    Detail.objects.create(record_id=record.pk, party_id=peru.pk, nature="cost", text="CHF 1 000")
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    rows = dict(SearchRow.objects.filter(record_id=record.pk).values_list("tier", "pk"))
    for tiers, tier in (({PUBLIC}, PUBLIC), ({PUBLIC, MEMBERS, peru.pk}, peru.pk)):
        (group,) = concerning(peru.pk, tiers)
        assert (rows[tier] in [row["id"] for row in group.rows], len(group.rows), group.count) == (True, 2, 2)
    assert len(set(map(str, SearchIndex.objects.filter(record_id=record.pk).values_list("codes", "keys")))) == 1


def test_what_names_itself_does_not_concern_itself() -> None:
    record = make.activity(9001)
    make.edit(record, related=[record.pk])
    make.publish_now(record)
    assert SearchRow.objects.naming(record.pk).exists()
    assert concerning(record.pk, TIERS) == []


def test_an_office_that_moves_takes_its_activities_to_the_other_countrys_page(client: Client) -> None:
    from tarepo.indexing import drain

    office = make.published(Kind.ORGANISATION, reference="test-office", form="office", country="country/NP")
    make.activity(9001, "Of the office", involvements=[{"party": office.pk, "role": "beneficiary"}])
    make.edit(office, country="country/PE")
    make.publish_now(office)
    drain()
    titles = {reference: page(client, f"/countries/{reference}/").text for reference in ("NP", "PE")}
    assert {reference: "Of the office" in text for reference, text in titles.items()} == {"NP": False, "PE": True}


def test_no_pairs_are_kept_of_what_is_asked_for_alone(monkeypatch) -> None:
    from tarepo.codes import FIRST_PAIRED, LAST_PAIRED
    from tarepo.indexing import totals

    monkeypatch.setattr(totals, "PAIRS_FROM", 1)
    subject = make.published(Kind.SUBJECT, reference="subject-a")
    make.activity(9001, subjects=[subject.pk], status="planned", lessons=[lesson("So", subject=subject.pk)])
    make_totals(anew=True)
    make.activity(9002, subjects=[subject.pk], lessons=[lesson("So", subject=subject.pk)])
    make_totals()
    codes = {code for pair in SearchPair.objects.values_list("code", "other") for code in pair}
    assert codes
    assert min(codes) >= FIRST_PAIRED
    assert max(codes) <= LAST_PAIRED
