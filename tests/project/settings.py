"""Settings as another process would read them: an environment of its own, from nothing."""

import os
import subprocess
import sys

from tarepo.local import config

PRODUCTION = {
    "TAREPO_ENV": "production",
    "TAREPO_SECRET_KEY": "a-key-for-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "TAREPO_HOSTS": "portal.example.org",
    "TAREPO_FILES": "/srv/tarepo/files",
    "TAREPO_SMTP_URL": "smtps://mail.example.org",
    "TAREPO_MAIL_FROM": "tarepo <tarepo@example.org>",
    "DATABASE_URL": "postgresql://tarepo:secret@db.example.org/tarepo",
}


def python(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Another Python with these variables and no other that concerns the portal."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TAREPO_VAR") if key in os.environ}
    command = [sys.executable, "-W", "error", *words]
    environment = {**kept, **variables}
    return subprocess.run(command, env=environment, cwd=config.ROOT, capture_output=True, text=True, check=False)


def read(**variables: str) -> subprocess.CompletedProcess[str]:
    """The settings alone, which is what refuses."""
    return python("-c", "from tarepo import settings; print(settings.DEBUG)", **variables)
