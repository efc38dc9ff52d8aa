""" "Did you mean": for a word that nothing holds, the likeliest of those that public records do hold."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models.functions import Left, Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tarepo.models import SearchWord
from tarepo.search.normalise import folded, is_run
from tarepo.search.query import Query
from tarepo.search.terms import Form, How, Term

SHORTEST, LONGEST = 3, 40
MOST_COMPARED = 4_000
MOST_WORDS = 200_000
MOST_ASKED = 5  # words of one query
MOST_TRIED = 3  # other words for one
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ")

Finds = Callable[[Query], bool]


def suggest(query: Query, finds: Finds, answers: Finds) -> Query | None:
    """The query with words that find nothing replaced; None where there is nothing better to offer.

    finds tells whether anything that the reader may see answers a query, and is asked of one word at a time: the known
    words are a night old at most, and what was withdrawn since must not be offered. answers tells it of the whole,
    under all that is asked for besides.
    """
    better, asked = query, 0
    for term in query.wanted:
        if len(term.forms) == 1 and (term.exact or len(term.words) == 1) and asked < MOST_ASKED:
            asked += len(term.words)
            text = " ".join(_better(word, finds) or word for word in term.words)
            if text != " ".join(term.words):
                better = better.replace(term, f'"{text}"' if term.exact else text)
    return better if better is not query and answers(better) else None


def _better(word: str, finds: Finds) -> str | None:
    if is_run(word) or not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return None
    if finds(_alone(word)):
        return None
    return next((other for other in nearest(folded(word)) if finds(_alone(other))), None)


def _alone(word: str) -> Query:
    return Query((Term(word, (Form((word,), How.NEAR),)),))


def nearest(word: str) -> list[str]:
    """The known words with the fewest letters changed, left out, added or swapped; of several the most frequent."""
    most = 1 if len(word) < 5 else 2
    beginnings = {word[0], word[1]}
    return _nearest(word, _alike(len(word), most, beginnings), most) or _begun_otherwise(word)


def _begun_otherwise(word: str) -> list[str]:
    """The most frequent words that differ in their first letter, or have one more before it."""
    letters = next((alphabet for alphabet in ALPHABETS if word[1] in alphabet), "")
    made = [letter + rest for letter in letters for rest in (word, word[1:])]
    found = SearchWord.objects.filter(word__in=made).order_by("-documents")
    return list(found.values_list("word", flat=True)[:MOST_TRIED])


def _alike(length: int, most: int, beginnings: Iterable[str]) -> list[str]:
    """Words of about this length, the most frequent first; as one text, which is read faster than rows are."""
    words = SearchWord.objects.alias(begins=Left("word", 1), length=Length("word"))
    words = words.filter(length__gte=length - most, length__lte=length + most, begins__in=beginnings)
    chosen = words.order_by("-documents", "word").values("word", "documents")[:MOST_COMPARED]
    sql, params = chosen.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT string_agg(word, ' ' ORDER BY documents DESC, word) FROM ({sql}) AS chosen", params)  # noqa: S608
        return (cursor.fetchone()[0] or "").split()


def _nearest(word: str, known: list[str], most: int) -> list[str]:
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    ordered = sorted((distance, place, other) for other, distance, place in near)
    return [other for _distance, _place, other in ordered[:MOST_TRIED]]


@transaction.atomic
def refresh_words(vectors: str) -> int:
    """Count anew the words of the vectors that an SQL text selects, which must be those of public rows only."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tarepo_searchword")
        cursor.execute(
            """
            INSERT INTO tarepo_searchword (word, documents)
            SELECT substr(word, 2), ndoc FROM ts_stat(%s)
            WHERE word >= '=a' COLLATE "C" AND word < U&'=\\0E00' COLLATE "C" AND word !~ '[0-9]'
              AND length(word) BETWEEN %s AND %s
            ORDER BY ndoc DESC LIMIT %s
            """,
            [vectors, SHORTEST + 1, LONGEST + 1, MOST_WORDS],
        )
        return cursor.rowcount
