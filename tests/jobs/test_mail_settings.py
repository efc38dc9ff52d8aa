"""The addresses of the mail server and of the file storage, as settings."""

import pytest

from tarepo import readers
from tarepo.readers import BadSetting, Environment, mail_server, s3_storage


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", False, True)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", True, False)),
        ("smtp://relay:2525?tls=no", ("relay", 2525, "", "", False, False)),
        ("smtp://me%40here:p%2Fw@mail.example.org:25", ("mail.example.org", 25, "me@here", "p/w", False, True)),
    ],
)
def test_a_mail_server(address, expected):
    found = mail_server(address)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(found[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("address", ["mail.example.org", "http://x", "smtp://", "smtp://x:port", "smtp://x:99999"])
def test_what_is_no_mail_server_is_told(address):
    env = Environment({"TAREPO_SMTP_URL": address})
    assert env.parsed("TAREPO_SMTP_URL", "", mail_server) == {}
    assert [complaint for complaint in env.complaints if complaint.startswith("TAREPO_SMTP_URL")]


def test_a_bucket(monkeypatch):
    monkeypatch.setattr(readers, "find_spec", lambda name: object())
    found = s3_storage("s3://key:se%2Fcret@s3.example.org:9000/ta-files")
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"]["endpoint_url"] == "https://s3.example.org:9000"
    assert (found["OPTIONS"]["access_key"], found["OPTIONS"]["secret_key"]) == ("key", "se/cret")
    assert found["OPTIONS"]["bucket_name"] == "ta-files"


@pytest.mark.parametrize("address", ["bucket", "https://x/y", "s3://host", "s3:///bucket"])
def test_what_is_no_bucket_is_told(address):
    with pytest.raises(BadSetting, match="TAREPO_FILES_S3 must be"):
        s3_storage(address)


def test_a_bucket_needs_its_package():
    with pytest.raises(BadSetting, match="django-storages"):
        s3_storage("s3://key:secret@host/bucket")
