"""Queue the jobs that are due and put back what dead processes left. Called each minute, or left running."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection

from tarepo.tick import tick

logger = logging.getLogger("tarepo.tick")

EVERY = 60


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []  # each minute: `migrate` has asked

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on each minute until SIGTERM")

    def handle(self, *args: Any, loop: bool, **options: Any) -> None:
        if not loop:
            self.tell(tick())
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            began = time.monotonic()
            try:
                if done := tick():
                    self.tell(done)
            except Error:
                logger.exception("The database does not answer; the next minute may")
            connection.close()
            stop.wait(max(1, EVERY - (time.monotonic() - began)))

    def tell(self, done: dict[str, int]) -> None:
        self.stdout.write("tick: " + (", ".join(f"{told} {many:d}" for told, many in done.items()) or "nothing due"))
