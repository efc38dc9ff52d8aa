"""One verb applies whatever somebody proposes, and says where somebody else was faster."""

import pytest

from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_write import ContentError, write_content
from tarepo.enums import Kind
from tarepo.merge import merge, prepare
from tarepo.models import Patch, PatchState, Record
from tarepo.patch import Conflict, apply_patch
from tests.make import english, published

pytestmark = pytest.mark.django_db


def patch(record: Record, **values: object) -> Patch:
    return Patch.objects.create(
        record=Record.objects.get(pk=record.pk), kind=record.kind, base_version=1, values=values, why="a correction"
    )


def test_a_patch_changes_what_it_names_and_nothing_else():
    record = published(Kind.ACTIVITY, "Seminar", venue="Lima")
    proposal = patch(record, **{"texts.en.summary": "On collective marks", "venue": "Cusco"})
    with change(by=None, why="a test"):
        before = read_content(Kind.ACTIVITY, record.pk)
        assert apply_patch(proposal) == []
    now = read_content(Kind.ACTIVITY, record.pk)
    assert now == before | {"venue": "Cusco", "texts": english("Seminar", summary="On collective marks")}
    assert proposal.state == PatchState.APPLIED


def test_what_was_merged_since_a_proposal_named_it_is_named_by_the_one_that_was_kept():
    record, lima = published(Kind.ACTIVITY), published(Kind.COUNTRY)
    kept, other = (published(Kind.ORGANISATION, f"Office {name}") for name in ("kept", "other"))
    rows = [{"party": other.pk, "role": "provider"}, {"party": lima.pk, "role": "venue"}]
    proposal = patch(record, involvements=rows)
    with change(by=None, why="a test"):
        merge(kept=kept.pk, other=other.pk, picked={}, seen=prepare(kept.pk, other.pk, {}).seen)
    with change(by=None, why="a test"):
        assert apply_patch(proposal) == []
    written = read_content(Kind.ACTIVITY, record.pk)["involvements"]
    assert [(row["party"], row["role"]) for row in written] == [(kept.pk, "provider"), (lima.pk, "venue")]


def test_applying_twice_does_nothing_the_second_time():
    record = published(Kind.ACTIVITY, venue="Lima")
    proposal = patch(record, venue="Cusco")
    with change(by=None, why="a test"):
        apply_patch(proposal)
        write_content(record, {"venue": "Puno"})
        apply_patch(proposal)
    assert read_content(Kind.ACTIVITY, record.pk)["venue"] == "Puno"


@pytest.mark.parametrize("state", [PatchState.APPLIED, PatchState.REFUSED])
def test_one_that_somebody_else_has_settled_meanwhile_is_not_applied(state: PatchState):
    proposal = Patch.objects.create(kind=Kind.PROJECT, values={"texts": english("Once")}, why="submitted")
    Patch.objects.update(state=state)
    with change(by=None, why="a test"):
        assert apply_patch(proposal) == []
    assert (proposal.state, proposal.record_id) == (state, None)


def test_a_field_that_moved_meanwhile_is_a_conflict_and_nothing_is_written():
    record = published(Kind.ACTIVITY, venue="Lima")
    proposal = patch(record, venue="Cusco", status="completed")
    with change(by=None, why="a test"):
        write_content(record, {"venue": "Puno"})
        assert apply_patch(proposal) == [Conflict("venue", "Lima", "Puno", "Cusco")]
    now = read_content(Kind.ACTIVITY, record.pk)
    assert (now["venue"], now["status"], proposal.state) == ("Puno", "not_stated", PatchState.OPEN)


def test_the_same_change_made_by_somebody_else_is_no_conflict():
    record = published(Kind.ACTIVITY, venue="Lima")
    proposal = patch(record, venue="Cusco")
    with change(by=None, why="a test"):
        write_content(record, {"venue": "Cusco"})
        assert apply_patch(proposal) == []


def test_a_patch_without_a_record_makes_one():
    proposal = Patch.objects.create(
        kind=Kind.ACTIVITY,
        values={"starts": "2032-05-01", "ends": "2032-05-02", "precision": "day", "texts": english("New")},
        why="submitted",
    )
    with change(by=None, why="a test"):
        apply_patch(proposal)
    assert Record.objects.get(pk=proposal.record_id).reference == "TA-2032-0001"


def test_a_patch_that_makes_no_sense_is_refused_whole():
    record = published(Kind.ACTIVITY, venue="Lima")
    proposal = patch(record, venue="Cusco", starts="tomorrow")
    with pytest.raises(ContentError), change(by=None, why="a test"):
        apply_patch(proposal)
    assert read_content(Kind.ACTIVITY, record.pk)["venue"] == "Lima"


@pytest.mark.parametrize(
    ("values", "where"),
    [({"reference": "TA-2023-0001"}, "reference"), ({"precision": "day"}, "precision")],
)
def test_a_new_record_that_the_database_refuses_is_told_as_a_content_that_makes_no_sense(values: dict, where: str):
    proposal = Patch.objects.create(kind=Kind.ACTIVITY, values=values | {"texts": english("Twice")}, why="submitted")
    with change(by=None, why="a test"):
        with pytest.raises(ContentError) as refused:
            apply_patch(proposal)
        assert not Record.objects.filter(texts__title="Twice").exists()
    assert refused.value.where == where
