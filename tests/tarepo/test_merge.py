"""The verb behind a merge: no row is lost, nothing names the other any more, nobody sees more details than before."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.enums import ConsentState, RoleName
from accounts.models import Consent, Role
from experts.models import Person
from tarepo.changes import change
from tarepo.content import Content, read_content
from tarepo.content_write import write_content
from tarepo.enums import Kind, LessonKind, PartyRole
from tarepo.kinds import model_of
from tarepo.merge import Merged, merge, prepare
from tarepo.merge_checks import CannotMerge
from tarepo.models import ChangeSet, Detail, File, Moved, OldAddress, Record, SearchRow
from tarepo.publish import refresh_forms
from tarepo.undo import Undone, undo
from tests import make
from tests.examples import examples
from tests.people import CAST, person

pytestmark = pytest.mark.django_db
WHAT = "CHF 12,345 for the hall"
PAGE = "/activities/TA-2023-9101/"


def merged(kept: Record, other: Record, **picked: str) -> Merged:
    with change(by=None, why="a merge"):
        done = merge(kept=kept.pk, other=other.pk, picked=picked, seen=prepare(kept.pk, other.pk, picked).seen)
    assert done is not None
    return done


# The foreign keys to a record as the database knows them, apart from what our code looks at.
KEYS = """
    SELECT held.conrelid::regclass::text, held_column.attname FROM pg_constraint held
    JOIN pg_attribute held_column ON held_column.attrelid = held.conrelid AND held_column.attnum = held.conkey[1]
    WHERE held.contype = 'f'
    AND held.confrelid IN ('tarepo_record'::regclass, 'reference_party'::regclass, 'activities_activity'::regclass)
