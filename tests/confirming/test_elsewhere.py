"""Confirmations wherever else a record is read, copied, merged, restored, undone or taken away."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from activities.confirming.answer import Part, confirm, withdraw
from activities.models import Confirmation
from tarepo import confirmed
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_check import ContentError
from tarepo.content_write import write_content
from tarepo.copying import copy_record, pieces
from tarepo.enums import Kind
from tarepo.kinds import model_of
from tarepo.load import load
from tarepo.merge_choices import choices
from tarepo.models import ChangeSet, Record, SearchRow
from tarepo.publish import publish_as
from tarepo.seeds import LoadError
from tarepo.undo import undo
from tests import make
from tests.admin.office import filled, signed_in
from tests.confirming.parts import LIST, OF_PERU, answer, chile, declared, mexico, page_of, peru, public, words
from tests.examples import examples
from tests.html import parse
from tests.people import person
from tests.search.test_exports import body, keyed
from tests.tarepo.test_merge import merged
from tests.tarepo.test_restore import restored

pytestmark = pytest.mark.django_db
# Whatever a visitor can ask about a declared activity.
PUBLIC = (
    *("/activities/TA-2023-9301/", "/activities/TA-2023-9301/history/", "/activities/", "/countries/PE/"),
    *("/activities/?cooperation=triangular", "/activities/?confirmed=reported", "/south-south/", "/search/?q=exchange"),
    *("/activities/feed.atom", "/activities/export.csv", "/activities/export.json", "/"),
)


def said(record: Record, *parties: int) -> None:
    with change(by=person(OF_PERU), why="confirmed by the party"):
        confirm(parts=[Part(record.pk, party) for party in parties], by=person(OF_PERU))


def answers_of_all() -> list[tuple[int, bytes, str]]:
    found = []
    for address in PUBLIC:
        response = Client().get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        found.append((response.status_code, content, response.headers.get("ETag", "")))
    return found


def test_a_dispute_moves_no_byte_and_no_header_of_what_is_public() -> None:
    record = declared()
    before = answers_of_all()
    assert {status for status, _content, _tag in before} == {200}
    answer(signed_in(OF_PERU), page_of(record), "dispute", "Never heard of it")
    answer(signed_in(OF_PERU), page_of(record), "withdraw")
    assert answers_of_all() == before
    assert Record.objects.get(pk=record.pk).version == 1


def test_who_has_not_answered_is_told_to_no_visitor() -> None:
    record = declared()
    said(record, chile())
    for status, content, _tag in answers_of_all():
        assert (status, b"not answered" in content, b"confirmations/" in content) == (200, False, False)


def test_the_history_tells_a_confirmation_in_words() -> None:
    record = declared()
    said(record, peru())
    told = words(Client().get(f"/activities/{record.reference}/history/"))
    for line in ("Party: then: Peru", "Declared as: then: triangular cooperation", "Roles: then: Beneficiary"):
        assert f"Confirmation 1 – {line}" in told


def test_lists_are_filtered_by_what_all_parties_confirmed() -> None:
    record, _other = declared(9301), declared(9302)
    said(record, peru(), chile())

    def titles(query: str) -> list[str]:
        return [row["reference"] for row in json.loads(body(Client(), "json", query))]

    assert titles("?confirmed=all") == ["TA-2023-9301"]
    assert titles("?confirmed=reported") == ["TA-2023-9302"]
    assert "confirmed by all parties" in words(Client().get("/activities/?confirmed=all"))
    assert "2 activities are declared; confirmed by all their parties: 1." in words(Client().get("/south-south/"))


def test_exports_say_it_in_words_and_codes() -> None:
    record = declared(9301)
    make.activity(9302)
    said(record, peru())
    row = keyed(Client())["TA-2023-9301"]
    cells = ("confirmation_code", "confirmation", "confirmed_by_codes", "confirmed_by")
    assert [row[name] for name in cells] == ["reported", "as reported", "PE", "Peru"]
    said(record, chile())
    row, other = (keyed(Client())[name] for name in ("TA-2023-9301", "TA-2023-9302"))
    assert [row[name] for name in cells] == ["all", "confirmed by all parties", "PE; CL", "Peru; Chile"]
    assert [other[name] for name in cells] == ["", "", "", ""]
    objects = {each["reference"]: each for each in json.loads(body(Client(), "json"))}
    told = objects["TA-2023-9301"]
    assert told["confirmation"] == {"code": "all", "label": "confirmed by all parties"}
    assert [one["party"]["code"] for one in told["confirmed_by"]] == ["PE", "CL"]
    assert (objects["TA-2023-9302"]["confirmation"], objects["TA-2023-9302"]["confirmed_by"]) == (None, [])


ROLES = st.sampled_from(["beneficiary", "provider", "venue", "funding"])
PARTIES = st.sampled_from(["PE", "CL", "MX"])
COOPERATIONS = st.sampled_from(["south_south", "triangular"])
GIVEN = st.tuples(PARTIES, COOPERATIONS, st.lists(ROLES, min_size=1, max_size=2, unique=True))


@examples(25)
@given(
    involved=st.lists(st.tuples(PARTIES, ROLES), max_size=5, unique=True),
    given_=st.lists(GIVEN, max_size=3, unique_by=lambda row: row[0]),
)
def test_the_database_works_it_out_as_the_pure_rule_does(involved: list, given_: list) -> None:
    """The exports' SQL, and the index."""
    involvements = [{"party": f"country/{code}", "role": role} for code, role in involved]
    number = 9400 + Record.objects.filter(reference__startswith="TA-2023-94").count()
    record = declared(number)
    make.edit(record, involvements=involvements)
    for code, cooperation, roles in given_:
        Confirmation.objects.create(
            record_id=record.pk,
            party_id=make.record_id(f"country/{code}"),
            cooperation=cooperation,
            roles=",".join(sorted(roles)),
            confirmed_on="2026-01-01",
        )
    with change(by=None, why="a test"):
        content = read_content(Kind.ACTIVITY, record.pk)
        publish_as(Kind.ACTIVITY, {record.pk: content})
    row = keyed(Client())[record.reference]
    codes = dict(Record.objects.filter(pk__in=confirmed.confirmations(content)).values_list("pk", "reference"))
    assert row["confirmed_by_codes"] == "; ".join(codes[pk] for pk in confirmed.confirmations(content))
    assert row["confirmation_code"] == ("all" if confirmed.by_all(content) else "reported")
    found = json.loads(body(Client(), "json", f"?confirmed={row['confirmation_code']}"))
    assert record.reference in [each["reference"] for each in found]
    Record.objects.filter(pk=record.pk).update(reference=f"TA-2023-94{number}")


