"""/changes/feed.atom: the newest of what changed, for programs that follow it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.access import VISITOR
from tarepo.answers import etag
from tarepo.asked import Asked
from tarepo.atom import CONTENT_TYPE, LONG_AGO, TAG, Feed, language_tag, plain
from tarepo.changed import find
from tarepo.changed.asking import PARAMETERS, SEVERAL, Wanted, read
from tarepo.changed.choices import asked_for, choices
from tarepo.changed.page import MOST_LINES
from tarepo.changed.rows import Told, lines_of, row_of, told
from tarepo.indexing.hits import one_state
from tarepo.reading.words import listed
from tarepo.sending import kept_until_changed, releasing

NEWEST = 30  # entries


@releasing
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    asked = Asked(request.GET, PARAMETERS, SEVERAL)
    wanted = read(asked)
    totals = find.count(wanted)
    with one_state():
        shown = told(find.page(wanted, size=NEWEST, totals=totals).entries)
        about = asked_for(wanted, choices(wanted)) if wanted.chosen else []
    tag = etag(VISITOR, ["feed", wanted.query(), about, *asked.problems, *shown.marks])
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if response is None:
        text = atom(request, wanted, shown, about, asked.problems).writeString("utf-8")
        response = HttpResponse(text, content_type=CONTENT_TYPE)
    return kept_until_changed(response, tag, public=True)


def atom(request: HttpRequest, wanted: Wanted, shown: Told, about: list[str], problems: list[str]) -> Feed:
    """An entry's id is that of the record's last step: what changes again is an entry of its own."""
    said = _("The %(count)s newest, each record once.") % {"count": NEWEST}
    if problems:
        said = " ".join([said, f"{_('Not all of it was understood')}:", *problems])
    made = Feed(
        title=plain(" · ".join(filter(None, (_("What changed"), listed(about))))),
        link=request.build_absolute_uri(wanted.url()),
        description="",
        subtitle=plain(said),
        language=language_tag(),
        feed_url=request.build_absolute_uri(wanted.url("feed.atom")),
        feed_guid=f"{TAG}{wanted.url('feed.atom')}",
        author_name="tarepo",
        newest=shown.entries[0].at if shown.entries else LONG_AGO,
    )
    for entry in shown.entries:
        row = row_of(entry, shown, most=MOST_LINES)
        title = row["title"] if row["is_public"] else _("%(title)s is not public any more") % {"title": row["title"]}
        made.add_item(
            title=plain(f"{row['act_label']}: {title}" if row["is_public"] else title),
            link=request.build_absolute_uri(row["url"] or wanted.url()),
            unique_id=f"{TAG}changes/{entry.step}",
            description=plain("\n".join([" · ".join(filter(None, (row["kind"], row["reference"]))), *lines_of(row)])),
            updateddate=entry.at,
            language=row["lang"] or language_tag(),
            categories=[plain(name["name"]) for name in (*row["countries"], *row["subjects"])],
        )
    return made
