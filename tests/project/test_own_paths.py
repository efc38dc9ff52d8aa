"""Other spellings of an address lead to its own, without a look into the database."""

import pytest
from django.test import Client

from tarepo.middleware import own_path


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ("/en/", "/"),
        ("/en", "/"),
        ("/EN/activities/TA-2023-0001/", "/activities/TA-2023-0001/"),
        ("/zh/countries/PE/", "/zh-hans/countries/PE/"),
        ("/zh-CN/", "/zh-hans/"),
        ("/ZH-Hans/countries/", "/zh-hans/countries/"),
        ("/Activities/", "/activities/"),
        ("/fr/Activities/TA-2023-0001/", "/fr/activities/TA-2023-0001/"),
        ("/en/Activities", "/activities"),
        ("/en//example.org/", "/example.org/"),
        ("/zh///example.org/", "/zh-hans/example.org/"),
    ],
)
def test_another_spelling_leads_to_the_address(asked: str, own: str) -> None:
    assert own_path(asked) == own
    assert own_path(own) == own


@pytest.mark.parametrize("path", ["/", "/activities/", "/fr/", "/countries/PE/", "/Nothing/", "/english/", "/admin/"])
def test_an_address_of_its_own_stays(path: str) -> None:
    assert own_path(path) == path


def test_the_redirect_is_for_ever_and_keeps_the_query() -> None:
    response = Client().get("/en/Activities/?country=PE&q=%C3%A9")
    assert (response.status_code, response["Location"]) == (301, "/activities/?country=PE&q=%C3%A9")


def test_no_redirect_names_another_host() -> None:
    for path in ("/en//example.org/", "/en/%5Cexample.org/", "/en/%2F%2Fexample.org/"):
        location = Client().get(path)["Location"]
        assert location.startswith("/")
        assert location[1] not in "/\\"
