"""Whatever somebody proposes comes in here, a submission or a correction, and waits until it is answered."""

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from tarepo.changes import current_change
from tarepo.content import Content
from tarepo.content_check import ContentError
from tarepo.content_write import write_content
from tarepo.kinds import model_of
from tarepo.locks import lock_patch
from tarepo.models import Credit, Origin, Patch, PatchState, Record
from tarepo.patch import base_content, write_patch
from tarepo.restore import whole_content

if TYPE_CHECKING:
    from accounts.models import User


class _TakenBack(Exception):
    """Ends the trial of a patch without a trace."""


def propose(
    *,
    kind: str,
    values: Content,
    by: "User | None",
    party: int | None,
    why: str,
    record: Record | None = None,
    base_version: int = 0,
    origin: Origin = Origin.SUBMISSION,
    credit: Credit = Credit.PARTY,
) -> Patch:
    """Put values, as in a content, before the editors: for a record at a version, else for a new one of the kind.

    party: the id of the country, area or organisation for which somebody speaks. Raises ContentError.
    """
    current_change()
    patch = Patch(
        record_id=record.pk if record else None,
        kind=kind,
        base_version=base_version,
        values=values,
        by=by,
        party_id=party,
        why=why,
        origin=origin,
        credit=credit,
    )
    check_patch(patch)
    patch.save()
    return patch


def revise(*, patch: Patch, values: Content, party: int | None, why: str) -> bool:
    """Put other values in the place of those proposed, as long as nobody has answered. Raises ContentError."""
    current_change()
    lock_patch(patch)
    if patch.state != PatchState.OPEN:
        return False
    if (patch.values, patch.party_id, patch.why) == (values, party, why):
        return False
    patch.values, patch.party_id, patch.why = values, party, why
    check_patch(patch)
    patch.save(update_fields=["values", "party", "why"])
    return True


def withdraw(*, patch: Patch) -> bool:
    """Take it back from the editors; it stays to be looked at."""
    current_change()
    lock_patch(patch)
    if patch.state != PatchState.OPEN:
        return False
    patch.state, patch.settled_at = PatchState.WITHDRAWN, timezone.now()
    patch.save(update_fields=["state", "settled_at"])
    return True


def check_patch(patch: Patch) -> None:
    """It can be written as the record is now: tried, and taken back. Raises ContentError.

    So no editor meets a proposal that the schema, or a rule of the database, would refuse. A correction is tried on
    what is public: whoever is refused must not learn from it what an editor has not published yet.
    """
    with suppress(_TakenBack), transaction.atomic():
        if patch.origin == Origin.CORRECTION and patch.record_id:
            _put_back(patch, patch.record_id)
        write_patch(patch)
        raise _TakenBack


def _put_back(patch: Patch, pk: int) -> None:
    """What was public, in the trial; where that cannot be written any more, what stands there."""
    with suppress(ContentError), transaction.atomic():
        write_content(model_of(patch.kind).objects.get(pk=pk), whole_content(patch.kind, base_content(patch)))
