"""Sets up what a command needs: .venv with the locked packages; for tests a browser too.

Runs under the machine's own Python, before anything is installed: nothing but the standard
library here, and `import tarepo` must stay empty.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements.txt", "dev": "requirements-dev.txt", "test": "requirements-dev.txt"}
# The browser of the tests, its fonts for Arabic and Chinese, the tools for catalogues.
APT = ("chromium", "fonts-noto-core", "fonts-noto-cjk", "gettext")


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def main() -> int:
    purpose = sys.argv[1]
    lock = ROOT / LOCKS[purpose]
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "environment.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two commands on one clone: one sets up, the other waits
        if not (has_environment() or make_environment()):
            return 1
        if not installed(lock) and not install(lock):
            return 1
        if purpose == "test":
            install_browser()
    return 0


def has_environment() -> bool:
    """Whether .venv works and was made from this Python."""
    here = VENV / "python-version"
    return os.access(VENV / "bin" / "python", os.X_OK) and (not here.exists() or here.read_text() == sys.version)


def make_environment() -> bool:
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        say("This Python cannot make a virtual environment: a part of it is missing. Type")
        say(f"    {'' if os.geteuid() == 0 else 'sudo '}apt-get install python{version}-venv")
        say("and then the same command again.")
        return False
    say("Making .venv (once)...")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode == 0:
        (VENV / "python-version").write_text(sys.version)
    return done.returncode == 0


def stamp(lock: Path) -> Path:
    return VENV / f"installed-{lock.stem}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"


def installed(lock: Path) -> bool:
    return stamp(lock).exists()


def install(lock: Path) -> bool:
    total = sum(1 for line in lock.read_text().splitlines() if line[:1].isalnum())
    say(f"Installing the locked packages (once, up to {total})...")
    command = [
        *(str(VENV / "bin" / "python"), "-m", "pip", "install", "--require-hashes", "--no-deps"),
        *("--only-binary=:all:", "--progress-bar=off", "--no-input"),
        *("--disable-pip-version-check", "-r", str(lock)),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            if line.startswith("Collecting"):
                say(f"  {line.split()[1]}")
    if pip.returncode != 0:
        say("The packages could not be installed; pip says why above.")
        return False
    for earlier in VENV.glob(f"installed-{lock.stem}-*"):
        earlier.unlink()
    stamp(lock).touch()
    return True


def install_browser() -> None:
    """By apt, as root only. Without it the tests that need it say so and are skipped."""
    missing = [name for name in APT if not has_package(name)]
    if not missing:
        return
    line = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say("NOT INSTALLED HERE, so browser tests may be skipped:")
        say(f"    {', '.join(missing)}")
        say(f"An administrator of this machine can type: {line}")
        return
    say(f"Installing {', '.join(missing)} (once, with apt)...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["apt-get", "-q", "update"], [*line.split(), "-y", "-q"]):
        done = subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            say(f"{' '.join(words)} failed: browser tests may be skipped.")
            return


def has_package(name: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return name not in {"chromium", "gettext"} or shutil.which(name) is not None
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status}", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout == "installed"


if __name__ == "__main__":
    sys.exit(main())
