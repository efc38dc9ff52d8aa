"""The set-up that runs before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tarepo.local import config, environment


@pytest.fixture
def project(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(environment, "ROOT", place)
    monkeypatch.setattr(environment, "VENV", place / ".venv")
    return place


def test_a_python_without_ensurepip_is_told_the_line_to_type(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert environment.make_environment() is False
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"    sudo apt-get install python{version}-venv\n" in capsys.readouterr().err
    assert not (project / ".venv").exists()


def test_an_environment_of_another_python_is_made_anew(project: Path) -> None:
    assert environment.has_environment() is False
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert environment.has_environment() is True
    (project / ".venv" / "python-version").write_text("3.11.0 (another)")
    assert environment.has_environment() is False
    (project / ".venv" / "python-version").write_text(sys.version)
    assert environment.has_environment() is True


def test_the_packages_are_installed_again_only_when_the_lock_changes(project: Path) -> None:
    lock = project / "requirements.txt"
    lock.write_text("django==5.2\n")
    (project / ".venv").mkdir()
    assert environment.installed(lock) is False
    environment.stamp(lock).touch()
    assert environment.installed(lock) is True
    lock.write_text("django==5.2.1\n")
    assert environment.installed(lock) is False


def test_it_needs_nothing_but_the_standard_library() -> None:
    command = [
        sys.executable,
        "-S",
        "-I",
        "-c",
        f"import sys; sys.path[:0] = ['{config.ROOT}']; import tarepo.local.environment",
    ]
    assert subprocess.run(command, check=False).returncode == 0


def test_an_ordinary_user_is_told_what_an_administrator_can_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(environment, "has_package", lambda name: name != "chromium")
    environment.install_browser()
    told = capsys.readouterr().err
    assert "browser tests may be skipped" in told
    assert "apt-get install --no-install-recommends chromium\n" in told
