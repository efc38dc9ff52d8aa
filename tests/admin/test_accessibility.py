"""The admin site in a real browser: axe finds nothing, in English and Arabic, light and dark, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from activities.models import Activity
from experts.models import Person
from tarepo.enums import Kind
from tests import make
from tests.admin.desk import add_row, sign_in
from tests.axe import is_too_wide, violations
from tests.browsers import NewPage
from tests.people import CAST

pytestmark = pytest.mark.browser

PAGES = (
    *("/admin/", "/admin/activities/activity/", "/admin/activities/activity/add/", "/admin/password_change/"),
    *("/admin/activities/activity/{pk}/change/", "/admin/activities/activity/{pk}/delete/"),
    *("/admin/activities/activity/{pk}/versions/?old=1&new=now", "/admin/activities/activity/{pk}/versions/1/"),
    *(
        "/admin/activities/activity/{pk}/history/",
        "/admin/experts/person/add/",
        "/admin/consents/",
        "/admin/activities/activity/{pk}/details/",
    ),
    *(f"/admin/work/{name}/?unit=all" for name in ("incomplete", "stale", "untranslated", "review", "broken")),
    *(
        "/admin/saved-lists/",
        "/admin/activities/activity/{pk}/merge/",
        "/admin/activities/activity/{pk}/merge/?with={other}",
    ),
    "/admin/experts/person/{person}/merge/?with={second}",
)


@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [
        ("ar", "light", 360),
        *(
            pytest.param(*case, marks=pytest.mark.long)
            for case in [("en", "light", 1280), ("en", "dark", 360), ("ar", "dark", 1280)]
        ),
    ],
)
def test_no_page_of_an_editor_has_a_barrier(
    new_page: NewPage, site_db: None, language: str, theme: str, width: int
) -> None:
    User.objects.filter(email=CAST["chief editor"]).update(language=language)
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    pk, other = Activity.objects.order_by("pk").values_list("pk", flat=True)[:2]
    person, second = Person.objects.order_by("pk").values_list("pk", flat=True)[:2]
    found = {}
    page.goto("/accounts/login/")
    if wrong := violations(page):
        found["login"] = wrong
    try:
        sign_in(page, "chief editor")
        for address in PAGES:
            page.goto(address.format(pk=pk, other=other, person=person, second=second))
            assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
            wrong = violations(page) + (["it scrolls sideways"] if is_too_wide(page) else [])
            if wrong:
                found[address] = wrong
    finally:
        User.objects.filter(email=CAST["chief editor"]).update(language="en")
    assert found == {}


def test_a_new_row_and_an_open_choice_have_no_barrier_either(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/add/")
    row = add_row(page, "involvements")
    page.locator(f"#id_{row}-party + .select2-container").click()
    page.locator(".select2-container--open .select2-search__field").fill("peru")
    expect(page.locator(".select2-results__option", has_text="Peru (PE)")).to_be_visible()
    assert violations(page) == []


def test_the_years_above_a_list_can_be_pressed_on_a_telephone(new_page: NewPage, site_db: None) -> None:
    for year in ("1990", "2030"):
        make.draft(Kind.PROJECT, f"Of {year}", starts=f"{year}-05-09", precision="day")
    page = new_page(viewport={"width": 360, "height": 900})
    sign_in(page, "chief editor")
    page.goto("/admin/activities/project/")
    expect(page.locator(".toplinks a").nth(2)).to_be_visible()
    assert violations(page) == []


def test_a_refused_form_has_no_barrier(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto("/admin/activities/activity/add/")
    page.locator("#id_reference").fill("no blanks")
    page.locator("input[name=_save]").click()
    expect(page.locator(".errornote")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["activities/activity", "activities/project", "reference/document"])
def test_a_list_shows_all_its_columns_on_a_common_screen(new_page: NewPage, site_db: None, kind: str) -> None:
    page = new_page(viewport={"width": 1366, "height": 768})
    sign_in(page, "chief editor")
    page.goto(f"/admin/{kind}/")
    hidden = "[...document.querySelectorAll('.results')].map(box => box.scrollWidth - box.clientWidth)"
    assert page.evaluate(hidden) == [0]


def test_a_record_is_saved_with_the_keyboard_alone(page: Page, site_db: None) -> None:
    sign_in(page, "chief editor")
    page.goto("/admin/activities/series/add/")
    page.locator("#id_texts-0-title").focus()
    page.keyboard.type("Series by keyboard")
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "_save":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
