"""What the steps of one record within a span of time come to: each record is told of once."""

from typing import NamedTuple

from tarepo.models import PublicAct


class Step(NamedTuple):
    act: str
    version: int


def net_of(first: Step, last: Step) -> PublicAct | None:
    """From the first and the last step within the span, as only these decide; None where nothing is to be told.

    What came and went again within the span is not told, nor what went and came back as it was.
    """
    comes = first.act in (PublicAct.NEW, PublicAct.RETURNED)
    if last.act == PublicAct.WITHDRAWN:
        return None if comes else PublicAct.WITHDRAWN
    if comes:
        return PublicAct(first.act)
    if first.act == PublicAct.WITHDRAWN and first.version == last.version:
        return None
    return PublicAct.CHANGED


# The same for the database, of rows named first and last; tests hold the two equal.
NET = """
    CASE WHEN last.act = 'withdrawn' THEN CASE WHEN first.act IN ('new', 'returned') THEN NULL ELSE 'withdrawn' END
        WHEN first.act IN ('new', 'returned') THEN first.act
        WHEN first.act = 'withdrawn' AND first.version = last.version THEN NULL
        ELSE 'changed' END
"""


def version_before(first: Step) -> int:
    """The highest number that the version readers saw before the span may have."""
    return first.version - 1 if first.act == PublicAct.CHANGED else first.version
