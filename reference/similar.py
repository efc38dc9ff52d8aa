"""Organisations that may be the one that somebody is entering, under another spelling of its name."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tarepo.enums import Kind, State
from tarepo.models import Text
from tarepo.search.any_form import any_form
from tarepo.search.common import COMMON
from tarepo.search.normalise import folded, is_run, words
from tarepo.similar import MOST, Like, Typed, bare, likeness

ALIKE = 80
BEGINNING = 4  # letters by which a word is looked for: another spelling has one word at least that begins alike
MOST_WORDS, MOST_COMPARED = 8, 2000
NAMES = ("title", "other_title", "short_title", "synonyms")


@dataclass(frozen=True)
class Name:
    pk: int
    reference: str
    state: str
    title: str
    short: str
    all: tuple[str, ...]


def find(typed: Typed) -> tuple[list[Like], list[Like]]:
    """None on the same, as an organisation has no subject; possible duplicates by name, in one query."""
    if not typed.titles:
        return [], []
    best: dict[int, tuple[float, Like]] = {}
    for name in names_alike(typed):
        alike = likeness(typed.titles, name.all)
        is_short = bool(name.short) and bare(name.short) in {*map(bare, typed.titles), *map(initials, typed.titles)}
        if alike < ALIKE and not is_short and not is_within(typed, name):
            continue
        why = _("same short name") if is_short and alike < ALIKE else _("similar name")
        why = _("same name") if alike == 100 else why
        like = Like(
            name.pk,
            Kind.ORGANISATION,
            f"{name.title} ({name.reference})",
            why,
            "" if name.state == State.PUBLISHED else str(State(name.state).label),
        )
        score = max(alike, 90 if is_short else 0)
        if score > best.get(name.pk, (-1, like))[0]:
            best[name.pk] = (score, like)
    ranked = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].pk))
    return [], [like for _score, like in ranked[:MOST]]


def is_within(typed: Typed, name: Name) -> bool:
    """Whether one name is the other with more said, as “Ministry of Culture” and “Ministry of Culture of Peru”."""
    for mine in (set(bare(title).split()) for title in typed.titles):
        for theirs in (set(bare(other).split()) for other in name.all):
            less, more = sorted((mine, theirs), key=len)
            if less <= more and len(less) > 1 and len(more) - len(less) < 3:
                return True
    return False


def names_alike(typed: Typed) -> list[Name]:
    """The names of which a word begins as one of the typed ones does, and those with such a short form."""
    typed_words = [word for title in typed.titles for word in words(title)]
    beginnings = {word if is_run(word) else word[:BEGINNING] for word in typed_words if folded(word) not in COMMON}
    if not beginnings:
        return []
    longest = sorted(beginnings, key=lambda word: (-len(word), word))[:MOST_WORDS]
    form = rf"\m(?:{'|'.join(map(any_form, longest))})"
    found = Q()
    for name in NAMES:
        found |= Q(**{f"{name}__regex": form})
    for short in filter(None, map(initials, typed.titles)):
        found |= Q(short_title__iexact=short)
    texts = Text.objects.filter(found, record__kind=Kind.ORGANISATION).exclude(record_id__in=typed.known)
    texts = texts.exclude(record__state=State.ARCHIVED).order_by("record_id", "language")
    rows = texts.values_list("record_id", "record__reference", "record__state", *NAMES)[:MOST_COMPARED]
    return [
        Name(pk, reference, state, title, short, (title, other, short, *synonyms.splitlines()))
        for pk, reference, state, title, other, short, synonyms in rows
    ]


def initials(title: str) -> str:
    """WIPO for World Intellectual Property Organization; empty for fewer than three words."""
    found = [word[0] for word in words(title) if folded(word) not in COMMON and not is_run(word)]
    return "".join(found) if len(found) > 2 else ""
