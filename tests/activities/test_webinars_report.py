"""The facts of the report on the two webinars of 2024, paragraph by paragraph."""

import pytest

from tests.activities.seed_facts import (
    cited,
    figures,
    lessons,
    link,
    period,
    points,
    record,
    records,
    roles,
    tellers,
    text,
)

FIRST, SECOND = "activity/TA-2024-0001", "activity/TA-2024-0002"
WIPO = "https://www.wipo.int/"
MEETINGS = f"{WIPO}meetings/en/"
SLIDES = f"{WIPO}edocs/mdocs/mdocs/en/"
LINKS = {
    "cdip-30-8-rev": f"{MEETINGS}doc_details.jsp?doc_id=607672",
    "cdip-31-inf-5": f"{MEETINGS}doc_details.jsp?doc_id=621667",
    "mtsp-2022-2026": f"{MEETINGS}doc_details.jsp?doc_id=541373",
    "ta-webinars-page": f"{WIPO}ip-development/en/agenda/webinar.html",
    "wipo-webcast": "https://webcast.wipo.int/home",
    "webinar-2024-04-11-page": f"{MEETINGS}details.jsp?meeting_id=81928",
    "webinar-2024-04-11-recording": "https://webcast.wipo.int/video/WIPO_IP_DEV_GE_24_2024-04-11_PM_122357",
    "webinar-2024-04-11-presentation-1": f"{SLIDES}wipo_ip_dev_ge_24/wipo_ip_dev_ge_24_www_629751.pdf",
    "webinar-2024-04-11-presentation-2": f"{SLIDES}wipo_ip_dev_ge_24/wipo_ip_dev_ge_24_ppt_2.pdf",
    "webinar-2024-04-11-presentation-3": f"{SLIDES}wipo_ip_dev_ge_24/wipo_ip_dev_ge_24_ppt_3.pdf",
    "webinar-2024-04-11-presentation-4": f"{SLIDES}wipo_ip_dev_ge_24/wipo_ip_dev_ge_24_ppt_4.pdf",
    "webinar-2024-09-12-page": f"{MEETINGS}details.jsp?meeting_id=84328",
    "webinar-2024-09-12-recording": "https://webcast.wipo.int/video/WIPO_IP_DEV_GE_2_2024-09-12_PM_123371",
    "webinar-2024-09-12-presentation-1": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_1.pdf",
    "webinar-2024-09-12-presentation-2": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_2.pdf",
    "webinar-2024-09-12-presentation-3": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_3.pdf",
    "webinar-2024-09-12-presentation-4": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_4.pdf",
    "webinar-2024-09-12-presentation-5": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_5.pdf",
    "webinar-2024-09-12-presentation-6": f"{SLIDES}wipo_ip_dev_ge_2_24/wipo_ip_dev_ge_2_24_ppt_6.pdf",
}
RULE = (
    "This figure indicates the number of participants who joined the session via the platform. In addition, a wide "
    "number of participants followed the sessions via the live webcasting."
)


@pytest.mark.parametrize("document", LINKS)
def test_the_link_of(document: str) -> None:
    assert link(f"document/{document}") == LINKS[document]


def test_every_document_with_a_link_is_told_of_here() -> None:
    assert {row["reference"] for row in records().values() if "editions" in row} == set(LINKS)


def test_paragraphs_1_and_2_mandate_and_topics() -> None:
    assert record("document/cdip-30-8-rev")["symbol"] == "CDIP/30/8 Rev."
    assert record("document/cdip-30-8-rev")["session"] == "session/CDIP-30"
    assert record("document/cdip-31-inf-5")["session"] == "session/CDIP-31"
    for webinar in (FIRST, SECOND):
        assert record(webinar)["need_basis"] == "request"
        assert cited(webinar)[:2] == [("mandate", "cdip-30-8-rev"), ("mandate", "cdip-31-inf-5")]


def test_no_session_has_dates() -> None:
    sessions = [name for name in records() if name.startswith("session/")]
    assert {name: (record(name)["number"], *period(name)) for name in sessions} == {
        "session/CDIP-19": (19, "", "", "not_stated"),
        "session/CDIP-30": (30, "", "", "not_stated"),
        "session/CDIP-31": (31, "", "", "not_stated"),
    }


def test_paragraph_4_titles_and_days() -> None:
    assert (text(FIRST, "title"), period(FIRST)) == (
        "Impact-oriented Technical Assistance and Capacity Building: Factors for Success and Lessons Learned",
        ("2024-04-11", "2024-04-11", "day"),
    )
    assert (text(SECOND, "title"), period(SECOND)) == (
        "Virtual Technical Assistance and Capacity Building: A Critical Look at the Advantages and Limitations",
        ("2024-09-12", "2024-09-12", "day"),
    )


def test_paragraph_5_hybrid_and_open_to_all() -> None:
    for webinar in (FIRST, SECOND):
        row = record(webinar)
        assert (row["delivery_mode"], row["open_to_all"], row["types"]) == ("hybrid", True, ["type/webinar"])
        assert roles(webinar) == {"provider": ["wipo"]}
        assert "English, French and Spanish" in text(webinar, "description")


def test_paragraph_9_the_time_keeps_its_printed_label() -> None:
    (source,) = record(FIRST)["sources"]
    assert source["printed"].endswith("from 12.00 p.m. to 1.45 p.m., Central European Time (CET)")
    assert "summer time" in source["note"]["en"]


def test_paragraphs_9_and_17_counts_with_their_footnotes() -> None:
    assert figures(FIRST) == ["645 participants, 2024-04-11", "116 countries, 2024-04-11"]
    assert figures(SECOND) == ["about 250 participants, 2024-09-12", "more_than 90 countries, 2024-09-12"]
    for webinar in (FIRST, SECOND):
        assert [row.get("rule") for row in record(webinar)["figures"]] == [{"en": RULE}, None]


def test_paragraphs_10_and_18_programme_recording_and_meeting_id() -> None:
    for webinar, day, meeting, speakers in ((FIRST, "04-11", "81928", 4), (SECOND, "09-12", "84328", 6)):
        documents = cited(webinar)
        assert ("programme", f"webinar-2024-{day}-page") in documents
        assert ("recording", f"webinar-2024-{day}-recording") in documents
        assert [name for role, name in documents if role == "presentation"] == [
            f"webinar-2024-{day}-presentation-{number}" for number in range(1, speakers + 1)
        ]
        assert record(webinar)["identifiers"] == [{"system": "WIPO meeting id", "value": meeting}]


def test_paragraph_13_el_salvador() -> None:
    project = "project/wipo-cooperation-el-salvador"
    parts = [row["reference"] for row in records().values() if row.get("project") == project]
    assert parts == ["TA-2024-0003", "TA-2024-0004", "TA-2024-0005", "TA-2024-0006"]
    assert roles("activity/TA-2024-0005") == {"beneficiary": ["SV", "epi-cnr"], "provider": ["wipo-academy"]}
    assert [lesson.split(" ")[0] for lesson in lessons(project)] == ["success", *["challenge"] * 2, *["lesson"] * 4]
    assert points(project, "outcome") == [
        "Increased IP awareness",
        "Utilization of IP tools",
        "High-impact projects for sustainable development and economic growth",
    ]


def test_paragraph_14_asean() -> None:
    support = "activity/TA-1990-0001"
    (share,) = record(support)["figures"]
    assert period(support) == ("1990-01-01", "", "since")
    assert roles(support) == {"beneficiary": ["asean"], "provider": ["wipo"]}
    assert (share.get("qualifier"), share["value"], share["unit_of_measure"], share["base"]) == (
        None,
        "65",
        {"en": "%"},
        {"en": "of the ASEAN IPR Action Plan 2016-2025 deliverables"},
    )
    assert record(support)["agreements"] == ["agreement/asean-ipr-action-plan-2016-2025"]
    assert period("agreement/asean-ipr-action-plan-2016-2025") == ("2016-01-01", "2025-12-31", "year")
    assert [lesson.split(" ")[0] for lesson in lessons(support)] == ["finding", *["challenge"] * 3, "lesson"]


def test_paragraph_15_botswana() -> None:
    project = "project/wipo-assistance-botswana"
    parts = {row["reference"]: row.get("starts") for row in records().values() if row.get("project") == project}
    assert {reference: str(starts or "") for reference, starts in parts.items()} == {
        "TA-2024-0007": "",
        "TA-2024-0008": "",
        "TA-2004-0001": "2004-01-01",
        "TA-2012-0001": "2012-01-01",
    }
    assert [record(f"activity/{reference}")["types"] for reference in parts] == [
        ["type/legal-drafting"],
        ["type/legal-drafting"],
        ["type/computer-tools"],
        ["type/policy-support"],
    ]
    assert lessons(project) == [
        "success not_stated: A thorough assessment of the country’s needs.",
        "success not_stated: Commitment from political leadership.",
        "success not_stated: Engagement with a wide range of stakeholders.",
        "success not_stated: The pivotal role of the National IP Office.",
        "lesson not_stated: Technical assistance is a necessity for developing countries.",
        "lesson not_stated: It is important to tailor technical assistance to meet the unique needs of each country.",
    ]


VIRTUAL = {
    "activity/TA-2024-0009": ("country/BT", ["BT"], ["success"] * 3 + ["challenge"] * 3 + ["lesson"] * 3),
    "activity/TA-2024-0010": ("country/GE", ["GE", "sakpatenti"], ["success"] * 2 + ["lesson"]),
    "activity/TA-2024-0011": ("country/BR", ["BR?"], ["success"] * 2 + ["challenge"] * 3 + ["lesson"]),
}


@pytest.mark.parametrize("name", VIRTUAL)
def test_paragraphs_21_23_and_24_virtual_assistance(name: str) -> None:
    teller, beneficiaries, kinds = VIRTUAL[name]
    assert record(name)["delivery_mode"] == "virtual"
    assert roles(name) == {"beneficiary": beneficiaries, "provider": ["wipo"]}
    assert tellers(name) == {teller}
    assert [lesson.split(" ")[0] for lesson in lessons(name)] == kinds
    assert {lesson.split(" ")[1] for lesson in lessons(name)} <= {"virtual:", "hybrid:"}


def test_paragraph_23_what_sakpatenti_plans() -> None:
    (plan,) = record("activity/TA-2024-0010")["undertakings"]
    assert (plan["by_party"], plan.get("due"), plan.get("done")) == ("organisation/sakpatenti", None, None)


def test_paragraph_22_is_not_told_by_a_country() -> None:
    told = [row["told_by"] for row in record(SECOND)["lessons"] if row["paragraph"] == "paragraph 22"]
    assert set(told) == {"organisation/bigen-global-limited"}
    (speaker,) = [row for row in record(SECOND)["speakers"] if row["person"] == "P-0015"]
    assert (speaker["affiliation_country"], speaker["experience_country"]) == ("country/MU", "country/ZA")
    assert speaker["experience_inferred"]  # from paragraph 17
    assert str(list(records().values())).count("country/ZA") == 1


def test_paragraph_27_the_conclusion() -> None:
    assert lessons(FIRST)[-1] == (
        "finding not_stated: Tailored technical assistance should be demand-driven, development-oriented, and include "
        "implementation support to ensure sustainable results, contributing to overall development by building "
        "sustainable systems and capacities."
    )
