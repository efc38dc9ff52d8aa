"""The desk's pages that belong to no one record: address below /admin/, view, name."""

from collections.abc import Callable

from django.http import HttpResponse

from tarepo.admin.changes import change_page, changes_page, undo_page
from tarepo.admin.late import late_page
from tarepo.admin.proposal import proposal
from tarepo.admin.proposals import proposals
from tarepo.admin.saved_lists import saved_lists
from tarepo.admin.similar import similar
from tarepo.admin.work_list import work_list

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("similar/", similar, "similar"),
    ("proposals/", proposals, "proposals"),
    ("proposals/<int:pk>/", proposal, "proposal"),
    ("late/", late_page, "late"),
    ("changes/", changes_page, "changes"),
    ("changes/<uuid:pk>/", change_page, "change"),
    ("changes/<uuid:pk>/undo/", undo_page, "undo"),
    ("work/<slug:name>/", work_list, "work_list"),
    ("saved-lists/", saved_lists, "saved_lists"),
]
