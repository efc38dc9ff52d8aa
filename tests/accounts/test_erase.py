"""Who asks to be forgotten is: in no row of the whole database, and on no page."""

import subprocess
from collections.abc import Collection
from pathlib import Path

import pghistory.models
import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.erase import erase
from accounts.models import User
from accounts.personal import PERSONAL, PLAIN
from experts.models import Person
from tarepo.changes import change
from tarepo.local.postgres import binaries
from tarepo.models import ChangeSet
from tests import make
from tests.accounts.everything import NAME, STAYING, TELLING, somebody
from tests.people import PASSWORD, person


def texts(label: str) -> set[str]:
    fields = apps.get_model(label)._meta.concrete_fields
    return {field.name for field in fields if isinstance(field, (models.CharField, models.TextField))}


@pytest.mark.parametrize("label", PERSONAL)
def test_every_text_column_of_a_personal_table_is_told_to_be_personal_or_not(label: str) -> None:
    assert set(PERSONAL[label]) & set(PLAIN[label]) == set()
    assert {*PERSONAL[label], *PLAIN[label]} == texts(label)


def test_no_history_holds_a_personal_column() -> None:
    events = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    assert len(events) > 20
    for model in events:
        columns = {field.name for field in model._meta.concrete_fields}
        label = model.pgh_tracked_model._meta.label
        assert columns & set(PERSONAL.get(label, ())) == set(), label


def dump(address: str) -> str:
    tool = binaries() / "pg_dump"
    if not tool.exists():
        pytest.skip("pg_dump is not among the embedded server's binaries")
    return subprocess.run([tool, address], check=True, capture_output=True, text=True).stdout


def standing(marks: Collection[str], address: str) -> set[str]:
    written = dump(address).lower()
    return {mark for mark in marks if mark in written}


def test_nothing_that_says_who_it_was_stands_in_the_database(
    committed_db: str, tmp_path: Path, settings: Settings
) -> None:
    """They had rows in every table that names a user, and others had written of them."""
    settings.MEDIA_ROOT = tmp_path
    user = somebody()
    Person.objects.create(key="P-9001", name=NAME, function="Director Quillfeather")
    make.activity(9002, texts=make.english("Meeting", summary="By {P-9001}"))
    assert standing(TELLING | STAYING, committed_db) == TELLING | STAYING
    with change(by=None, why=f"{NAME} asked to be forgotten"):
        erase(user=user, person=Person.objects.get(key="P-9001"), name_everywhere=True)
    assert standing(TELLING, committed_db) == set()
    assert standing(STAYING, committed_db) == STAYING
    assert ChangeSet.objects.filter(why="… asked to be forgotten").exists()
    assert ChangeSet.objects.filter(by=user, why="on behalf of …", requested_by="… <…>").exists()
    states = {"accounts.Membership": {"ended"}, "accounts.DetailRequest": {"withdrawn"}}
    for label, expected in states.items():
        names = {"user": user} if label == "accounts.Membership" else {"by": user}
        assert set(apps.get_model(label).objects.filter(**names).values_list("state", flat=True)) == expected


@pytest.mark.django_db
def test_a_name_of_one_word_is_struck_out_nowhere_and_others_keep_theirs() -> None:
    user = User.objects.create_user("a.b+c@example.org", PASSWORD, name="Peru")
    told = "Peru asked; A.B+C@example.org, za.b+c@example.org, a.b+c@example.organisation"
    with change(by=None, why=told):
        erase(user=user)
    assert ChangeSet.objects.latest("made_at").why == told.replace("A.B+C@example.org,", "…,")


@pytest.mark.django_db
def test_nobody_takes_words_out_of_what_others_wrote_by_choosing_them_for_a_name() -> None:
    """Only where their own address stands beside it; an administrator who has looked may do more."""
    told = ("Seminar for South Africa", "South Africa (z@example.org) asks to be confirmed")
    for number, email in enumerate(("z@example.org", "y@example.org")):
        user = User.objects.create_user(email, PASSWORD, name="South Africa")
        for text in told:
            with change(by=None, why=text):
                pass
        with change(by=None, why="asked to be forgotten"):
            erase(user=user, name_everywhere=bool(number))
        left = ChangeSet.objects.order_by("made_at").values_list("why", flat=True)
        assert (told[0] in left, "… (…) asks to be confirmed" in left) == (not number, True)


@pytest.mark.django_db
def test_a_page_shows_a_mark_in_place_of_the_name(client: Client) -> None:
    make.person("P-9001", NAME, "Director", "Office")
    make.activity(9001, texts=make.english("Meeting", summary="By {P-9001}"))
    assert NAME in client.get("/activities/TA-2023-9001/").text
    with change(by=None, why="asked to be forgotten"):
        erase(person=Person.objects.get(key="P-9001"))
    page = client.get("/activities/TA-2023-9001/").text
    assert "By …" in page
    assert NAME not in page


@pytest.mark.django_db
def test_an_erased_account_is_signed_out_and_cannot_sign_in_and_twice_is_once(client: Client) -> None:
    user, other = person("chief editor"), Client()
    other.force_login(person("administrator"))
    client.force_login(user)
    address = user.email
    for _time in range(2):
        with change(by=None, why="asked to be forgotten"):
            erase(user=user)
        kept = User.objects.values("email", "name", "is_active", "password").get(pk=user.pk)
        assert kept.pop("password").startswith("!")
        assert kept == {"email": f"erased-{user.pk}@erased.invalid", "name": f"erased-{user.pk}", "is_active": False}
    assert client.get("/admin/").status_code == 302
    assert other.get("/admin/").status_code == 200
    assert not client.login(username=address, password=PASSWORD)


def test_it_is_a_change() -> None:
    with pytest.raises(RuntimeError):
        erase(user=User(pk=1))
