import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder outside pytest's own, which each run of pytest closes to other users anew."""
    yield from made()


@pytest.fixture(scope="module")
def lasting_place() -> Iterator[Path]:
    """The same for all tests of a file."""
    yield from made()


def made() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="tarepo-local-"))
    yield folder
    shutil.rmtree(folder)
