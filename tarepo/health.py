"""Two addresses for machines: is the process alive, and is it able to serve."""

import functools

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tarepo.models import SearchIndex, SearchRow


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok", "release": settings.RELEASE})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    trouble = obstacle()
    if trouble:
        return JsonResponse({"status": "unavailable", "why": trouble}, status=503)
    return JsonResponse({"status": "ok", "release": settings.RELEASE})


def obstacle() -> str:
    """Why no page could be served now, or nothing."""
    try:
        missing = len(migrations() - set(MigrationRecorder(connection).applied_migrations()))
        if missing:
            return f"{missing} migrations are not applied"
        return "no record is indexed yet: run prepare or tick" if nothing_indexed() else ""
    except Error:  # psycopg's errors come as Django's, an exhausted pool's too
        return "the database does not answer"


def nothing_indexed() -> bool:
    """Every search would be empty: tables were just migrated, and nobody has drained."""
    return not SearchIndex.objects.exists() and SearchRow.objects.exists()


@functools.cache
def migrations() -> frozenset[tuple[str, str]]:
    """Those of the code, read from disk once a process."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)
