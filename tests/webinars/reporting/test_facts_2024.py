"""What the report on the webinars of 2024 says, paragraph by paragraph, is what the report composed for 2024 says."""

import pytest

from tests import make
from tests.webinars.reporting.reading import (
    FIRST,
    SECOND,
    changed,
    composed,
    content_of,
    numbered,
    record_of,
    rewrite,
    said,
)
from webinars.reporting.blocks import Sort, runs

pytestmark = pytest.mark.django_db
IMPACT, VIRTUAL = "impact-oriented-technical-assistance-2024", "virtual-technical-assistance-2024"
RULE = (
    "This figure indicates the number of participants who joined the session via the platform. In addition, a wide "
    "number of participants followed the sessions via the live webcasting."
)
# Each fact stands in the paragraph of this number, in the document and in what is composed.
FACTS = {
    "1.": [
        "At its thirtieth session",
        "the Committee on Development and Intellectual Property (CDIP) approved",
        "“Revised Document on Future Webinars” (document CDIP/30/8 Rev.)",
        "inter alia, requested the Secretariat to organize Webinars on Technical Assistance",
    ],
    "2.": [
        "Following the delivery strategy detailed in document CDIP/30/8 Rev.",
        "the Secretariat organized two Webinars on Technical Assistance in 2024",
        "based on the topics agreed by Member States, as contained in document CDIP/31/INF/5",
    ],
    "3.": ["summary of the main elements of the above-mentioned Webinars on Technical Assistance", "the Committee"],
    "4.": ["in 2024", "two Webinars", "on the following topics"],
    "5.": [
        "organized in a hybrid format",
        "open to participation by Member State representatives, intergovernmental organizations (IGOs), "
        "non-governmental organizations (NGOs), academics, private sector entities, and civil society.",
        "Simultaneous interpretation was available in English, French, and Spanish.",
    ],
    "6.": [
        "The Moderator guided both the panel discussions and the Questions and Answers (Q&A) sessions.",
        "Overall, ten different speakers contributed to the Webinars.",
        "They were selected to represent different geographical regions and organizations within the IP community: "
        "governmental organizations, academia, private sector, IGOs, and NGOs.",
    ],
    "7.": [
        "The Secretariat sent invitation emails to the WIPO Group Coordinators, Permanent Missions in Geneva, "
        "Ministries of Foreign Affairs, IP Offices, and IGOs and NGOs accredited with WIPO.",
        "In addition, the Webinars were promoted amongst a wide audience using different means",
        "newsletters, mailing lists, and social media.",
    ],
    "8.": [
        "After each Webinar, a short summary was published",
        "webpage dedicated to the Technical Assistance Webinars, together with the",
        "presentations made by the Speakers.",
        "The sessions were recorded and made available via",
    ],
    "9.": [
        "The first Webinar took place on April 11, 2024, from 12.00 p.m. to 1.45 p.m., Central European Time (CET).",
        "The selection of speakers for the Webinar took into account the need for geographical balance, appropriate "
        "expertise, and balance in perspective and gender.",
        "As a result, four speakers from different geographical regions and professional backgrounds participated",
        "The session brought together 645 participants[^TA-2024-0001/figure/1] from 116 countries.",
    ],
    "10.": [
        "moderated by Mr. Georges Ghandour, Senior Counsellor of the Development Agenda Coordination Division (DACD)",
        "emphasized the Organization’s commitment to providing technical assistance and capacity-building support to "
        "Member States.",
        "The program of the Webinar and the presentations of the speakers are available on the",
        "the video recording is also available via",
    ],
    "11.": ["Below are some highlights of the presentations made by the speakers:"],
    "12.": ["Ms. Beatriz Amorim-Borher, Director of WIPO’s Division for Latin America and the Caribbean (LAC)."],
    "13.": ["Her Excellency Patricia Benedetti, Ambassador of El Salvador to the WTO", "WIPO’s tailored cooperation"],
    "14.": ["Mr. Thang Luong, Head of Division", "65% of the ASEAN IPR Action Plan 2016-2025 deliverables"],
    "15.": ["Mr. Timothy Moalusi, who is the Registrar", "the unique needs of each country."],
    "16.": ["concluded with a short Q&A session, followed by some concluding remarks."],
    "17.": [
        "The second Webinar took place on September 12, 2024, from 1.00 p.m. to 2.30 p.m., Central European Summer "
        "Time (CEST).",
        "geographical balance, appropriate expertise, and balance in perspective and gender.",
        "Bhutan, South Africa, Georgia, and Brazil",
        "brought together some 250 participants[^TA-2024-0002/figure/1] from more than 90 countries.",
    ],
    "18.": ["moderated by Mr. Georges Ghandour, Senior Counsellor", "the video recording is also available via"],
    "19.": ["Below are some highlights of the presentations made by the speakers:"],
    "20.": ["Mr. Habip Asan, Director of WIPO’s Division", "Director General Daren Tang’s vision"],
    "21.": ["Mr. Tempa Tshering, the Chief IP Officer"],
    "22.": ["Dr. McLean Sibanda, Managing Director of Bigen Global Limited, Mauritius. Dr. Sibanda first"],
    "23.": ["Ms. Salome Tsimakuridze, Head of the Administration Department"],
    "24.": ["Ms. Natalia Semeria Ruschel, IP Coordinator", "Ms. Semeria Ruschel also shared some challenges"],
    "25.": ["Mr. Emil-Eugen Iuga, Capacity and Skills Development Officer", "Specifically, Mr. Iuga discussed"],
    "26.": ["concluded with a short Q&A session, followed by some concluding remarks."],
    "27.": [
        "overall successful, drawing a large and varied audience.",
        "All relevant materials were uploaded to the respective webinar pages",
    ],
    "28.": ["The Committee is invited to take note of the information contained in the present document."],
}


