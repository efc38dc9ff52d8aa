"""A submission that is changed twice from one form: the way back in the browser, and a double click."""

import pytest

from tests.admin.office import filled, signed_in
from tests.submissions.paper import complaints, submit

pytestmark = pytest.mark.django_db


def test_a_double_click_changes_it_once() -> None:
    patch = submit(title="Seminar")
    client, page = signed_in("focal point of it"), f"/submissions/{patch.pk}/change/"
    sent = filled(client.get(page)) | {"title": "Course"}
    assert [client.post(page, sent).status_code for _click in range(2)] == [302, 302]
    patch.refresh_from_db()
    assert patch.values["texts"]["en"]["title"] == "Course"


def test_whoever_goes_back_and_writes_something_else_keeps_it() -> None:
    patch = submit(title="Seminar")
    client, page = signed_in("focal point of it"), f"/submissions/{patch.pk}/change/"
    sent = filled(client.get(page))
    client.post(page, sent | {"title": "Course"})
    again = client.post(page, sent | {"title": "Workshop"})
    assert complaints(again)[0].startswith("You sent this form before")
    assert client.post(page, filled(again)).status_code == 302
    patch.refresh_from_db()
    assert patch.values["texts"]["en"]["title"] == "Workshop"
