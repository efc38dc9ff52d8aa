"""Two focal points at the same moment, with transactions that really commit."""

from activities.models import Confirmation, PartyAnswer
from tarepo.models import Record
from tests.admin.test_at_once import at_once
from tests.confirming.parts import LIST, boxes, chile, declared, focal_point, peru


def test_two_of_one_party_confirm_once(committed_db: str) -> None:
    record = declared()
    clients = [focal_point("PE", f"{number}@example.org") for number in range(2)]
    chosen = boxes(clients[0].get(LIST))
    found = at_once(*(lambda client=client: client.post(LIST, {"part": chosen}) for client in clients))
    assert [response.status_code for response in found] == [302, 302]
    assert (PartyAnswer.objects.count(), Record.objects.get(pk=record.pk).version) == (1, 2)


def test_two_parties_confirm_one_record_and_neither_is_lost(committed_db: str) -> None:
    record = declared()
    clients = [focal_point("PE"), focal_point("CL")]
    found = at_once(*(lambda client=client: client.post(LIST, {"part": boxes(client.get(LIST))}) for client in clients))
    assert [response.status_code for response in found] == [302, 302]
    assert {row.party_id for row in Confirmation.objects.filter(record=record)} == {peru(), chile()}
    assert Record.objects.get(pk=record.pk).version == 3
