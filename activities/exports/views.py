"""The addresses of exports. A file is made first and then sent: a slow line holds no database connection."""

import contextlib
import tempfile
from typing import IO

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from activities.exports.labels import load_labels
from activities.exports.objects import write_json
from activities.exports.rows import ordered_ids
from activities.exports.sending import busy, kept, not_understood, tag_of
from activities.exports.tables import write_csv, write_lines, write_xlsx
from activities.search import Found, asked
from tarepo.addresses import language_root
from tarepo.indexing.hits import one_state
from tarepo.sending import Download, release_connection, take_place

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    found = asked(request)
    if found.problems:
        return not_understood(request, found)
    with contextlib.ExitStack() as held:
        table = None
        with one_state():
            tag = tag_of(found, form)
            response: HttpResponseBase | None = get_conditional_response(request, etag=tag)
            if response is None and request.method == "GET":
                if not take_place(held):
                    return busy(request, found)
                table = held.enter_context(tempfile.TemporaryFile())
                many = write(table, request, found, form)
        release_connection()
        if table:
            response = download(table, many, form, held, file_name(found, form))
    if form == "xlsx":
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed already: again, it would only lose its length
    response = kept(response or headers_alone(found, form), found, tag)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def write(file: IO[bytes], request: HttpRequest, found: Found, form: str) -> int:
    """All that the database has to tell; of how many activities."""
    ids = ordered_ids(found)
    labels = load_labels(request.build_absolute_uri(language_root()))
    if form == "json":
        write_json(file, ids, labels)
    elif form == "csv":
        write_csv(file, ids, labels)
    else:
        write_lines(file, ids, labels)
    return len(ids)


def download(table: IO[bytes], many: int, form: str, held: contextlib.ExitStack, name: str) -> Download:
    """The file as it is sent. None of these files has a name, so that nothing is left of a process that is killed."""
    file = table
    if form == "xlsx":
        file = held.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  # which it is
        write_xlsx(file, table, many)
        table.close()
    file.seek(0)
    return Download(file, held, as_attachment=True, filename=name, content_type=TYPES[form])


def headers_alone(found: Found, form: str) -> HttpResponseBase:
    """What HEAD asks for; how long the file would be, only making it tells."""
    response = StreamingHttpResponse((), content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found, form)}"'
    return response


def file_name(found: Found, form: str) -> str:
    """With the beginning of what was asked for: several searches of a day are told apart."""
    values = "-".join(value for values in found.understood.values() for value in values)
    asked = slugify(values)[:40].strip("-")
    return "-".join(filter(None, ["tarepo-activities", asked, timezone.localdate().isoformat()])) + f".{form}"
