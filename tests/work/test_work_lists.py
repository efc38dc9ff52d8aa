"""Work lists: who waits in which, for whom, how many, in which order, and what is done right there."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from activities.models import Activity
from tarepo.content import read_content
from tarepo.enums import Kind, State
from tarepo.models import LinkCheck, Patch, Record, Snapshot, WorkRow, WorkTotal
from tarepo.problems import problems
from tarepo.work import bring_all_up_to_date, bring_up_to_date, join_totals
from tarepo.work.lists import LISTS
from tarepo.work.needs import NEEDS
from tests import make
from tests.admin.office import filled, messages, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _nothing_else_waits() -> None:
    """The records of the source documents have lists of their own: what these tests make stands alone."""
    bring_all_up_to_date()
    WorkRow.objects.all().delete()


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


def own_unit() -> int:
    return Role.objects.get(user=person("unit editor")).unit_id


def references(client: Client, address: str) -> list[str]:
    return [row.record.reference for row in client.get(address).context["rows"]]


def written(record: Record, **columns: object) -> None:
    """As time has it, or somebody with raw SQL."""
    Record.objects.filter(pk=record.pk).update(**columns)


def complete(**content: object) -> Record:
    """An activity that lacks nothing."""
    defaults = {
        "starts": "2020-01-01",
        "precision": "day",
        "status": "completed",
        "subjects": [make.published(Kind.SUBJECT).pk],
        "types": [make.published(Kind.ACTIVITY_TYPE).pk],
        "involvements": [{"party": make.published(Kind.COUNTRY).pk, "role": "venue"}],
        "unit": own_unit(),
    }
    return make.published(Kind.ACTIVITY, **(defaults | content))


def test_a_record_that_lacks_something_is_told_in_words(chief: Client) -> None:
    complete()
    lacking = make.draft(Kind.ACTIVITY, "Bare")
    rows = chief.get("/admin/work/incomplete/?kind=activity").context["rows"]
    assert [(row.record.pk, row.barring, row.said) for row in rows] == [
        (
            lacking.pk,
            ["no source"],
            ["no party", "no period stated", "no subject", "no type", "status not stated", "no responsible unit"],
        )
    ]


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        ({"subjects": []}, "no subject"),
        ({"types": []}, "no type"),
        ({"involvements": []}, "no party"),
        ({"starts": None, "precision": "not_stated"}, "no period stated"),
        ({"status": "not_stated"}, "status not stated"),
        ({"unit": None}, "no responsible unit"),
    ],
)
def test_each_thing_that_a_good_record_has(chief: Client, content: dict, lacks: str) -> None:
    complete(**content)
    (row,) = chief.get("/admin/work/incomplete/?kind=activity&unit=all").context["rows"]
    assert (row.barring, row.said) == ([], [lacks])


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"sources": [make.SOURCE]},
        {"sources": [make.SOURCE], "texts": {"en": make.text("A", status="not_stated")}},
        {"sources": [make.SOURCE], "texts": {"en": make.text("A"), "es": make.text(" ", status="official")}},
        {"sources": [make.SOURCE], "texts": {"en": make.text("A", status="official")}},
        {"sources": [make.SOURCE], "open_to_all": True, "involvements": "beneficiary"},
        {"sources": [make.SOURCE], "open_to_all": True, "involvements": "provider"},
        {"sources": [make.SOURCE], "texts": {}},
        {"sources": [make.SOURCE], "figures": [{"value": "7"}]},
        {"sources": [make.SOURCE], "figures": [{"value": "7", "rule": {"en": "by hand"}}]},
        {"sources": [make.SOURCE], "cooperation": "south_south", "involvements": "provider"},
        {"sources": [make.SOURCE], "cooperation": "south_south", "involvements": "provider", "alone": True},
    ],
)
@pytest.mark.parametrize("kind", [Kind.ACTIVITY, Kind.SERIES, Kind.COUNTRY])
def test_what_publishing_asks_is_the_same_in_the_list(content: dict, kind: Kind) -> None:
    """One definition is in Python (problems.py), one in SQL (needs.py)."""
    content = dict(content)
    role, alone = content.pop("involvements", None), content.pop("alone", False)
    if kind != Kind.ACTIVITY:
        own = ("open_to_all", "cooperation", "figures")
        content = {name: value for name, value in content.items() if name not in own}
    elif role:
        content["involvements"] = [{"party": make.published(Kind.COUNTRY).pk, "role": role}]
    if "cooperation" in content:  # declared by a second party, or by the only one
        only = content["involvements"][0]["party"]
        content["declared_by"] = only if alone else make.published(Kind.COUNTRY).pk
    record = make.draft(kind, **content)
    bring_up_to_date()
    lacks = WorkRow.objects.get(pk=record.pk).lacks
    barred = any(lacks & need.bit and kind in need.to_publish for need in NEEDS)
    assert barred == bool(problems(kind, read_content(kind, record.pk)))


def test_a_need_has_a_bit_of_its_own() -> None:
    assert [need.bit for need in NEEDS] == [1 << place for place in range(len(NEEDS))]


def test_what_was_not_checked_for_a_year_is_stale_and_the_longest_waiting_come_first(chief: Client) -> None:
    fresh, old, older, checked, archived = (complete() for _n in range(5))
    written(fresh, published_at=timezone.now() - dt.timedelta(days=360))
    written(old, published_at=timezone.now() - dt.timedelta(days=400))
    written(older, published_at=timezone.now() - dt.timedelta(days=500))
    written(checked, published_at=timezone.now() - dt.timedelta(days=900), checked_on=TODAY - dt.timedelta(days=10))
    written(archived, published_at=timezone.now() - dt.timedelta(days=900), state=State.ARCHIVED)
    assert references(chief, "/admin/work/stale/") == [older.reference, old.reference]
    assert chief.get("/admin/work/stale/").context["count"] == 2


def test_what_is_over_and_still_called_planned_is_stale_published_or_not(chief: Client) -> None:
    over = complete(starts="2020-01-01", ends="2020-02-03", status="planned")
    under_way = make.draft(Kind.ACTIVITY, starts="2020-01-01", precision="year", ends="2020-12-31", status="under_way")
    complete(starts="2020-01-01", precision="since", status="under_way")
    for precision in ("month", "year"):  # they are not over with their first day
        complete(starts=TODAY.replace(day=1).isoformat(), precision=precision, status="planned")
    complete(starts=(TODAY + dt.timedelta(days=9)).isoformat(), status="planned")
    complete(starts="2020-01-01", status="postponed")
    rows = chief.get("/admin/work/stale/").context["rows"]
    assert [(row.record.pk, row.said) for row in rows] == [
        (over.pk, ["over since 2020-02-03, and its status is “planned”"]),
        (under_way.pk, ["over since 2020-12-31, and its status is “under way”"]),
    ]


def test_what_has_no_text_in_a_language_and_the_language_that_most_lack_first(chief: Client) -> None:
    both = complete(texts={"en": make.text("A"), "ar": make.text("ا", status="official")})
    english = complete(texts={"en": make.text("B")})
    french = complete(texts={"fr": make.text("C")})
    make.draft(Kind.ACTIVITY, "Not public yet")
    WorkRow.objects.exclude(pk__in=[both.pk, english.pk, french.pk]).delete()
    bring_up_to_date()
    kept = "kind=activity"
    assert references(chief, f"/admin/work/untranslated/?language=ar&{kept}") == [english.reference, french.reference]
    assert references(chief, f"/admin/work/untranslated/?language=en&{kept}") == [french.reference]
    assert chief.get(f"/admin/work/untranslated/?{kept}").context["language"] == "zh"


def test_what_is_in_review_waits_since_it_was_handed_in(chief: Client) -> None:
    """Since then, whatever was written before or after: the history knows."""
    first, second = make.draft(Kind.ACTIVITY), make.draft(Kind.ACTIVITY)
    for record in (first, second):
        written(record, state=State.IN_REVIEW, changed_at=timezone.now() - dt.timedelta(days=40))
    written(second, review_note="Please look at the dates")
    rows = chief.get("/admin/work/review/").context["rows"]
    assert [(row.record.pk, row.said, row.since) for row in rows] == [
        (first.pk, [], TODAY),
        (second.pk, ["Please look at the dates"], TODAY),
    ]


def test_records_of_all_kinds_stand_together_each_one_click_from_its_form(chief: Client) -> None:
    made = [make.draft(kind) for kind in Kind if kind not in (Kind.COUNTRY, Kind.ORGANISATION)]
    for record in made:
        written(record, state=State.IN_REVIEW)
    rows = chief.get("/admin/work/review/").context["rows"]
    assert {row.record.pk for row in rows} == {record.pk for record in made}
    assert {chief.get(row.address).status_code for row in rows} == {200}


def test_a_unit_editor_sees_the_own_unit_first_and_another_when_asked() -> None:
    other = make.draft(Kind.UNIT, "Other unit")
    mine, theirs, nobodys = (
        make.draft(Kind.SERIES, unit=own_unit()),
        make.draft(Kind.SERIES, unit=other.pk),
        make.draft(Kind.SERIES),
    )
    for record in (mine, theirs, nobodys):
        written(record, state=State.IN_REVIEW)
    client = signed_in("unit editor")
    assert references(client, "/admin/work/review/") == [mine.reference]
    assert references(client, f"/admin/work/review/?unit={other.pk}") == [theirs.reference]
    assert references(client, "/admin/work/review/?unit=none") == [nobodys.reference]
    assert len(references(client, "/admin/work/review/?unit=all")) == 3
    assert {one.title: one.count for one in client.get("/admin/").context["waiting"]}["Awaiting review"] == 1
    everything = client.get("/admin/?unit=all").context["waiting"]
    assert {one.title: one.count for one in everything}["Awaiting review"] == 3


def test_counts_follow_raw_sql_deletion_and_archiving(chief: Client) -> None:
    records = [make.draft(Kind.SERIES) for _n in range(4)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tarepo_record SET state = 'in_review' WHERE id = ANY(%s)", [[r.pk for r in records]])

    def count() -> int:
        return chief.get("/admin/work/review/").context["count"]

    assert count() == 4
    records[0].delete()
    written(records[1], state=State.ARCHIVED)
    assert count() == 2
    make.publish_now(records[2])
    assert count() == 1


def test_pages_follow_each_other_without_a_gap(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarepo.work.lists.PAGE", 2)
    records = [make.draft(Kind.SERIES) for _n in range(5)]
    Record.objects.filter(pk__in=[record.pk for record in records]).update(state=State.IN_REVIEW)
    address, seen, back = "/admin/work/review/", [], ""
    while address:
        response = chief.get(address)
        seen += [row.record.pk for row in response.context["rows"]]
        address, back = response.context["page"].next, response.context["page"].previous
    assert seen == [record.pk for record in records]
    assert [row.record.pk for row in chief.get(back).context["rows"]] == [records[2].pk, records[3].pk]


@pytest.mark.parametrize(
    "query",
    [
        "unit=x",
        "unit=99999999999999999999",
        "kind=x",
        "after=x",
        "before=2020-99-99.1",
        "language=%FF",
        "z=1",
    ],
)
def test_an_address_that_makes_no_sense_is_told_and_the_list_is_shown(chief: Client, query: str) -> None:
    response = chief.get(f"/admin/work/untranslated/?{query}")
    assert response.status_code == 200
    assert len(response.context["problems"]) == 1
    assert chief.get(f"/admin/?{query}").status_code == 200


def test_no_such_list_is_not_there(chief: Client) -> None:
    assert chief.get("/admin/work/nothing/").status_code == 404


def stale(**content: object) -> Record:
    record = complete(**content)
    written(record, published_at=timezone.now() - dt.timedelta(days=400))
    return record


def test_several_are_told_to_be_checked_today_and_readers_are_told(chief: Client) -> None:
    one, two, left = stale(), stale(), stale()
    response = chief.get("/admin/work/stale/")
    sent = filled(response) | {"record": [str(one.pk), str(two.pk)]}
    response = chief.post("/admin/work/stale/?unit=all", sent, follow=True)
    assert messages(response) == ["2 records say that they were checked today."]
    assert [row.record.pk for row in response.context["rows"]] == [left.pk]
    content = Snapshot.objects.filter(record=one, tier=0).latest("number").body["content"]
    assert content["checked_on"] == TODAY.isoformat()
    assert list(Record.objects.filter(pk__in=[one.pk, two.pk]).values_list("version", flat=True)) == [2, 2]
    again = chief.post("/admin/work/stale/", sent, follow=True)
    assert messages(again) == ["This form had been sent already, and was saved once."]


def test_what_somebody_is_editing_is_not_published_by_it(chief: Client) -> None:
    record = stale()
    make.edit(record, venue="A town that is not sure yet")
    response = chief.post("/admin/work/stale/", {"record": str(record.pk)}, follow=True)
    assert messages(response) == [
        "1 record says that it was checked today.",
        "1 of them has edits that are not public: readers are told when it is published.",
    ]
    fresh = Activity.objects.get(pk=record.pk)
    assert (fresh.version, fresh.checked_on) == (1, TODAY)


def test_nobody_tells_it_of_another_units_records() -> None:
    other = make.draft(Kind.UNIT, "Other unit")
    mine, theirs = stale(), stale(unit=other.pk)
    for role in ("unit editor", "coordinator", "administrator"):
        client = signed_in(role)
        rows = client.get("/admin/work/stale/?unit=all").context["rows"]
        assert [row.may_write for row in rows] == [role == "unit editor", False]
        response = client.post("/admin/work/stale/", {"record": [str(mine.pk), str(theirs.pk)]})
        assert response.status_code == 403
    assert set(Record.objects.filter(pk__in=[mine.pk, theirs.pk]).values_list("checked_on", flat=True)) == {None}


@pytest.mark.parametrize("value", ["", "x", "99999999999999999999999", "0", "-1"])
def test_choosing_nothing_or_nonsense_is_told(chief: Client, value: str) -> None:
    response = chief.post("/admin/work/stale/", {"record": value}, follow=True)
    assert messages(response) == ["Choose records first, by the boxes before their titles."]


def test_a_link_that_is_broken_brings_its_records_to_the_list_and_a_mended_one_takes_them_away(chief: Client) -> None:
    gone = "https://example.org/gone"
    record = complete(sources=[{"link": gone}])
    complete(sources=[{"link": "https://example.org/there"}])
    since = timezone.now() - dt.timedelta(days=5)
    LinkCheck.objects.create(url=gone, status=404, failures=2, gone=2, failed_since=since, broken_since=since)
    written(record, review_note="any write")
    (row,) = chief.get("/admin/work/broken/").context["rows"]
    assert (row.record.pk, [(link.url, link.told) for link in row.links]) == (record.pk, [(gone, "answers 404")])
    assert row.since == since.date()
    make.edit(record, sources=[{"link": "https://example.org/there"}])
    assert references(chief, "/admin/work/broken/") == []


@pytest.mark.parametrize("name", ["incomplete", "stale", "untranslated", "review", "broken"])
def test_a_list_asks_the_same_for_one_row_and_for_three(chief: Client, name: str) -> None:
    LinkCheck.objects.create(url="https://example.org/gone", broken_since=timezone.now())
    counted = []
    for rows in (1, 3):
        unit = make.draft(Kind.UNIT, f"Unit {rows}")
        for _n in range(rows):
            made = complete(unit=unit.pk, sources=[{"link": "https://example.org/gone"}], types=[])
            state = State.IN_REVIEW if name == "review" else State.PUBLISHED
            written(made, published_at=timezone.now() - dt.timedelta(days=400), state=state)
        bring_up_to_date()
        with CaptureQueriesContext(connection) as queries:
            response = chief.get(f"/admin/work/{name}/?unit={unit.pk}&kind=activity")
        assert len(response.context["rows"]) == rows
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12


def test_the_desk_asks_the_same_however_much_waits_and_is_saved(chief: Client) -> None:
    user, counted = person("chief editor"), []
    for rows in (1, 3):
        for n in range(rows):
            make.draft(Kind.SERIES)
            user.saved_lists.create(name=f"{rows} {n}", query="/admin/work/incomplete/?unit=all")
        bring_up_to_date()
        with CaptureQueriesContext(connection) as queries:
            chief.get("/admin/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_head_of_the_desk_counts_all_that_waits_and_leads_to_it(chief: Client) -> None:
    record = make.draft(Kind.SERIES)
    written(record, state=State.IN_REVIEW)
    Patch.objects.all().delete()
    Patch.objects.create(kind=Kind.SERIES, base_version=0, values={}, why="a proposal")
    heads = chief.get("/admin/").context["waiting"]
    told = {str(one.title): one.count for one in heads}
    others = (
        "Late answers",
        "Requests for details",
        "Consents asked for",
        "Proposals",
        "Reports of errors",
        "Confirmations",
    )
    webinars = ["Reports to the committee", "Webinars", "Contacts"]
    assert [*told][-12:] == [*others, "All changes", *webinars, "Memberships", "Focal points"]
    assert (told["Proposals"], told["All changes"]) == (1, None)
    for one in heads:
        response = chief.get(one.url)
        assert response.status_code == 200
        if one.url.startswith("/admin/work/"):
            assert response.context["count"] == one.count


def test_every_count_is_that_of_its_rows_whatever_was_written_and_however(chief: Client) -> None:
    """Totals are kept by a trigger: by unit, kind and language, after edits, raw SQL, deletion and being joined."""
    other = make.draft(Kind.UNIT, "Other unit")
    made = [complete(unit=unit, types=[]) for unit in (None, other.pk)]
    made += [make.draft(Kind.SERIES, unit=other.pk), stale(), complete(texts={"fr": make.text("A")})]

    def check() -> None:
        for unit in ("all", "none", str(other.pk)):
            for kind in ("", Kind.ACTIVITY, Kind.SERIES):
                for name in LISTS:
                    context = chief.get(f"/admin/work/{name}/?unit={unit}&kind={kind}").context
                    assert context["count"] == len(context["rows"]), (name, unit, kind)

    check()
    written(made[0], state=State.IN_REVIEW, unit=other.pk)
    made[2].delete()
    make.edit(made[-1], texts={"fr": make.text("A"), "ar": make.text("ا", status="official")})
    check()
    join_totals()
    check()
    assert {total.number for total in WorkTotal.objects.all()} >= {1}
    assert not WorkTotal.objects.filter(number__lte=0).exists()
