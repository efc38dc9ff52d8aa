"""The part of a Word document that holds its footnotes, which python-docx does not know."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from webinars.reporting.word.elements import Element, element, look, paragraph, run

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}


def add_footnotes(document: Document, notes: Sequence[tuple[int, str, list[Element]]]) -> None:
    """notes: number, language and runs of each. Word shows its own running numbers, which are the same."""
    root = OxmlElement("w:footnotes", nsdecls={"w": OxmlElement("w:p").nsmap["w"]})
    root.extend([_separator(number, kind) for number, kind in SEPARATORS.items()])
    root.extend([_footnote(number, language, runs) for number, language, runs in notes])
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), TYPE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    _tell_settings(document)


def _separator(number: str, kind: str) -> Element:
    made = element("w:footnote", element("w:p", element("w:r", element(f"w:{kind}"))))
    made.set(qn("w:type"), kind)
    made.set(qn("w:id"), number)
    return made


def _footnote(number: int, language: str, runs: list[Element]) -> Element:
    mark = element("w:r", look(language, style="FootnoteReference"), element("w:footnoteRef"))
    words = [mark, run(" ", look(language)), *runs]
    return element("w:footnote", paragraph("FootnoteText", language, words), id=str(number))


def _tell_settings(document: Document) -> None:
    """The separators are named in the settings; the element has a fixed place there."""
    settings: Any = document.settings.element
    made = element("w:footnotePr", *(element("w:footnote", id=number) for number in SEPARATORS))
    before = next((each for each in settings if each.tag in (qn("w:endnotePr"), qn("w:compat"))), None)
    if before is None:
        settings.append(made)
    else:
        before.addprevious(made)
