"""Signing on by SAML, by a setting only; where the packages of requirements-saml.txt are (docs/operating.md)."""

import base64
import re
import zlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from lxml import etree
from pytest_django import DjangoDbBlocker

from accounts.models import User
from tests import databases, site
from tests.conftest import connected_to
from tests.joining import saml_provider
from tests.people import CAST

pytest.importorskip("onelogin.saml2")

KEY, FOREIGN = saml_provider.new_key(), saml_provider.new_key()
FOLDER = "/accounts/3rdparty/saml/ministry/"
PERSON = "person-17"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with saml_provider.serving(KEY) as url:
        yield url


@pytest.fixture(scope="module")
def portal(
    server_address: str,
    template: str,
    provider: str,
    static_files: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[str]:
    """The address of a portal whose setting names that provider, and one that nobody answers for."""
    setting = f"Ministry|{saml_provider.ENTITY}|{provider}/metadata\nAway|urn:away|http://localhost:9/metadata"
    log = tmp_path_factory.mktemp("saml") / "site.log"
    with (
        databases.copy(server_address, template, f"test_saml_{id(log)}") as address,
        connected_to(address, django_db_blocker),
        site.serving(address, log, TAREPO_SAML=setting) as served,
        django_db_blocker.unblock(),
    ):
        expert = User.objects.get(email=CAST["expert"])
        SocialAccount.objects.create(user=expert, provider=saml_provider.ENTITY, uid=PERSON)
        yield served.url


class Browser(requests.Session):
    """One that signs in at the provider: it keeps cookies, and sends none of the portal's from there."""

    def __init__(self, portal: str) -> None:
        super().__init__()
        self.portal = portal

    def begin(self, name: str = "ministry") -> requests.Response:
        page = self.get(f"{self.portal}/accounts/login/").text
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
        sent = {"csrfmiddlewaretoken": token[1]} if token else {}
        address = f"{self.portal}/accounts/3rdparty/saml/{name}/login/?process=login"
        return self.post(address, sent, allow_redirects=False)

    def asked(self) -> str:
        """The number of the request that the portal sends along to the provider."""
        (message,) = parse_qs(urlsplit(self.begin().headers["Location"]).query)["SAMLRequest"]
        return etree.fromstring(zlib.decompress(base64.b64decode(message), -15)).attrib["ID"]

    def come_back(self, key: saml_provider.Key | None, *, asked: str, **more: str) -> requests.Response:
        acs, audience = f"{self.portal}{FOLDER}acs/", f"{self.portal}{FOLDER}metadata/"
        said = {"acs": acs, "audience": audience, "asked": asked, "person": PERSON, "email": "x@example.org", **more}
        sent = {"SAMLResponse": saml_provider.response(key=key, **said), "RelayState": ""}
        away = requests.post(acs, sent, allow_redirects=False, timeout=30)  # from elsewhere: without cookies
        self.cookies.update(away.cookies)
        return self.get(self.portal + away.headers["Location"], allow_redirects=False)

    def is_in(self) -> bool:
        return self.get(f"{self.portal}/accounts/", allow_redirects=False).status_code == 200


@pytest.fixture
def browser(portal: str) -> Iterator[Browser]:
    with Browser(portal) as opened:
        yield opened


def test_the_metadata_say_where_answers_are_taken(portal: str) -> None:
    answer = requests.get(f"{portal}{FOLDER}metadata/", timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/xml")
    names = {"m": "urn:oasis:names:tc:SAML:2.0:metadata"}
    told = etree.fromstring(answer.content)
    assert told.attrib["entityID"] == f"{portal}{FOLDER}metadata/"
    service = told.find("m:SPSSODescriptor/m:AssertionConsumerService", names)
    assert service is not None
    assert service.attrib["Location"] == f"{portal}{FOLDER}acs/"


def test_signing_in_leads_to_the_provider_with_a_request(browser: Browser, provider: str) -> None:
    answer = browser.begin()
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{provider}/sso?SAMLRequest=")


def test_what_the_provider_signed_signs_in(browser: Browser) -> None:
    assert browser.come_back(KEY, asked=browser.asked()).status_code == 302
    assert browser.is_in()


def test_who_is_new_has_to_confirm_the_address_here(browser: Browser) -> None:
    answer = browser.come_back(KEY, asked=browser.asked(), person="new", email="new-by-saml@example.org")
    assert answer.headers["Location"] == "/accounts/confirm-email/"
    assert not browser.is_in()


@pytest.mark.parametrize("key", [None, FOREIGN], ids=["unsigned", "signed by another key"])
def test_what_the_provider_did_not_sign_does_not(browser: Browser, key: saml_provider.Key | None) -> None:
    answer = browser.come_back(key, asked=browser.asked())
    assert "You are not signed in" in answer.text
    assert not browser.is_in()


@pytest.mark.parametrize(
    "more", [{"audience": "https://another.example.org/"}, {"acs": "https://another.example.org/acs/"}]
)
def test_what_is_meant_for_another_portal_does_not(browser: Browser, more: dict[str, str]) -> None:
    answer = browser.come_back(KEY, asked=browser.asked(), **more)
    assert "You are not signed in" in answer.text
    assert not browser.is_in()


def test_an_answer_that_nobody_asked_for_does_not(browser: Browser) -> None:
    assert browser.come_back(KEY, asked="_nobody").status_code == 403
    assert not browser.is_in()


def test_the_same_answer_signs_nobody_in_twice(browser: Browser, portal: str) -> None:
    asked = browser.asked()
    browser.come_back(KEY, asked=asked)
    with Browser(portal) as other:
        assert other.come_back(KEY, asked=asked).status_code == 403
        assert not other.is_in()


@pytest.mark.parametrize("said", ["", "nonsense", "PHg+", "!"])
def test_nonsense_is_told(browser: Browser, said: str) -> None:
    away = requests.post(f"{browser.portal}{FOLDER}acs/", {"SAMLResponse": said}, allow_redirects=False, timeout=30)
    browser.cookies.update(away.cookies)
    assert "You are not signed in" in browser.get(browser.portal + away.headers["Location"]).text


def test_a_provider_that_is_out_of_order_is_told(browser: Browser) -> None:
    answer = browser.begin("away")
    assert (answer.status_code, "You are not signed in" in answer.text) == (503, True)
    assert requests.get(f"{browser.portal}/accounts/3rdparty/saml/away/metadata/", timeout=30).status_code == 503
    assert requests.get(f"{browser.portal}/accounts/3rdparty/saml/none/metadata/", timeout=30).status_code == 404
