"""The facts of the story of the meeting in Mexico, paragraph by paragraph."""

import datetime as dt

from tests.activities.seed_facts import figures, lessons, period, points, record, roles, text

MEETING = "activity/TA-2023-0001"


def test_both_titles() -> None:
    assert text(MEETING, "title") == (
        "WIPO Regional Meeting on Accelerated Life Sciences Innovation Capacity Building in Mexico"
    )
    assert text(MEETING, "other_title") == (
        "First Regional Conference in Support of Accelerated Life Sciences Innovation: "
        "“Skills Development and Capacity Building”"
    )


def test_held_and_posted_are_apart() -> None:
    (source,) = record(MEETING)["sources"]
    assert period(MEETING) == ("2023-05-09", "2023-05-12", "day")
    assert source["posted_on"] == dt.date(2024, 2, 8)
    assert source["posted_printed"] == "Thu, 08/02/2024 - 07:37"
    assert source["posted_on"].strftime("%a") == "Thu"
    assert source["posted_by"] == "P-0005"


def test_place_status_and_delivery() -> None:
    row = record(MEETING)
    assert (row["venue"], row["status"], row["delivery_mode"]) == ("Mexico City", "completed", "in_person")
    assert row["need_basis"] == "not_stated"


def test_eight_countries_with_the_host() -> None:
    assert roles(MEETING) == {
        "venue": ["MX"],
        "beneficiary": ["MX", "AR", "BR", "CL", "CO", "CR", "CU", "PE"],
        "provider": ["wipo"],
        "implementing": ["impi?"],
    }


def test_participants_countries_say_that_they_took_part() -> None:
    rows = [row for row in record(MEETING)["involvements"] if row["role"] == "beneficiary"]
    notes = [row.get("note", {}).get("en", "") for row in rows]
    assert len(notes) == 8
    assert set(notes) == {"took part; the source speaks of “participants and delegates”"}


def test_the_needs_are_those_of_the_round_table() -> None:
    outcome = text(MEETING, "outcomes")
    assert "a round table in which Mexican participants and regional delegates discussed the needs" in outcome
    assert "resulted in the expressing of three common notions" in outcome


def test_the_first_of_a_series() -> None:
    assert record(MEETING)["series"] == "series/life-sciences-training"
    assert record(MEETING)["number_in_series"] == 1
    assert "foreseen to be a global series of regional training events" in text(
        "series/life-sciences-training", "description"
    )


def test_objective_and_additional_objective() -> None:
    first, second = text(MEETING, "objective").strip().split("\n\n")
    assert first.startswith("The Conference aimed to support the development of innovation ecosystems and skills")
    assert second.startswith("An additional objective was to receive feedback from the delegates")


def test_why_mexico() -> None:
    assert (
        "The rationale was its relatively well developed Life Sciences R&D and innovation systems combined with "
        "the needs for rather advanced training on IP & TT related issues."
    ) in text(MEETING, "description")


def test_five_points_of_focus() -> None:
    assert points(MEETING, "topic") == [
        "The exercise of concrete IP & TT skills development and capacity building activities within the Life Sciences",
        "Developing knowledge of databases and strategies for undertaking pharma related chemical compound "
        "and biological sequence searches",
        "Increasing awareness concerning the particularities of patent disclosure requirements in the Life Sciences",
        "Highlighting Genetic Resources and associated IP management and TT skills",
        "Developing awareness and capacity relating to the structuring of Life Sciences relevant IP policies "
        "and agreements based on those",
    ]


def test_six_new_materials() -> None:
    assert points(MEETING, "material") == [
        "Free and open source data related to pharma related chemical compounds and biological sequences",
        "Patent data search for pharma related chemical compounds",
        "Disclosure requirements and protection of inventions related to pharmaceuticals and biotechnology",
        "Guidelines for best practices for disclosure requirements and protection of inventions related to "
        "pharmaceuticals and biotechnology",
        "Increasing awareness to transfer knowledge in a socially responsible manner in the field of Life Sciences",
        "IPR management and technology transfer in the Life Sciences",
    ]


def test_three_common_notions_as_needs_voiced() -> None:
    assert points(MEETING, "need") == [
        "There is a strong need for more intense promotion of IP awareness among academia stakeholders.",
        "There is a need for awareness concerning the regulatory process in addition to the IP and TT strategy "
        "building skills.",
        "Regional networking for the benefit of relevant actors to stay updated and in step with developments in "
        "this rapidly evolving sector should be encouraged and supported.",
    ]


def test_one_finding_and_no_figures() -> None:
    (finding,) = lessons(MEETING)
    assert finding.startswith("finding not_stated: The innovation cycle is innately complex, but even more so when")
    assert figures(MEETING) == []


def test_four_photos_with_people_as_tokens() -> None:
    assert [(row["caption"]["en"], row["credit"]) for row in record(MEETING)["photos"]] == [
        ("{P-0001} (left); {P-0002} (right)", "IMPI"),
        ("{P-0003}", "IMPI"),
        ("{P-0004}", "WIPO"),
        ("Round Table between Mexican participants and regional delegates moderated by Mr. {P-0001}", "WIPO"),
    ]
