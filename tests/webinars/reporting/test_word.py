"""The Word file: real footnotes, exact numbers, languages and directions, marked blanks; read back from its parts."""

import datetime as dt
import io

import pytest
from docx import Document

from tests.webinars.reporting.word import W, Word
from webinars.reporting.blocks import Block, Composed, Footnote, Sort
from webinars.reporting.composing import with_hand
from webinars.reporting.word.write import write_report

NOW = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
BLOCKS = (
    Block("s", Sort.SECTION, "ORGANIZATIONAL ASPECTS", "I."),
    Block("a", Sort.SUBSECTION, "A TITLE", "A."),
    Block("p/1", Sort.PARAGRAPH, "It had 645 participants[^joined], see [[symbol]].", "1."),
    Block("i/1", Sort.ITEM, "an item", "(i)"),
    Block("p/2", Sort.PARAGRAPH, "Some 250[^some], and again 645[^joined]\x0b.", "2."),
    Block("t", Sort.TABLE, "Counts", rows=(("Region", "n"), ("Africa", "12"))),
    Block("d", Sort.DECISION, "The Committee is invited.", "3."),
    Block("e", Sort.END, "[End of document]"),
)
NOTES = (Footnote("joined", "Who joined.", 1), Footnote("some", "As printed.", 2), Footnote("never", "Not called.", 3))


def made(*, language: str = "en", blocks: tuple[Block, ...] = BLOCKS) -> Composed:
    return with_hand(Composed(language, "REPORT", (("Symbol", "[[symbol]]"),), blocks, NOTES), []).shown


def word(composed: Composed, *, is_draft: bool = False) -> Word:
    return Word(write_report(composed, changed_at=NOW, is_draft=is_draft))


def test_paragraphs_stand_in_order_with_their_exact_numbers() -> None:
    assert word(made()).paragraphs == [
        "Symbol: [symbol]",
        "REPORT",
        "I.\tORGANIZATIONAL ASPECTS",
        "A.\tA TITLE",
        "1.\tIt had 645 participants, see [symbol].",
        "(i)\tan item",
        "2.\tSome 250, and again 6451.",
        "Counts",
        "",
        "3.\tThe Committee is invited.",
        "[End of document]",
    ]


def test_footnotes_are_real_ones_each_called_once_and_one_that_nothing_calls_is_left_out() -> None:
    read = word(made())
    assert read.calls == ["1", "2"]
    assert read.footnotes == {"1": "Who joined.", "2": "As printed."}
    assert 'Target="footnotes.xml"' in read.zip.read("word/_rels/document.xml.rels").decode()
    assert "/word/footnotes.xml" in read.zip.read("[Content_Types].xml").decode()
    separators = [each.get(f"{W}id") for each in read.notes if each.get(f"{W}type")]
    told = [each.get(f"{W}id") for each in read.part("word/settings.xml").find(f"{W}footnotePr")]
    assert (separators, told) == (["-1", "0"], ["-1", "0"])


def test_every_style_that_is_named_is_there() -> None:
    read = word(made())
    there = {each.get(f"{W}styleId") for each in read.part("word/styles.xml").iter(f"{W}style")}
    named = {each.get(f"{W}val") for part in (read.body, read.notes) for each in part.iter(f"{W}pStyle", f"{W}rStyle")}
    assert named - there == set()


def test_the_page_is_a4_and_blanks_are_highlighted() -> None:
    read = word(made())
    (size,) = read.body.iter(f"{W}pgSz")
    assert abs(int(size.get(f"{W}w")) - 11906) < 5
    lit = [Word.text(each.getparent().getparent()) for each in read.body.iter(f"{W}highlight")]
    assert lit == ["[symbol]", "[symbol]"]


