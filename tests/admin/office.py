"""The office as a browser sees it: what stands in a form, and what sending it again would send."""

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

from tests.people import person

Sent = dict[str, str | list[str]]


class _Form(HTMLParser):
    """Every field of a page's forms by name, with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._area = self._select = ""
        self._text: list[str] = []
        self._multiple = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name and given.get("type") not in ("submit", "file", "image"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.values.setdefault(name, []).append(value or ("on" if given.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "select":
            self._select, self._multiple = name, "multiple" in given
            if not self._multiple:
                self.values[name] = []
        elif tag == "option" and self._select and ("selected" in given or not self._first_kept()):
            if "selected" in given and not self._multiple:
                self.values[self._select] = [value]
            elif "selected" in given:
                self.values.setdefault(self._select, []).append(value)
            elif not self._multiple:
                self.values[self._select] = [value]

    def _first_kept(self) -> bool:
        return bool(self.values.get(self._select)) or self._multiple

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # Browsers leave out the first line break, and send every other as two characters.
            text = "".join(self._text).removeprefix("\r\n").removeprefix("\n")
            self.values[self._area] = [text.replace("\r\n", "\n").replace("\n", "\r\n")]
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)


def filled(response: HttpResponse) -> Sent:
    """What sending the page's form without touching it would send; the rows that only scripts copy left out."""
    form = _Form()
    form.feed(response.content.decode())
    kept = {name: values for name, values in form.values.items() if "__prefix__" not in name and name != "q"}
    return {name: values if len(values) > 1 else values[0] for name, values in kept.items() if values}


def messages(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]] if response.context else []


def errors(response: HttpResponse) -> list[str]:
    """Every sentence that the page's form complains with."""
    return list(_errors(response))


def _errors(response: HttpResponse) -> Iterator[str]:
    form = response.context["adminform"].form
    for found in form.errors.values():
        yield from map(str, found)
    for formset in response.context["inline_admin_formsets"]:
        yield from map(str, formset.formset.non_form_errors())
        for row in formset.formset.errors:
            for found in row.values():
                yield from map(str, found)


def signed_in(role: str) -> Client:
    """A browser in which that person of the cast is signed in."""
    client = Client()
    client.force_login(person(role))
    return client


def add_row(sent: Sent, prefix: str, **values: str) -> Sent:
    """As "add another" does: one row more of a part."""
    number = int(sent[f"{prefix}-TOTAL_FORMS"])
    sent[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    for name, value in values.items():
        sent[f"{prefix}-{number}-{name}"] = value
    return sent
