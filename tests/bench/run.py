"""Speed and size of the portal's pages: `make bench`.

    python -m tests.bench.run [--activities N] [--jobs N] [--rounds N] [--only TEXT] [--no-browser] [--database URL]
                              [--parts pages,search,members,desk,exports,sign-in] [--write FILE]

Times are ratios to the floor F: a constant page of 20 KB through the portal's own middleware, asked for in turn with
the pages over one connection. Without --write nothing is changed outside of var/. --database measures one that there
is already, with its activities.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django
from psycopg import sql

from tarepo.local import config
from tarepo.local.database import named
from tests.databases import drop, run
from tests.site import serving

if TYPE_CHECKING:
    from activities.generate.load import Made
    from tests.bench.targets import Target

PARTS = ("pages", "search", "members", "desk", "exports", "sign-in")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=100_000, help="synthetic ones beside the seed records")
    parser.add_argument("--jobs", type=int, default=2, help="processes that load them")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--parts", default=",".join(PARTS), help="what is measured")
    parser.add_argument("--only", default="", help="pages whose name has this")
    parser.add_argument("--database", default="", help="the address of one that is measured as it is")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--write", type=Path, help="also write the table to this file")
    return parser.parse_args()


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """A database that nobody else has, wherever DATABASE_URL leads; gone afterwards."""
    name = f"bench_{os.getpid()}"
    run(server, sql.SQL("CREATE DATABASE {} TEMPLATE template0"), name)
    try:
        yield named(server, name)
    finally:
        drop(server, name)


def prepare() -> None:
    """Tables, seed records, static files."""
    for words in (["prepare"], ["collectstatic", "--no-input", "-v0"]):
        subprocess.run([sys.executable, str(config.ROOT / "manage.py"), *words], check=True, stdout=subprocess.DEVNULL)


def measure(asked: argparse.Namespace, address: str) -> str:
    """Django reads the address as it is set up, so that nothing of the portal's is imported before."""
    os.environ["DATABASE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread
    django.setup()
    from django.db import connection

    from tests.bench import desk, exports, measure, members, report

    parts, told = asked.parts.split(","), []
    if not asked.database:
        told.append(report.loading(load(asked)))
    wanted = [target for target in all_targets(parts) if asked.only in target.name]
    of_desk = [target for target in desk.targets() if asked.only in target.name] if "desk" in parts else []
    cookie = members.member_cookie() if "members" in parts else ""
    editor = desk.editor_cookie() if of_desk else ""
    connection.close()
    connection.close_pool()
    with serving(address, config.var_folder() / "bench.log") as site:
        say(f"Measuring {len(wanted) + len(of_desk)} pages...")
        measured = measure.timed(site.url, wanted, asked.rounds, cookie) if wanted else []
        if of_desk:
            told.append(report.desk(measure.timed(site.url, of_desk, asked.rounds, editor=editor)))
        if measured and not asked.no_browser and not measure.weigh(site.url, measured):
            say("There is no chromium here: neither sizes nor first paint were measured.")
    if measured:
        told.insert(0, report.text(measured, activities=asked.activities, rounds=asked.rounds))
    if "exports" in parts:
        say("Measuring exports...")
        told.append(f"## Exports\n\n{exports.table(exports.measured())}\n")
    if "sign-in" in parts:
        told.append(f"## Signing in\n\n{while_others_sign_in(address)}\n")
    return "\n".join(told)


def while_others_sign_in(address: str) -> str:
    from django.db import connection

    from tests.bench import signing_in

    say("Measuring how sign-ins slow reading...")
    addresses = signing_in.add_people()
    connection.close()
    connection.close_pool()
    with serving(address, config.var_folder() / "bench.log", TAREPO_WORKERS="2", TAREPO_LIMITS="no") as site:
        return signing_in.measured(site.url, addresses)


def load(asked: argparse.Namespace) -> "Made":
    """A record of each kind with everything, and the activities; all in order as after a night."""
    from django.db import connection

    from activities.generate.load import make
    from tests.bench.changed import lay_changes
    from tests.bench.members import lay_details
    from tests.bench.targets import full_records
    from tests.bench.webinars import lay_webinars

    full_records()
    made = make(asked.activities, seed=1, years=(2005, 2027), among_real=True, jobs=asked.jobs, say=say)
    lay_details()
    lay_changes()
    lay_webinars()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return made


def all_targets(parts: list[str]) -> "list[Target]":
    from tests.bench import search, targets

    found = targets.targets() if "pages" in parts else []
    return [*found, *(search.targets() if "search" in parts else [])]


def main() -> int:
    asked = options()
    if asked.database:
        text = measure(asked, asked.database)
        say(f"\n{text}")
        return 0
    with own_database(os.environ["DATABASE_URL"]) as address:
        os.environ["DATABASE_URL"] = address
        say("Preparing a database of its own...")
        prepare()
        text = measure(asked, address)
    say(f"\n{text}")
    if asked.write:
        write(asked.write, text)
    return 0


def write(path: Path, text: str) -> None:
    """The table takes the place of the last one, below the line that says how it was made."""
    before = path.read_text(encoding="utf-8").partition("<!-- measured -->")[0] if path.exists() else ""
    path.write_text(f"{before}<!-- measured -->\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
