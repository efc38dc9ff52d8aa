"""Webinars as an Atom feed: those that were published last, with their time."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarepo.addresses import label_path, language_root
from tarepo.atom import LONG_AGO, TAG, Feed, language_tag, plain
from tarepo.reading.names import Names
from tarepo.reading.rows import named_row
from webinars.finding import Entry, Found
from webinars.listing import Listing

NEWEST = 50


def feed_of(request: HttpRequest, rows: list[dict], names: Names, found: Found) -> Feed:
    here = request.build_absolute_uri(found.asked.url(request.path))
    made = Feed(
        title=plain(_("Webinars on technical assistance")),
        link=request.build_absolute_uri(found.asked.url(f"{language_root()}webinars/")),
        description="",
        subtitle=plain(" ".join([_("The %(n)s published last.") % {"n": NEWEST}, *found.asked.problems])),
        language=language_tag(),
        feed_url=here,
        feed_guid=f"{TAG}{found.asked.url(request.path)}",
        author_name="tarepo",
        newest=rows[0]["record__published_at"] if rows else LONG_AGO,
    )
    for row in rows:
        made.add_item(**_entry(request, row, names))
    return made


def _entry(request: HttpRequest, row: dict, names: Names) -> dict:
    title = named_row(row, names)
    when = Listing.when(Entry(row, []))
    told = [" ".join(filter(None, [when["day"], when["time"]])), title["summary"]["text"] if title["summary"] else ""]
    return {
        "title": plain(title["name"]["name"]),
        "link": request.build_absolute_uri(label_path(row["kind"], row["reference"], row["label"])),
        "unique_id": f"{TAG}{row['reference']}",
        "description": plain(" · ".join(filter(None, told))),
        "updateddate": row["record__published_at"],
        "language": title["name"]["lang"] or language_tag(),
    }
