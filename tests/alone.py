"""For themes in which nothing waits but what a test makes to wait: imported by their conftest.py."""

import pytest

from tests.people import without_extras


@pytest.fixture(autouse=True)
def _alone(request: pytest.FixtureRequest) -> None:
    """Peru with its one focal point, and nobody who asks to be a member."""
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("committed_db")
    elif request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    else:
        return
    without_extras()
