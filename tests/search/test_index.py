"""The index is kept true by one path: what names what changed is written anew, at once or by the worker."""

from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from activities.models import Activity
from tarepo.codes import Facet, code, place_code
from tarepo.enums import Kind
from tarepo.indexing import drain, drain_all, index
from tarepo.models import SearchChanged, SearchDelta, SearchDirty, SearchIndex, SearchRow, SearchTotal
from tarepo.search.query import Matches, parse
from tarepo.tiers import PUBLIC
from tests.make import (
    SOURCE,
    activity,
    archive_now,
    draft,
    edit,
    english,
    publish_now,
    published,
    record_id,
    rename,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db: None) -> None:
    drain_all()


def found(words: str, tier: int = PUBLIC) -> set[str]:
    """The references of what readers of one tier find by words."""
    rows = SearchIndex.objects.for_tiers({PUBLIC, tier}).filter(Matches("vector", parse(words)))
    return set(rows.values_list("row__reference", flat=True))


def codes(record: Activity, facet: Facet) -> set[int]:
    row = SearchIndex.objects.get(record_id=record.pk, tier=PUBLIC)
    return {each - facet * 10_000_000 for each in row.codes if each // 10_000_000 == facet}


def wait(ids: Iterable[int]) -> None:
    SearchDirty.objects.bulk_create(SearchDirty(record_id=pk) for pk in ids)


def beneficiary(party: str) -> list[dict]:
    return [{"party": party, "role": "beneficiary"}]


class TestWhatIsFound:
    def test_texts_lessons_points_figures_and_rules_in_every_language(self):
        activity(
            texts={**english("Zorbic"), "es": {"title": "Quillota", "status": "official", "outcomes": "Vampiro"}},
            lessons=[{"kind": "success", "wording": {"en": "mandrake"}}],
            points=[{"kind": "topic", "wording": {"ru": "кабалка"}}],
            figures=[{"value": "3", "measure": {"en": "sextants"}, "rule": {"fr": "astrolabe"}}],
        )
        for word in ("zorbic", "quillota", "vampiro", "mandrake", "кабалка", "sextants", "astrolabe"):
            assert found(word) == {"TA-2023-9001"}

    def test_names_of_what_it_names_and_their_synonyms(self):
        published(Kind.SUBJECT, reference="test-subject", texts=english("Zorbics", synonyms="Quillet\nMandrake root"))
        published(Kind.PROJECT, "Sextantry", reference="test-project")
        activity(
            subjects=["subject/test-subject"], project="project/test-project", involvements=beneficiary("country/NP")
        )
        for words in ("zorbics", "quillet", '"mandrake root"', "sextantry", "Nepal", "Непал", "尼泊尔"):
            assert "TA-2023-9001" in found(words), words

    def test_an_office_is_found_by_its_country(self):
        published(Kind.ORGANISATION, "Zorbic office", reference="zorbic", form="office", country="country/NP")
        activity(involvements=beneficiary("organisation/zorbic"))
        assert "TA-2023-9001" in found("Nepal")

    def test_what_is_archived_or_a_draft_is_not_found(self):
        draft(Kind.ACTIVITY, "Zorbic")
        record = activity(title="Quillet")
        archive_now(record)
        assert found("zorbic") == found("quillet") == set()
        assert not SearchIndex.objects.filter(record_id=record.pk).exists()


class TestKeptTrue:
    def test_a_new_synonym_reaches_those_that_name_the_subject(self):
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
        activity(subjects=["subject/test-subject"])
        edit(subject, texts=english("Zorbics", synonyms="Quillet"))
        publish_now(subject)
        assert found("quillet") == {"test-subject"}
        assert drain() == 1
        assert found("quillet") == {"test-subject", "TA-2023-9001"}
        assert not SearchDirty.objects.exists()
        assert not SearchChanged.objects.exists()

    def test_a_renamed_project_one_published_later_and_one_taken_away(self):
        project = draft(Kind.PROJECT, "Zorbic", reference="test-project")
        activity(project="project/test-project")
        assert found("zorbic") == set()
        publish_now(project)
        drain()
        assert found("zorbic") == {"test-project", "TA-2023-9001"}
        rename(project, "Quillet")
        drain()
        assert (found("zorbic"), found("quillet")) == (set(), {"test-project", "TA-2023-9001"})
        archive_now(project)
        drain()
        assert found("quillet") == set()

    def test_an_office_that_moves_takes_its_activities_along(self):
        office = published(Kind.ORGANISATION, reference="test-office", form="office", country="country/NP")
        record = activity(involvements=beneficiary("organisation/test-office"))
        edit(office, country="country/PE")
        publish_now(office)
        drain()
        peru = record_id("country/PE")
        assert codes(record, Facet.COUNTRY) == {peru}
        assert record.pk in SearchRow.objects.naming(peru).values_list("record_id", flat=True)

    def test_membership_of_a_group_at_the_start_counts(self):
        group = published(Kind.ORGANISATION, reference="test-group", form="group")
        before = activity(
            9001, starts="2020-01-01", ends="2020-01-02", precision="day", involvements=beneficiary("country/PE")
        )
        after = activity(
            9002, starts="2022-01-01", ends="2022-01-02", precision="day", involvements=beneficiary("country/PE")
        )
        undated = activity(9003, involvements=beneficiary("country/PE"))
        edit(group, groupmembers=[{"member": "country/PE", "since": "2019-01-01", "until": "2021-01-01"}])
        publish_now(group)
        drain_all()
        assert [group.pk in codes(each, Facet.GROUPING) for each in (before, after, undated)] == [True, False, False]

    def test_a_broader_subject_counts_those_of_its_narrower_ones(self):
        wide = published(Kind.SUBJECT, reference="test-wide")
        narrow = published(Kind.SUBJECT, reference="test-narrow")
        record = activity(subjects=["subject/test-narrow"])
        edit(narrow, parent="subject/test-wide")
        publish_now(narrow)
        drain()
        assert codes(record, Facet.SUBJECT) == {wide.pk, narrow.pk}

    def test_publishing_an_activity_makes_nothing_else_wait(self):
        first = activity(9001)
        activity(9002, related=[first.pk])
        rename(first, "Another title")
        assert drain() == 0
        assert not SearchChanged.objects.exists()

    def test_who_has_waited_longest_comes_first(self):
        activities = [activity(number).pk for number in (9001, 9002)]
        subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject").pk
        drain_all()
        wait([subject, *activities, subject])
        SearchIndex.objects.filter(record_id__in=[subject, *activities]).delete()
        assert drain(most=2) == 2
        assert set(SearchIndex.objects.values_list("record_id", flat=True)) & {subject, *activities} == {
            subject,
            activities[0],
        }
        assert (drain(most=2), drain(most=2)) == (1, 0)

    def test_all_is_right_in_whatever_order_records_are_indexed_for_the_first_time(self):
        """As by the first drain after the migration, and some at a time."""
        office = {"reference": "test-office", "form": "office", "country": "country/NP"}
        record = draft(Kind.ACTIVITY, "Thing", reference="TA-2023-9001", sources=[SOURCE])
        subjects = [published(Kind.SUBJECT, f"Zorbic{letter}", reference=f"zorbic-{letter}") for letter in "abcdef"]
        published(Kind.ORGANISATION, **office)
        edit(record, subjects=[each.pk for each in subjects], involvements=beneficiary("organisation/test-office"))
        publish_now(record)
        drain_all()
        before = list(SearchIndex.objects.order_by("pk").values())
        for order in ("record_id", "-record_id"):
            SearchIndex.objects.all().delete()
            wait(SearchRow.objects.filter(tier=PUBLIC).order_by(order).values_list("record_id", flat=True))
            while drain(most=5):
                pass
            assert list(SearchIndex.objects.order_by("pk").values()) == before

    def test_writing_anew_changes_nothing(self):
        before = list(SearchIndex.objects.order_by("pk").values())
        index([row["record_id"] for row in before])
        assert list(SearchIndex.objects.order_by("pk").values()) == before


def test_every_row_of_a_record_has_the_same_codes_so_that_counts_without_words_are_everybodys():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM tarepo_searchindex GROUP BY record_id HAVING count(DISTINCT (codes, keys)) > 1"
        )
        assert cursor.fetchall() == []


