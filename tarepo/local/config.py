"""Where a checkout keeps what it makes. Imports nothing of Django's: settings read it."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


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
