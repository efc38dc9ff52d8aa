"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = []
