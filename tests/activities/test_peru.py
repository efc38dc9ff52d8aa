"""The facts of the slides of Peru, slide by slide."""

import pytest

from tests.activities.seed_facts import figures, lessons, period, points, record, records, roles, text

DURING = ("2017-01-01", "2018-12-31", "year")
SIGNED_WITH = ["adalpi", "iepi", "inapi", "inpi-brazil", "inpi-portugal", "national-registry-costa-rica", "uspto"]


def test_slide_1_seven_agreements() -> None:
    names = [name for name in records() if name.startswith("agreement/indecopi-")]
    assert sorted(name.removeprefix("agreement/indecopi-") for name in names) == SIGNED_WITH


@pytest.mark.parametrize("other", SIGNED_WITH)
def test_slide_1_each_signed_during_2017_2018(other: str) -> None:
    name = f"agreement/indecopi-{other}"
    assert roles(name) == {"signatory": ["indecopi", other]}
    assert period(name) == DURING
    assert record(name)["period_printed"] == "During 2017-2018"


def test_slide_1_adalpi_stands_as_printed() -> None:
    assert text("organisation/adalpi", "title") == (
        "International Association for the Development of Intellectual Property"
    )
    assert record("organisation/adalpi")["sources"][0]["note"]["en"].startswith("The name stands as printed.")


def test_slide_2_received_from_four() -> None:
    assert roles("activity/TA-2018-0001") == {
        "beneficiary": ["indecopi", "PE?"],
        "provider": ["euipo", "wipo", "inpi-france", "court-of-justice-andean-community"],
    }
    assert period("activity/TA-2018-0001") == ("", "", "not_stated")


def test_slide_2_the_name_of_wipo_is_mended() -> None:
    assert text("organisation/wipo", "title") == "World Intellectual Property Organization"
    assert "World Intellectual Property Office (WIPO)" in [
        source.get("printed") for source in record("organisation/wipo")["sources"]
    ]


def test_slide_2_the_uspto_training_is_planned_without_a_date() -> None:
    row = record("activity/TA-2018-0002")
    assert (row["status"], row["period_printed"]) == ("planned", "over the next few months")
    assert period("activity/TA-2018-0002") == ("", "", "not_stated")
    assert roles("activity/TA-2018-0002") == {"beneficiary": ["indecopi", "PE?"], "provider": ["uspto"]}


def test_slide_3_types_and_methods() -> None:
    assert record("activity/TA-2018-0001")["types"] == [
        "type/computer-tools",
        "type/training",
        "type/internship",
        "type/virtual-coordination",
    ]
    assert points("activity/TA-2018-0001", "method") == [
        "Face-to-face training",
        "Internships",
        "Virtual coordination (videoconference, emails)",
    ]


def test_slide_5_cepi_in_six_places() -> None:
    assert [place["name"]["en"] for place in record("organisation/cepi")["places"]] == [
        "Arequipa",
        "Cajamarca",
        "La Libertad",
        "Lambayeque",
        "Puno",
        "San Martin",
    ]


def test_slides_6_and_8_cati_achieved_and_planned_are_one_series() -> None:
    rows = record("organisation/cati-peru")["figures"]
    assert [row["series"] for row in rows] == ["cati", "cati"]
    assert roles("activity/TA-2018-0004") == {
        "beneficiary": ["PE"],
        "provider": ["indecopi"],
        "implementing": ["wipo?"],
    }


FIGURES = {
    "organisation/cepi": ["6 CEPIs, To date"],
    "activity/TA-2017-0001": ["about 6 training sessions, During 2017-2018"],
    "organisation/cati-peru": ["22 CATI, no period", "target 42 CATI, by the end of next year 2019"],
    "activity/TA-2018-0005": ["4 training courses, To date"],
    "activity/TA-2017-0002": ["93 academic activities, During 2017-2018", "2466 trained people, During 2017-2018"],
    "activity/TA-2017-0003": ["about 7 trainings, During 2017-2018"],
    "activity/TA-2017-0004": ["about 44 training sessions, During 2017-2018"],
    "project/indecopi-collective-marks": [
        "about 2000 trained producers, August 2017 - August 2018",
        "more_than 4000 free advices, no period",
        "38 business days, no period",
    ],
}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_keep_their_qualifiers_and_periods(name: str) -> None:
    assert figures(name) == FIGURES[name]


def test_slide_9_the_school() -> None:
    assert period("organisation/indecopi-national-school") == ("2009-06-23", "", "since")
    assert record("organisation/indecopi-national-school")["period_printed"] == "Created on June 23, 2009"


def test_slide_15_internships_for_third_countries() -> None:
    assert roles("activity/TA-2018-0007") == {
        "beneficiary": ["BO", "CO", "EC", "central-america"],
        "provider": ["PE?"],
    }


def test_slide_16_facilitator_and_venue() -> None:
    assert roles("activity/TA-2018-0008") == {
        "facilitator": ["PE"],
        "beneficiary": ["PE"],
        "implementing": ["wipo?", "euipo?"],
    }
    assert roles("activity/TA-2018-0009") == {"venue": ["PE"]}


def test_section_iv_the_national_policy() -> None:
    assert roles("activity/TA-2018-0010") == {"beneficiary": ["PE"], "provider": ["wipo"]}
    assert text("activity/TA-2018-0010", "objective") == (
        "Establish guidelines to move towards the transformation of Peru into a nation that respects, values and "
        "takes advantage of the IP system as a whole."
    )


def test_section_iv_horizontal_cooperation_is_declared_as_nothing_else() -> None:
    assert roles("activity/TA-2018-0011") == {"provider": ["PE?"], "accountable": ["wipo?"]}
    assert "cooperation" not in record("activity/TA-2018-0011")


def test_section_v_three_conclusions() -> None:
    holders = ["activity/TA-2018-0008", "project/indecopi-collective-marks", "activity/TA-2018-0001"]
    assert [lesson for name in holders for lesson in lessons(name)] == [
        "finding not_stated: Peru has been acting as a technical assistance platform on intellectual property issues.",
        "finding not_stated: INDECOPI has been developing training programs for groups of national producers, "
        "identifying IP tools that can help them to be competitive in the market, such as collective marks.",
        "finding not_stated: Technical assistance is essential for the promotion and use of IP tools, as a "
        "determining factor in sustained economic growth.",
    ]
