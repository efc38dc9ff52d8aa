"""Titles of records that a query brings along, so that no row has to ask for its own."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import Case, Exists, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Left
from django.utils.translation import get_language

from tarepo.enums import TextStatus
from tarepo.models import Record, Text
from tarepo.search.any_form import any_form

LONGEST = 160  # of a title among others
MOST_WORDS = 8
NAMES = ("title", "other_title", "short_title", "synonyms")
Rows = TypeVar("Rows", bound=QuerySet)


class Lines(Func):
    """Columns as the lines of one text: looked through once, not each by itself."""

    template = "(%(expressions)s)"
    arg_joiner = " || E'\\n' || "
    output_field = TextField()


def title_of(path: str) -> Subquery:
    """The title of the record whose id stands at the path: in the active language, else the original, else any."""
    language = (get_language() or "en").partition("-")[0]
    preference = Case(
        When(language=language, then=Value(0)),
        When(status=TextStatus.ORIGINAL, then=Value(1)),
        When(language="en", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    texts = Text.objects.filter(record_id=OuterRef(path)).order_by(preference, "language")
    return Subquery(texts.annotate(start=Left("title", LONGEST)).values("start")[:1])


def labelled(rows: Rows) -> Rows:
    """Records that know their titles: str() gives “Title (reference)”."""
    return rows.annotate(title_shown=title_of("pk"))


def labels_of(ids: Collection[int]) -> dict[str, str]:
    """The label of each record by its id as a form has it; one query, none for nothing."""
    if not ids:
        return {}
    return {str(record.pk): str(record) for record in labelled(Record.objects.filter(pk__in=ids))}


def with_words(rows: Rows, asked: str) -> Rows:
    """The records that have every word asked for in their reference, in one of a record merged into them, or in their
    names of any language; accents and capitals are as good as none."""
    for word in asked.split()[:MOST_WORDS]:
        texts = Text.objects.alias(names=Lines(*NAMES)).filter(record_id=OuterRef("pk"), names__regex=any_form(word))
        merged = Record.objects.filter(merged_into__isnull=False, reference__icontains=word).values("merged_into_id")
        rows = rows.filter(Q(reference__icontains=word) | Exists(texts) | Q(pk__in=merged))
    return rows


def best_first(rows: Rows, asked: str) -> Rows:
    """The reference itself, titles that begin with what is asked for, titles that have its words, then the others.

    The rows are labelled already.
    """
    asked = asked.strip()
    if not asked:
        return rows
    texts = Text.objects.filter(record_id=OuterRef("pk"))
    # \m: where a word begins, so that "patent" comes before "antipatent".
    words = [Q(title__regex=rf"\m{any_form(word)}") for word in asked.split()[:MOST_WORDS]]
    begins = f"^{any_form(asked)}"
    rank = Case(
        When(reference__iexact=asked, then=Value(0)),
        When(title_shown__regex=begins, then=Value(1)),
        When(Exists(texts.filter(title__regex=begins)), then=Value(2)),
        When(Exists(texts.filter(*words)), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return rows.order_by(rank, "title_shown", "pk")
