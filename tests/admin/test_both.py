"""Two editors at once: a save on top of another's save shows both versions field by field and loses neither."""

import pytest
from django.test import Client

from accounts.models import User
from activities.models import Activity
from experts.models import Person
from tarepo.admin.both import unseal
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import ChangeSet, Detail, Record
from tests import make
from tests.admin.office import Sent, add_row, errors, filled, messages, signed_in

pytestmark = pytest.mark.django_db

TOLD = (
    "Somebody saved this while you were writing. Nothing was saved over theirs, and nothing of yours is lost: look at"
    " both below, choose where both of you changed the same, and save again."
)


class Two:
    """The form of one object, open before two editors."""

    def __init__(self, page: str, roles: tuple[str, str] = ("chief editor", "chief editor")) -> None:
        self.page = page
        self.me, self.other = map(signed_in, roles)
        self.mine, self.theirs = self.opened(self.me), self.opened(self.other)

    def opened(self, client: Client) -> Sent:
        return filled(client.get(self.page)) | {"_save": "Save"}

    def they_save(self, **values: str) -> None:
        response = self.other.post(self.page, self.theirs | values)
        assert response.status_code == 302, errors(response)

    def save(self, **values: str):
        return self.me.post(self.page, self.mine | values)


def activity(**content: object) -> tuple[Record, Two]:
    record = make.draft(Kind.ACTIVITY, "First", **content)
    return record, Two(f"/admin/activities/activity/{record.pk}/change/")


def shown(response, which: str) -> list[tuple[str, ...]]:
    """What the page tells of taken or clashes: where, field, before, theirs, mine."""
    found = getattr(response.context["adminform"].form.meeting, which)
    return [(one.where, one.name, one.base, one.theirs, one.mine) for one in found]


def again(response, **values: str) -> Sent:
    return filled(response) | {"_save": "Save"} | values


def test_what_only_the_other_changed_is_taken_over_and_listed_and_mine_stays() -> None:
    record, two = activity(venue="Lima", period_printed="in May")
    two.they_save(venue="Geneva", sent_why="The hall is in Geneva")
    response = two.save(**{"texts-0-title": "Mine"})
    assert errors(response) == [TOLD]
    assert shown(response, "taken") == [("", "Venue (town, building)", "Lima", "Geneva", "Lima")]
    assert shown(response, "clashes") == []
    assert [change.why for change in response.context["adminform"].form.meeting.changes] == ["The hall is in Geneva"]
    page = response.content.decode()
    assert "The hall is in Geneva" in page
    assert '<del class="lines-kept"><bdi>Lima</bdi></del>' in page
    kept = again(response)
    assert (kept["texts-0-title"], kept["venue"]) == ("Mine", "Geneva")
    assert record.texts.get().title == "First"
    assert messages(two.me.post(two.page, kept, follow=True)) == ["Saved."]
    assert record.texts.get().title == "Mine"
    assert Activity.objects.get(pk=record.pk).venue == "Geneva"


def test_what_both_changed_is_shown_side_by_side_and_each_is_chosen() -> None:
    record, two = activity(venue="Lima", period_printed="in May")
    two.they_save(venue="Geneva", period_printed="in June", **{"texts-0-title": "Theirs"})
    response = two.save(venue="Quito", period_printed="in July", **{"texts-0-title": "Mine"})
    assert shown(response, "taken") == []
    assert sorted(shown(response, "clashes")) == [
        ("", "Period as printed", "in May", "in June", "in July"),
        ("", "Venue (town, building)", "Lima", "Geneva", "Quito"),
        ("Text in “English”", "Title or name", "First", "Theirs", "Mine"),
    ]
    text = record.texts.get().pk
    kept = again(response, **{"sent_choice/own/0/venue": "theirs", "sent_choice/own/0/period_printed": "mine"})
    assert (kept["venue"], kept["period_printed"], kept["texts-0-title"]) == ("Quito", "in July", "Mine")
    response = two.me.post(two.page, kept)
    assert shown(response, "clashes") == [("Text in “English”", "Title or name", "First", "Theirs", "Mine")]
    kept = again(response, **{f"sent_choice/texts/{text}/title": "mine", "texts-0-title": "Mine and theirs"})
    assert kept["venue"] == "Geneva"
    assert messages(two.me.post(two.page, kept, follow=True)) == ["Saved."]
    saved = Activity.objects.get(pk=record.pk)
    assert (saved.venue, saved.period_printed, record.texts.get().title) == ("Geneva", "in July", "Mine and theirs")


def test_nothing_is_chosen_beforehand_and_without_a_choice_nothing_is_saved() -> None:
    record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    response = two.save(venue="Quito")
    assert "sent_choice/own/0/venue" not in filled(response)
    response = two.me.post(two.page, again(response))
    assert shown(response, "clashes") == [("", "Venue (town, building)", "Lima", "Geneva", "Quito")]
    assert Activity.objects.get(pk=record.pk).venue == "Geneva"


