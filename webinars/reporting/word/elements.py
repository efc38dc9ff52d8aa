"""The elements of a Word document that are written here: runs in a language, paragraphs, tables, fields.

They are put together by hand: python-docx has neither footnotes nor texts from right to left, and its tables are slow.
"""

import re
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tarepo.reading.words import direction

Element = BaseOxmlElement
# What no XML may hold; texts of records may.
IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "zh": "zh-CN", "ar": "ar-SA"}
EAST_ASIAN = ("zh", "ja", "ko")
# Names, symbols and references within a text from right to left: "CDIP/30/8 Rev.", "TA-2024-0001".
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w ./:&'’–-]*[A-Za-z0-9\u00c0-\u024f])?", re.ASCII)
LINES = re.compile(r"\r\n|\r|\n")


def element(tag: str, *children: Element, **attributes: str) -> Element:
    """element("w:jc", val="end"): attributes are of the namespace of Word."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def is_right_to_left(language: str) -> bool:
    return direction(language) == "rtl"


def look(language: str, *, style: str = "", highlighted: bool = False, italic: bool = False) -> Element:
    """The properties of a run, in the order that the format asks for."""
    made = element("w:rPr")
    if style:
        made.append(element("w:rStyle", val=style))
    if language.startswith(EAST_ASIAN):
        made.append(element("w:rFonts", hint="eastAsia"))
    if italic:
        made.extend([element("w:i"), element("w:iCs")])
    if highlighted:
        made.append(element("w:highlight", val="yellow"))
    if is_right_to_left(language):
        made.append(element("w:rtl"))
    made.append(_language(language))
    return made


def _language(language: str) -> Element:
    tag = LANGUAGES.get(language, language)
    if is_right_to_left(language):
        return element("w:lang", bidi=tag)
    return element("w:lang", eastAsia=tag) if language.startswith(EAST_ASIAN) else element("w:lang", val=tag)


def run(text: str, properties: Element) -> Element:
    """Words; line breaks and tabs are kept."""
    made = element("w:r", properties)
    for number, line in enumerate(LINES.split(IMPOSSIBLE.sub("", text))):
        if number:
            made.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("w:tab"))
            if piece:
                made.append(_text(piece))
    return made


def _text(piece: str) -> Element:
    made = element("w:t")
    made.text = piece
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def mixed(text: str, language: str, *, italic: bool = False) -> list[Element]:
    """Words of a language; what is Latin among words from right to left is set from left to right."""
    if not is_right_to_left(language):
        return [run(text, look(language, italic=italic))]
    found, end = [], 0
    for match in LATIN.finditer(text):
        if match.start() > end:
            found.append(run(text[end : match.start()], look(language, italic=italic)))
        found.append(run(match[0], look("en", italic=italic)))
        end = match.end()
    if end < len(text) or not found:
        found.append(run(text[end:], look(language, italic=italic)))
    return found


def note_reference(number: int, language: str, *, again: bool = False) -> Element:
    """again: the note was called before; Word numbers its footnotes by their calls, so this one is but a number."""
    properties = look(language, style="FootnoteReference")
    if again:
        return run(str(number), properties)
    return element("w:r", properties, element("w:footnoteReference", id=str(number)))


def paragraph(style: str, language: str, runs: Iterable[Element]) -> Element:
    properties = element("w:pPr", element("w:pStyle", val=style))
    if is_right_to_left(language):
        properties.append(element("w:bidi"))
    return element("w:p", properties, *runs)


def field(code: str, language: str) -> list[Element]:
    """A field that Word works out, such as PAGE."""
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    parts = [element("w:fldChar", fldCharType="begin"), instruction, element("w:fldChar", fldCharType="separate")]
    shown = element("w:t")
    shown.text = "1"
    return [element("w:r", look(language), part) for part in (*parts, shown, element("w:fldChar", fldCharType="end"))]


def table(rows: list[list[list[Element]]], language: str, widths: list[int]) -> Element:
    """rows: cells of runs; the first row is the head, repeated on each page. widths: in twentieths of a point."""
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="TableGrid"),
        *([element("w:bidiVisual")] if is_right_to_left(language) else []),
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblLayout", type="fixed"),
    )
    made = element("w:tbl", properties, element("w:tblGrid", *(element("w:gridCol", w=str(each)) for each in widths)))
    for number, cells in enumerate(rows):
        made.append(_row(cells, language, widths, is_head=number == 0))
    return made


def _row(cells: list[list[Element]], language: str, widths: list[int], *, is_head: bool) -> Element:
    properties = element("w:trPr", element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    style = "TableHead" if is_head else "TableText"
    for runs, width in zip(cells, widths, strict=True):
        size = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
        made.append(element("w:tc", size, paragraph(style, language, runs)))
    return made
