"""Where a checkout keeps what it makes. Imports nothing of Django's: settings read it."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_CODE = {"docs", "tests", "var"}


def var_folder() -> Path:
    """All that `make` creates beside the environment lives here; TAREPO_VAR moves it."""
    return Path(os.environ.get("TAREPO_VAR") or ROOT / "var").resolve()


def address_file(var: Path) -> Path:
    """Holds the address of the embedded database while it runs."""
    return var / "database-url"


def embedded_address(var: Path) -> str:
    """The address of the embedded database, or of one that is not there: who connects is told."""
    try:
        return address_file(var).read_text()
    except OSError:
        return "postgresql://tarepo@/tarepo?host=/nonexistent/start-the-database-with-make-run"


def secret_key(var: Path) -> str:
    """This checkout's own key, made once."""
    path = var / "secret-key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"secret-key.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(60))
        try:
            os.link(fresh, path)  # the first of two that start together wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def release() -> str:
    """Changes with any code, template or catalogue, so that an ETag of an older page is none."""
    told = hashlib.sha256()
    for path in sorted(code_files()):
        told.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()[:12]


def code_files() -> Iterator[Path]:
    """What a running portal is made of."""
    for folder in sorted(ROOT.iterdir()):
        if folder.is_dir() and folder.name not in NOT_CODE and not folder.name.startswith("."):
            for base, inner, names in os.walk(folder):
                inner[:] = [name for name in inner if name != "__pycache__"]
                yield from (Path(base, name) for name in names)