def test_an_even_newer_save_is_met_in_the_same_way() -> None:
    record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    response = two.save(venue="Quito")
    two.theirs = two.opened(two.other)
    two.they_save(venue="Geneva", period_printed="in June")
    kept = again(response, **{"sent_choice/own/0/venue": "mine"})
    response = two.me.post(two.page, kept)
    assert shown(response, "taken") == [("", "Period as printed", "", "in June", "")]
    assert shown(response, "clashes") == []
    assert messages(two.me.post(two.page, again(response), follow=True)) == ["Saved."]
    saved = Activity.objects.get(pk=record.pk)
    assert (saved.venue, saved.period_printed) == ("Quito", "in June")


def test_what_both_changed_alike_is_no_clash() -> None:
    record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    assert two.save(venue="Geneva").status_code == 302
    assert Activity.objects.get(pk=record.pk).venue == "Geneva"


def points(*words: str) -> list[dict]:
    return [{"kind": "topic", "wording": {"en": word}} for word in words]


def words(record: Record) -> list[str]:
    return [row["wording"]["en"] for row in read_content(Kind.ACTIVITY, record.pk).get("points", [])]


def test_rows_are_met_row_by_row_and_those_that_both_added_stay() -> None:
    record, two = activity(points=points("one", "two"))
    add_row(two.theirs, "points", kind="topic", wording__en="theirs", order="")
    two.they_save(**{"points-1-wording__en": "two, as they say"})
    add_row(two.mine, "points", kind="topic", wording__en="mine", order="")
    response = two.save(**{"points-0-wording__en": "one, as I say"})
    assert shown(response, "clashes") == []
    assert shown(response, "taken") == [
        (f"{POINT} #2", "Text", "en: two", "en: two, as they say", "en: two"),
        (f"{POINT} #3", "", "", "Kind: Topic\nText: en: theirs", ""),
    ]
    response = two.me.post(two.page, again(response))
    assert response.status_code == 302, errors(response)
    assert words(record) == ["one, as I say", "two, as they say", "theirs", "mine"]


POINT = "Topic, material or other point"


def test_a_row_that_they_took_away_goes_where_i_left_it_alone() -> None:
    record, two = activity(points=points("one", "two"))
    two.they_save(**{"points-0-DELETE": "on"})
    response = two.save(venue="Quito")
    assert [(one[0], one[2], one[3]) for one in shown(response, "taken")] == [
        (POINT, "Kind: Topic\nText: en: one", ""),
    ]
    two.me.post(two.page, again(response))
    assert words(record) == ["two"]


@pytest.mark.parametrize(("choice", "left"), [("mine", ["two", "one, as I say"]), ("theirs", ["two"])])
def test_a_row_that_they_took_away_and_i_changed_is_chosen(choice: str, left: list[str]) -> None:
    record, two = activity(points=points("one", "two"))
    key = record.points.order_by("order").first().pk
    two.they_save(**{"points-0-DELETE": "on"})
    response = two.save(**{"points-0-wording__en": "one, as I say"})
    (clash,) = shown(response, "clashes")
    assert clash[2:] == ("Kind: Topic\nText: en: one", "", "Kind: Topic\nText: en: one, as I say")
    response = two.me.post(two.page, again(response))  # without a choice it waits
    assert shown(response, "clashes") == [clash]
    response = two.me.post(two.page, again(response, **{f"sent_choice/points/{key}/": choice}))
    assert response.status_code == 302, errors(response)
    assert sorted(words(record)) == sorted(left)


@pytest.mark.parametrize(("choice", "left"), [("mine", ["two"]), ("theirs", ["one, as they say", "two"])])
def test_a_row_that_i_took_away_and_they_changed_is_chosen(choice: str, left: list[str]) -> None:
    record, two = activity(points=points("one", "two"))
    key = record.points.order_by("order").first().pk
    two.they_save(**{"points-0-wording__en": "one, as they say"})
    response = two.save(**{"points-0-DELETE": "on"})
    (clash,) = shown(response, "clashes")
    assert clash[3:] == ("Kind: Topic\nText: en: one, as they say", "")
    response = two.me.post(two.page, again(response, **{f"sent_choice/points/{key}/": choice}))
    assert response.status_code == 302, errors(response)
    assert words(record) == left


def test_a_text_in_one_language_that_both_added_is_one_text() -> None:
    record, two = activity()
    add_row(two.theirs, "texts", language="es", status="official", title="Suyo", summary="Resumen")
    two.they_save()
    add_row(two.mine, "texts", language="es", status="official", title="Mío")
    response = two.save()
    assert shown(response, "clashes") == [("Text in “Spanish”", "Title or name", "", "Suyo", "Mío")]
    assert [one[1:4] for one in shown(response, "taken")] == [("Summary", "", "Resumen")]
    key = record.texts.get(language="es").pk
    response = two.me.post(two.page, again(response, **{f"sent_choice/texts/{key}/title": "mine"}))
    assert response.status_code == 302, errors(response)
    assert read_content(Kind.ACTIVITY, record.pk)["texts"]["es"] == {
        "status": "official",
        "title": "Mío",
        "summary": "Resumen",
        "made_from": 1,  # of the version to come: the original is in none yet
    }


