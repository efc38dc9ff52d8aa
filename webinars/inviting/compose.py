"""The text of an invitation as it is proposed; an editor may change it."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from reference.models import Document
from tarepo.content import read_content
from tarepo.labels import title_of
from tarepo.languages import OFFICIAL
from tarepo.reading.words import interface_of
from webinars.access import DeskWebinar
from webinars.inviting.mails import LONGEST_SUBJECT
from webinars.inviting.text import escaped
from webinars.times import clocks_told


def composed(found: DeskWebinar, language: str) -> dict[str, str]:
    """{subject, body}: title, mandate, time in its zone and in UTC, languages, and {link}, the page of the webinar."""
    content = read_content(found.record.kind, found.record.pk)
    texts = content.get("texts", {})
    original: dict = next((text for text in texts.values() if text.get("status") == "original"), {})
    title = (texts.get(language) or original).get("title") or original.get("title") or found.title
    title = escaped(title)
    with override(interface_of(language)):
        mandates = [each["document"] for each in content.get("citations", []) if each["role"] == "mandate"]
        lines = [_("You are invited to the webinar “%(title)s”.") % {"title": title}]
        lines += [_("Mandate: %(document)s") % {"document": escaped(named)} for named in _documents(mandates)]
        row = (content.get("webinars") or [{}])[0]
        lines.append(clocks_told(row) if "starts_at" in row else _("The time will be made known on its page."))
        spoken = ", ".join(OFFICIAL.get(code, code) for code in found.row.interpretation.split(",") if code)
        lines += [_("Languages: %(languages)s") % {"languages": spoken}] if spoken else []
        lines.append(_("The webinar, and how to register:") + "\n{link}")
        return {"subject": _short(_("Invitation: %(title)s") % {"title": title}), "body": "\n\n".join(lines) + "\n"}


def _short(subject: str) -> str:
    """As long as a subject may be, without half of a brace that is written twice."""
    cut = subject[:LONGEST_SUBJECT]
    return cut if cut.count("{") % 2 == cut.count("}") % 2 == 0 else cut[:-1]


def _documents(ids: list[int]) -> list[str]:
    """In the order of the record: the title, and the symbol by which a reader finds it."""
    rows = Document.objects.filter(pk__in=ids).annotate(title=title_of("pk")).values_list("pk", "title", "symbol")
    named = {pk: f"{title} ({symbol})" if title and symbol else title or symbol for pk, title, symbol in rows}
    return [named[pk] for pk in ids if named.get(pk)]
