"""Every address × every role. An address of the resolver without a row fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django.fixtures import Settings

from accounts.awaiting.sorts import sorts
from accounts.awaiting.tokens import token_of
from accounts.models import DetailRequest, Membership, Role
from reference.models import Country
from tarepo.changes import change
from tarepo.enums import Kind, State
from tarepo.models import ErrorReport, File, FileState, Opinion, Patch, Record, SearchRow
from tests import make
from tests.access.table import LISTS, MODELS, OLD, RECORD_PAGES, ROWS, STAFF, VERBS, Statuses
from tests.people import CAST, person
from tests.webinars.materials.files import with_captions
from webinars.models import AttendanceFile, CommitteeReport, ContactGroup
from webinars.reporting.composing import compose
from webinars.reporting.finish import finish

pytestmark = pytest.mark.django_db


def patterns(resolver: Any = None, before: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from patterns(entry, here)


def office_rows() -> dict[str, tuple[str, Statuses]]:
    """The rows of every model × verb of the admin site."""
    rows = {}
    for model, rights in MODELS.items():
        is_record = issubclass(apps.get_model(model.replace("/", ".")), Record)
        for verb, (pattern, address) in (VERBS | (RECORD_PAGES if is_record else {})).items():
            target = f"/admin/{model}/{address}".replace("{pk}", f"{{{model}}}")
            rows[f"admin/{model}/{pattern}"] = (target, rights.get(verb, OLD if verb == "old" else STAFF))
    return rows


@pytest.fixture
def made(tmp_path: Path, settings: Settings) -> dict[str, object]:
    """One published record of each kind, and one row of every other table, by the name that a row has for it."""
    found: dict[str, object] = {}
    for record in Record.objects.filter(state=State.PUBLISHED, unit__isnull=True).order_by("-pk"):
        folder = record.get_absolute_url().strip("/").partition("/")[0]
        found[folder] = record.reference
    for model in MODELS:
        kind = apps.get_model(model.replace("/", "."))
        if issubclass(kind, Record):
            found[model] = kind.objects.filter(unit__isnull=True).order_by("pk").last().pk
    settings.MEDIA_ROOT = tmp_path
    file = File(name="plan.pdf", sha256="0" * 64, media_type="application/pdf", size=3, state=FileState.READY)
    file.stored.save("plan.pdf", ContentFile(b"pdf"))
    asked = DetailRequest.objects.create(record=Record.objects.get(pk=found["activities/activity"]), why="to learn")
    user, user_of_it = person("member"), person("member of the beneficiary")
    patch = Patch.objects.create(
        kind=Kind.ACTIVITY,
        values={"texts": {"en": {"status": "original", "title": "Submitted"}}},
        by=person("focal point of it"),
        party=Country.objects.get(iso2="PE"),
    )
    opinion = Opinion.objects.create(patch=patch, party=Country.objects.get(iso2="PE"))
    report = ErrorReport.objects.create(record=Record.objects.first(), version=1, text="It is wrong")
    with change(by=None, why="a test") as changed:
        Record.objects.filter(pk=found["activities/activity"]).update(checked_on="2026-01-01")
    peru = Country.objects.get(iso2="PE")
    involved = [{"party": peru.pk, "role": "provider"}]
    declared = make.activity(cooperation="south_south", declared_by=make.record_id("country/MX"), involvements=involved)
    webinar = make.webinar("On quibbled marks", at="2027-03-04T12:00+00:00")
    period = {"starts": "2024-01-01", "ends": "2024-12-31"}
    draft, finished = (CommitteeReport.objects.create(**period) for _ in range(2))
    finished.refresh_from_db()
    with change(by=None, why="a test"):
        finish(report=finished, seen=compose(finished).digest)
    with_captions(webinar)
    return found | {
        "report draft": draft.pk,
        "report finished": finished.pk,
        "webinar": webinar.webinars.get().slug,
        "webinar record": webinar.pk,
        "attendance": AttendanceFile.objects.create(record_id=webinar.pk, name="a.csv", state="previewed").pk,
        "contact group": ContactGroup.objects.create(audience="offices", name="IP Offices").pk,
        "submission": patch.pk,
        "opinion": opinion.pk,
        "report": report.pk,
        "membership": user_of_it.memberships.get().pk,
        "waiting": Membership.objects.get(state="asked").pk,
        "appointment": Role.objects.filter(name="focal_point").first().pk,
        "answer link": link_to(patch),
        "file": file.get_absolute_url().removeprefix("/files/"),
        "user": user.pk,
        "accounts/user": user.pk,
        "request": asked.pk,
        "experts/person": apps.get_model("experts.Person").objects.first().pk,
        "tarepo/file": file.pk,
        "change": changed.pk,
        "declared": f"{declared.pk}/{peru.pk}",
    }


def link_to(patch: Patch) -> str:
    chief = person("chief editor")
    item = next(item for item in sorts()["submissions"].waiting_for(chief) if item.pk == patch.pk)
    return token_of(chief, item)


def filled_in(address: str, made: dict[str, object]) -> str:
    for name, value in made.items():
        address = address.replace(f"{{{name}}}", str(value))
    return address


def answered(client: Client, method: str, address: str) -> int:
    response = getattr(client, method)(address)
    if response.streaming:
        b"".join(response.streaming_content)  # closes it as a browser would
    return response.status_code


def test_every_address_has_a_row() -> None:
    known = ROWS.keys() | office_rows().keys()
    assert set(patterns()) - known == set()
    assert known - set(patterns()) == set()


# Those who may less than a chief editor, or nearly the same, and to whom the whole desk is shown.
DESKS = {"unit editor", "moderator", "coordinator", "administrator"}


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=pytest.mark.long) if role in DESKS else role for role in CAST]
)
def test_each_role_is_answered_as_the_table_says(role: str, made: dict[str, object]) -> None:
    client = Client()
    if user := person(role):
        client.force_login(user)
    column = list(CAST).index(role)
    wrong = []
    for pattern, (address, statuses) in (ROWS | office_rows()).items():
        got = answered(client, "get", filled_in(address, made))
        if got != statuses[column]:
            wrong.append((pattern, got, statuses[column]))
    for model, rights in MODELS.items():
        got = answered(client, "post", filled_in(f"/admin/{model}/{{{model}}}/change/", made))
        if got != rights["change by POST"][column]:
            wrong.append((f"{model} by POST", got, rights["change by POST"][column]))
    assert wrong == []


@pytest.mark.parametrize("folder", LISTS)
def test_hidden_is_not_there_for_anybody_who_reads(folder: str, made: dict[str, object]) -> None:
    """A draft's address answers as one that nobody has ever given."""
    Record.objects.filter(reference=made[folder]).update(state=State.DRAFT)
    SearchRow.objects.filter(reference=made[folder]).delete()
    for role in CAST:
        client = Client()
        if user := person(role):
            client.force_login(user)
        for page in ("", "history/", "history/1/", "report/"):
            assert client.get(f"/{folder}/{made[folder]}/{page}").status_code == 404
        assert client.get(f"/{folder}/never-given/").status_code == 404
