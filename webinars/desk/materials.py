"""/admin/webinars/<pk>/materials/: taking files in, saying what each is, releasing one or all, publishing."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import has_permission
from accounts.models import User
from tarepo.admin.forms import sent_key
from tarepo.admin.proposal import publish_and_say
from tarepo.changes import change
from tarepo.content_check import ContentError
from tarepo.models import ChangeSet, Record
from webinars.access import DeskWebinar, get_desk_webinar
from webinars.desk.material_rows import Shown, shown_materials
from webinars.desk.tabs import desk_context
from webinars.enums import MaterialKind
from webinars.materials.arrange import Arranged, arrange, release_all
from webinars.materials.forms import RowForm
from webinars.materials.intake import Taken, take_files

HERE = "webinar_materials"
MOST_FILES = 50
TITLE = gettext_lazy("Materials")


@dataclass(frozen=True)
class Forms:
    rows: dict[str, RowForm]  # by the digest of the material
    added: RowForm

    @property
    def are_valid(self) -> bool:
        return all([*(form.is_valid() for form in self.rows.values() if form.is_bound), self._added_is_valid()])

    def _added_is_valid(self) -> bool:
        return not self.added.is_bound or not self.adds or self.added.is_valid()

    @property
    def adds(self) -> bool:
        """Whether a link, or chapters, stand in the row that adds one."""
        return any(self.added[name].value() for name in ("link", "chapters"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def materials_page(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast(User, request.user)
    found = get_desk_webinar(user, pk, write=request.method == "POST")
    shown = shown_materials(found.record)
    if request.method != "POST":
        return page(request, found, shown, forms_of(None, shown))
    if "upload" in request.POST:
        return uploaded(request, found, user)
    forms = forms_of(request.POST, shown)
    if not forms.are_valid:
        return page(request, found, shown, forms)
    try:
        return saved(request, found, shown, forms)
    except ContentError as error:
        messages.error(request, _("Nothing was saved: %(what)s") % {"what": error})
        return page(request, found, shown, forms)
    except IntegrityError:
        return sent_before(request, pk, user)


def forms_of(data: Any, shown: Shown) -> Forms:
    """A row that was not sent, as somebody added it meanwhile, stands as it is."""
    more: Any = {"speakers": shown.speakers, "lead": shown.lead}
    rows = {
        each.key: RowForm(
            data if data and f"m-{each.key}-kind" in data else None, row=each.row, prefix=f"m-{each.key}", **more
        )
        for each in shown.rows
    }
    return Forms(rows, RowForm(data, row={}, prefix="new", **more))


def may_publish(request: HttpRequest, record: Record) -> bool:
    return has_permission(request.user, "activities.publish_activity", record)


def page(request: HttpRequest, found: DeskWebinar, shown: Shown, forms: Forms) -> HttpResponse:
    context = desk_context(request, found, TITLE, HERE) | {
        "rows": [(each, forms.rows[each.key]) for each in shown.rows],
        "added": forms.added,
        "complaints": complaints(shown, forms),
        "counts": shown.counts(),
        "along": shown.along,
        "is_published": shown.is_published,
        "may_publish": found.may_write and may_publish(request, found.record),
        "sent_key": sent_key({}),
        "most_files": MOST_FILES,
    }
    return TemplateResponse(request, "admin/webinars/materials.html", context)


def complaints(shown: Shown, forms: Forms) -> list[tuple[str, str, str]]:
    """What is wrong, with the anchor of the field: (id, of what, sentence)."""
    named = [(each.name, forms.rows[each.key]) for each in shown.rows] + [(_("Added"), forms.added)]
    return [
        (field.id_for_label, name, str(sentence))
        for name, form in named
        if form.is_bound and (form is not forms.added or forms.adds)
        for field in form
        for sentence in field.errors
    ]


def uploaded(request: HttpRequest, found: DeskWebinar, user: User) -> HttpResponse:
    files = request.FILES.getlist("files")
    back = HttpResponseRedirect(reverse(f"admin:{HERE}", args=[found.record.pk]))
    if not files or len(files) > MOST_FILES:
        told = _("Choose the files first.") if not files else _("Send at most %(n)d files at once.") % {"n": MOST_FILES}
        messages.warning(request, told)
        return back
    try:
        with change(by=user, why=_("uploaded materials"), key=sent_key(request.POST)):
            taken = take_files(record=found.record, uploads=files, by=user)
    except IntegrityError:
        return sent_before(request, found.record.pk, user)
    for one in taken:
        say(request, one)
    return back


def say(request: HttpRequest, one: Taken) -> None:
    level = messages.ERROR if one.row is None else messages.SUCCESS if one.is_new else messages.INFO
    messages.add_message(request, level, one.told)


def saved(request: HttpRequest, found: DeskWebinar, shown: Shown, forms: Forms) -> HttpResponse:
    edits = {key: form.columns() for key, form in forms.rows.items() if form.is_bound}
    gone = frozenset(key for key, form in forms.rows.items() if form.is_bound and form.cleaned_data["gone"])
    added = [{name: value for name, value in forms.added.columns().items() if value}] if forms.adds else []
    why = _("published materials") if "publish" in request.POST else _("edited materials")
    with change(by=cast(User, request.user), why=why, key=sent_key(request.POST)):
        done = arrange(record=found.record, edits=edits, gone=gone, added=added)
        released = "release_all" in request.POST and release_all(record=found.record)
        if "publish" in request.POST and may_publish(request, found.record):
            publish_and_say(request, found.record)
    tell(request, done, released=released)
    tell_missed(request, shown, done)
    return HttpResponseRedirect(reverse(f"admin:{HERE}", args=[found.record.pk]))


def tell(request: HttpRequest, done: Arranged, *, released: bool) -> None:
    if released:
        messages.success(request, _("All are released: readers see them when the record is published."))
    elif done.changed:
        messages.success(request, _("Saved."))
    elif "publish" not in request.POST:
        messages.info(request, _("Nothing was changed."))


def tell_missed(request: HttpRequest, shown: Shown, done: Arranged) -> None:
    """What was set for a material that somebody else changed meanwhile is not saved, and not lost without a word."""
    there = {each.key for each in shown.rows}
    sent = [name.removeprefix("m-").removesuffix("-kind") for name in request.POST if name.startswith("m-")]
    missed = [key for key in dict.fromkeys(sent) if f"m-{key}-kind" in request.POST and key not in there]
    for key in [*missed, *done.missed]:
        kind = dict(MaterialKind.choices).get(request.POST.get(f"m-{key}-kind", ""), "")
        typed = [request.POST.get(f"m-{key}-{name}", "") for name in ("language", "title", "link")]
        said = ", ".join([str(kind), *filter(None, typed)]).replace("\x00", "")[:300]
        told = _("Somebody else changed or took away a material. What you set for it was not saved: %(said)s.")
        messages.warning(request, told % {"said": said})


def sent_before(request: HttpRequest, pk: int, user: User) -> HttpResponse:
    if ChangeSet.objects.filter(pk=sent_key(request.POST), by=user).exists():
        messages.info(request, _("This form had been sent already: it was taken once."))
    else:
        messages.error(request, _("The database did not take this. Nothing was done: send it again."))
    return HttpResponseRedirect(reverse(f"admin:{HERE}", args=[pk]))
