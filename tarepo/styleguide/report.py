"""The samples of a report to the committee."""

from tarepo.styleguide.facts import ARABIC, LONG, States
from webinars.reporting.blocks import Block, Composed, Footnote, Sort
from webinars.reporting.shown import shown


def report_samples() -> dict[str, States]:
    blocks = (
        Block("sample/1", Sort.SECTION, "ORGANIZATIONAL ASPECTS", "I."),
        Block("sample/2", Sort.SUBSECTION, "COLLECTIVE MARKS", "A."),
        Block("sample/3", Sort.PARAGRAPH, "The session had 645 participants[^joined] from 116 countries.", "1."),
        Block("sample/4", Sort.ITEM, "Collective marks in practice.", "(i)"),
        Block("sample/5", Sort.UNNUMBERED, f"The speaker went on about {LONG}.", by_hand=True, outdated=True),
        Block("sample/6", Sort.PARAGRAPH, ARABIC, "2.", language="ar"),
        Block("sample/7", Sort.TABLE, "By region[^joined]", rows=(("Region", "Activities"), ("Africa", "12"))),
        Block("sample/8", Sort.DECISION, "The Committee is invited to take note of document [[symbol]].", "3."),
        Block("sample/9", Sort.END, "[End of document]"),
    )
    notes = (Footnote("joined", "Who joined the platform; viewers of the webcast are not counted.", 1),)
    full = Composed("en", "REPORT ON WEBINARS", (("Symbol", "[[symbol]]"), ("Original", "English")), blocks, notes)
    arabic = Composed("ar", ARABIC, (), (Block("sample/ar", Sort.PARAGRAPH, f"{ARABIC}.", "1."),))
    return {
        "report": [
            ("everything, marked", {"report": shown(full), "marks": True}),
            ("Arabic", {"report": shown(arabic)}),
        ]
    }
