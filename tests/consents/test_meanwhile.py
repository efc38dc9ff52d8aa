"""Consent that is withdrawn while a file is being made: a file holds all as it was, or nothing of it.

Members find an activity by the words of a detail that is open to them, so that what a file holds hangs on consent.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client

from activities.exports import objects, rows, tables
from tarepo.models import Detail
from tests.admin.office import signed_in
from tests.consents import cast
from tests.consents.cast import answered, withdrawn
from tests.meanwhile import meanwhile

WHEN = {"starts": "2024-03-01", "precision": "day"}
FILES = ("export.csv", "export.json", "export.xlsx", "calendar.ics", "feed.atom")


def address(file: str) -> str:
    return f"/activities/{file}?q=zyzzyvology"


def body(client: Client, file: str, **headers: str) -> bytes:
    response = client.get(address(file), headers=headers)
    assert response.status_code == 200, response.status_code
    sent = b"".join(response.streaming_content) if response.streaming else response.content
    return sheets(sent) if file.endswith("xlsx") else sent


def sheets(workbook: bytes) -> bytes:
    """What a workbook says; it has the second in which it was made, too."""
    with ZipFile(BytesIO(workbook)) as parts:
        return b"".join(parts.read(name) for name in sorted(parts.namelist()) if name.startswith("xl/"))


class Both:
    """Two activities that a member finds by a detail each; both answers are taken back by one click."""

    def __init__(self) -> None:
        self.details = [self.made(9001), self.made(9002)]
        cast.activity(cast.peru(), number=9003, title="Zyzzyvology for all", **WHEN)
        self.member = signed_in("member")
        self.without = {file: body(self.member, file) for file in FILES}
        self.grant()
        self.whole = {file: body(self.member, file) for file in FILES}

    def made(self, number: int) -> Detail:
        return cast.detail(cast.activity(cast.peru(), number=number, **WHEN), cast.peru(), "Zyzzyvology, CHF 3")

    def grant(self) -> None:
        answered(*self.details)

    def withdraw(self) -> None:
        meanwhile(lambda: withdrawn(*self.details))


@pytest.fixture
def both(committed_db: str) -> Both:
    return Both()


class Before:
    """Acts before one statement, counted from 0, of whatever the connection asks."""

    def __init__(self, number: int, act: Callable[[], None]) -> None:
        self.number, self.act, self.asked = number, act, 0

    def __call__(self, execute: Callable, *given: Any) -> Any:
        if self.asked == self.number:
            self.act()
        self.asked += 1
        return execute(*given)


@pytest.mark.parametrize("file", [FILES[0], pytest.param("calendar.ics", marks=pytest.mark.long)])
def test_before_whichever_statement_it_is_withdrawn_a_file_holds_all_or_nothing(both: Both, file: str) -> None:
    assert both.whole[file].count(b"TA-2023-900") > both.without[file].count(b"TA-2023-900") >= 1
    found, number = [], 0
    while True:
        meanwhile = Before(number, both.withdraw)
        with connection.execute_wrapper(meanwhile):
            found.append({both.whole[file]: "whole", both.without[file]: "without"}[body(both.member, file)])
        if meanwhile.asked <= number:
            break  # it was made before that
        both.grant()
        number += 1
    assert number > 5
    # Until the one state of the data is begun nothing of it is there any more; from then on it is there whole.
    assert found == sorted(found, reverse=True)
    assert set(found) == {"whole", "without"}


@pytest.mark.parametrize(
    ("file", "writes"), [("export.csv", tables), ("export.json", objects), ("export.xlsx", tables)]
)
def test_withdrawn_between_two_lines_the_file_goes_on_as_it_began_and_the_next_holds_none(
    both: Both, monkeypatch: pytest.MonkeyPatch, file: str, writes: Any
) -> None:
    monkeypatch.setattr(rows, "BATCH", 1)  # a statement a line

    def interrupted(*given: Any) -> Iterator[bytes]:
        for number, line in enumerate(rows.copied(*given)):
            if number == 1:
                both.withdraw()
            yield line

    monkeypatch.setattr(writes, "copied", interrupted)
    assert body(both.member, file) == both.whole[file]
    monkeypatch.setattr(writes, "copied", rows.copied)
    assert body(both.member, file) == both.without[file]


@pytest.mark.parametrize("file", FILES)
def test_what_a_browser_has_kept_is_not_confirmed_to_it_once_it_is_withdrawn(both: Both, file: str) -> None:
    kept = both.member.head(address(file)).headers
    assert (kept["Cache-Control"], "Cookie" in kept["Vary"]) == ("private, no-cache", True)
    assert both.member.get(address(file), headers={"If-None-Match": kept["ETag"]}).status_code == 304
    both.withdraw()
    assert body(both.member, file, **{"If-None-Match": kept["ETag"]}) == both.without[file]
