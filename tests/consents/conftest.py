"""Peru with its one focal point."""

import pytest

from tests.people import without_extras


@pytest.fixture(autouse=True)
def _alone(request: pytest.FixtureRequest) -> None:
    if "committed_db" in request.fixturenames:
        request.getfixturevalue("committed_db")
    elif request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    else:
        return
    without_extras()
