"""What the templates of every app share: names, sections, navigation, language versions of a page.

Names are made in Python because a page has hundreds of them and an include for each would be most of its cost.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import takewhile

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from tarepo.addresses import language_root

register = template.Library()

NAVIGATION = (
    ("activities", N_("Activities")),
    ("countries", N_("Countries and areas")),
    ("projects", N_("Projects")),
    ("subjects", N_("Subjects")),
    ("organisations", N_("Organisations")),
    ("agreements", N_("Agreements")),
    ("documents", N_("Documents")),
    ("recommendations", N_("Recommendations")),
)
MORE = (
    ("series", N_("Series")),
    ("units", N_("Units of the Secretariat")),
    ("sessions", N_("Sessions")),
)
# Addresses without a language (design: Language and cache).
UNPREFIXED = {"api", "admin", "accounts", "files", "healthz", "readyz", "static"}
RTL = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
LONGEST_QUERY = 1000


def direction(code: str) -> str:
    return "rtl" if code.partition("-")[0] in RTL else "ltr"


@register.filter
def name_link(name: Mapping | str) -> SafeString:
    """A name, linked when it has a page: {"name", "url"?, "lang"?, "dir"?} or plain text."""
    if isinstance(name, str):
        return format_html("<bdi>{}</bdi>", name)
    lang = format_html(' lang="{}"', name["lang"]) if name.get("lang") else ""
    if name.get("url"):
        way = name.get("dir") or "auto"
        return format_html('<a href="{}"{} dir="{}">{}</a>', name["url"], lang, way, name["name"])
    way = format_html(' dir="{}"', name["dir"]) if name.get("dir") else ""
    return format_html("<bdi{}{}>{}</bdi>", lang, way, name["name"])


@register.filter
def name_list(names: Iterable[Mapping | str]) -> SafeString:
    """Several names in one line; the comma is the script's own, set by the style sheet."""
    items = format_html_join("", "<li>{}</li>", ((name_link(name),) for name in names))
    return format_html('<ul class="plain inline-names" role="list">{}</ul>', items)


@register.filter
def lang_dir(thing: Mapping) -> SafeString:
    """The lang and dir attributes of a text; dir="auto" when its language is not known."""
    lang = thing.get("lang")
    way = thing.get("dir") or (direction(lang) if lang else "auto")
    return format_html(' lang="{}" dir="{}"', lang, way) if lang else format_html(' dir="{}"', way)


@register.simple_block_tag
def section(content: SafeString, anchor: str, title: str, count: int | None = None) -> SafeString:
    """A part of a page: its heading hangs in the margin column; #anchor is its permanent address."""
    number = format_html(' <span class="count">({})</span>', count) if count is not None else ""
    return format_html(
        '<section class="section" id="{0}" aria-labelledby="{0}-title">'
        '<h2 id="{0}-title">{1}{2}</h2><div class="section-body">{3}</div></section>',
        anchor,
        title,
        number,
        content,
    )


@register.simple_tag
def component(name: str, values: Mapping | None = None, **more: object) -> SafeString:
    """A component rendered from a dict of its values: for pages whose sections are data."""
    return get_template(f"components/{name}.html").render({**(values or {}), **more})


@register.simple_tag(takes_context=True)
def navigation(context: Context, which: str = "main") -> SafeString:
    """The list of the site's main parts, the current one marked; "more" gives the lesser ones."""
    request = context.get("request")
    folder = _folder(request.path_info) if request else ""
    entries = NAVIGATION if which == "main" else MORE
    return _navigation(get_language() or settings.LANGUAGE_CODE, which, folder if folder in dict(entries) else "")


@lru_cache(maxsize=200)
def _navigation(language: str, which: str, current: str) -> SafeString:
    entries = NAVIGATION if which == "main" else MORE
    with override(language):
        rows = [
            (
                language_root(language) + folder + "/",
                mark_safe(' aria-current="true"') if folder == current else "",
                _(label),
            )
            for folder, label in entries
        ]
    return format_html_join("", '<li><a href="{}"{}>{}</a></li>', rows)


@register.simple_tag
def home() -> str:
    return language_root(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[dict]:
    """This page in each interface language, in the official order; a page without a language leads to the home page.

    Each: code, name, url (with the query), current, and href: the absolute address, empty where there is none.
    """
    request = context.get("request")
    here = get_language() or settings.LANGUAGE_CODE
    rest = _rest(request) if request else None
    origin = _origin(request) if rest is not None else ""
    query = _query(request) if rest is not None else ""
    found = []
    for code, name in settings.LANGUAGES:
        path = language_root(code) + (rest or "")
        href = origin + path if origin else ""
        found.append({"code": code, "name": name, "url": path + query, "href": href, "current": code == here})
    return found


def _folder(path: str) -> str:
    """The first part of a path after the language."""
    parts = path.split("/")[1:3]
    languages = dict(settings.LANGUAGES)
    return "".join(parts[1:2]) if parts and parts[0] in languages else "".join(parts[:1])


def _rest(request: HttpRequest) -> str | None:
    """The path after the language, escaped; None for addresses that have no language."""
    path = request.get_full_path().partition("?")[0][len(get_script_prefix()) :]
    first, slash, rest = path.partition("/")
    if first in UNPREFIXED:
        return None
    return rest if slash and first in dict(settings.LANGUAGES) else path


def _query(request: HttpRequest) -> str:
    query = request.get_full_path().partition("?")[2]
    return f"?{query}" if query and len(query) <= LONGEST_QUERY else ""


def _origin(request: HttpRequest) -> str:
    """Scheme and host; empty on the page that says that the host is refused."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


@register.filter
def status_rank(phases: list[Mapping]) -> list[dict]:
    """Marks the phases before the current one as past."""
    before = len(list(takewhile(lambda phase: not phase.get("current"), phases)))
    known = before < len(phases)
    return [{**phase, "past": known and place < before} for place, phase in enumerate(phases)]


@register.filter
def bdi(text: object) -> SafeString:
    """User text inside a sentence of ours, kept apart from its direction."""
    return format_html("<bdi>{}</bdi>", conditional_escape(text))