def test_a_text_from_right_to_left_is_so_and_an_original_says_its_language() -> None:
    blocks = (
        Block("p/1", Sort.PARAGRAPH, "وثيقة CDIP/30/8 Rev. هنا", "1."),
        Block("p/2", Sort.PARAGRAPH, "A summary.", "2.", language="en"),
    )
    read = word(made(language="ar", blocks=blocks))
    first, second = list(read.body[0].iterchildren(f"{W}p"))[-2:]
    assert first.find(f"{W}pPr/{W}bidi") is not None
    assert second.find(f"{W}pPr/{W}bidi") is None
    right = [Word.text(run) for run in first.iterchildren(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None]
    assert "CDIP/30/8 Rev" not in "".join(right)
    assert "الإنجليزية" in Word.text(second)


def test_chinese_is_tagged_for_east_asian_fonts() -> None:
    read = word(made(language="zh", blocks=(Block("p", Sort.PARAGRAPH, "报告", "1."),)))
    last = list(read.body[0].iterchildren(f"{W}p"))[-1]
    run = list(last.iterchildren(f"{W}r"))[-1]
    assert run.find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}eastAsia") == "zh-CN"


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_draft_says_in_a_comment_what_is_by_hand_and_a_finished_report_does_not(is_draft: bool) -> None:
    by_hand = Block("p", Sort.PARAGRAPH, "Mine.", "1.", by_hand=True, outdated=True)
    read = word(made(blocks=(by_hand,)), is_draft=is_draft)
    assert ("word/comments.xml" in read.zip.namelist()) is is_draft
    if is_draft:
        assert "has changed since" in "".join(read.part("word/comments.xml").itertext())


def test_footnotes_have_the_styles_that_word_knows() -> None:
    styles = word(made()).part("word/styles.xml")
    found = {each.get(f"{W}styleId"): each for each in styles.iter(f"{W}style")}
    named = {key: found[key].find(f"{W}name").get(f"{W}val") for key in ("FootnoteText", "FootnoteReference")}
    assert named == {"FootnoteText": "footnote text", "FootnoteReference": "footnote reference"}
    assert [key for key in named if found[key].get(f"{W}customStyle")] == []
    levels = {key: found[key].find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") for key in ("Heading1", "Heading2")}
    assert levels == {"Heading1": "0", "Heading2": "1"}


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("fr", "fr-FR"), ("ar", "ar-SA"), ("zh", "zh-CN")])
def test_every_run_has_a_language_and_the_file_has_the_reports(language: str, tag: str) -> None:
    read = word(made(language=language))
    attribute = {"ar": "bidi", "zh": "eastAsia"}.get(language, "val")
    footer = read.part("word/footer1.xml")
    runs = [run for part in (read.body, read.notes, footer) for run in part.iter(f"{W}r")]
    told = [run for run in runs if run.find(f"{W}t") is not None]
    assert [Word.text(run) for run in told if run.find(f"{W}rPr/{W}lang") is None] == []
    settings = read.part("word/settings.xml")
    assert settings.find(f"{W}themeFontLang").get(f"{W}{attribute}") == tag
    defaults = read.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults.get(f"{W}{attribute}") == tag
    modes = {each.get(f"{W}name"): each.get(f"{W}val") for each in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


@pytest.mark.parametrize(("language", "is_bidi"), [("ar", True), ("en", False)])
def test_pages_from_right_to_left_are_so_with_their_number_at_the_foot(language: str, is_bidi: bool) -> None:
    read = word(made(language=language))
    (section,) = read.body.iter(f"{W}sectPr")
    assert (section.find(f"{W}bidi") is not None) is is_bidi
    footer = read.part("word/footer1.xml")
    assert "".join(each.text for each in footer.iter(f"{W}instrText")).strip() == "PAGE"
    assert (footer.find(f"{W}p/{W}pPr/{W}bidi") is not None) is is_bidi


def test_python_docx_reads_it_back() -> None:
    content = write_report(made(), changed_at=NOW, is_draft=False)
    read = Document(io.BytesIO(content))
    styles = [each.style.name for each in read.paragraphs if each.style]
    assert styles[:4] == ["Document Head", "Title", "Heading 1", "Heading 2"]
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [["Region", "n"], ["Africa", "12"]]


def test_it_names_no_person_machine_or_template() -> None:
    core = word(made()).zip.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "<dc:title>REPORT</dc:title>" in core