def test_the_desks_form_has_no_field_for_it_and_sent_as_it_stands_changes_nothing() -> None:
    record = declared()
    said(record, peru())
    before = read_content(Kind.ACTIVITY, record.pk)
    chief, page = signed_in("chief editor"), f"/admin/activities/activity/{record.pk}/change/"
    sent = filled(chief.get(page))
    assert [name for name in sent if "confirmation" in name] == []
    forged = {
        "confirmations-TOTAL_FORMS": "1",
        "confirmations-INITIAL_FORMS": "0",
        "confirmations-0-party": str(chile()),
    }
    assert chief.post(page, sent | forged | {"_save": "Save"}).status_code == 302
    assert read_content(Kind.ACTIVITY, record.pk) == before


def test_editing_and_publishing_keeps_it_and_no_proposal_writes_it() -> None:
    record = declared()
    said(record, peru())
    make.rename(record, "New title")
    assert "confirmed by Peru" in public(record)
    row = read_content(Kind.ACTIVITY, record.pk)["confirmations"][0]
    for rows in ([], [row | {"party": chile()}], [row, row | {"party": chile(), "roles": "facilitator"}]):
        with pytest.raises(ContentError, match="only the parties themselves"), change(by=None, why="a test"):
            write_content(model_of(Kind.ACTIVITY).objects.get(pk=record.pk), {"confirmations": rows})


def test_a_copy_takes_no_confirmation_along() -> None:
    record = declared()
    said(record, peru())
    content = read_content(Kind.ACTIVITY, record.pk)
    assert "confirmations" not in pieces(Kind.ACTIVITY, content)
    with change(by=None, why="a copy"):
        copy = copy_record(
            model_of(Kind.ACTIVITY).objects.get(pk=record.pk), sections=list(pieces(Kind.ACTIVITY, content)), unit=None
        )
    assert "confirmations" not in read_content(Kind.ACTIVITY, copy.pk)