def test_links_are_named_and_not_numbered() -> None:
    one, other = (make.published(Kind.SUBJECT, title) for title in ("Quokkas", "Wombats"))
    _record, two = activity()
    two.they_save(subjects=str(one.pk))
    response = two.save(subjects=str(other.pk))
    clash = ("", "Subjects", "", f"Quokkas ({one.reference})", f"Wombats ({other.reference})")
    assert shown(response, "clashes") == [clash]
    response = two.me.post(two.page, again(response, **{"sent_choice/own/0/subjects": "theirs"}))
    assert response.status_code == 302, errors(response)
    assert read_content(Kind.ACTIVITY, _record.pk)["subjects"] == [one.pk]


def test_details_are_met_too_and_stand_in_nothing_but_the_form() -> None:
    record, two = activity()
    detail = Detail.objects.create(record_id=record.pk, nature="cost", text="12 000 francs")
    two.mine, two.theirs = two.opened(two.me), two.opened(two.other)
    two.they_save(**{"details-0-text": "13 000 francs"})
    response = two.save(**{"details-0-text": "14 000 francs"})
    assert shown(response, "clashes") == [("Detail #1", "Text", "12 000 francs", "13 000 francs", "14 000 francs")]
    two.me.post(two.page, again(response, **{f"sent_choice/details/{detail.pk}/text": "mine"}))
    detail.refresh_from_db()
    assert detail.text == "14 000 francs"
    assert not ChangeSet.objects.filter(why__contains="francs").exists()


def test_somebody_archived_it_meanwhile_is_told_once() -> None:
    record = make.activity(title="To be archived")
    two = Two(f"/admin/activities/activity/{record.pk}/change/")
    two.other.post(f"/admin/activities/activity/{record.pk}/delete/", {"sent_why": "Twice in the list"})
    response = two.save(venue="Quito")
    assert shown(response, "taken") == [("", "State", "Published", "Archived", "")]
    assert messages(two.me.post(two.page, again(response), follow=True)) == ["Saved."]


@pytest.mark.parametrize("seen", ["", "tampered", None])
def test_a_form_that_does_not_say_what_it_was_made_from_overwrites_nothing_unseen(seen: str | None) -> None:
    record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    if seen is None:
        del two.mine["sent_seen"]
    else:
        two.mine["sent_seen"] = seen
    response = two.save()
    assert shown(response, "clashes") == [("", "Venue (town, building)", "", "Geneva", "Lima")]
    response = two.me.post(two.page, again(response, **{"sent_choice/own/0/venue": "theirs"}))
    assert response.status_code == 302, errors(response)
    assert Activity.objects.get(pk=record.pk).venue == "Geneva"


def test_another_error_beside_it_keeps_the_choices_that_were_made() -> None:
    record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    response = two.save(venue="Quito")
    response = two.me.post(two.page, again(response, starts="2024-02-31", **{"sent_choice/own/0/venue": "theirs"}))
    assert "Enter a valid date." in errors(response)
    assert filled(response)["venue"] == "Geneva"
    response = two.me.post(two.page, again(response, starts=""))
    assert response.status_code == 302, errors(response)
    assert Activity.objects.get(pk=record.pk).venue == "Geneva"


def test_who_may_not_change_it_is_told_nothing_of_it() -> None:
    _record, two = activity(venue="Lima")
    two.they_save(venue="Geneva")
    response = signed_in("coordinator").post(two.page, two.mine)
    assert response.status_code == 403
    assert "Geneva" not in response.content.decode()


def test_persons_and_accounts_too() -> None:
    make.person("P-7001", "Printed name", function="Head")
    person = Person.objects.get(key="P-7001")
    two = Two(f"/admin/experts/person/{person.pk}/change/")
    two.they_save(function="Director")
    response = two.save(function="Deputy", affiliation="Office")
    assert shown(response, "clashes") == [("", "Function as printed", "Head", "Director", "Deputy")]
    two.me.post(two.page, again(response, **{"sent_choice/own/0/function": "theirs"}))
    person.refresh_from_db()
    assert (person.function, person.affiliation) == ("Director", "Office")

    user = User.objects.get(email="expert@example.org")
    two = Two(f"/admin/accounts/user/{user.pk}/change/", ("administrator", "administrator"))
    add_row(two.theirs, "roles", name="member")
    two.they_save()
    response = two.save(name="Expert of the roster")
    assert [one[0] for one in shown(response, "taken")] == ["Role #2"]
    assert two.me.post(two.page, again(response)).status_code == 302
    assert sorted(user.roles.values_list("name", flat=True)) == ["expert", "member"]


def test_a_form_carries_what_it_was_filled_in_from() -> None:
    _record, two = activity(venue="Lima")
    seen = unseal(two.mine["sent_seen"])
    assert (seen["said"]["own"]["0"]["venue"], seen["open"]) == ("Lima", {})
