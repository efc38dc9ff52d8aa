"""Normalising: the database and Python take the same words from a text."""

import json
import os

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given

from tarepo.local.database import named
from tarepo.search import sql, sql_vectors
from tarepo.search.checks import words_are_parted
from tarepo.search.letters import CYRILLIC, FOLDED, OTHERS
from tarepo.search.normalise import fold, is_run, plain
from tests.search.words import TEXT, ask, lots

pytestmark = pytest.mark.django_db


@lots
@given(TEXT)
def test_the_database_and_python_agree(text):
    assert ask("tarepo_plain(%s)", [text]) == plain(text)
    assert ask("tarepo_fold(tarepo_plain(%s))", [text]) == fold(plain(text))


@lots
@given(TEXT)
def test_words_are_parted_by_one_space_and_folding_parts_none(text):
    made = plain(text)
    assert made == made.strip()
    assert "  " not in made
    assert plain(made) == made
    assert len(fold(made).split(" ")) == len(made.split(" "))


@pytest.mark.parametrize(
    ("text", "words", "folded"),
    [
        ("L’ÉCOLE, «Écoles»", "l école écoles", "l ecole ecoles"),
        ("Œuvre d'Élan", "œuvre d élan", "oeuvre d elan"),
        ("capacitación-NIÑO", "capacitación niño", "capacitacion nino"),
        ("ЁЛКА Йод", "ёлка йод", "елка йод"),
        ("المُساعدة،التقنيـة", "المساعدة التقنية", "المساعدة التقنية"),
        ("إبداع أثر", "إبداع أثر", "ابداع اثر"),
        ("中文，标点。WIPO技术", "中文 标点 wipo 技术", "中文 标点 wipo 技术"),
        ("ＷＩＰＯ ﬁn", "wipo fin", "wipo fin"),
        ("co\u00adllective", "collective", "collective"),
        ("?!", "", ""),
    ],
)
def test_what_is_no_letter_digit_or_mark_parts_words(text, words, folded):
    assert (plain(text), fold(plain(text))) == (words, folded)


def test_each_capital_has_one_small_letter():
    assert len(CYRILLIC + OTHERS) == len((CYRILLIC + OTHERS).lower())
    assert len(FOLDED[0]) == len(FOLDED[1])


@lots
@given(TEXT)
def test_any_text_has_a_vector(text):
    parts = [[language, weight, text] for language, weight in (("fr", "A"), ("ar", "B"), ("zh", "C"), ("pt", "C"))]
    lexemes = ask("tsvector_to_array(tarepo_vector(%s))", [json.dumps(parts)])
    assert "" not in lexemes
    assert {lexeme[1:] for lexeme in lexemes if lexeme[0] == "="} == {fold(word) for word in pairs(plain(text))}


def pairs(text):
    for word in text.split(" ") if text else []:
        yield from [word[n : n + 2] for n in range(len(word))] if is_run(word) else [word]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(chr(0x1D400 + n % 60) + chr(0x10400 + n % 40) + str(n) for n in range(200_000)),
        "".join(chr(0x20000 + n % 40_000) for n in range(200_000)),
        "ﷺ" * 100_000,
        "x" * 1_000_000,
        " ".join(chr(0x4E00 + n % 20_000) for n in range(300_000)),
        " ".join(f"é{n}" for n in range(200_000)),
    ],
    ids=["astral words", "astral run", "one that becomes eighteen", "one word", "single characters", "accents"],
)
def test_a_text_of_any_length_has_a_vector(text):
    parts = json.dumps([["en", "A", "a title"], ["fr", "C", text], ["fr", "C", text]])
    assert ask("length(tarepo_vector(%s))", [parts]) > 2


def test_a_start_asks_whether_the_database_parts_words():
    assert words_are_parted(None, ["default"]) == []
    call_command("check", database=["default"])
    with connection.cursor() as cursor:
        cursor.execute(sql.PLAIN.split("$$")[0] + "$$ BEGIN RETURN body; END $$")
    [error] = words_are_parted(None, ["default"])
    assert error.id == "tarepo.E003"


SAMPLE = [
    ["fr", "A", "L’ÉCOLE des capacités"],
    ["ar", "B", "الإبداع،التقني"],
    ["ru", "C", "ТЕХНИЧЕСКОЙ Ёлка"],
    ["zh", "C", "技术援助，中国"],
    ["es", "C", "CAPACITACIÓN y capacitacion"],
    ["pt", "C", "formação"],
]


@pytest.mark.parametrize(
    "locale", ["LOCALE_PROVIDER libc LOCALE 'C'", "LOCALE_PROVIDER icu LOCALE 'C' ICU_LOCALE 'tr'"]
)
def test_the_servers_locale_changes_nothing(server_address, locale):
    name = f"locale_{os.getpid()}"
    with psycopg.connect(server_address, autocommit=True) as admin:
        try:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {locale}")
        except psycopg.errors.FeatureNotSupported:
            pytest.skip("this server was built without ICU")
        try:
            with psycopg.connect(named(server_address, name)) as other:
                for function in (*sql.FUNCTIONS, *sql_vectors.FUNCTIONS):
                    other.execute(function)
                found = other.execute("SELECT tarepo_vector(%s)::text", [json.dumps(SAMPLE)]).fetchone()
        finally:
            admin.execute(f"DROP DATABASE {name}")
    assert found == (ask("tarepo_vector(%s)::text", [json.dumps(SAMPLE)]),)