"""
# What makes a row the other's own: a text, a part, a snapshot, one of its links.
OWN = {"record_id", "activity_id", "from_record_id"}


def rows_naming(pk: int) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(KEYS)
        columns = [(table, column) for table, column in cursor.fetchall() if column not in OWN]
        counted = {}
        for table, column in columns:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [pk])  # noqa: S608
            counted[f"{table}.{column}"] = cursor.fetchone()[0]
    assert len(counted) > 15
    return {name: count for name, count in counted.items() if count}


wording = st.dictionaries(st.sampled_from(["en", "ru", "es"]), st.sampled_from(["a", "b", "c"]), min_size=1)
lessons = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(LessonKind.values[:2]), "wording": wording, "delivery_mode": st.just("virtual")}
    ),
    max_size=4,
)
figures = st.lists(
    st.fixed_dictionaries(
        {
            "measure": wording,
            "value": st.sampled_from(["1", "2.5"]),
            "qualifier": st.just("about"),
            "nature": st.just("target"),
            "precision": st.just("not_stated"),
        }
    ),
    max_size=3,
)
parts = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(PartyRole.values[:4])), max_size=5, unique=True)
sides = st.fixed_dictionaries(
    {"lessons": lessons, "figures": figures, "parts": parts, "subjects": st.sets(st.integers(0, 2))}
)


def written(side: dict, parties: list[Record], subjects: list[Record], *, related: Record | None = None) -> Content:
    return {
        "lessons": side["lessons"],
        "figures": side["figures"],
        "involvements": [{"party": parties[n].pk, "role": role} for n, role in side["parts"]],
        "subjects": [subjects[n].pk for n in side["subjects"]],
        "related": [related.pk] if related else [],
    }


@examples(40)
@given(left=sides, right=sides)
def test_a_merge_of_both_loses_no_row_and_leaves_nothing_that_names_the_other(left: dict, right: dict) -> None:
    parties = [make.draft(Kind.ORGANISATION) for _n in range(3)]
    subjects = [make.draft(Kind.SUBJECT) for _n in range(3)]
    kept = make.draft(Kind.ACTIVITY, **written(left, parties, subjects))
    other = make.draft(Kind.ACTIVITY, **written(right, parties, subjects, related=kept))
    naming = make.draft(Kind.ACTIVITY, related=[other.pk, kept.pk])
    before = [read_content(Kind.ACTIVITY, record.pk) for record in (kept, other)]
    merged(kept, other)
    now = read_content(Kind.ACTIVITY, kept.pk)
    for content in before:
        for name in ("lessons", "figures", "involvements", "subjects"):
            assert [row for row in content.get(name, []) if row not in now.get(name, [])] == []
    roles = [(row["party"], row["role"]) for row in now.get("involvements", [])]
    assert len(roles) == len(set(roles))
    assert "related" not in now
    assert read_content(Kind.ACTIVITY, naming.pk)["related"] == [kept.pk]
    assert rows_naming(other.pk) == {}


def test_nothing_names_a_merged_organisation_whatever_named_it() -> None:
    kept, other = (make.published(Kind.ORGANISATION, title) for title in ("Kept", "Other"))
    wording_of = {"wording": {"en": "x"}}
    activity = make.activity(
        9101,
        involvements=[
            {"party": other.pk, "role": "provider"},
            {"party": make.record_id("country/PE"), "role": "beneficiary"},
        ],
        lessons=[{"kind": "lesson", "told_by": other.pk, **wording_of}],
        undertakings=[{"by_party": other.pk, **wording_of}],
        cooperation="triangular",
        declared_by=other.pk,
        reported_by=other.pk,
        related=[other.pk],
    )
    group = make.published(
        Kind.ORGANISATION, form="group", groupmembers=[{"member": kept.pk}, {"member": other.pk}], part_of=other.pk
    )
    session = make.published(Kind.SESSION, committee=other.pk)
    document = make.published(Kind.DOCUMENT, publisher=other.pk)
    Person.objects.create(key="P-9001", name="Ana", organisation_id=other.pk)
    assert len(rows_naming(other.pk)) > 9
    done = merged(kept, other)
    assert rows_naming(other.pk) == {}
    assert done.naming == sorted(record.pk for record in (activity, group, session, document))
    assert not SearchRow.objects.naming(other.pk).exists()


def test_files_come_along_with_the_photos_that_show_them_and_the_same_bytes_once() -> None:
    kept, other = make.activity(9101), make.activity(9102)

    def stored(record: Record, digest: str) -> File:
        return File.objects.create(
            record_id=record.pk, name="p.jpg", sha256=digest * 64, media_type="image/jpeg", size=1
        )

    mine, same, new = stored(kept, "a"), stored(other, "a"), stored(other, "b")
    make.edit(kept, photos=[{"file": mine.pk, "credit": "Ana"}])
    make.edit(other, photos=[{"file": same.pk, "credit": "Ana"}, {"file": new.pk}])
    merged(kept, other)
    assert read_content(Kind.ACTIVITY, kept.pk)["photos"] == [{"file": mine.pk, "credit": "Ana"}, {"file": new.pk}]
    assert dict(File.objects.values_list("pk", "record_id")) | {} == {
        mine.pk: kept.pk,
        same.pk: other.pk,
        new.pk: kept.pk,
    }


# Details: what a beneficiary's consent opens.


def activity(number: int, *countries: str) -> Record:
    rows = [{"party": make.record_id(f"country/{code}"), "role": "beneficiary"} for code in countries]
    return make.activity(number, involvements=rows)


def detail(record: Record, country: str = "", **more: str) -> Detail:
    party = make.record_id(f"country/{country}") if country else None
    made = Detail.objects.create(record_id=record.pk, party_id=party, **{"nature": "cost", "text": WHAT} | more)
    with change(by=None, why="a test"):
        refresh_forms([record.pk])
    return made


def seeing(address: str = PAGE) -> set[str]:
    """Who of the cast is shown the text, on the page, in its lists and in a search for its words."""
    found = set()
    for role in CAST:
        client = Client()
        if user := person(role):
            client.force_login(user)
        pages = [client.get(where).text for where in (address, "/activities/", "/search/?q=12345+hall")]
        if WHAT in pages[0] or any(WHAT in page or address in page for page in pages[2:]):
            found.add(role)
    return found


SECRETARIAT = {"unit editor", "chief editor", "coordinator", "administrator"}


def test_a_detail_comes_along_and_nobody_else_sees_it() -> None:
    kept, other = activity(9101, "PE"), activity(9102, "PE")
    detail(other, "PE")
    before = seeing("/activities/TA-2023-9102/")
    public = Client().get(PAGE).content
    merged(kept, other)
    assert before == seeing() == SECRETARIAT | {"member of the beneficiary", "focal point of it"}
    assert WHAT.encode() not in Client().get(PAGE).content
    assert WHAT.encode() not in public


def test_a_consent_goes_with_its_detail() -> None:
    kept, other = activity(9101, "PE"), activity(9102, "PE")
    made = detail(other, "PE")
    Consent.objects.create(party_id=made.party_id, detail=made, state=ConsentState.GRANTED)
    with change(by=None, why="a test"):
        refresh_forms([other.pk])
    merged(kept, other)
    assert seeing() == SECRETARIAT | {"member of the beneficiary", "focal point of it", "member"}


def test_what_is_common_to_all_is_not_opened_to_one_more() -> None:
    """New Zealand would see what is Peru's; and Chile's refusal would count no more."""
    kept, other = activity(9101, "NZ"), activity(9102, "PE")
    detail(other)
    with pytest.raises(CannotMerge, match="would be seen by others than now"):
        merged(kept, other)
    assert "member" not in seeing("/activities/TA-2023-9102/")
    asked, without = activity(9103, "PE", "CL"), activity(9104, "PE")
    detail(asked)
    peru = make.record_id("country/PE")
    Consent.objects.create(party_id=peru, nature="cost", state=ConsentState.GRANTED)
    with pytest.raises(CannotMerge), change(by=None, why="a merge"):
        prepare(without.pk, asked.pk, {"involvements": "left"})


def test_a_draft_s_detail_is_not_shown_by_merging_it_into_what_is_public() -> None:
    kept = activity(9101, "PE")
    rows = [{"party": make.record_id("country/PE"), "role": "beneficiary"}]
    other = make.draft(Kind.ACTIVITY, involvements=rows)
    Detail.objects.create(record_id=other.pk, party_id=rows[0]["party"], nature="cost", text=WHAT)
    with pytest.raises(CannotMerge):
        merged(kept, other)


def test_an_organisation_with_a_say_over_details_is_not_merged() -> None:
    kept, other = (make.published(Kind.ORGANISATION, title) for title in ("Kept", "Other"))
    record = make.activity(9101, involvements=[{"party": other.pk, "role": "beneficiary"}])
    common = detail(record)
    with pytest.raises(CannotMerge, match="a merge must not open them to others"):
        prepare(kept.pk, other.pk, {})
    common.delete()
    role = Role.objects.create(user=person("member"), name=RoleName.MEMBER, party_id=other.pk)
    with pytest.raises(CannotMerge, match="People speak for “Other"):
        prepare(kept.pk, other.pk, {})
    role.delete()
    Consent.objects.create(party_id=other.pk, nature="cost", state=ConsentState.ASKED)
    with pytest.raises(CannotMerge):
        prepare(kept.pk, other.pk, {})


def undone(why: str = "a merge") -> Undone:
    made = ChangeSet.objects.filter(why=why).latest("made_at")
    with change(by=None, why="undone"):
        return undo(made)


def test_a_detail_is_written_down_as_ids_and_goes_back_when_the_merge_is_undone() -> None:
    kept, other = activity(9101, "PE"), activity(9102, "PE")
    made = detail(other, "PE")
    merged(kept, other)
    [row] = Moved.objects.filter(change__why="a merge")
    assert (row.table, row.row, row.column, row.before, row.after) == (
        *("tarepo.Detail", made.pk, "record_id"),
        *(other.pk, kept.pk),
    )
    assert undone().spared == []
    assert Detail.objects.get(pk=made.pk).record_id == other.pk
    assert WHAT not in seen_by_beneficiary()
    assert seeing("/activities/TA-2023-9102/") == SECRETARIAT | {"member of the beneficiary", "focal point of it"}


def seen_by_beneficiary() -> str:
    client = Client()
    client.force_login(person("member of the beneficiary"))
    return client.get(PAGE).text


# Undoing a merge.


def test_undoing_brings_back_all_that_named_it_its_addresses_and_what_readers_see() -> None:
    kept, other = (make.published(Kind.ORGANISATION, title) for title in ("Quokka Office", "Wombat Bureau"))
    make.edit(other, identifiers=[{"system": "s", "value": "1"}], part_of=kept.pk)
    make.publish_now(other)
    OldAddress.objects.create(record_id=other.pk, path="organisations/even-older/")
    peru = {"party": make.record_id("country/PE"), "role": "beneficiary"}
    rows = [{"party": party.pk, "role": "venue"} for party in (kept, other)]
    naming = [
        make.activity(9101, involvements=[*rows, peru]),
        make.activity(9102, related=[other.pk], reported_by=other.pk),
        make.draft(Kind.DOCUMENT, publisher=other.pk),
    ]
    ana = Person.objects.create(key="P-9001", name="Ana", organisation_id=other.pk)
    records = [kept, other, *naming]
    before = [(read_content(one.kind, one.pk), standing(one), row_of(one)) for one in records]
    counts, page = rows_naming(other.pk), Client().get("/activities/TA-2023-9101/").text
    merged(kept, other)
    assert Client().get("/organisations/even-older/")["Location"] == kept.get_absolute_url()
    assert undone().spared == []
    assert [(read_content(one.kind, one.pk), standing(one), row_of(one)) for one in records] == before
    assert rows_naming(other.pk) == counts
    assert Person.objects.get(pk=ana.pk).organisation_id == other.pk
    assert Client().get("/activities/TA-2023-9101/").text.count("Wombat Bureau") == page.count("Wombat Bureau")
    assert Client().get(other.get_absolute_url()).status_code == 200
    assert Client().get("/organisations/even-older/")["Location"] == other.get_absolute_url()
    assert undone("undone").spared == []
    assert rows_naming(other.pk) == {}
    assert Client().get("/organisations/even-older/")["Location"] == kept.get_absolute_url()


def test_a_reference_finds_the_record_that_it_leads_to_after_an_undo_too() -> None:
    kept, other = make.activity(9101, "Same"), make.activity(9102, "Same")

    def finds() -> list[bool]:
        page = Client().get("/search/?q=TA-2023-9102").text
        return [f"/activities/{one.reference}/" in page for one in (kept, other)]

    merged(kept, other)
    assert finds() == [True, False]
    undone()
    assert finds() == [False, True]


def standing(record: Record) -> tuple[str, int | None]:
    return Record.objects.values_list("state", "merged_into").get(pk=record.pk)


def row_of(record: Record) -> list[object]:
    """What readers see of it in lists."""
    return list(
        SearchRow.objects.filter(record_id=record.pk).values_list("tier", "reference", "label", "card", "codes")
    )


def test_what_was_edited_since_a_merge_is_spared_and_named() -> None:
    kept, other = make.activity(9101, "Kept", venue="Lima"), make.activity(9102, "Other", delivery_mode="virtual")
    named, edited = make.activity(9103, "Named", related=[other.pk]), make.activity(9104, "Edited", series=None)
    make.edit(edited, lessons=[{"kind": "lesson", "wording": {"en": "x"}}], related=[other.pk])
    merged(kept, other)
    make.edit(kept, delivery_mode="in_person")
    result = undone()
    assert [(one.name, "Delivery mode" in one.why or "delivery mode" in one.why) for one in result.spared] == [
        ("Kept (TA-2023-9101)", True)
    ]
    assert standing(other) == ("published", None)
    assert read_content(Kind.ACTIVITY, kept.pk)["delivery_mode"] == "in_person"
    for record in (named, edited):
        assert read_content(Kind.ACTIVITY, record.pk)["related"] == [other.pk]


def test_a_merge_into_what_was_merged_on_is_undone_from_the_last() -> None:
    one, two, three = (make.activity(9101 + n, title) for n, title in enumerate(("One", "Two", "Three")))
    rows = [{"related": [three.pk, two.pk]}, {"related": [three.pk]}]
    naming = [make.activity(9110 + n, **content) for n, content in enumerate(rows)]
    with change(by=None, why="first"):
        merge(kept=two.pk, other=three.pk, picked={}, seen=prepare(two.pk, three.pk, {}).seen)
    merged(one, two)
    result = undone("first")
    assert not result.did_anything
    assert "it was merged into “One (TA-2023-9101)” since: undo that merge first" in {one.why for one in result.spared}
    assert {standing(record) for record in (two, three)} == {("archived", one.pk)}
    assert [read_content(Kind.ACTIVITY, record.pk)["related"] for record in naming] == [[one.pk]] * 2
    assert undone().spared == []
    assert (standing(two), standing(three)) == (("published", None), ("archived", two.pk))
    assert undone("first").spared == []
    assert standing(three) == ("published", None)
    assert [read_content(Kind.ACTIVITY, record.pk)["related"] for record in naming] == [
        sorted([two.pk, three.pk]),
        [three.pk],
    ]


def test_what_comes_back_and_named_what_was_merged_since_names_the_kept_one() -> None:
    kept, other = make.activity(9101, "Kept"), make.activity(9102, "Other")
    naming = make.activity(9103, "Naming", related=[other.pk])
    with change(by=None, why="taken out"):
        write_content(model_of(Kind.ACTIVITY).objects.get(pk=naming.pk), {"related": []})
    merged(kept, other)
    result = undone("taken out")
    assert [str(one) for one in result.spared] == [
        "Naming (TA-2023-9103): it names “Kept (TA-2023-9101)” now,"
        " as “Other (TA-2023-9102)” was merged into that since"
    ]
    assert read_content(Kind.ACTIVITY, naming.pk)["related"] == [kept.pk]


def test_an_edit_of_what_was_merged_since_is_not_undone() -> None:
    kept, other = make.activity(9101, "Kept"), make.activity(9102, "Other")
    with change(by=None, why="an edit"):
        write_content(model_of(Kind.ACTIVITY).objects.get(pk=other.pk), {"venue": "Lima"})
    merged(kept, other)
    result = undone("an edit")
    assert ([one.record for one in result.spared], result.did_anything) == ([other.pk], False)
    assert standing(other) == ("archived", kept.pk)
