"""A webinar's address, once public, stays: it is in mails, calendars and other people's pages."""

from collections.abc import Mapping

from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.tiers import PUBLIC
from webinars.access import published_webinars


def slug_of(content: Content) -> str:
    for row in content.get("webinars", []):
        return row["slug"]
    return ""


def address_problems(contents: Mapping[int, Content], public: Mapping[int, Content]) -> dict[int, list[str]]:
    """Record → why its address cannot become public. No query where none of them is a webinar.

    contents: what is to be published; public: what is public now.
    """
    found: dict[int, list[str]] = {}
    wanted = {pk: slug for pk, content in contents.items() if (slug := slug_of(content))}
    for pk, slug in wanted.items():
        before = slug_of(public.get(pk, {}))
        if before and before != slug:
            said = _("Its address is public and stays: write “%(slug)s” again.") % {"slug": before}
            found.setdefault(pk, []).append(said)
    if wanted:
        rows = published_webinars({PUBLIC}).annotate(slug=KT("label__slug")).filter(slug__in=wanted.values())
        taken = {slug: pk for pk, slug in rows.values_list("record_id", "slug")}
        for pk, slug in wanted.items():
            if taken.get(slug, pk) != pk:
                said = _("“%(slug)s” is the address of another webinar: choose another.") % {"slug": slug}
                found.setdefault(pk, []).append(said)
    return found
