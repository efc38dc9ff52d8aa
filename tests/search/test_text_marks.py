"""Marking hits: what the database found is marked, and no text ever becomes markup."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarepo.search.highlight import excerpt, highlight
from tarepo.search.query import Query, parse
from tests.search.words import TEXT, lots


def marked(text, typed, language):
    return re.findall("<mark>(.*?)</mark>", highlight(text, parse(typed), language))


@pytest.mark.parametrize(
    ("typed", "language", "text", "hits"),
    [
        ("capacites", "fr", "Renforcement des capacités, capacité", ["capacités", "capacité"]),
        ("capacitacion", "es", "Las CAPACITACIONES", ["CAPACITACIONES"]),
        ("техническая", "ru", "технической помощи", ["технической"]),
        ("ابداع", "ar", "دعم الإبداع.", ["الإبداع"]),
        ("技术援助", "zh", "提供技术援助和技术培训", ["技术援助"]),
        ("技", "zh", "提供技术援助", ["技"]),
        ("training", "en", "It trained; a train", ["trained", "train"]),
        (
            '"collective marks"',
            "en",
            "collective marks, marks, collective  marks",
            ["collective marks", "collective  marks"],
        ),
        ('"collective mark"', "en", "collective marks", []),
        ("-marks use", "en", "use of marks", ["use"]),
        ("l'école", "fr", "l’école", ["école"]),
        ("TA-2023-0001", "en", "See TA-2023-0001, 2023", ["TA-2023-0001"]),
        ("ecole", "fr", "l’e\u0301cole\u00a0…", ["e\u0301cole"]),
        ("fin", "pt", "a ﬁn", ["ﬁn"]),
        ("collective", "en", "co\u00adllective", ["co\u00adllective"]),
        ("wipo", "ar", "مع WIPO", ["WIPO"]),
        ("", "en", "anything", []),
        ("formação", "pt", "formacao formações", ["formacao"]),
    ],
)
def test_hits_are_marked(typed, language, text, hits):
    assert marked(text, typed, language) == hits


def test_markup_in_a_text_is_shown_as_text():
    query = parse("script amp lt")
    assert highlight("<script>&amp;", query, "en") == "&lt;<mark>script</mark>&gt;&amp;<mark>amp</mark>;"
    assert highlight("a<b", None, "en") == "a&lt;b"
    assert highlight("a<b", Query(), "en") == "a&lt;b"


@lots
@given(TEXT, TEXT, st.sampled_from(["en", "fr", "es", "ru", "ar", "zh", "pt"]), st.integers(1, 80))
def test_a_marked_text_is_the_text(text, typed, language, length):
    query = parse(f"{typed} {text[:9]}")
    made = highlight(text, query, language)
    assert html.unescape(re.sub("</?mark>", "", made)) == html.unescape(html.escape(text))
    assert not re.search("<(?!/?mark>)", made)
    assert re.sub("[^<>]", "", made.replace("<mark>", "<").replace("</mark>", ">")) in ("<>" * n for n in range(99))
    part = html.unescape(re.sub("</?mark>", "", excerpt(text, query, language, length)))
    assert part.removeprefix("… ").removesuffix(" …") in text or part in text


def test_an_excerpt_stands_around_the_first_hit():
    text = "word " * 100 + "collective marks " + "word " * 100
    made = excerpt(text, parse("collective"), "en", 60)
    assert "<mark>collective</mark> marks" in made
    assert made.startswith("… word")
    assert made.endswith("word …")
    assert len(made) < 90
    assert excerpt(text, parse("zebra"), "en", 20) == "word word word word …"
    assert excerpt("short", parse("zebra"), "en") == "short"


def test_an_excerpt_of_a_text_without_spaces_holds_the_hit():
    made = excerpt("中" * 500 + "技术援助" + "国" * 500, parse("技术援助"), "zh", 40)
    assert "<mark>技术援助</mark>" in made
    assert len(made) < 70
