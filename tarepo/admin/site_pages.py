"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

from tarepo.admin.similar import similar

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("similar/", similar, "similar"),
]
