"""From what was typed to the values of a patch, and back into the form of one that is still open."""

from typing import Any

from django.utils.translation import gettext as _

from activities.enums import Status
from tarepo.content import Content
from tarepo.enums import PartyRole, TextStatus
from tarepo.models import Patch
from tarepo.submissions.choices import document_name, document_named
from tarepo.submissions.days import days_of
from tarepo.submissions.forms import SUBJECTS
from tarepo.submissions.parties import Parties
from tarepo.submissions.rows import figure_initial

TEXTS = ("title", "summary", "objective", "description")


def record_values(form: Any, parties: list[Any], figures: list[Any], role: str) -> Content:
    """A new record's values; what was left empty is left out. role: of the party that reports."""
    cleaned, language = form.cleaned_data, form.cleaned_data["language"]
    text = {name: cleaned[name] for name in TEXTS if cleaned.get(name)}
    made: Content = {"texts": {language: {"status": TextStatus.ORIGINAL.value} | text}, **cleaned["period"]}
    own = (int(cleaned["party"]), cleaned.get("own_role") or role)
    others = [(row.cleaned_data["party"], row.cleaned_data.get("role") or role) for row in parties]
    made["involvements"] = [{"party": pk, "role": its_role} for pk, its_role in dict.fromkeys([own, *others]) if pk]
    made["subjects"] = sorted(form.subjects)
    made["sources"] = sources_of(cleaned)
    made["figures"] = [row.row(language) for row in figures]
    made |= {name: cleaned[name] for name in ("status", "venue") if name in cleaned}
    return {name: value for name, value in made.items() if value not in ("", [], Status.NOT_STATED)}


def figure_values(form: Any, figures: list[Any], base: Content) -> Content:
    """What is there, and the new rows after it: patch.py adds them to what there is when an editor takes them."""
    language = form.cleaned_data["language"]
    made = {"figures": [*base.get("figures", []), *(row.row(language) for row in figures)]}
    sources = sources_of(form.cleaned_data)
    return made | ({"sources": [*base.get("sources", []), *sources]} if sources else {})


def sources_of(cleaned: dict[str, Any]) -> list[Content]:
    """A document that the portal has by its id, another one in words."""
    made: Content = {"link": cleaned["source_link"]} if cleaned["source_link"] else {}
    if typed := cleaned["source_document"]:
        found = document_named(typed)
        made |= {"document": found} if found else {"note": {cleaned["language"]: typed}}
    return [made] if made else []


def note_with(note: str, unknown: list[Any]) -> str:
    """The note to the editors, and the names that no party of the portal has."""
    told = [
        _("Not in the portal yet: “%(name)s”, %(role)s.")
        % {
            "name": row.cleaned_data["name"],
            "role": str(PartyRole(row.cleaned_data.get("role") or PartyRole.SIGNATORY).label),
        }
        for row in unknown
    ]
    return "\n".join(line for line in (note, *told) if line)


def initial_of(patch: Patch, base: Content) -> dict[str, Any]:
    """What the form of the patch had been filled in with; base: what the record said before."""
    values = patch.values
    texts: Content = values.get("texts", {})
    language = next(iter(texts), "")
    text: Content = texts.get(language, {})
    if not language and values.get("figures"):
        language = next(iter(values["figures"][-1].get("measure", {})), "")
    sources = values.get("sources", [])[len(base.get("sources", [])) :]
    source: Content = sources[-1] if sources else {}
    document = document_name(source["document"]) if source.get("document") else ""
    made = {name: text.get(name, "") for name in TEXTS}
    made |= dict(zip(SUBJECTS, map(str, values.get("subjects", [])), strict=False))
    made |= {name: values[name] for name in ("status", "venue") if name in values} | days_of(values)
    made |= {
        "party": str(patch.party_id or ""),
        "note": patch.why,
        "source_link": source.get("link", ""),
        "source_document": document or next(iter(source.get("note", {}).values()), ""),
    }
    own = [row["role"] for row in values.get("involvements", []) if row["party"] == patch.party_id]
    return made | ({"own_role": own[0]} if own else {}) | ({"language": language} if language else {})


def party_rows(patch: Patch, parties: Parties) -> list[dict[str, Any]]:
    """The other parties, by name; one that has lost its page since is left to be typed again."""
    rows = list(patch.values.get("involvements", []))
    own = next((row for row in rows if row["party"] == patch.party_id), None)
    return [
        {"name": parties.name(row["party"]), "choice": str(row["party"]), "role": row["role"]}
        for row in rows
        if row is not own
    ]


def figure_rows(patch: Patch, base: Content) -> list[dict[str, Any]]:
    return [figure_initial(row) for row in patch.values.get("figures", [])[len(base.get("figures", [])) :]]
