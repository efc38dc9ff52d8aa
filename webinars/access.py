"""Fetching a webinar in one call with the right to it: what a reader may see of it, and what staff may work on."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models.fields.json import KT
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.access import has_permission
from accounts.models import User
from activities.models import Activity
from tarepo.enums import Kind
from tarepo.labels import labels_of
from tarepo.models import SearchRow
from tarepo.querysets import SearchRowQuerySet
from webinars.models import Webinar


def published_webinars(tiers: Collection[int]) -> SearchRowQuerySet:
    """The rows of all webinars in the forms that these tiers see."""
    return SearchRow.objects.for_tiers(tiers).filter(kind=Kind.ACTIVITY, label__has_key="slug")


def get_webinar_for(tiers: Collection[int], slug: str) -> SearchRow:
    """The webinar's row with its snapshot; one query, else Http404."""
    rows = published_webinars(tiers).select_related("snapshot").alias(slug=KT("label__slug"))
    row = rows.filter(slug=slug).order_by("-tier").first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class DeskWebinar:
    """A webinar as the desk has it: its record and its row of the working tables."""

    record: Activity
    row: Webinar
    title: str
    may_write: bool


def get_desk_webinar(user: User, pk: int, *, write: bool = False) -> DeskWebinar:
    """For the desk's pages, which only staff reach. write: PermissionDenied for whoever may not change the record.

    Http404 where the activity is no webinar.
    """
    row = Webinar.objects.filter(record_id=pk).first()
    if row is None:
        raise Http404(_("There is no such webinar."))
    record = Activity.objects.get(pk=pk)
    may_write = has_permission(user, "activities.change_activity", record)
    if write and not may_write:
        raise PermissionDenied(_("The webinar is another unit’s: its editors or a chief editor work on it."))
    return DeskWebinar(record, row, labels_of([pk])[str(pk)], may_write)
