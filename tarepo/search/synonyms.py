"""Other names of what is looked for: CATI is TISC, and «Technology and Innovation Support Centre».

The terms of the vocabularies and the organisations say so themselves: their titles, short titles and synonyms in all
languages are one group.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from django.db import connection

from tarepo.enums import Kind
from tarepo.models import SearchRow
from tarepo.search.common import COMMON
from tarepo.search.normalise import folded, is_run, words
from tarepo.search.query import Query
from tarepo.search.stems import LANGUAGES, stem
from tarepo.search.terms import Form, How, Term
from tarepo.tiers import PUBLIC

KINDS = (Kind.SUBJECT, Kind.ACTIVITY_TYPE, Kind.TARGET_GROUP, Kind.ORGANISATION)
SHORTEST_FORM = 3  # letters: "AT", technical assistance in Spanish, is in every English text
LONGEST_NAME = 12  # words
MOST_FORMS = 40

STATE = """
    SELECT count(*), max(snapshot_id), sum(snapshot_id) FROM tarepo_searchrow WHERE tier = 0 AND kind = ANY(%s)
"""

Words = tuple[str, ...]
Groups = dict[Words, tuple[Form, ...]]  # by the folded or stemmed words of each name: all names of the group


def widen(query: Query) -> Query:
    """The query whose terms are also found by their other names, ready to be asked several times."""
    if query.is_empty:
        return query
    terms = tuple(_widened(query.terms, groups()))
    return replace(query, terms=terms, lexemes=_lexemes(terms))


def groups() -> Groups:
    """The public terms' names, read anew once a term is published or withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [list(KINDS)])
        return _groups(connection.settings_dict["NAME"], cursor.fetchone())


@lru_cache(maxsize=2)
def _groups(database: str, state: tuple[int | None, ...]) -> Groups:
    rows = SearchRow.objects.filter(tier=PUBLIC, kind__in=KINDS).order_by("kind", "reference")
    made: dict[Words, dict[Form, None]] = {}
    for texts in rows.values_list("snapshot__body__content__texts", flat=True):
        names = list(_names(texts or {}))
        forms = dict.fromkeys(Form(name, How.NEAR) for name, _ in names if _tells(name))
        for name, language in names:
            for key in _keys(name, [language]) | _singular(name):
                made.setdefault(key, {}).update(forms)
    return {key: tuple(forms)[:MOST_FORMS] for key, forms in made.items()}


def _names(texts: dict[str, dict]) -> Iterator[tuple[Words, str]]:
    for language, text in texts.items():
        for line in (text["title"], text.get("short_title", ""), *text.get("synonyms", "").splitlines()):
            name = tuple(words(line))
            if name and len(name) <= LONGEST_NAME:
                yield name, language


def _tells(name: Words) -> bool:
    """Whether a text that has the name is likely to mean it, in whatever language it is."""
    return len(name) > 1 or (len(name[0]) >= SHORTEST_FORM and folded(name[0]) not in COMMON) or is_run(name[0])


def _singular(name: Words) -> set[Words]:
    """SME for SMEs: no stemmer takes the s from an abbreviation."""
    return {(folded(name[0])[:-1],)} if len(name) == 1 and len(name[0]) > 2 and name[0].endswith("s") else set()


def _keys(name: Words, languages: Iterable[str]) -> set[Words]:
    """The name without small words, folded and in each language's stems."""
    telling = [word for word in name if folded(word) not in COMMON]
    stems = {tuple(stem(language, word) or folded(word) for word in telling) for language in languages}
    return {tuple(map(folded, telling)), *stems} - {()}


def _widened(terms: tuple[Term, ...], known: Groups) -> Iterator[Term]:
    place = 0
    while place < len(terms):
        found = next(filter(None, (_named(terms[place:end], known) for end in _ends(terms, place))), None)
        yield found or terms[place]
        place += len(found.parts) if found and found.parts else 1


def _ends(terms: tuple[Term, ...], place: int) -> range:
    """Where a name that starts at this place may end, the longest first: only plain words make a name together."""
    end = place + 1
    if _is_plain(terms[place]):
        while end < min(len(terms), place + LONGEST_NAME) and _is_plain(terms[end]):
            end += 1
    return range(end, place, -1)


def _is_plain(term: Term) -> bool:
    return not term.negated and not term.exact


def _named(terms: tuple[Term, ...], known: Groups) -> Term | None:
    """The terms as one, with the other names of what they name; what is quoted means just itself."""
    if terms[0].exact:
        return None
    name = tuple(word for term in terms for word in term.words)
    if len(name) > LONGEST_NAME:  # thirty words of twenty parts each: their stems would take half a second
        return None
    forms: dict[Form, None] = {}
    for key in sorted(_keys(name, LANGUAGES)):
        forms.update(dict.fromkeys(known.get(key, ())))
    if not forms:
        return None
    if len(terms) == 1:
        return terms[0].or_else(tuple(forms)[:MOST_FORMS])
    typed = Term(" ".join(map(str, terms)), (Form(name, How.ALL),), parts=terms)
    return typed.or_else(tuple(forms)[:MOST_FORMS])


@lru_cache(maxsize=1_000)
def _lexemes(terms: tuple[Term, ...]) -> str:
    """The tsquery written out: the stems of thirty names are not worked out for each count of a page."""
    sql, params = Query(terms).tsquery()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", params)
        return cursor.fetchone()[0]
