"""What every app shares, one module a noun."""

from tarepo.models.changes import ChangeSet
from tarepo.models.details import Detail, DetailNature
from tarepo.models.files import File, FileState
from tarepo.models.indexing import (
    SearchBitmap,
    SearchChanged,
    SearchDelta,
    SearchDirty,
    SearchIndex,
    SearchPair,
    SearchTotal,
)
from tarepo.models.moved import Moved
from tarepo.models.outbox import MailState, Outbox
from tarepo.models.parts import (
    Citation,
    Cited,
    Figure,
    Involvement,
    Lesson,
    Part,
    Photo,
    Place,
    Point,
    Source,
    Undertaking,
)
from tarepo.models.patches import Credit, ErrorReport, Opinion, OpinionState, Origin, Patch, PatchState
from tarepo.models.publishing import PublicAct, PublicChange, SearchRow, Snapshot
from tarepo.models.record import Identifier, OldAddress, Period, Record, Text, shared_key
from tarepo.models.words import SearchWord
from tarepo.models.work import LinkCheck, SavedList, WorkMark, WorkRow, WorkTotal

__all__ = [
    "ChangeSet",
    "Citation",
    "Cited",
    "Credit",
    "Detail",
    "DetailNature",
    "ErrorReport",
    "Figure",
    "File",
    "FileState",
    "Identifier",
    "Involvement",
    "Lesson",
    "LinkCheck",
    "MailState",
    "Moved",
    "OldAddress",
    "Opinion",
    "OpinionState",
    "Origin",
    "Outbox",
    "Part",
    "Patch",
    "PatchState",
    "Period",
    "Photo",
    "Place",
    "Point",
    "PublicAct",
    "PublicChange",
    "Record",
    "SavedList",
    "SearchBitmap",
    "SearchChanged",
    "SearchDelta",
    "SearchDirty",
    "SearchIndex",
    "SearchPair",
    "SearchRow",
    "SearchTotal",
    "SearchWord",
    "Snapshot",
    "Source",
    "Text",
    "Undertaking",
    "WorkMark",
    "WorkRow",
    "WorkTotal",
    "shared_key",
]
