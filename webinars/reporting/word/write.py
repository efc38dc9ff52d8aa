"""Writing a report as a Word document: real footnotes, exact numbers, each text tagged with its language."""

import io
from collections.abc import Callable
from datetime import datetime

from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.run import Run as DocxRun

from webinars.reporting.blocks import Block, Composed, Sort, runs
from webinars.reporting.marked import WORDS, in_original
from webinars.reporting.named import named
from webinars.reporting.word.elements import Element, field, look, mixed, note_reference, paragraph, run, table
from webinars.reporting.word.footnotes import add_footnotes
from webinars.reporting.word.styles import set_languages, set_page, set_styles

STYLES = {
    Sort.TITLE: "Title",
    Sort.SECTION: "Heading1",
    Sort.SUBSECTION: "Heading2",
    Sort.PARAGRAPH: "NumberedParagraph",
    Sort.ITEM: "NumberedItem",
    Sort.UNNUMBERED: "FurtherParagraph",
    Sort.DECISION: "DecisionParagraph",
    Sort.END: "DocumentEnd",
}
WIDTH = 9070  # between the margins, in twentieths of a point
AUTHOR = "tarepo"


def write_report(made: Composed, *, changed_at: datetime, is_draft: bool) -> bytes:
    """The file. In a draft, what was written by hand has a comment that says so."""
    made, document = named(made), Document()
    set_page(document, made.language)
    set_styles(document, made.language)
    set_languages(document, made.language)
    _describe(document, made, changed_at)
    writer = _Writer(made, document if is_draft else None)
    body = document.element.body
    for each in writer.all():
        body.insert(len(body) - 1, each)  # the last element is the section's
    _foot(document, made)
    add_footnotes(
        document,
        [
            (note.number, note.language or made.language, writer.words(note.text, note.language))
            for note in made.footnotes
        ],
    )
    for comment in writer.comments:
        comment()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Doc, made: Composed, changed_at: datetime) -> None:
    told = document.core_properties
    told.title, told.author, told.last_modified_by = made.title[:255], AUTHOR, AUTHOR
    told.language, told.comments = made.language, ""
    told.created = told.modified = changed_at.replace(tzinfo=None)
    told.revision = 1
    package = document.part.package
    for key in [key for key, each in package.rels.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package.rels.pop(key)  # a picture of the template


def _foot(document: Doc, made: Composed) -> None:
    """The number of the page."""
    foot = document.sections[0].footer
    foot.is_linked_to_previous = False
    old = foot.paragraphs[0]._p
    old.addprevious(paragraph("DocumentEnd", made.language, field("PAGE", made.language)))
    old.getparent().remove(old)


class _Writer:
    """The elements of one report. commented: the document to which comments are added."""

    def __init__(self, made: Composed, commented: Doc | None) -> None:
        self.made, self._commented = made, commented
        self._numbers = {note.key: note.number for note in made.footnotes}
        self._called: set[int] = set()
        self.comments: list[Callable[[], object]] = []

    def all(self) -> list[Element]:
        made = self.made
        found = [paragraph("DocumentHead", made.language, self._head(*pair)) for pair in made.head]
        if made.title and all(block.sort != Sort.TITLE for block in made.blocks):
            found.append(paragraph("Title", made.language, self.words(made.title)))
        for block in made.blocks:
            found += self._table(block) if block.sort == Sort.TABLE else [self._paragraph(block)]
        return found

    def words(self, text: str, language: str = "", *, italic: bool = False) -> list[Element]:
        """The runs of a text; a blank is highlighted, a footnote called by its number."""
        language = language or self.made.language
        found: list[Element] = []
        for piece in runs(text, self._numbers):
            if piece.note:
                found.append(note_reference(piece.note, language, again=piece.note in self._called))
                self._called.add(piece.note)
            elif piece.blank:
                found.append(run(f"[{piece.blank}]", look(language, highlighted=True, italic=italic)))
            else:
                found += mixed(piece.text, language, italic=italic)
        return found

    def _head(self, label: str, value: str) -> list[Element]:
        plain = look(self.made.language)
        return [run(f"{label}: " if label else "", plain), *self.words(value)]

    def _paragraph(self, block: Block) -> Element:
        language = block.language or self.made.language
        found = self.words(block.text, language, italic=block.sort == Sort.DECISION)
        if block.number:
            found.insert(0, run(f"{block.number}\t", look(self.made.language)))
        if block.language and block.language != self.made.language:
            note = f" {in_original(block.language, self.made.language)}"
            found.append(run(note, look(self.made.language, italic=True)))
        made = paragraph(STYLES[block.sort], language, found)
        if block.by_hand and self._commented:
            self._comment(found, outdated=block.outdated)
        return made

    def _comment(self, found: list[Element], *, outdated: bool) -> None:
        words = WORDS.get(self.made.language, WORDS["en"])
        document, text = self._commented, words["outdated" if outdated else "by_hand"]
        first, last = DocxRun(found[0], None), DocxRun(found[-1], None)  # type: ignore[arg-type]
        if document is not None:
            self.comments.append(lambda: document.add_comment([first, last], text, author=AUTHOR, initials=""))

    def _table(self, block: Block) -> list[Element]:
        language = self.made.language
        found = [paragraph("Caption", language, self.words(block.text, block.language))]
        if block.rows:
            cells = [[self.words(cell) for cell in row] for row in block.rows]
            found.append(table(cells, language, _widths(block.rows)))
            found.append(paragraph("FurtherParagraph", language, []))
        return found


def _widths(rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """Columns as wide as their longest words ask for, within reason; together as wide as the text."""
    wants = [min(40, max(8, *(len(row[column]) for row in rows))) for column in range(len(rows[0]))]
    return [WIDTH * each // sum(wants) for each in wants]
