"""Queries: whatever is typed is understood as far as it can be, and finds what a reader means by it."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarepo.search.normalise import fold, is_run, plain
from tarepo.search.query import Query, parse
from tarepo.search.terms import How
from tests.search.words import TEXT, ask, finds, lots

pytestmark = pytest.mark.django_db

OPERATORS = st.sampled_from(
    ['"', "-", " ", '-"', " -", "«", "”", " OR ", " AND ", "'", "\x00", "\ud800", "%", "\\", "|&!:*"]
)
TYPED = st.lists(st.one_of(TEXT, OPERATORS), max_size=12).map("".join)

FOUND = [
    ("capacites", "fr", "Renforcement des capacités"),
    ("capacités", "fr", "RENFORCEMENT DES CAPACITES"),
    ("capacitación", "es", "capacitaciones"),
    ("capacitacion", "es", "Las capacitaciones"),
    ("capacitaciones", "es", "una capacitación"),
    ("技术援助", "zh", "提供技术援助和培训"),
    ("技", "zh", "提供技术援助"),
    ("助", "zh", "提供技术援助"),
    ("提供技术援", "zh", "提供技术援助"),
    ("ابداع", "ar", "إبداع"),
    ("إبداع", "ar", "الابداع"),
    ("ابداع", "ar", "الإبداعات،"),
    ("технической", "ru", "техническая помощь"),
    ("елка", "ru", "Ёлки"),
    ("training", "en", "It trained producers"),
    ("wipo", "ar", "مساعدة WIPO التقنية"),
    ("oeuvre", "fr", "Œuvres d’art"),
    ("école", "fr", "l’école"),
    ("l'ecole", "fr", "les écoles"),
    ("formação", "pt", "Formacao"),
    ("TA-2023-0001", "en", "see TA 2023 0001."),
    ("e-learning", "en", "e-learnings"),
    ('"collective marks"', "en", "on Collective Marks."),
    ('"marques collectives"', "fr", "marques collectivés"),
    ('"中国技术"', "zh", "在中国技术培训"),
    ('"中国 wipo 技术"', "zh", "中国WIPO技术"),
    ("the", "en", "the"),
    ("who trained producers in collective marks, and how many", "en", "Training of producers: collective mark"),
    ("-taller", "es", "curso"),
    ("x" * 100, "en", "x" * 100),
]
NOT_FOUND = [
    ('"collective mark"', "en", "collective marks"),
    ('"marks collective"', "en", "collective marks"),
    ('"the marks"', "en", "marks the"),
    ("TA-2023-0001", "en", "TA 2023 0002 0001"),
    ("技援", "zh", "技术援助"),
    ('"中国技术"', "zh", "中国，技术"),
    ("中国技术", "zh", "中国，技术"),
    ("-taller", "es", "Talleres"),
    ('-"collective marks"', "en", "two collective marks"),
    ("collective -marks", "en", "collective marks"),
    ("marques brevets", "fr", "marques"),
    ("x" * 63, "en", "x" * 100),
]


@pytest.mark.parametrize(("typed", "language", "text"), FOUND)
def test_a_text_is_found(typed, language, text):
    assert finds(parse(typed), (language, text))


@pytest.mark.parametrize(("typed", "language", "text"), NOT_FOUND)
def test_a_text_is_not_found(typed, language, text):
    assert not finds(parse(typed), (language, text))


def test_a_phrase_stays_within_one_text():
    assert finds(parse('"collective marks"'), ("en", "collective marks"), ("fr", "marques"))
    assert not finds(parse('"collective marks"'), ("en", "collective"), ("en", "marks"))
    assert not finds(parse('"技术 wipo"'), ("zh", "技术"), ("en", "WIPO"))


def test_a_phrase_does_not_run_from_one_vector_into_the_next():
    one, two = (json.dumps([["en", "A", word]]) for word in ("collective", "marks"))
    joined = "tarepo_vector(%s) || tarepo_vector(%s)"
    assert ask(f"{joined} @@ to_tsquery('simple', 'collect & mark')", [one, two])
    assert not ask(f"{joined} @@ to_tsquery('simple', 'collect <-> mark')", [one, two])


@pytest.mark.parametrize(
    ("typed", "terms", "sentence"),
    [
        ("", [], None),
        ("   ", [], None),
        ("-", [], "leaves out the word"),
        ("marks -", ["marks"], "leaves out the word"),
        ("?!", [], "no word to look for"),
        ('marks ""', ["marks"], "without words"),
        ('marks "collective use', ["marks", '"collective use"'], "not closed"),
        ("marks OR patents", ["marks", "patents"], "“OR”"),
        ("marks NOT patents", ["marks", "patents"], "“NOT”"),
        ("marks AND patents", ["marks", "patents"], None),
        ("marks marks -marks", ["marks", "-marks"], None),
        ("'); DROP TABLE x; --", ["DROP", "TABLE", "x"], "leaves out the word"),
        ("(marks|patents):*", ["marks|patents"], None),
        ("a\x00b \ud800c", ["b", "c"], None),
        ("−marks –patents", ["-marks", "-patents"], None),
        ("«marques collectives» “use”", ['"marques collectives"', '"use"'], None),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_kept(typed, terms, sentence):
    query = parse(typed)
    assert [str(term) for term in query.terms] == terms
    assert query.is_empty == (not terms)
    assert len(query.problems) == (sentence is not None)
    assert (sentence or "") in " ".join(query.problems)


@pytest.mark.parametrize(
    "typed", [" ".join(f"w{n}" for n in range(10_000)), '"' + "w " * 10_000, "-" * 100_000, "技" * 9_000]
)
def test_of_too_much_the_beginning_is_looked_for(typed):
    query = parse(typed)
    assert len(query.terms) <= 30
    assert len(query.problems) >= 1
    ask(query.tsquery()[0] + " IS NULL", query.tsquery()[1])


@lots
@given(TYPED)
def test_whatever_is_typed_runs_and_reads_back_as_it_was_understood(typed):
    query = parse(typed)
    sql, params = query.tsquery()
    assert (ask(f"numnode({sql})", params) == 0) == query.is_empty
    assert parse(str(query)).terms == query.terms
    for term in query.terms:
        assert term not in query.without(term).terms


def test_an_empty_query_finds_nothing():
    assert not finds(Query(), ("en", "marks"))


def test_a_term_is_replaced_in_its_place():
    query = parse('colective -taller "use"')
    assert str(query.replace(query.terms[0], "collective")) == 'collective -taller "use"'


# The plain slow way: a document's words one by one, with every form that the index gives each.

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "pt")
WORDS = ["mark", "marks", "marque", "marques", "the", "le", "capacité", "capacites", "capacitación", "capacitaciones"]
WORDS += [
    "техническая",
    "технической",
    "ёлка",
    "إبداع",
    "ابداع",
    "الإبداع",
    "技术援助",
    "中国技术",
    "技术",
    "助",
    "wipo",
]
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)), max_size=3
)
TERMS = st.builds(
    lambda sign, words, quote: f'{sign}"{" ".join(words)}"' if quote else sign + words[0],
    st.sampled_from(["", "", "-"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.booleans(),
)


@lots
@given(DOCUMENTS, st.lists(TERMS, min_size=1, max_size=3).map(" ".join))
def test_negation_and_conjunction_are_those_of_a_plain_slow_reading(document, typed):
    query = parse(typed)
    expected = all(
        any(holds(term, language, text) for language, text in document) != term.negated for term in query.terms
    )
    assert finds(query, *document) == expected


def holds(term, language, text):
    units = list(units_of(text))
    exact = term.forms[0].how is How.EXACT
    wanted = list(units_of(" ".join(term.words)))
    places = range(len(units) - len(wanted) + 1)
    return any(
        all(same(language, unit, want, exact) for unit, want in zip(units[place:], wanted, strict=False))
        and unbroken(units[place : place + len(wanted)], wanted)
        for place in places
    )


def units_of(text):
    """(word or character of a run, number of the run that it is in)."""
    for number, word in enumerate(plain(text).split()):
        yield from ((one, number) for one in word) if is_run(word) else [(word, None)]


def unbroken(units, wanted):
    """Characters of one run of the query stand in one run of the text."""
    pairs = itertools.pairwise(zip(units, wanted, strict=True))
    return all(a[1] == b[1] for (a, x), (b, y) in pairs if x[1] is not None and x[1] == y[1])


def same(language, unit, want, exact):
    (word, _), (wanted, _) = unit, want
    if fold(word) == fold(wanted):
        return True
    mine = stems(word, [language])
    return not exact and bool(mine & stems(wanted, LANGUAGES))


_known = {}


def stems(word, languages):
    key = (word, tuple(languages))
    if key not in _known:
        sql = "SELECT jsonb_agg(tarepo_stem(l, w)) FROM unnest(%s::text[]) l, unnest(%s::text[]) w"
        found = ask(f"({sql})", [list(languages), [word, fold(word)]])
        _known[key] = set(json.loads(found) if isinstance(found, str) else found) - {None}
    return _known[key]