def test_restoring_brings_back_no_answer_and_loses_none() -> None:
    record = declared()
    said(record, peru())
    with change(by=None, why="taken back"):
        withdraw(parts=[Part(record.pk, peru())], by=person(OF_PERU))
    said(record, chile())
    restored(record, 2)  # in which Peru confirms
    make.publish_now(record)
    assert public(record) == "triangular cooperation as reported by Mexico; confirmed by Chile"


@pytest.mark.parametrize("does", [confirm, withdraw])
def test_no_editor_undoes_what_a_party_answered(does: object) -> None:
    record = declared()
    said(record, peru())
    if does is withdraw:
        with change(by=person(OF_PERU), why="taken back by the party"):
            withdraw(parts=[Part(record.pk, peru())], by=person(OF_PERU))
    before = public(record)
    answered = ChangeSet.objects.order_by("-made_at").first()
    with change(by=person("chief editor"), why="undo"):
        done = undo(answered)
    assert next(str(each) for each in done.spared).endswith(
        "a party answered for itself: only the party takes that back"
    )
    assert (public(record), not done.did_anything) == (before, True)


def test_a_merge_keeps_what_parties_said_of_either_and_undoing_it_gives_each_its_own_back() -> None:
    kept, other = declared(9301), declared(9302)
    said(kept, peru())
    said(other, chile())
    contents = [read_content(Kind.ACTIVITY, record.pk) for record in (kept, other)]
    assert [one.key for one in choices(Kind.ACTIVITY, *contents, lambda ids: {}) if one.key == "confirmations"] == []
    merged(kept, other, confirmations="left")
    assert public(kept) == "triangular cooperation by Mexico; confirmed by all parties"
    with change(by=None, why="undo"):
        undo(ChangeSet.objects.get(why="a merge"))
    assert [read_content(Kind.ACTIVITY, record.pk) for record in (kept, other)] == contents
    assert public(kept) == "triangular cooperation as reported by Mexico; confirmed by Peru"


def test_a_dispute_of_the_merged_record_stands_for_the_kept_one() -> None:
    kept, other = declared(9301), declared(9302)
    peruvian = signed_in(OF_PERU)
    answer(peruvian, page_of(other), "dispute", "Not us")
    merged(kept, other)
    assert "disputed on" in words(peruvian.get(page_of(kept)))
    assert "Exchange 9301" in words(peruvian.get(f"{LIST}?state=disputed"))


def test_parties_that_are_merged_take_their_answers_along() -> None:
    one, two = make.published(Kind.ORGANISATION, "One"), make.published(Kind.ORGANISATION, "Two")
    rows = [{"party": mexico(), "role": "provider"}, {"party": two.pk, "role": "beneficiary"}]
    record = declared(9301, involvements=rows)
    said(record, two.pk)
    merged(one, two)
    assert public(record) == "triangular cooperation by Mexico; confirmed by all parties"
    assert Confirmation.objects.get().party_id == one.pk


def test_no_file_of_records_brings_confirmations(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[record]]\nkind = "activity"\nreference = "TA-2023-9555"\ncooperation = "south_south"\n'
        'declared_by = "country/MX"\n[record.texts.en]\nstatus = "original"\ntitle = "T"\n'
        '[[record.involvements]]\nparty = "country/PE"\nrole = "beneficiary"\n'
        '[[record.confirmations]]\nparty = "country/PE"\ncooperation = "south_south"\nroles = "beneficiary"\n'
        "confirmed_on = 2026-01-01\n"
    )
    with pytest.raises(LoadError, match="only the parties themselves"):
        load([path])
    assert not Record.objects.filter(reference="TA-2023-9555").exists()


def test_a_party_without_a_part_any_more_is_on_no_page_by_its_old_confirmation() -> None:
    record = declared()
    said(record, peru())
    make.edit(record, involvements=[{"party": chile(), "role": "beneficiary"}])
    make.publish_now(record)
    row = SearchRow.objects.get(record_id=record.pk, tier=0)
    assert len(row.snapshot.body["content"]["confirmations"]) == 1
    assert row not in SearchRow.objects.naming(peru())


def test_a_visitor_costs_no_query_more() -> None:
    record, address = declared(), "/activities/TA-2023-9301/"
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        counted.append(len(asked))
        said(record, peru(), chile())
    assert counted[0] == counted[1] == 3
    assert parse(Client().get(address).content)
