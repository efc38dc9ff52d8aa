"""A photo on the page of its record."""

import pytest

from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.models import File, FileState
from tests.files.material import PDF, attached, new_draft, picture, stored
from tests.jobs.worker import run_jobs
from tests.make import edit, publish_now

pytestmark = pytest.mark.django_db


def test_a_language_version_offers_the_file_that_is_kept_here_once_it_is_ready(client):
    row = attached(PDF)
    address = f"/documents/{row.record.reference}/"
    File.objects.update(state=FileState.WAITING)
    before = client.get(address)
    assert row.get_absolute_url() not in before.text
    File.objects.update(state=FileState.READY)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert f'href="{row.get_absolute_url()}" dir="auto">paper.pdf (PDF, 0.1 MB)</a>' in after.text


def test_a_picture_that_gets_ready_after_publication_is_shown_to_those_who_have_the_page_already(client):
    record = new_draft()
    row = stored(picture(size=(2000, 1500)), "meeting.jpg", record=record)
    photo = {"file": row.pk, "caption": {"en": "The delegates"}, "alt": {"en": "Twelve people at a table"}}
    edit(record, **read_content(Kind.ACTIVITY, record.pk) | {"photos": [photo]})
    publish_now(record)
    address = f"/activities/{record.reference}/"
    before = client.get(address)
    assert "The delegates" in before.text
    assert "<img" not in before.text
    assert "The picture is being prepared" in before.text
    assert "not held here" not in before.text
    run_jobs()
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert f'src="{row.get_absolute_url().replace(".jpg", ".webp")}?w=960"' in after.text
    assert "?w=480 480w" in after.text
    assert 'width="960" height="720"' in after.text
    assert 'alt="Twelve people at a table"' in after.text
    assert client.get(address, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304
