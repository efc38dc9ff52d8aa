"""The addresses of exports. A file is made first and then sent: a slow line holds no database connection."""

import contextlib
import tempfile
from array import array
from collections.abc import Iterator

from django.db import connection, transaction
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from activities.exports.labels import Labels, load_labels
from activities.exports.objects import write_json
from activities.exports.rows import marks, ordered_ids
from activities.exports.tables import write_csv, write_xlsx
from activities.search import Found, asked
from tarepo.access import VISITOR
from tarepo.addresses import list_path
from tarepo.answers import etag
from tarepo.enums import Kind

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    with one_state_of_the_data():
        found = asked(request)
        tag = etag(found.tiers, [form, found.query, *marks(found.rows)])
        response = get_conditional_response(request, etag=tag) or made(request, found, form)
    if not connection.in_atomic_block:
        connection.close()  # back to the pool: a slow reader takes minutes
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache" if found.tiers == VISITOR else "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Cookie"])
    return response


@contextlib.contextmanager
def one_state_of_the_data() -> Iterator[None]:
    """All statements see what the first one saw, so that no record is missed or told twice."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def made(request: HttpRequest, found: Found, form: str) -> FileResponse:
    ids = ordered_ids(found.rows)
    labels = load_labels(request.build_absolute_uri(list_path(Kind.ACTIVITY)))
    name = f"tarepo-activities-{timezone.localdate().isoformat()}.{form}"
    with contextlib.ExitStack() as until_sent:
        file = until_sent.enter_context(tempfile.NamedTemporaryFile(prefix="tarepo-export-", suffix=f".{form}"))
        write(file, ids, labels, form)
        file.flush()
        file.seek(0)
        if form == "xlsx":
            request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed already: again, it would only lose its length
        response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])
        until_sent.pop_all()
    return response


def write(file: "tempfile._TemporaryFileWrapper[bytes]", ids: array, labels: Labels, form: str) -> None:
    if form == "json":
        write_json(file, ids, labels)
    elif form == "csv":
        write_csv(file, ids, labels)
    else:
        with tempfile.TemporaryFile() as table:
            write_csv(table, ids, labels)
            write_xlsx(file.name, table, len(ids))
