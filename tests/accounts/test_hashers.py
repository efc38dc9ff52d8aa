"""A hash is worked out aside, so that sign-ins take nothing from who reads; and is what it was."""

import os
import threading

import pytest
from django.contrib.auth.hashers import check_password, make_password

from accounts.hashers import aside


def priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_it_is_worked_out_by_a_thread_that_gives_way() -> None:
    assert aside(priority) > priority()


def test_what_fails_aside_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        aside(lambda: 1 / 0)


def test_it_is_of_argon2_and_of_this_password_alone() -> None:
    made = make_password("four words that differ")
    assert made.startswith("argon2$argon2id$")
    assert (check_password("four words that differ", made), check_password("four words", made)) == (True, False)


def test_a_forked_process_has_threads_of_its_own() -> None:
    aside(priority)
    child = os.fork()
    if child == 0:  # pragma: no cover - in the child
        os._exit(0 if aside(lambda: 7) == 7 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
