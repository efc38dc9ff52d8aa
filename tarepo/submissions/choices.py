"""What the selects of the forms offer: published subjects, documents by what is printed on them."""

from django.db.models import Q
from django.utils.translation import gettext as _

from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.reading.names import label_name
from tarepo.reading.rows import LABELLED
from tarepo.reading.words import content_language
from tarepo.tiers import PUBLIC

Choices = list[tuple[str, str | list[tuple[str, str]]]]


def subject_choices() -> Choices:
    """The published subjects under those that they belong to; one query."""
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=Kind.SUBJECT).values_list(*LABELLED, "card__parent")
    language, names, upper = content_language(), {}, {}
    for *labelled, parent in rows:
        name = label_name(*labelled, language=language)
        names[name["id"]], upper[name["id"]] = name, parent
    tops = [name for pk, name in names.items() if upper[pk] not in names]
    made: Choices = [("", _("– none –"))]
    for top in sorted(tops, key=lambda name: name["sort"]):
        below = sorted((names[pk] for pk in names if upper[pk] == top["id"]), key=lambda name: name["sort"])
        made.append((top["name"], [(str(name["id"]), name["name"]) for name in (top, *below)]))
    return made


def document_named(typed: str) -> int | None:
    """The published document with this symbol, reference or title; None where there is none, or several."""
    here = Q(reference__iexact=typed) | Q(card__symbol__iexact=typed)
    for language in ("ar", "zh", "en", "fr", "ru", "es"):
        here |= Q(**{f"label__names__{language}__iexact": typed})
    found = SearchRow.objects.filter(here, tier=PUBLIC, kind=Kind.DOCUMENT).values_list("record_id", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def document_name(pk: int) -> str:
    """What document_named() finds it by."""
    row = SearchRow.objects.filter(tier=PUBLIC, record_id=pk).values_list("card__symbol", "reference").first()
    return (row[0] or row[1]) if row else ""