def test_what_is_named_what_lessons_are_about_and_when_it_is_planned_stand_among_the_keys():
    subject = published(Kind.SUBJECT, reference="test-subject")
    lessons = [{"kind": "lesson", "wording": {"en": "So"}, "subject": subject.pk, "told_by": "country/NP"}]
    record = activity(9001, status="planned", lessons=lessons, starts="2019-11-01", precision="since")
    undated = activity(9002, status="planned")
    nepal = record_id("country/NP")
    assert SearchIndex.objects.get(record_id=record.pk).keys == [
        *sorted([code(Facet.REFERS, subject.pk), code(Facet.REFERS, nepal)]),
        code(Facet.OPEN_ENDED, 1),
        code(Facet.LESSON_ABOUT, subject.pk),
        code(Facet.LESSON_TOLD_BY, nepal),
        code(Facet.PLANNED, 2019),
    ]
    assert SearchIndex.objects.get(record_id=undated.pk).keys == [code(Facet.PLANNED, 0)]
    project = published(Kind.PROJECT, reference="test-project", lessons=lessons)
    assert SearchIndex.objects.get(record_id=project.pk).keys == [
        *sorted([code(Facet.OTHER_REFERS, subject.pk), code(Facet.OTHER_REFERS, nepal)]),
        code(Facet.OTHER_LESSON_ABOUT, subject.pk),
        code(Facet.OTHER_LESSON_TOLD_BY, nepal),
    ]


def test_a_period_counts_in_each_of_its_years_and_none_is_a_value_of_its_own():
    record = activity(9001, starts="2019-11-01", ends="2021-02-01", precision="day", status="planned")
    undated = activity(9002)
    assert codes(record, Facet.YEAR) == {2019, 2020, 2021}
    assert codes(undated, Facet.YEAR) == {0}
    row = SearchIndex.objects.having([place_code(Facet.STATUS, "planned")]).filter(record_id=record.pk)
    assert row.having([code(Facet.YEAR, 2020)]).exists()


def test_preparing_indexes_and_counts_what_tables_just_migrated_hold():
    before = list(SearchIndex.objects.order_by("pk").values())
    SearchIndex.objects.all().delete()
    SearchTotal.objects.all().delete()
    SearchDelta.objects.all().delete()
    wait(SearchRow.objects.filter(tier=PUBLIC).values_list("record_id", flat=True))
    call_command("load_records", stdout=StringIO())
    assert list(SearchIndex.objects.order_by("pk").values()) == before
    assert SearchTotal.objects.exists()
    assert not SearchDelta.objects.exists()
