"""Six languages say the same, in the same order, each in full."""

import re
import string
from decimal import Decimal

import pytest

from tests.webinars.reporting.reading import composed
from webinars.reporting.frame import LANGUAGES, frame_of

OTHERS = [language for language in LANGUAGES if language != "en"]
OWN = {"printed", "day_halves", "gap", "numbers_f"}  # what one language needs and others do not
CATEGORIES = {"zero", "one", "two", "few", "many", "other", "nth"}


def sentences(language: str) -> dict[str, str]:
    """Every sentence of a frame, plural forms put together under their key."""
    found = {}
    for key, value in frame_of(language).words.items():
        if isinstance(value, str):
            found[key] = value
        elif isinstance(value, dict) and set(value) <= CATEGORIES:
            found[key] = value["other"]
            found |= {f"{key}/nth": value["nth"]} if "nth" in value else {}
    return found


def fields(text: str) -> set[str]:
    """The placeholders; a number may be written out, in digits or not at all (“both”)."""
    named = {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}
    return named - {"word", "word_f", "Word", "session", "n"}


@pytest.mark.parametrize("language", OTHERS)
def test_a_frame_has_the_sentences_and_placeholders_of_the_english_one(language: str) -> None:
    english, other = sentences("en"), sentences(language)
    assert set(english) - OWN == set(other) - OWN
    differ = [key for key in set(english) & set(other) if fields(english[key]) != fields(other[key])]
    assert differ == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_frame_has_a_word_for_every_code(language: str) -> None:
    english, other = frame_of("en").words, frame_of(language).words
    for table in ("qualifiers", "criteria", "perspectives", "audiences", "channels", "groups", "formats", "sections"):
        assert list(english[table]) == list(other[table])
    assert len(other["nths"]) == 20
    assert len(other["ordinals"]["below_20"]) == 19


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
def test_the_report_of_2024_has_the_same_structure_in(language: str) -> None:
    english, other = composed("en"), composed(language)
    extra = "webinar/TA-2024-0001/moderator/P-0008"  # a sentence in English cannot stand within a paragraph
    assert [(block.key, block.number, block.sort) for block in other.blocks if block.key != extra] == [
        (block.key, block.number, block.sort) for block in english.blocks
    ]
    assert [note.number for note in other.footnotes] == [1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_fill_in(language: str) -> None:
    report = composed(language)
    texts = [report.title, *(block.text for block in report.blocks), *(note.text for note in report.footnotes)]
    assert [text for text in texts if re.search(r"[{}]|\.\.(?!\.)|  ", text)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", OTHERS)
def test_a_summary_stays_in_its_original_and_is_marked(language: str) -> None:
    blocks = composed(language).blocks
    summaries = [block for block in blocks if "/speaker/" in block.key]
    assert len(summaries) == 13
    assert {block.language for block in summaries} == {"en"}
    assert {block.language for block in blocks if block.sort in ("section", "decision", "end")} == {""}
    assert {note.language for note in composed(language).footnotes} == {"en"}


@pytest.mark.parametrize(
    ("language", "one", "two", "five", "many"),
    [
        ("en", "one Webinar", "two Webinars", "five Webinars", "21 Webinars"),
        ("fr", "un webinaire", "deux webinaires", "cinq webinaires", "21 webinaires"),
        ("es", "un seminario", "dos seminarios", "cinco seminarios", "21 seminarios"),
        ("ru", "один вебинар ", "два вебинара ", "пять вебинаров ", "21 вебинар "),
        ("ar", "ندوة إلكترونية واحدة", "ندوتين", "خمس ندوات", "21 ندوة"),
        ("zh", "一场", "两场", "五场", "21场"),
    ],
)
def test_counts_take_the_form_of_the_language(language: str, one: str, two: str, five: str, many: str) -> None:
    told = {number: frame_of(language).counted("webinars", number) for number in (1, 2, 5, 21)}
    assert [told[number].startswith(start) for number, start in zip(told, (one, two, five, many), strict=True)] == [
        True
    ] * 4


@pytest.mark.parametrize(
    ("language", "first", "thirtieth", "thirty_first", "hundredth"),
    [
        ("en", "first", "thirtieth", "thirty-first", "100th"),
        ("fr", "première", "trentième", "trente et unième", "100e"),
        ("es", "primera", "trigésima", "trigésima primera", "100.ª"),
        ("ru", "первой", "тридцатой", "тридцать первой", "100-й"),
        ("ar", "الأولى", "الثلاثين", "الحادية والثلاثين", "رقم 100"),
        ("zh", "第一届", "第三十届", "第三十一届", "第100届"),
    ],
)
def test_ordinals_of_sessions(language: str, first: str, thirtieth: str, thirty_first: str, hundredth: str) -> None:
    frame = frame_of(language)
    assert [frame.ordinal(number) for number in (1, 30, 31, 100)] == [first, thirtieth, thirty_first, hundredth]


def test_a_number_is_never_rounded() -> None:
    assert frame_of("en").number(Decimal("1234567.8901")) == "1,234,567.8901"


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no frame"):
        frame_of("../en")


def test_ordinals_beyond_seventy_end_as_english_has_them() -> None:
    told = [frame_of("en").ordinal(number) for number in (70, 71, 72, 73, 74, 111, 112, 113, 121)]
    assert told == ["70th", "71st", "72nd", "73rd", "74th", "111th", "112th", "113th", "121st"]
    assert [frame_of("fr").ordinal(number) for number in (71, 72)] == ["71e", "72e"]
