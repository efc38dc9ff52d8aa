"""In a real browser, by the keyboard alone: a panel is balanced; two groups are invited through a real mail server."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tarepo.content import read_content
from tests import make
from tests.admin.desk import choose, sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.jobs.conftest import Postbox
from tests.jobs.worker import run_jobs
from webinars.models import Candidate, Contact, ContactGroup, Invitation, Invited

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("site_db")]


def candidate(record: make.Record, name: str, country: str, **more: object) -> Candidate:
    where = make.record_id(f"country/{country}")
    return Candidate.objects.create(record_id=record.pk, name=name, affiliation_country_id=where, **more)


def tab_to(page: Page, wanted: Locator) -> None:
    """By the tabulator, as somebody without a mouse: from where they are, once around the page at most."""
    for _step in range(150):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator does not lead to {wanted}")


def hidden_cells(page: Page) -> bool:
    return page.locator(".table-scroll").evaluate("element => element.scrollWidth > element.clientWidth")


def on_panel(page: Page, label: str) -> str:
    return (
        page.locator("table.balance tr", has=page.get_by_role("rowheader", name=label)).first.locator("b").inner_text()
    )


def test_three_of_five_are_chosen_by_the_balance_and_one_accepts(page: Page) -> None:
    record = make.webinar("On quibbled marks", slug="panel-by-keyboard")
    places = ("PE", "KE", "PE", "NZ", "FR")
    found = [candidate(record, f"Candidate {n}", place) for n, place in enumerate(places)]
    sign_in(page, "chief editor", f"/admin/webinars/{record.pk}/speakers/")
    expect(page.get_by_text("No one from Africa is on this panel.")).to_be_visible()
    for each in (found[0], found[1], found[3]):
        tab_to(page, page.locator(f"#with-{each.pk}"))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Show the balance with these"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("No one from Africa is on this panel.")).to_have_count(0)
    expect(page.get_by_text("No one from Europe is on this panel.")).to_be_visible()
    assert [on_panel(page, region) for region in ("Africa", "Americas", "Asia", "Europe", "Oceania")] == list("11001")
    tab_to(page, page.get_by_role("link", name="Change Candidate 1"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Change Candidate 1")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Accepted: add to the speakers"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Among the speakers now")).to_be_visible()
    found[1].refresh_from_db()
    assert found[1].person is not None
    assert [row["person"] for row in read_content("activity", record.pk)["speakers"]] == [found[1].person.key]


def test_somebody_whom_the_portal_names_is_found_by_name(page: Page) -> None:
    make.person("P-9651", "Quilla Mamani", "Examiner", "Indecopi")
    record = make.webinar("On quibbled marks", slug="panel-of-known")
    sign_in(page, "chief editor", f"/admin/webinars/{record.pk}/speakers/")
    choose(page, "person", "quilla", "Quilla Mamani")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("rowheader", name="Quilla Mamani")).to_be_visible()
    made = Candidate.objects.get(record_id=record.pk)
    assert (made.person and made.person.key, made.name, made.function) == ("P-9651", "Quilla Mamani", "Examiner")


def test_two_groups_with_an_address_in_common_get_three_mails(page: Page, postbox: Postbox) -> None:
    for word, own in (("offices", "a@example.org"), ("missions", "b@example.org")):
        group = ContactGroup.objects.create(audience=word, name=f"Browsed {word}")
        for email in (own, "shared@example.org"):
            Contact.objects.create(group=group, name=email, email=email)
    record = make.webinar("On quibbled marks", slug="invited-by-keyboard", at="2027-03-04T12:00+00:00")
    sign_in(page, "chief editor", f"/admin/webinars/{record.pk}/invitations/")
    for word in ("missions", "offices"):
        tab_to(page, page.get_by_label(f"Browsed {word}"))
        page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Look at it first"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("It goes to 3 addresses.")).to_be_visible()
    expect(page.get_by_role("article").get_by_text("/webinars/invited-by-keyboard/")).to_be_visible()
    assert postbox.mails == []
    tab_to(page, page.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 mails are on their way.")).to_be_visible()
    run_jobs()
    assert sorted(postbox.addresses) == ["a@example.org", "b@example.org", "shared@example.org"]
    assert all("/webinars/invited-by-keyboard/" in mail.get_content() for mail in postbox.mails)
    page.reload()
    expect(page.get_by_text("sent: 3")).to_be_visible()
    logged = read_content("activity", record.pk)["promotions"]
    assert sorted(row["audience"] for row in logged) == ["missions", "offices"]


@pytest.mark.parametrize(
    ("width", "theme"), [(1280, "light"), pytest.param(360, "dark", marks=pytest.mark.long)], ids=["wide", "narrow"]
)
def test_no_page_has_a_barrier(new_page: NewPage, width: int, theme: str) -> None:
    record = make.webinar("Barred", slug=f"plan-barrier-{width}", at="2027-03-04T12:00+00:00")
    found = candidate(record, "Quilla " + "Mamani" * 9, "PE", affiliation="Indecopi", perspective="academia")
    group = ContactGroup.objects.create(audience="offices", name=f"Barred {width}")
    office = Contact.objects.create(
        group=group, name="Office", email=f"{'long' * 9}@example.org", source="https://example.org/"
    )
    sending = Invitation.objects.create(
        record_id=record.pk, group=group, audience="offices", subject="x", key=f"{width}"
    )
    Invited.objects.create(invitation=sending, contact=office, outbox_key=f"invitation/{width}")
    make.edit(record, promotions=[{"channel": "newsletter", "link": "https://example.org/" + "long" * 30}])
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    desk = f"/admin/webinars/{record.pk}"
    sign_in(page, "chief editor", f"{desk}/speakers/")
    wrong = {}
    for address in (
        *(f"{desk}/speakers/?edit={found.pk}&with={found.pk}", f"{desk}/invitations/", f"{desk}/promotion/"),
        *("/admin/contacts/", f"/admin/contacts/{group.pk}/"),
    ):
        page.goto(address)
        complaints = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
        if width == 360 and "/contacts/" in address and hidden_cells(page):
            complaints.append("cells of a table stand beyond the edge")
        if complaints:
            wrong[address] = complaints
    assert wrong == {}
