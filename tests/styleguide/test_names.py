"""The small tags of every template: names, directions, language versions of an address."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils.translation import override

from tarepo.templatetags import site


def test_a_name_with_a_page_is_a_link_and_keeps_its_own_direction() -> None:
    linked = site.name_link({"name": "<Peru>", "url": "/countries/PE/?a&b"})
    assert linked == '<a href="/countries/PE/?a&amp;b" dir="auto">&lt;Peru&gt;</a>'


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("<b>", "<bdi>&lt;b&gt;</bdi>"),
        ({"name": "Perú", "lang": "es"}, '<bdi lang="es">Perú</bdi>'),
        ({"name": "مصر", "lang": "ar", "dir": "rtl"}, '<bdi lang="ar" dir="rtl">مصر</bdi>'),
    ],
)
def test_a_name_without_a_page_is_text(name: dict | str, html: str) -> None:
    assert site.name_link(name) == html


@pytest.mark.parametrize(
    ("thing", "html"),
    [
        ({}, ' dir="auto"'),
        ({"lang": "fa"}, ' lang="fa" dir="rtl"'),
        ({"lang": "zh-hans"}, ' lang="zh-hans" dir="ltr"'),
        ({"lang": '"><script>'}, ' lang="&quot;&gt;&lt;script&gt;" dir="ltr"'),
    ],
)
def test_a_text_says_its_language_and_direction(thing: dict, html: str) -> None:
    assert site.lang_dir(thing) == html


def test_a_section_has_an_anchor_and_escapes_its_title() -> None:
    template = Template('{% load site %}{% section "a" title count=2 %}<p>{{ text }}</p>{% endsection %}')
    html = template.render(Context({"title": "<T>", "text": "<x>"}))
    assert '<section class="section" id="a" aria-labelledby="a-title">' in html
    assert '<h2 id="a-title">&lt;T&gt; <span class="count">(2)</span></h2>' in html
    assert "<p>&lt;x&gt;</p>" in html


@pytest.mark.parametrize(
    ("path", "spanish"),
    [
        ("/", "/es/"),
        ("/ar/", "/es/"),
        ("/activities/?year=2023", "/es/activities/?year=2023"),
        ("/zh-hans/activities/é%22/", "/es/activities/%C3%A9%22/"),
        ("/accounts/login/?next=/", "/es/"),
        ("/esoteric/", "/es/esoteric/"),
        ("/activities/?q=" + "x" * 2000, "/es/activities/"),
    ],
)
def test_a_page_leads_to_itself_in_the_other_languages(path: str, spanish: str) -> None:
    found = site.alternates(Context({"request": RequestFactory().get(path)}))
    assert [each["url"] for each in found if each["code"] == "es"] == [spanish]


def test_an_address_without_a_language_has_no_alternate() -> None:
    found = site.alternates(Context({"request": RequestFactory().get("/accounts/login/")}))
    assert {each["href"] for each in found} == {""}


@override_settings(ALLOWED_HOSTS=["known.example"])
def test_a_refused_host_stands_in_no_address() -> None:
    request = RequestFactory().get("/activities/", headers={"host": "evil.example"})
    assert {each["href"] for each in site.alternates(Context({"request": request}))} == {""}


def test_the_navigation_marks_where_the_reader_is() -> None:
    with override("es"):
        html = site.navigation(Context({"request": RequestFactory().get("/es/projects/ABC/")}))
    assert html.count("aria-current") == 1
    assert '<a href="/es/projects/" aria-current="true">' in html


def test_without_a_request_everything_still_has_an_address() -> None:
    assert [each["url"] for each in site.alternates(Context())][:3] == ["/ar/", "/zh-hans/", "/"]
    assert "aria-current" not in site.navigation(Context())


def test_phases_before_the_current_one_are_past() -> None:
    phases: list[dict] = [{"label": "a"}, {"label": "b", "current": True}, {"label": "c"}]
    assert [phase["past"] for phase in site.status_rank(phases)] == [True, False, False]
    assert [phase["past"] for phase in site.status_rank(phases[2:])] == [False]
