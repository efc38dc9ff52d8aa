"""Full and bare records of every kind on the running site, beside the seed records."""

import pytest

from tests.conftest import connected_to
from tests.pages import kinds
from tests.site import Site

LISTS = {f"list of {folder}": f"/{folder}/" for folder in kinds.FOLDERS.values()}
FULL = {f"{kind.label}, full": kinds.path(kind) for kind in kinds.FOLDERS}
BARE = {f"{kind.label}, bare": kinds.path(kind, "bare") for kind in kinds.FOLDERS}
OTHERS = {
    "home": "/",
    "filtered": "/activities/?country=XB&year=2023",
    "misread": "/activities/?country=nowhere&year=2024-02-31&colour=blue",
    "nothing matches": "/activities/?year=1850",
    "not there": "/activities/TA-1900-0001/",
    "history": "/activities/TA-2023-9004/history/",
    "a version": "/activities/TA-2023-9004/history/1/",
    "what changed": "/changes/?since=2020-01-01&act=changed&act=new&colour=blue",
}
PAGES = OTHERS | LISTS | FULL | BARE


@pytest.fixture(scope="session")
def world(site: Site, django_db_blocker) -> None:
    with django_db_blocker.unblock(), connected_to(site.database, django_db_blocker):
        kinds.neighbours()
        for kind in kinds.FOLDERS:
            kinds.full(kind)
            kinds.bare(kind)
        kinds.of_two_versions()
