"""What the templates of every app share: names, sections, navigation, language versions of a page.

Names are made in Python because a page has hundreds of them and an include for each would be most of its cost.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import takewhile

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from tarepo.access import is_signed_in
from tarepo.addresses import language_root
from tarepo.reading.words import direction, number

register = template.Library()

NAVIGATION = (
    ("activities", N_("Activities")),
    ("webinars", N_("Webinars")),
    ("countries", N_("Countries and areas")),
    ("projects", N_("Projects")),
    ("subjects", N_("Subjects")),
    ("organisations", N_("Organisations")),
    ("agreements", N_("Agreements")),
    ("documents", N_("Documents")),
    ("recommendations", N_("Recommendations")),
)
MORE = (
    ("south-south", N_("Who helps whom")),
    ("series", N_("Series")),
    ("units", N_("Units of the Secretariat")),
    ("sessions", N_("Sessions")),
    ("changes", N_("What changed")),
)
# Addresses without a language (design: Language and cache).
UNPREFIXED = {"api", "admin", "accounts", "files", "healthz", "readyz", "static"}
LONGEST_QUERY = 1000


@register.filter
def name_link(name: Mapping | str) -> SafeString:
    """A name, linked when it has a page: {"name", "url"?, "lang"?, "dir"?} or plain text."""
    return mark_safe(_name(name))  # noqa: S308  # escaped there


@register.filter
def quoted_link(condition: Mapping) -> SafeString:
    """What is asked for, as a link in quotation marks: {"label", "lang"?, "url"}. Words bring their own."""
    label = condition["label"]
    name = label if "“" in label[:2] else _("“%(label)s”") % {"label": label}
    return name_link({**condition, "name": name})


@register.filter
def name_list(names: Iterable[Mapping | str]) -> SafeString:
    """Several names in one line; the comma is the script's own, set by the style sheet."""
    items = "".join([f"<li>{_name(name)}{_note(name)}</li>" for name in names])
    return mark_safe(f'<ul class="plain inline-names" role="list">{items}</ul>')  # noqa: S308  # escaped above


def _note(name: Mapping | str) -> str:
    note = "" if isinstance(name, str) else name.get("note")
    return f' <small class="muted" dir="auto">({escape(note)})</small>' if note else ""


def _name(name: Mapping | str) -> str:
    """Put together by hand, every value escaped: `format_html` would take ten times as long."""
    if isinstance(name, str):
        return f"<bdi>{escape(name)}</bdi>"
    text, url = escape(str(name["name"])), name.get("url")
    lang, way = name.get("lang"), name.get("dir") or (url and "auto")
    attributes = f' lang="{escape(lang)}"' if lang else ""
    attributes += f' dir="{escape(way)}"' if way else ""
    return f'<a href="{escape(url)}"{attributes}>{text}</a>' if url else f"<bdi{attributes}>{text}</bdi>"


@register.filter
def options(choices: Iterable[Mapping]) -> SafeString:
    """The options of a select: [{"value", "label", "lang"?, "selected"?}]. Put together by hand: there may be 200."""
    made = []
    for choice in choices:
        lang = f' lang="{escape(choice["lang"])}"' if choice.get("lang") else ""
        chosen = " selected" if choice.get("selected") else ""
        value, label = escape(str(choice["value"])), escape(str(choice["label"]))
        made.append(f'<option value="{value}"{lang}{chosen}>{label}</option>')
    return mark_safe("".join(made))  # noqa: S308  # escaped above


@register.filter
def lang_dir(thing: Mapping) -> SafeString:
    """The lang and dir attributes of a text; dir="auto" when its language is not known."""
    lang = thing.get("lang")
    way = escape(thing.get("dir") or (direction(lang) if lang else "auto"))
    return mark_safe(f' lang="{escape(lang)}" dir="{way}"' if lang else f' dir="{way}"')  # noqa: S308  # escaped above


@register.simple_block_tag
def section(content: SafeString, anchor: str, title: str, count: int | None = None) -> SafeString:
    """A part of a page: its heading hangs in the margin column; #anchor is its permanent address."""
    shown = format_html(' <span class="count">({})</span>', number(str(count))) if count is not None else ""
    return format_html(
        '<section class="section" id="{0}" aria-labelledby="{0}-title">'
        '<h2 id="{0}-title">{1}{2}</h2><div class="section-body">{3}</div></section>',
        anchor,
        title,
        shown,
        content,
    )


