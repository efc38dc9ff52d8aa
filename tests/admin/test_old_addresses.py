"""Old addresses as the office enters them."""

import pytest

from tarepo.enums import Kind
from tarepo.models import OldAddress
from tests import make
from tests.admin.office import add_row, errors, filled, signed_in

pytestmark = pytest.mark.django_db


def entered(path: str) -> list[str]:
    """What the form complains of when the path is added to a project."""
    client, project = signed_in("chief editor"), make.published(Kind.PROJECT, reference="new-code")
    page = f"/admin/activities/project/{project.pk}/change/"
    response = client.post(page, add_row(filled(client.get(page)), "old_addresses", path=path))
    return [] if response.status_code == 302 else errors(response)


@pytest.mark.parametrize(
    "pasted",
    [
        *("projects/old-code/", " /projects/old-code ", "/es/projects/old-code/"),
        "https://example.org/zh-hans/projects/old-code/?a=b#c",
    ],
)
def test_whatever_is_pasted_is_kept_as_a_path_and_redirects(client, pasted: str) -> None:
    assert entered(pasted) == []
    assert OldAddress.objects.get(record__reference="new-code").path == "projects/old-code/"
    assert client.get("/projects/old-code/")["Location"] == "/projects/new-code/"


@pytest.mark.parametrize(
    ("pasted", "complaint"),
    [
        ("/", "Give the path of a page"),
        ("https://example.org", "Give the path of a page"),
        ("http://[", "Give the path of a page"),
        ("/admin/x/", "Give the path of a page"),
        ("/projects/", "the address of a list"),
        ("/countries/PE/", "a record has now"),
    ],
)
def test_what_is_no_old_address_is_refused(pasted: str, complaint: str) -> None:
    (sentence,) = entered(pasted)
    assert complaint in sentence


def test_one_address_leads_to_one_record() -> None:
    other = make.published(Kind.PROJECT)
    OldAddress.objects.create(record_id=other.pk, path="projects/old-code/")
    assert len(entered("/projects/old-code")) == 1
