"""/styleguide/: every component in every state."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarepo.styleguide.samples import samples

COLOURS = ("ground", "tint", "ink", "muted", "rule", "edge", "accent", "visited", "good", "warn", "bad")
SIZES = ("title", "xl", "l", "m", "s")


@dataclass(frozen=True)
class Shown:
    """One component in one state."""

    state: str
    html: SafeString


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    components = [
        {
            "name": name,
            "id": name.replace("_", "-"),
            "states": [Shown(state, render_to_string(f"components/{name}.html", context)) for state, context in states],
        }
        for name, states in samples().items()
    ]
    context = {
        "page_title": _("Style guide"),
        "components": components,
        "contents": [{"id": component["id"], "title": component["name"]} for component in components],
        "colours": COLOURS,
        "sizes": SIZES,
    }
    return render(request, "styleguide/styleguide.html", context)
