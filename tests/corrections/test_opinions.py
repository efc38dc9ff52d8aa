"""What touches a country goes to its focal points first; an editor decides when they have answered, or may go on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.awaiting.sorts import sorts
from accounts.enums import RoleName
from accounts.models import Role, User
from tarepo.changes import change
from tarepo.corrections.opinion_items import SORT
from tarepo.corrections.touched import parties_touched
from tarepo.enums import Kind
from tarepo.kinds import model_of
from tarepo.models import Opinion, OpinionState, Outbox, Patch, PatchState
from tests import make
from tests.admin.office import filled, signed_in
from tests.corrections.paper import propose
from tests.people import CAST, person
from tests.submissions.paper import answer, desk, told

pytestmark = pytest.mark.django_db
SEMINAR = "/activities/TA-2023-9001/"
LIST = "/accounts/opinions/"


def country(code: str) -> int:
    return make.record_id(f"country/{code}")


def focal_point(code: str) -> User:
    user = User.objects.create_user(f"focal-{code.lower()}@example.org", name=f"Focal point of {code}")
    with change(by=None, why="a test"):
        Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=country(code))
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def correction(*, role: str = "member", **more: object) -> Patch:
    rows = [{"party": country("PE"), "role": "beneficiary"}, {"party": country("MX"), "role": "provider"}]
    make.activity(9001, "Seminar on marks", venue="Lima", involvements=rows)
    return propose(SEMINAR, "venue", role=role, venue__venue="Cusco", **more)


def asked(patch: Patch) -> dict[int, str]:
    return dict(Opinion.objects.filter(patch=patch).values_list("party_id", "state"))


def page_of(patch: Patch, code: str = "PE") -> str:
    return f"{LIST}{Opinion.objects.get(patch=patch, party=country(code)).pk}/"


def test_those_with_a_part_who_have_focal_points_are_asked_and_told_by_mail() -> None:
    patch = correction()
    assert asked(patch) == {country("PE"): "asked"}
    mails = Outbox.objects.order_by("to")
    assert [mail.to for mail in mails] == ["deputy@example.org", CAST["focal point of it"]]
    mail = mails[1]
    assert "Seminar on marks" in mail.subject
    assert "Cusco" not in mail.body
    assert page_of(patch) in mail.body


def test_a_focal_point_who_proposes_is_not_asked_for_their_own() -> None:
    focal_point("MX")
    assert asked(correction(role="focal point of it")) == {country("MX"): "asked"}


def test_a_focal_point_reads_the_difference_and_agrees() -> None:
    patch = correction()
    client = signed_in("focal point of it")
    assert "waits for you" in told(client.get(LIST))
    page = client.get(page_of(patch))
    for words in ("Lima", "Cusco", "It says so in the programme", "New Zealand"):
        assert words in told(page)
    assert client.post(page_of(patch), filled(page) | {"state": "agrees"}).status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.state, opinion.by) == ("agrees", person("focal point of it"))
    review = told(signed_in("chief editor").get(desk(patch)))
    for words in ("Peru", "agrees", "Focal point of Peru"):
        assert words in review
    assert answer(patch, "accept").status_code == 302


def test_to_object_they_say_why() -> None:
    patch = correction()
    client = signed_in("focal point of it")
    page = client.post(page_of(patch), {"state": "objects"})
    assert "Say why you object: the editors read it." in told(page)
    client.post(page_of(patch), {"state": "objects", "note": "It was in Lima"})
    assert "It was in Lima" in told(signed_in("chief editor").get(desk(patch)))


@pytest.mark.parametrize("sent", [{}, {"state": "perhaps"}, {"state": "agrees", "note": "a\x00b"}])
def test_forged_answers_are_refused(sent: dict) -> None:
    patch = correction()
    page = signed_in("focal point of it").post(page_of(patch), sent)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert asked(patch) == {country("PE"): "asked"}


def test_another_countrys_opinion_is_not_there() -> None:
    patch = correction()
    other = browser(focal_point("CL"))
    assert other.get(page_of(patch)).status_code == 404
    assert other.post(page_of(patch), {"state": "agrees"}).status_code == 404
    assert "Seminar on marks" not in told(other.get(LIST))
    assert signed_in("member of the beneficiary").get(page_of(patch)).status_code == 403
    assert asked(patch) == {country("PE"): "asked"}


def test_the_second_of_two_focal_points_reads_what_the_first_said_and_keeps_their_words() -> None:
    patch = correction()
    first, second = signed_in("focal point of it"), browser(focal_point("PE"))
    first.post(page_of(patch), {"state": "agrees"})
    assert first.post(page_of(patch), {"state": "agrees"}).status_code == 302  # a second click
    page = second.post(page_of(patch), {"state": "objects", "note": "Not so"})
    assert "It was answered already: your side agrees." in told(page)
    assert "Not so" in told(page)
    assert asked(patch) == {country("PE"): "agrees"}


def test_what_was_withdrawn_or_decided_waits_for_nobody() -> None:
    patch = correction()
    user = person("focal point of it")
    assert len(SORT.waiting_for(user)) == 1
    signed_in("member").post(f"/submissions/{patch.pk}/")
    assert SORT.waiting_for(user) == []
    page = signed_in("focal point of it").post(page_of(patch), {"state": "agrees"})
    assert "The correction was withdrawn" in told(page)


def refusal(patch: Patch, role: str = "chief editor", **typed: str) -> str:
    response = answer(patch, "accept", role=role, **typed)
    return " ".join(map(str, response.context["form"].non_field_errors())) if response.context else ""


@pytest.mark.parametrize("does", ["accept", "decline"])
def test_what_is_said_while_an_editor_reads_is_read_first(does: str) -> None:
    patch = correction()
    editor = signed_in("chief editor")
    sent = filled(editor.get(desk(patch))) | {does: "1", "answer": "So be it", "go_on": "1"}
    signed_in("focal point of it").post(page_of(patch), {"state": "objects", "note": "It was in Lima"})
    page = editor.post(desk(patch), sent)
    assert "was changed while you were reading" in told(page)
    assert "It was in Lima" in told(page)
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN


def test_an_editor_waits_for_those_asked() -> None:
    patch = correction()
    assert refusal(patch).startswith("Not answered yet: Peru. They were given until ")
    assert refusal(patch).endswith("Wait or decline, or tick the box to go on all the same.")
    patch.refresh_from_db()
    assert patch.state == PatchState.OPEN


def test_a_chief_editor_may_go_on_and_a_unit_editor_not() -> None:
    patch = correction()
    unit = next(role.unit_id for role in person("unit editor").current_roles if role.unit_id)
    make.edit(model_of(Kind.ACTIVITY).objects.get(pk=patch.record_id), unit=unit)
    assert refusal(patch, "unit editor", go_on="1").endswith("Wait or decline; a chief editor can go on all the same.")
    assert answer(patch, "accept", go_on="1").status_code == 302


def test_an_objection_stops_it_as_long_as_no_chief_editor_goes_on_all_the_same() -> None:
    patch = correction()
    Opinion.objects.update(state="objects", note="It was in Lima")
    assert refusal(patch) == "Object: Peru. Wait or decline, or tick the box to go on all the same."
    assert answer(patch, "accept", go_on="1").status_code == 302


def test_whoever_gave_an_opinion_is_told_what_became_of_it() -> None:
    patch = correction()
    Opinion.objects.update(state="agrees", by=person("focal point of it"))
    Outbox.objects.all().delete()
    answer(patch, "accept")
    told_of = Outbox.objects.get(to=CAST["focal point of it"])
    assert "An editor took it over" in told_of.body
    assert page_of(patch) in told_of.body


def test_to_decline_nobody_is_waited_for() -> None:
    patch = correction()
    answer(patch, "decline", answer="No")
    patch.refresh_from_db()
    assert patch.state == PatchState.REFUSED


def test_after_two_weeks_nobody_is_waited_for() -> None:
    patch = correction()
    Patch.objects.filter(pk=patch.pk).update(made_at=timezone.now() - dt.timedelta(days=14))
    assert answer(patch, "accept").status_code == 302


def test_where_a_focal_point_leaves_others_answer_and_with_the_last_it_lapses() -> None:
    patch = correction()
    other = focal_point("PE")
    Role.objects.filter(party=country("PE"), name="focal_point").exclude(user=other).delete()
    assert signed_in("focal point of it").get(page_of(patch)).status_code == 403
    assert len(SORT.waiting_for(other)) == 1
    assert refusal(patch) != ""
    Role.objects.filter(user=other).delete()
    assert answer(patch, "accept").status_code == 302


def test_it_is_answered_through_what_waits() -> None:
    patch = correction()
    user = person("focal point of it")
    (item,) = sorts()["opinion"].waiting_for(user)
    assert ("Venue (town, building)", "Lima → Cusco") in item.lines
    assert (item.party, item.title) == (country("PE"), "Correction of “Seminar on marks”")
    with change(by=user, why="a test"), pytest.raises(ValidationError):
        SORT.answer(user=user, pk=item.pk, choice="objects", reason=" ")
    with change(by=user, why="a test"), pytest.raises(ValidationError):
        SORT.answer(user=focal_point_there("CL"), pk=item.pk, choice="agrees", reason="")
    assert SORT.one(user, item.pk) is not None
    with change(by=user, why="a test"):
        SORT.answer(user=user, pk=item.pk, choice="agrees", reason="")
    assert asked(patch) == {country("PE"): OpinionState.AGREES}
    assert SORT.one(user, item.pk) is None
    assert SORT.settled(user, item.pk) == "It was answered already: your side agrees."


def focal_point_there(code: str) -> User:
    """Within a change that is open already."""
    user = User.objects.create_user(f"there-{code.lower()}@example.org")
    Role.objects.create(user=user, name=RoleName.FOCAL_POINT, party_id=country(code))
    return user


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_as_often_however_long_it_is(how_many: int, django_assert_num_queries) -> None:
    make.activity(9001, "Seminar on marks", venue="Lima", involvements=[{"party": country("PE"), "role": "venue"}])
    for number in range(how_many):
        propose(SEMINAR, "venue", role="member", venue__venue=f"Place {number}")
    client = signed_in("focal point of it")
    client.get(LIST)
    # the session, the user with roles, the offices that they answer for, the opinions, all names
    with django_assert_num_queries(5):
        client.get(LIST)
    user = person("focal point of it")
    assert user.current_roles
    # the offices, the opinions, the versions that they are about, the names in them, and of records and parties
    with django_assert_num_queries(5):
        SORT.waiting_for(user)


def test_whom_a_change_touches() -> None:
    """Pure, and by what is said before and after."""
    old = {
        "involvements": [{"party": 1, "role": "venue"}],
        "declared_by": 2,
        "lessons": [{"told_by": 3}, {"told_by": 4}],
    }
    assert parties_touched(Kind.ACTIVITY, 9, old, old) == set()
    assert parties_touched(Kind.ACTIVITY, 9, old, old | {"venue": "x"}) == {1, 2}
    assert parties_touched(Kind.ACTIVITY, 9, old, old | {"involvements": [{"party": 5, "role": "venue"}]}) == {1, 2, 5}
    assert parties_touched(Kind.ACTIVITY, 9, old, old | {"lessons": [{"told_by": 3}]}) == {1, 2, 4}
    assert parties_touched(Kind.COUNTRY, 9, {}, {"website": "x"}) == {9}
    assert parties_touched(Kind.ORGANISATION, 9, {"country": 7}, {"country": 8}) == {7, 8, 9}
    assert parties_touched(Kind.DOCUMENT, 9, {}, {"symbol": "x"}) == set()
    promised = {"undertakings": [{"by_party": 6, "done": True}]}
    assert parties_touched(Kind.ACTIVITY, 9, {"undertakings": [{"by_party": 6}]}, promised) == {6}
