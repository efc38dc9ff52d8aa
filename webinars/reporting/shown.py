"""A report as the component report.html takes it: blocks with their words, footnotes with the ways back."""

from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tarepo.reading.words import direction
from webinars.reporting.blocks import Block, Composed, Sort, runs
from webinars.reporting.marked import WORDS, in_original
from webinars.reporting.named import named

TAGS = {Sort.SECTION: "h2", Sort.SUBSECTION: "h3"}


def shown(made: Composed) -> dict[str, Any]:
    """{lang, dir, head, title, blocks, notes}; language and direction are the report's, whatever the interface's."""
    return _Shown(named(made)).values()


class _Shown:
    def __init__(self, made: Composed) -> None:
        self.made = made
        self._numbers = {note.key: note.number for note in made.footnotes}
        self._calls: dict[int, list[str]] = {}

    def values(self) -> dict[str, Any]:
        """Made in the order of the page, as the calls of a footnote are counted."""
        made = self.made
        titles = [block for block in made.blocks if block.sort == Sort.TITLE]
        return {
            "lang": made.language,
            "dir": direction(made.language),
            "head": [{"label": label, "words": self._words(value)} for label, value in made.head],
            "title": self._words(titles[0].text if titles else made.title),
            "blocks": [self._block(block) for block in made.blocks if block.sort != Sort.TITLE],
            "notes": [self._note(note.number, note.text, note.language) for note in made.footnotes],
        }

    def _words(self, text: str) -> SafeString:
        """Each call of a footnote has an id, to which the footnote leads back; blanks are marked; lines are kept."""
        found: list[str] = []
        for piece in runs(text, self._numbers):
            if piece.note:
                found.append(self._call(piece.note))
            elif piece.blank:
                found.append(format_html('<mark class="report-blank">[{}]</mark>', piece.blank))
            else:
                found.append("<br>".join(conditional_escape(line) for line in piece.text.splitlines() or [""]))
        return mark_safe("".join(found))  # noqa: S308  # escaped above

    def _call(self, number: int) -> SafeString:
        calls = self._calls.setdefault(number, [])
        calls.append(f"call-{number}" + (f"-{len(calls) + 1}" if calls else ""))
        link = '<sup><a href="#note-{}" id="{}" role="doc-noteref">{}</a></sup>'
        return format_html(link, number, calls[-1], number)

    def _block(self, block: Block) -> dict[str, Any]:
        words = WORDS.get(self.made.language, WORDS["en"])
        return {
            "id": block.key,
            "sort": block.sort.value,
            "tag": TAGS.get(block.sort, "p"),
            "number": block.number,
            "words": self._words(block.text),
            "rows": [[self._words(cell) for cell in row] for row in block.rows],
            "hand_note": words["outdated" if block.outdated else "by_hand"] if block.by_hand else "",
        } | self._language(block.language)

    def _note(self, number: int, text: str, language: str) -> dict[str, Any]:
        words = self._words(text)
        return {"number": number, "words": words, "calls": self._calls.get(number, [])} | self._language(language)

    def _language(self, language: str) -> dict[str, str]:
        """Of a text that lacks the report's language: its own, and what is said of it."""
        if not language or language == self.made.language:
            return {}
        return {"lang": language, "dir": direction(language), "note": in_original(language, self.made.language)}
