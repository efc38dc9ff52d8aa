"""A report as it stands: composed anew, with what was written by hand in its place; a finished one as it was kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from webinars.enums import ReportState, ReportSubject
from webinars.models import CommitteeReport, Rewording
from webinars.reporting.blocks import MARK, Block, Composed, Footnote, Sort
from webinars.reporting.kept import kept

# Whose words are nobody's to change by hand: tables are counted, and the end is the end.
FIXED = frozenset({Sort.TABLE, Sort.END})


@dataclass(frozen=True)
class Report:
    """shown: what a reader gets; composed, notes: what was composed, by key of its block, with all its footnotes;
    lost: texts by hand whose paragraph is not there any more, kept until somebody takes them away."""

    shown: Composed
    composed: dict[str, Block]
    notes: tuple[Footnote, ...]
    by_hand: dict[str, Rewording]
    lost: tuple[Rewording, ...]

    @property
    def digest(self) -> str:
        """Of all that is shown: whether it is still what somebody looked at."""
        return digest_of(self.shown)


def digest_of(made: Composed) -> str:
    return Block("", Sort.TITLE, repr(made)).digest


def compose(report: CommitteeReport) -> Report:
    """A finished report is what was kept of it, and asks for nothing else."""
    if report.state == ReportState.FINISHED:
        return Report(kept(report).made, {}, (), {}, ())
    return with_hand(_composer(report.subject)(report), list(report.rewordings.order_by("key")))


def _composer(subject: str) -> Callable[[CommitteeReport], Composed]:
    from webinars.reporting.compose_activities import compose_activities

    if subject == ReportSubject.ACTIVITIES:
        return lambda report: compose_activities(**_asked(report))
    from webinars.reporting.compose import compose_webinars

    return lambda report: compose_webinars(**_asked(report))


def _asked(report: CommitteeReport) -> dict:
    return {
        "starts": report.starts,
        "ends": report.ends,
        "language": report.language,
        "symbol": report.symbol,
        "session": report.session,
        "dated": report.dated,
    }


def with_hand(made: Composed, rewordings: list[Rewording]) -> Report:
    """The composed report with these texts in the place of its own."""
    by_hand = {each.key: each for each in rewordings}
    composed = {block.key: block for block in made.blocks}
    blocks = tuple(_in_its_place(block, by_hand.get(block.key)) for block in made.blocks)
    lost = tuple(each for each in rewordings if each.key not in composed or composed[each.key].sort in FIXED)
    return Report(renumbered(replace(made, blocks=blocks)), composed, made.footnotes, by_hand, lost)


def _in_its_place(block: Block, hand: Rewording | None) -> Block:
    if hand is None or block.sort in FIXED:
        return block
    outdated = hand.based_on != block.digest
    return replace(block, text=hand.text, language="", by_hand=True, outdated=outdated)


def renumbered(made: Composed) -> Composed:
    """Footnotes numbered in the order in which they are called; one that no text calls any more is left out."""
    called: list[str] = []
    for text in texts_of(made):
        called += [mark["note"] for mark in MARK.finditer(text) if mark["note"]]
    order = {key: number for number, key in enumerate(_known_once(called, made), 1)}
    notes = [replace(note, number=order[note.key]) for note in made.footnotes if note.key in order]
    return replace(made, footnotes=tuple(sorted(notes, key=lambda note: note.number)))


def texts_of(made: Composed) -> list[str]:
    """All texts in which a footnote may be called, in the order of the page."""
    found = [*(value for _label, value in made.head), made.title]
    for block in made.blocks:
        found += [block.text, *(cell for row in block.rows for cell in row)]
    return found


def _known_once(called: list[str], made: Composed) -> list[str]:
    known = {note.key for note in made.footnotes}
    return [key for key in dict.fromkeys(called) if key in known]
