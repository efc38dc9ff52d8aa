"""Two tickers, and one that is left running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from tarepo.local import config
from tarepo.locks import TICKER
from tarepo.tick import tick


def test_a_second_ticker_does_nothing(committed_db):
    with psycopg.connect(committed_db) as other:
        other.execute("SELECT pg_advisory_lock(%s, 0)", [TICKER])
        assert tick() == {}
        other.execute("SELECT pg_advisory_unlock(%s, 0)", [TICKER])
    assert tick() == {"daily jobs queued": 6}


def test_left_running_it_ticks_at_once_and_ends_when_asked(committed_db, tmp_path: Path):
    words = [sys.executable, str(config.ROOT / "manage.py"), "tick", "--loop"]
    environment = {**os.environ, "DATABASE_URL": committed_db, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "tick: daily jobs queued 6\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
