"""What comes between an editor's look at a proposal and the answer to it."""

from typing import Any

import pytest

from tarepo.admin import proposal
from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_check import ContentError
from tarepo.enums import Kind, State
from tarepo.models import Patch, PatchState, Record
from tarepo.propose import propose
from tests import make
from tests.admin.office import filled, signed_in

pytestmark = pytest.mark.django_db


def proposed(record: Record, **values: object) -> Patch:
    with change(by=None, why="proposed"):
        return propose(kind=record.kind, values=values, by=None, party=None, why="", record=record, base_version=1)


@pytest.mark.parametrize("does", ["accept", "publish", "decline"])
def test_what_changes_in_the_moment_of_the_answer_is_shown_first(does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make.activity(venue="Geneva")
    patch = proposed(record, venue="Lima")
    client, address = signed_in("chief editor"), f"/admin/proposals/{patch.pk}/"
    sent = filled(client.get(address)) | {does: "1", "answer": "Thank you"}
    known = proposal.sent_key

    def slow(data: Any) -> Any:
        """The submitter is faster, after the page was compared and before anything is locked."""
        Patch.objects.filter(pk=patch.pk).update(values={"venue": "Cusco"})
        return known(data)

    monkeypatch.setattr(proposal, "sent_key", slow)
    page = client.post(address, sent)
    assert page.context["form"].non_field_errors()[0].startswith("The proposal, or the record, was changed")
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN
    assert read_content(Kind.ACTIVITY, record.pk)["venue"] == "Geneva"


def test_nothing_is_proposed_for_a_record_that_was_merged_away() -> None:
    kept, other = (make.published(Kind.ORGANISATION) for _ in range(2))
    Record.objects.filter(pk=other.pk).update(merged_into=kept.pk, state=State.ARCHIVED)
    with pytest.raises(ContentError, match="merged into another one"):
        proposed(other, texts=make.english("Another"))
    assert not Patch.objects.exists()