@register.simple_tag
def component(name: str, values: Mapping | None = None, **more: object) -> str:
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
    return mark_safe(format_html_join("", '<li><a href="{}"{}>{}</a></li>', rows))  # noqa: S308  # escaped there


@register.simple_tag(takes_context=True)
def account_links(context: Context) -> SafeString:
    """The way to sign in; for those who have, the way out and, for staff, to the editors' desk."""
    links = [("/accounts/login/", _("Sign in")), ("/accounts/signup/", _("Sign up"))]
    request = context.get("request")
    try:
        if request and is_signed_in(request):
            links = [(f"{home()}submissions/", _("Submissions")), ("/accounts/awaiting/", _("Awaiting you"))]
            links += [("/accounts/", _("Your account"))]
            links += [("/accounts/logout/", _("Sign out"))]
            links += [("/admin/", _("Editors’ desk"))] if request.user.is_staff else []
    except DatabaseError:
        pass  # the page of an error needs no database
    return mark_safe(format_html_join("", '<li><a href="{}">{}</a></li>', links))  # noqa: S308  # escaped there


@register.simple_tag(takes_context=True)
def account_items(context: Context, *, narrow: bool = True) -> SafeString:
    """For whoever is signed in: their account and, where the parts stand in a column, what waits for them."""
    request = context.get("request")
    links = []
    try:
        if request and is_signed_in(request):
            links = [("/accounts/awaiting/", _("Awaiting you"))] if narrow else []
            links += [("/accounts/", _("Your account"))]
    except DatabaseError:
        pass  # the page of an error needs no database
    return mark_safe(format_html_join("", '<li><a href="{}">{}</a></li>', links))  # noqa: S308  # escaped there


@register.simple_tag
def home() -> str:
    return language_root(get_language() or settings.LANGUAGE_CODE)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[dict]:
    """This page in each interface language, in the official order; a page without a language leads to the home page.

    Each: code, name, url (with the query), current, and href: the absolute address, empty where there is none.
    """
    request: HttpRequest | None = context.get("request")
    here = get_language() or settings.LANGUAGE_CODE
    rest, query, origin = _address(request) if request else ("", "", "")
    return [
        {
            "code": code,
            "name": name,
            "url": f"{language_root(code)}{rest}{query}",
            "href": f"{origin}{language_root(code)}{rest}" if origin else "",
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]


def _address(request: HttpRequest) -> tuple[str, str, str]:
    """The path after the language, the query, and scheme with host: all empty where an address has no language."""
    path, mark, query = request.get_full_path().partition("?")
    path = path[len(get_script_prefix()) :]
    first, slash, rest = path.partition("/")
    if first in UNPREFIXED:
        return "", "", ""
    if slash and first in dict(settings.LANGUAGES):
        path = rest
    return path, mark + query if len(query) <= LONGEST_QUERY else "", _origin(request)


@register.simple_tag(takes_context=True)
def address_here(context: Context) -> str:
    """The whole address of the page, for its print; empty where it has no language or is too long to be typed."""
    request: HttpRequest | None = context.get("request")
    origin = _address(request)[2] if request else ""
    path = request.get_full_path() if request else ""
    return origin + path if origin and len(path) <= LONGEST_QUERY else ""


def _folder(path: str) -> str:
    """The first part of a path after the language."""
    parts = path.split("/")[1:3]
    languages = dict(settings.LANGUAGES)
    return "".join(parts[1:2]) if parts and parts[0] in languages else "".join(parts[:1])


def _origin(request: HttpRequest) -> str:
    """Scheme and host; empty on the page that says that the host is refused."""
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


@register.filter
def status_rank(phases: Sequence[Mapping]) -> list[dict]:
    """Marks the phases before the current one as past."""
    before = len(list(takewhile(lambda phase: not phase.get("current"), phases)))
    known = before < len(phases)
    return [{**phase, "past": known and place < before} for place, phase in enumerate(phases)]


@register.filter
def bdi(text: str) -> SafeString:
    """User text inside a sentence of ours, kept apart from its direction."""
    return format_html("<bdi>{}</bdi>", conditional_escape(text))
