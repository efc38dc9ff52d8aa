"""What an editor answers to a proposal: taken over, whole or in part, or declined with a reason."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from tarepo.changes import current_change
from tarepo.content_write import write_content
from tarepo.kinds import model_of
from tarepo.locks import lock_patch
from tarepo.models import Patch, PatchState
from tarepo.patch import apply_patch
from tarepo.tell_proposer import tell_opinions, tell_proposer

if TYPE_CHECKING:
    from accounts.models import User


def accept(
    *,
    patch: Patch,
    by: "User",
    only: Collection[str] | None = None,
    unit: int | None = None,
    answer: str = "",
) -> bool:
    """Write what is proposed, or some fields of it, into the working tables, whatever moved meanwhile.

    A new record is the unit's, and says which party reported it. False where somebody answered before: nothing is
    done then. Raises ContentError.
    """
    current_change()
    lock_patch(patch)
    if patch.state != PatchState.OPEN:
        return False
    is_new = patch.record_id is None
    apply_patch(patch, only=only, despite_conflicts=True)
    if is_new:
        record = model_of(patch.kind).objects.get(patches=patch)
        write_content(record, {"unit": unit, "reported_by": patch.party_id})
    patch.answer, patch.answered_by = answer, by
    patch.save(update_fields=["answer", "answered_by"])
    tell_proposer(patch)
    tell_opinions(patch)
    return True


def decline(*, patch: Patch, by: "User", answer: str) -> bool:
    """Refuse it, with the reason that its submitter sees. False where somebody answered before."""
    current_change()
    lock_patch(patch)
    if patch.state != PatchState.OPEN:
        return False
    patch.state, patch.settled_at = PatchState.REFUSED, timezone.now()
    patch.answer, patch.answered_by = answer, by
    patch.save(update_fields=["state", "settled_at", "answer", "answered_by"])
    tell_proposer(patch)
    tell_opinions(patch)
    return True
