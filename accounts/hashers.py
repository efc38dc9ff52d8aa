"""Hashing passwords so that a flood of sign-ins takes nothing from who reads."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher

Made = TypeVar("Made")
GIVES_WAY = 10  # of the priority of processes: from -20, the first, to 19
AT_ONCE = 2  # in each process


class Argon2(Argon2PasswordHasher):
    """With the parameters that OWASP recommends: some 20 ms and 19 MiB a sign-in, outside of Python's lock.

    Django's take 100 MiB and 8 threads each: twenty sign-ins a second would leave nothing for who reads. For the same
    reason a hash is worked out by a thread that gives way to others.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return aside(lambda: super(Argon2, self).encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        return aside(lambda: super(Argon2, self).verify(password, encoded))


def aside(work: Callable[[], Made]) -> Made:
    """What the work makes or raises, done by a thread of low priority; a few at once, the others in turn."""
    return _threads().submit(work).result()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, "hash", initializer=_give_way)


def _give_way() -> None:
    """On Linux each thread has a priority of its own; elsewhere this would be the whole process'."""
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)


os.register_at_fork(after_in_child=_threads.cache_clear)  # a thread does not outlive a fork
