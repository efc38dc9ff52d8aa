"""The desk's pages about one record, beside its form: the end of the address, and the view.

A view takes the record's admin, the request and the record's id; what else its address has comes by name.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import URLPattern, path

from accounts.consents.desk import details_page
from tarepo.admin.copying import copy_page
from tarepo.admin.preview import preview
from tarepo.admin.versions import version, versions

if TYPE_CHECKING:
    from tarepo.admin.records import RecordAdmin

PAGES: dict[str, Callable[..., HttpResponse]] = {
    "copy/": copy_page,
    "details/": details_page,
    "preview/": preview,
    "versions/": versions,
    "versions/<int:number>/": version,
}


def record_pages(model_admin: "RecordAdmin") -> list[URLPattern]:
    """Each as admin:<app>_<model>_<first word of its address>, such as admin:activities_activity_copy."""
    opts = model_admin.opts
    return [
        path(
            f"<int:pk>/{end}",
            model_admin.admin_site.admin_view(partial(view, model_admin)),
            name=f"{opts.app_label}_{opts.model_name}_{end.partition('/')[0]}",
        )
        for end, view in PAGES.items()
    ]
