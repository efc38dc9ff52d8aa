"""Two browsers at the same moment, with transactions that really commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import HttpResponse

from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import Patch, Record
from tests import make
from tests.admin.office import errors, filled, signed_in
from tests.admin.test_both import TOLD, Two, again
from tests.submissions.paper import FIGURES, desk, submit

Send = Callable[[], HttpResponse]


def at_once(*sends: Send) -> list[HttpResponse]:
    together = Barrier(len(sends))

    def go(send: Send) -> HttpResponse:
        together.wait()
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sends)) as pool:
        return [job.result() for job in [pool.submit(go, send) for send in sends]]


def test_of_two_who_save_at_once_one_comes_second_and_is_shown_both(committed_db: str) -> None:
    record = make.draft(Kind.ACTIVITY, "First", venue="Lima")
    two = Two(f"/admin/activities/activity/{record.pk}/change/")
    sent = ((two.me, two.mine | {"venue": "Quito"}), (two.other, two.theirs | {"period_printed": "in June"}))
    answers = at_once(*(lambda client=client, form=form: client.post(two.page, form) for client, form in sent))
    assert sorted(response.status_code for response in answers) == [200, 302]
    second = next(number for number, response in enumerate(answers) if response.status_code == 200)
    assert errors(answers[second]) == [TOLD]
    assert sent[second][0].post(two.page, again(answers[second])).status_code == 302
    content = read_content(Kind.ACTIVITY, record.pk)
    assert (content["venue"], content["period_printed"]) == ("Quito", "in June")


def test_two_clicks_on_publish_at_once_publish_once(committed_db: str) -> None:
    record = make.draft(Kind.ACTIVITY, "First", sources=[make.SOURCE])
    page, chief = f"/admin/activities/activity/{record.pk}/change/", signed_in("chief editor")
    sent = filled(chief.get(page)) | {"venue": "Quito", "_publish": "1"}
    answers = at_once(*(lambda: chief.post(page, sent) for _click in range(2)))
    assert [response.status_code for response in answers] == [302, 302]
    assert Record.objects.get(pk=record.pk).version == 1


@pytest.mark.parametrize("does", ["accept", "publish"])
def test_of_two_who_take_over_one_proposal_at_once_one_does(committed_db: str, does: str) -> None:
    patch = submit(title="Zeolites", source_link="https://example.org/x")
    clients = [signed_in("chief editor") for _editor in range(2)]
    forms = [filled(client.get(desk(patch))) | {does: "1"} for client in clients]
    answers = at_once(
        *(
            lambda client=client, form=form: client.post(desk(patch), form)
            for client, form in zip(clients, forms, strict=True)
        )
    )
    assert [response.status_code for response in answers] == [302, 302]
    assert Record.objects.filter(texts__title="Zeolites").count() == 1


def test_figures_of_two_that_are_taken_over_at_once_are_both_there(committed_db: str) -> None:
    record = make.activity(9001, "Seminar", figures=[{"measure": {"en": "Held"}, "value": "3"}])
    patches: list[Patch] = []
    for value in "78":
        patches.append(submit(FIGURES + "TA-2023-9001", **{"figure-0-value": value, "figure-0-measure": "New"}))
    clients = [signed_in("chief editor") for _patch in patches]

    def take(client: object, patch: Patch) -> HttpResponse:
        """The page that comes second may be out of date by then: it is looked at again, as a person would."""
        for _attempt in range(2):
            response = client.post(desk(patch), filled(client.get(desk(patch))) | {"accept": "1"})
            if response.status_code == 302:
                break
        return response

    pairs = zip(clients, patches, strict=True)
    answers = at_once(*(lambda client=client, patch=patch: take(client, patch) for client, patch in pairs))
    assert [response.status_code for response in answers] == [302, 302]
    figures = read_content(Kind.ACTIVITY, record.pk)["figures"]
    assert sorted(row["value"] for row in figures) == ["3", "7", "8"]
