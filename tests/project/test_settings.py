"""Settings refuse nonsense and half a configuration, and name what is wrong."""

import pytest
from django.conf import settings

from tarepo.readers import BadSetting, Environment, database
from tests.project.settings import PRODUCTION, python, read


def test_production_settings_pass_djangos_own_check() -> None:
    done = python("manage.py", "check", "--deploy", "--fail-level=WARNING", **PRODUCTION)
    assert "no issues (0 silenced)" in done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "TAREPO_ENV"])
def test_production_refuses_to_start_without(name: str) -> None:
    done = read(**{**PRODUCTION, name: ""})
    assert done.returncode != 0
    assert f"{name} is missing" in done.stderr


def test_all_that_is_missing_is_told_at_once() -> None:
    done = read(TAREPO_ENV="production")
    assert [f"{name} is missing" in done.stderr for name in PRODUCTION if name != "TAREPO_ENV"] == [True] * (
        len(PRODUCTION) - 1
    )


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("TAREPO_ENV", "prodution", "must be one of local, production"),
        ("TAREPO_SECRET_KEY", "short", "needs at least 50 characters"),
        ("TAREPO_HOSTS", "*", "must name hosts"),
        ("TAREPO_FILES", "files", "must be a whole path"),
        ("TAREPO_FILES_S3", "s3://nowhere", "must be s3://key:secret@host/bucket"),
        ("TAREPO_SMTP_URL", "mail.example.org", "must be smtp://host or smtps://host"),
        ("TAREPO_THREADS", "many", "must be from 1 to 64"),
        ("TAREPO_THREADS", "-1", "must be from 1 to 64"),
        ("TAREPO_LOG", "LOUD", "must be one of DEBUG, INFO"),
        ("TAREPO_PROXIES", "some", "must be from 0 to 10"),
        ("TAREPO_OIDC", "Office|https://id.example.org|client", "must be name|issuer|client id|secret"),
        ("TAREPO_OIDC", "Office|http://id.example.org|client|secret", "must begin with https://"),
        ("TAREPO_OIDC", "A|https://a.org|c|s\nA|https://b.org|c|s", "names a provider twice"),
        ("TAREPO_SAML", "Office|urn:x", "must be name|entity id|address of the metadata"),
        ("TAREPO_SAML", "Office|urn:x|https://id.example.org/metadata", "needs the packages of requirements-saml.txt"),
        ("DATABASE_URL", "sqlite:///db", "must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://host", "names no database"),
        ("DATABASE_URL", "postgresql://host:port/name", "a port that is not a number"),
    ],
)
def test_nonsense_is_refused_by_name(name: str, value: str, complaint: str) -> None:
    done = read(**{**PRODUCTION, name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert complaint in done.stderr


def test_yes_and_no_are_read_and_nothing_else() -> None:
    env = Environment({"A": "yes", "B": "off", "C": "perhaps"})
    assert [env.yes("A", False), env.yes("B", True), env.yes("D", True)] == [True, False, True]
    env.yes("C", True)
    with pytest.raises(BadSetting, match="C is 'perhaps', but must be yes or no"):
        env.finish()


def test_a_database_address_is_read_whole() -> None:
    read = database("postgresql://us%40er:p%2Fw@host:5433/na%20me?sslmode=require")
    assert read == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "host",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert database("postgres:///name?host=/a/folder")["HOST"] == "/a/folder"


def test_the_languages_stand_in_the_official_order_by_their_own_names() -> None:
    assert [name for code, name in settings.LANGUAGES] == [
        "العربية",
        "中文",
        "English",
        "Français",
        "Русский",
        "Español",
    ]


def test_no_page_ever_shows_a_debugging_page() -> None:
    assert settings.DEBUG is False
    assert read(**PRODUCTION).stdout == "False\n"
