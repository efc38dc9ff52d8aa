"""The locked dependencies."""

import re

import pytest

from tarepo.local import config

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-saml.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_names_no_index_and_no_address(name: str) -> None:
    text = (config.ROOT / name).read_text()
    assert "://" not in text
    assert "index" not in text
    assert " /" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (config.ROOT / name).read_text().strip())
    assert len(entries) > 5
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,]+\])?==[^ ]+ ", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_all_locks_hold_the_same_versions() -> None:
    run, dev, saml = (
        dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ]+)", (config.ROOT / name).read_text(), re.MULTILINE))
        for name in LOCKS
    )
    assert {name: dev.get(name) for name in run} == run
    assert {name: saml[name] for name in saml if name in run} == {name: run[name] for name in saml if name in run}


def test_every_dependency_that_is_asked_for_is_locked() -> None:
    for source, lock in (("requirements.in", LOCKS[0]), ("requirements-dev.in", LOCKS[1])):
        asked = re.findall(r"^([a-z][a-z0-9-]*)", (config.ROOT / source).read_text(), re.MULTILINE)
        locked = (config.ROOT / lock).read_text()
        assert [name for name in asked if not re.search(rf"^{name}(\[|==)", locked, re.MULTILINE)] == []
