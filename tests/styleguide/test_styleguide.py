"""The style guide shows every component in every state, and no page part carries style or script of its own."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

from tarepo.styleguide.samples import samples

TEMPLATES = settings.ROOT / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
LANGUAGES = {"ar": "العربية", "zh-hans": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
VOID = {"meta", "link", "img", "input", "br", "hr", "path", "wbr"}


class Page(HTMLParser):
    """Tags in order, with a complaint for each that is closed wrongly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1:] == [tag]:
            self.open.pop()
        else:
            self.wrong.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


def shown(client: Client, path: str = "/styleguide/") -> tuple[str, Page]:
    response = client.get(path)
    assert response.status_code == 200
    text = response.content.decode()
    return text, Page(text)


def test_it_shows_every_component(client: Client) -> None:
    _text, page = shown(client)
    assert sorted(samples()) == COMPONENTS
    there = [attributes["data-component"] for attributes in page.all("section") if "data-component" in attributes]
    assert sorted(str(name) for name in there) == [f"components/{name}.html" for name in COMPONENTS]


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_state_of_a_component_has_a_name(name: str) -> None:
    states = [state for state, context in samples()[name]]
    assert states
    assert len(set(states)) == len(states)


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_first_line_of_a_component_says_what_it_takes(name: str) -> None:
    text = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")
    assert text.startswith("{# ")


def test_no_template_is_long() -> None:
    long = [path.name for path in TEMPLATES.rglob("*.html") if path.read_text(encoding="utf-8").count("\n") > 120]
    assert long == []


def test_no_template_carries_style_or_script_of_its_own() -> None:
    own = re.compile(
        r"<style|<script(?! src=|[^>]* type=\"application/json\")|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )
    found = [path.name for path in TEMPLATES.rglob("*.html") if own.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_only_the_admin_has_scripts_and_passkeys_and_a_clock_beside_the_times_of_a_page() -> None:
    found = [path for path in TEMPLATES.rglob("*.html") if "<script" in path.read_text(encoding="utf-8")]
    assert [path.name for path in found if path.relative_to(TEMPLATES).parts[0] not in ("admin", "mfa")] == [
        "record.html"
    ]


@pytest.mark.parametrize("path", ["/styleguide/", "/ar/styleguide/", "/zh-hans/styleguide/"])
def test_the_page_is_well_formed_without_style_or_script_of_its_own(client: Client, path: str) -> None:
    _text, page = shown(client, path)
    assert page.wrong == []
    assert page.open == []
    assert list(page.all("script")) == []
    assert list(page.all("style")) == []
    assert [attributes for tag, attributes in page.tags if "style" in attributes] == []
    assert [name for tag, attributes in page.tags for name in attributes if name.startswith("on")] == []
    assert len(list(page.all("link"))) == 2 + 1 + len(LANGUAGES)


def test_no_identifier_stands_twice(client: Client) -> None:
    _text, page = shown(client)
    ids = [attributes["id"] for tag, attributes in page.tags if attributes.get("id")]
    assert sorted(set(map(str, ids))) == sorted(map(str, ids))


def test_languages_stand_in_the_official_order_by_their_own_names(client: Client) -> None:
    text, page = shown(client, "/es/styleguide/?a=1&b=2")
    bar = [attributes for attributes in page.all("a") if "hreflang" in attributes][: len(LANGUAGES)]
    assert [attributes["hreflang"] for attributes in bar] == list(LANGUAGES)
    assert [attributes["href"] for attributes in bar][:3] == [
        "/ar/styleguide/?a=1&b=2",
        "/zh-hans/styleguide/?a=1&b=2",
        "/styleguide/?a=1&b=2",
    ]
    assert [attributes["hreflang"] for attributes in bar if "aria-current" in attributes] == ["es"]
    assert re.findall(r'hreflang="[\w-]+" dir="\w+"(?: aria-current="true")?>([^<]+)', text) == list(LANGUAGES.values())


@pytest.mark.parametrize(("code", "way"), [("ar", "rtl"), ("ru", "ltr")])
def test_the_page_says_its_language_and_direction(client: Client, code: str, way: str) -> None:
    _text, page = shown(client, f"/{code}/styleguide/")
    assert next(page.all("html")) == {"lang": code, "dir": way}


def test_a_visitor_gets_no_cookie_and_no_token(client: Client) -> None:
    response = client.get("/styleguide/")
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()
    assert "Cookie" not in response.headers.get("Vary", "")
