"""The groups and groupings of countries and areas: the way to them, and who belongs to them today."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tarepo.enums import Kind
from tests import make
from tests.html import main

pytestmark = pytest.mark.django_db


def group(**until: str) -> None:
    rows = []
    for reference, day in until.items():
        land = make.published(Kind.COUNTRY, f"Land {reference}", reference=reference)
        rows.append({"member": land.pk, **({"until": day} if day else {})})
    make.published(Kind.ORGANISATION, "Group for tests", reference="group-a", form="group", groupmembers=rows)


def test_the_page_of_countries_leads_to_every_group_with_its_members_of_today(client: Client) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    group(XA="", XB=tomorrow.isoformat(), XC=timezone.localdate().isoformat())
    part = main(client.get("/countries/").content).by_id("groups")
    told = {link.get("href"): item.text for item in part.all("li") for link in item.all("a")}
    assert told["/organisations/group-a/"] == "Group for tests 2 members"
    assert told["/organisations/ldc/"].startswith("Least developed countries 4")
    assert {"/organisations/lldc/", "/organisations/sids/"} <= told.keys()


def test_a_group_tells_its_members_and_those_that_left_apart(client: Client) -> None:
    group(XA="", XB="2020-12-13")
    page = main(client.get("/organisations/group-a/").content)
    assert page.by_id("members").one("h2").text == "Members (1)"
    assert page.by_id("members").one("ul").text == "Land XA"
    assert page.by_id("former-members").one("h2").text == "Former members (1)"
    assert page.by_id("former-members").one("ul").text == "Land XB until 13 December 2020"


def test_a_new_member_is_seen_on_the_page_of_countries(client: Client) -> None:
    group(XA="")
    before = client.get("/countries/")
    record = make.Record.objects.get(reference="group-a")
    make.edit(record, groupmembers=[])
    make.publish_now(record)
    after = client.get("/countries/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "1 member" not in main(after.content).by_id("groups").text.split("Group for tests")[1]
