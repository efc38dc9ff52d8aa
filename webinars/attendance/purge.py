"""Rows of persons are deleted after their time; what was counted stays."""

from collections import defaultdict
from collections.abc import Collection
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.strike_out import pattern_of
from tarepo.changes import change, current_change
from webinars.attendance.persons import key_of
from webinars.attendance.refusal import Refused
from webinars.attendance.totals import totals_of
from webinars.enums import ImportState
from webinars.models import AttendanceFile, Attendee


def purge_attendance() -> int:
    """Those whose day has come; how many rows."""
    due = AttendanceFile.objects.filter(purge_on__lte=timezone.localdate())
    if not due.exists():
        return 0
    with change(by=None, why=_("deleted the rows of persons who attended, after their time")):
        # Whoever is just taking one over holds it: that one is left for tomorrow.
        files = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
        for file in files:
            if file.state == ImportState.PREVIEWED:
                file.totals = totals_of(file)
            file.state, file.data, file.purge_on = ImportState.PURGED, None, None
            file.save(update_fields=["totals", "state", "data", "purge_on"])
        return Attendee.objects.filter(file__in=files).delete()[0]


def forget_address(*, addresses: Collection[str], name: str = "") -> None:
    """Nothing tells any more that whoever had these addresses attended; that somebody did still counts, and once where
    they were in several rooms. name: it is struck out by strike_out.py, as are addresses written for a name.

    A file that is not read yet is not read at all, if it names them.
    """
    current_change()
    small = [address.lower() for address in addresses]
    # Before the rows: a file that is just being read is held by its reader, whose rows are there when it lets go.
    for file in AttendanceFile.objects.filter(data__isnull=False).order_by("pk").select_for_update(of=("self",)):
        if _names(bytes(file.data or b""), small):
            file.data, file.state, file.recognised = None, ImportState.REFUSED, {"refused": "erased"}
            file.save(update_fields=["data", "state", "recognised"])
    _keep_apart([*small, *filter(None, [name])])
    rows = Attendee.objects.filter(email__in=small)
    for record, email in rows.order_by().values_list("file__record_id", "email").distinct():
        same = rows.filter(file__record_id=record, email=email)
        same.update(name="", email="", rows=[], erased_as=uuid4())


def _keep_apart(words: Collection[str]) -> None:
    """Who has no address is told by the name, which is about to be struck out: whoever was one stays one."""
    found = defaultdict(list)
    rows = Attendee.objects.filter(email="", erased_as=None, name__iregex=pattern_of(words))
    for pk, record, named in rows.values_list("pk", "file__record_id", "name"):
        sort, key = key_of(email="", name=named, alone="")
        if sort == "name":
            found[record, key].append(pk)
    for same in found.values():
        Attendee.objects.filter(pk__in=same).update(erased_as=uuid4())


def _names(data: bytes, addresses: list[str]) -> bool:
    from webinars.attendance.decode import decode

    try:
        text = decode(data).text.casefold()
    except Refused:
        return True  # whatever it holds
    return any(form in text for address in addresses for form in (address.casefold(), _as_guest(address)))


def _as_guest(address: str) -> str:
    """As Teams writes it of who is no member: ada_example.org#ext#@…"""
    return address.casefold().replace("@", "_") + "#ext#"