@pytest.mark.parametrize("number", FACTS)
def test_the_facts_of_paragraph(number: str) -> None:
    text = numbered(composed())[number].text
    assert [fact for fact in FACTS[number] if fact not in text] == []


def test_the_paragraphs_are_numbered_through_as_in_the_document() -> None:
    report = composed()
    assert list(numbered(report)) == [f"{number}." for number in range(1, 29)] == list(FACTS)
    headings = [(block.number, block.text) for block in report.blocks if block.sort in ("section", "subsection")]
    assert headings == [
        ("I.", "ORGANIZATIONAL ASPECTS"),
        ("II.", "STRUCTURE OF DISCUSSIONS"),
        ("III.", "PROMOTION AND COMMUNICATION"),
        ("IV.", "OVERVIEW OF THE SESSIONS"),
        (
            "A.",
            "IMPACT-ORIENTED TECHNICAL ASSISTANCE AND CAPACITY BUILDING: FACTORS FOR SUCCESS AND LESSONS LEARNED",
        ),
        ("B.", "VIRTUAL TECHNICAL ASSISTANCE AND CAPACITY BUILDING: A CRITICAL LOOK AT THE ADVANTAGES AND LIMITATIONS"),
        ("V.", "CONCLUSION"),
    ]
    assert (report.blocks[-1].sort, report.blocks[-1].text) == (Sort.END, "[End of document]")


def test_paragraph_4_topics_with_their_days_and_objectives() -> None:
    blocks = composed().blocks
    place = next(place for place, block in enumerate(blocks) if block.key == "organization/topics")
    topics = blocks[place + 1 : place + 5]
    assert [(block.sort, block.number, block.text[:40]) for block in topics] == [
        (Sort.ITEM, "(i)", "Impact-oriented Technical Assistance and"),
        (Sort.UNNUMBERED, "", "Objective: In line with WIPO’s current M"),
        (Sort.ITEM, "(ii)", "Virtual Technical Assistance and Capacit"),
        (Sort.UNNUMBERED, "", "Objective: The restrictions on mobility "),
    ]
    assert topics[0].text.endswith("Lessons Learned, held on April 11, 2024.")
    assert topics[2].text.endswith("Advantages and Limitations, held on September 12, 2024.")


