"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

from tarepo.admin.changes import change_page, changes_page, undo_page

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("changes/", changes_page, "changes"),
    ("changes/<uuid:pk>/", change_page, "change"),
    ("changes/<uuid:pk>/undo/", undo_page, "undo"),
]
