"""Other names of what is looked for, and likely meanings of what is misspelt."""

import json

import pytest

from tarepo.changes import change
from tarepo.content import read_content
from tarepo.content_write import write_content
from tarepo.enums import Kind
from tarepo.models import Record, SearchWord
from tarepo.publish import publish
from tarepo.search import synonyms
from tarepo.search.highlight import highlight
from tarepo.search.query import parse
from tarepo.search.suggest import nearest, refresh_words, suggest
from tarepo.search.synonyms import widen
from tests.search.words import finds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "language", "text"),
    [
        ("CATI", "en", "a TISC was set up"),
        ("TISC", "es", "un Centro de Apoyo a la Tecnología y la Innovación"),
        ("tisc", "es", "los centros de apoyo a la tecnologia y la innovacion"),
        ("technology and innovation support centre", "fr", "réseau de CATI"),
        ("技术与创新支持中心", "ru", "ЦПТИ"),
        ("CATI Peru", "en", "TISC in Peru"),
        ("collective marks", "fr", "marques collectives"),
    ],
)
def test_a_name_finds_the_others(typed, language, text):
    assert not finds(parse(typed), (language, text))
    assert finds(widen(parse(typed)), (language, text))


@pytest.mark.parametrize("typed", ['"Technology and Innovation Support Centre"', '"TISC"'])
def test_what_is_quoted_finds_just_itself(typed):
    assert not finds(widen(parse(typed)), ("fr", "réseau de CATI"))
    assert finds(widen(parse(typed)), ("en", typed))


def test_what_was_typed_still_finds_what_it_found():
    assert finds(widen(parse("collective marks")), ("en", "marks that are collective"))
    assert str(widen(parse("collective marks -CATI"))) == "collective marks -CATI"


def test_an_exact_single_word_means_itself():
    assert not finds(widen(parse('"CATI"')), ("en", "TISC"))


def test_a_negated_name_leaves_the_others_out_too():
    assert not finds(widen(parse("network -CATI")), ("en", "TISC network"))


def test_other_names_are_marked():
    assert "<mark>TISC</mark>" in highlight("a TISC was", widen(parse("CATI")), "en")


def test_a_term_that_is_published_again_is_known_at_once():
    assert not finds(widen(parse("zebramark")), ("en", "TISC"))
    record = Record.objects.get(kind=Kind.SUBJECT, reference="tisc")
    with change(by=None, why="a synonym"):
        content = read_content(Kind.SUBJECT, record.pk)
        content["texts"]["en"]["synonyms"] += "\nzebramark"
        write_content(record, content)
        publish(record)
    assert finds(widen(parse("zebramark")), ("en", "TISC"))


def test_no_words_longer_than_any_name_are_taken_for_one(monkeypatch):
    asked = []
    monkeypatch.setattr(synonyms, "_keys", lambda name, languages: asked.append(len(name)) or set())
    monkeypatch.setattr(synonyms, "groups", dict)
    widen(parse(" ".join("-".join(f"w{word}p{part}" for part in range(5)) for word in range(30))))
    assert set(asked) == {5, 10}


def test_a_widened_query_costs_one_query_once_known(django_assert_num_queries):
    widen(parse("CATI"))
    with django_assert_num_queries(1):  # the newest term
        widen(parse("CATI"))


@pytest.fixture
def known_words():
    texts = ["collective marks", "collective marks", "collection", "capacitación de productores", "техническая помощь"]
    parts = json.dumps([[["en", "A", text]] for text in texts])
    return refresh_words(f"SELECT tarepo_vector(one) FROM jsonb_array_elements('{parts}') AS one")  # noqa: S608


def test_words_are_counted_by_document(known_words):
    assert known_words == 7
    assert SearchWord.objects.get(word="collective").documents == 2
    assert not SearchWord.objects.filter(word="de").exists()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("colective", "collective"),
        ("collectvie", "collective"),
        ("collectives", "collective"),
        ("ollective", "collective"),
        ("capasitacion", "capacitacion"),
        ("техничиская", "техническая"),
        ("mraks", "marks"),
        ("zebra", None),
        ("marx", None),
    ],
)
def test_the_nearest_word_is_the_likeliest(known_words, word, meant):
    assert nearest(word)[:1] == ([meant] if meant else [])


def test_a_word_that_finds_nothing_is_offered_with_its_likely_meaning(known_words):
    def found(query):
        return finds(query, ("en", "collective marks of productores"))

    assert str(suggest(parse("colective marks -taller"), found, found)) == "collective marks -taller"
    assert str(suggest(parse('"colective marks" use'), found, lambda query: True)) == '"collective marks" use'
    assert suggest(parse("collective marks"), found, found) is None
    assert suggest(parse("zebra 技术 2023 ab"), found, found) is None


def test_what_would_find_nothing_is_not_offered(known_words):
    def found(query):
        return finds(query, ("en", "marks of productores"))

    assert suggest(parse("colective"), found, found) is None  # known last night, withdrawn since
    assert suggest(parse("mraks zebra"), found, found) is None
    assert str(suggest(parse("mraks"), found, found)) == "marks"


def test_hundreds_of_misspelt_words_ask_little(known_words):
    asked = []
    typed = " ".join(f"colectiv{chr(97 + n)}" for n in range(26))
    suggest(parse(typed), lambda query: asked.append(query) or False, lambda query: True)
    assert len(asked) <= 5 * 4