def test_the_footnotes_carry_the_counting_rules() -> None:
    assert [(note.number, note.text) for note in composed().footnotes] == [(1, RULE), (2, RULE)]


def test_paragraphs_14_20_and_23_go_on_in_a_second_one() -> None:
    more = [block for block in composed().blocks if block.sort == Sort.UNNUMBERED and "/speaker/" in block.key]
    assert [(block.key, block.text[:36]) for block in more] == [
        (f"{FIRST}/speaker/P-0011/2", "Mr. Luong concluded by emphasizing t"),
        (f"{SECOND}/speaker/P-0013/2", "Mr. Asan then gave some examples of "),
        (f"{SECOND}/speaker/P-0016/2", "Ms. Tsimakuridze reflected on lesson"),
    ]


def test_what_is_not_known_is_a_marked_blank() -> None:
    report = composed()
    assert [(label, [run.blank for run in runs(value, {})]) for label, value in report.head] == [
        ("Symbol", ["symbol"]),
        ("Session", ["session"]),
        ("Date", ["date"]),
    ]


def figures(slug: str, **changes: str) -> list[dict]:
    first, *others = content_of(slug)["figures"]
    return [first | changes, *others]


def test_another_count_changes_the_one_paragraph_that_tells_it() -> None:
    before = composed()
    rewrite(IMPACT, figures=figures(IMPACT, value="646"))
    after = composed()
    assert changed(before, after) == {f"{FIRST}/session"}
    assert "646 participants[^TA-2024-0001/figure/1] from 116 countries" in said(after)[f"{FIRST}/session"]


def test_another_qualifier_changes_the_one_paragraph_that_tells_it() -> None:
    before = composed()
    rewrite(VIRTUAL, figures=figures(VIRTUAL, qualifier="at_least"))
    after = composed()
    assert changed(before, after) == {f"{SECOND}/session"}
    assert "at least 250 participants" in said(after)[f"{SECOND}/session"]


def test_another_title_changes_the_topic_and_the_heading() -> None:
    before = composed()
    texts = content_of(IMPACT)["texts"]
    rewrite(IMPACT, texts={"en": texts["en"] | {"title": "Another title"}})
    assert changed(before, composed()) == {FIRST, f"{FIRST}/topic"}


def test_another_order_of_speakers_moves_their_paragraphs_and_changes_no_other() -> None:
    before = composed()
    moderator, first, second, *others = content_of(IMPACT)["speakers"]
    rewrite(IMPACT, speakers=[moderator, second, first, *others])
    after = composed()
    assert changed(before, after) == set()
    order = [block.key.rsplit("/", 1)[1] for block in after.blocks if block.key.startswith(f"{FIRST}/speaker/")]
    assert order == ["P-0010", "P-0009", "P-0011", "2", "P-0012"]
    assert [block.number for block in numbered(after).values()] == [block.number for block in numbered(before).values()]


def test_another_summary_changes_the_paragraph_of_its_speaker() -> None:
    before = composed()
    moderator, first, *others = content_of(IMPACT)["speakers"]
    rewrite(IMPACT, speakers=[moderator, first | {"summary": {"en": "She spoke."}}, *others])
    assert changed(before, composed()) == {f"{FIRST}/speaker/P-0009"}


def test_one_speaker_less_changes_the_counts_and_the_paragraph_that_goes() -> None:
    before = composed()
    rewrite(VIRTUAL, speakers=content_of(VIRTUAL)["speakers"][:-1])
    after = composed()
    assert changed(before, after) == {"structure/discussions", f"{SECOND}/session", f"{SECOND}/speaker/P-0018"}
    assert "nine different speakers" in said(after)["structure/discussions"]


def test_what_is_not_published_is_not_reported() -> None:
    before = composed()
    make.edit(record_of(IMPACT), figures=figures(IMPACT, value="9999"))
    assert composed() == before
