"""How the document looks: an A4 page, headings and paragraphs as the committee's documents have them."""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from webinars.reporting.word.elements import LANGUAGES, element, is_right_to_left

FONTS = {"ascii": "Arial", "hAnsi": "Arial", "cs": "Arial", "eastAsia": "SimSun"}
SIZE = Pt(11)
INDENT = Cm(1)
BLACK = RGBColor(0, 0, 0)


def set_page(document: Document, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.25)
    if is_right_to_left(language):
        properties: Any = section._sectPr
        grid = properties.find(qn("w:docGrid"))  # the element has a fixed place before it
        grid.addprevious(element("w:bidi"))


def set_styles(document: Document, language: str) -> None:
    """Styles by which all is set, so that whoever edits the document changes each in one place."""
    _defaults(document, language)
    normal = _style(document, "Normal")
    normal.paragraph_format.space_after = Pt(0)
    title = _heading(document, "Title", bold=True, after=18)
    title.paragraph_format.alignment = None
    _heading(document, "Heading 1", bold=True, before=18, after=10)
    _heading(document, "Heading 2", bold=False, before=14, after=10)
    _paragraph(document, "Numbered Paragraph", tab=True)
    item = _paragraph(document, "Numbered Item", tab=False)
    item.paragraph_format.left_indent = INDENT * 2
    item.paragraph_format.first_line_indent = -INDENT
    item.paragraph_format.tab_stops.add_tab_stop(Length(INDENT * 2), WD_TAB_ALIGNMENT.LEFT)
    _paragraph(document, "Further Paragraph", tab=False)
    decision = _paragraph(document, "Decision Paragraph", tab=True)
    decision.paragraph_format.left_indent = Cm(8)
    decision.font.italic = True
    decision.font.cs_italic = True
    head = _paragraph(document, "Document Head", tab=False, after=2)
    head.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    end = _paragraph(document, "Document End", tab=False)
    end.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _tables(document)
    _notes(document)


def _tables(document: Document) -> None:
    caption = _style(document, "Caption")
    _plain(caption, bold=True, size=10)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    caption.paragraph_format.keep_with_next = True
    for name, bold in (("Table Text", False), ("Table Head", True)):
        _plain(_style(document, name), bold=bold, size=9)


def _notes(document: Document) -> None:
    """By the names of Word's own styles, as Word takes a style of another make with such a name for a second one."""
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    _plain(text, bold=False, size=9)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
    for style, known in ((text, "FootnoteText"), (reference, "FootnoteReference")):
        style.element.styleId = known


def set_languages(document: Document, language: str) -> None:
    """The settings of the template are of a Japanese Word of 2010: compatibility mode, another language."""
    settings: Any = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for old in settings.findall(qn("w:themeFontLang")):
        old.getparent().replace(old, element("w:themeFontLang", **_tags(language)))


def _defaults(document: Document, language: str) -> None:
    """Of all styles: the fonts of each script, and the language of the report."""
    found = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for name in ("w:rFonts", "w:lang", "w:sz", "w:szCs"):
        for old in found.findall(qn(name)):
            found.remove(old)
    half_points = str(int(SIZE.pt * 2))
    found.append(element("w:rFonts", **FONTS))
    found.append(element("w:sz", val=half_points))
    found.append(element("w:szCs", val=half_points))
    found.append(element("w:lang", **_tags(language)))


def _tags(language: str) -> dict[str, str]:
    """The language of each script: the report's own, and for the other scripts what is likely in it."""
    own = {"zh": "eastAsia", "ar": "bidi"}.get(language, "val")
    return {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"} | {own: LANGUAGES.get(language, language)}


def _style(document: Document, name: str) -> Any:
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"] if name != "Normal" else None
    made.quick_style = True
    return made


def _plain(style: Any, *, bold: bool, size: float = 11) -> None:
    """In the document's own fonts and colour, whatever the template had."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    style.font.bold = style.font.cs_bold = bold
    style.font.italic = style.font.cs_italic = False
    style.font.color.rgb = BLACK
    style.font.size = Pt(size)
    properties.append(element("w:szCs", val=str(int(size * 2))))


def _heading(document: Document, name: str, *, bold: bool, before: float = 0, after: float = 0) -> Any:
    made = _style(document, name)
    _plain(made, bold=bold)
    for border in made.element.iter(qn("w:pBdr")):  # the template draws a line below titles
        border.getparent().remove(border)
    form = made.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), True
    return made


def _paragraph(document: Document, name: str, *, tab: bool, after: float = 11) -> Any:
    """tab: where the words begin after the number."""
    made = _style(document, name)
    made.paragraph_format.space_after = Pt(after)
    made.paragraph_format.widow_control = True
    if tab:
        made.paragraph_format.tab_stops.add_tab_stop(INDENT, WD_TAB_ALIGNMENT.LEFT)
    return made
