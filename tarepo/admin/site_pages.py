"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

from tarepo.admin.saved_lists import saved_lists
from tarepo.admin.work_list import work_list

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("work/<slug:name>/", work_list, "work_list"),
    ("saved-lists/", saved_lists, "saved_lists"),
]
