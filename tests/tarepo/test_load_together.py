"""Two loads at the same time."""

import threading
from pathlib import Path

from django.db import connection

from tarepo.load import Loaded, load
from tarepo.models import Record


def test_two_loads_at_once_add_a_record_once(committed_db: str, tmp_path: Path) -> None:
    file = tmp_path / "file.toml"
    file.write_text(
        '[[record]]\nkind = "subject"\nreference = "new-term"\ntexts.en = { status = "original", title = "New" }\n'
    )
    loaded: list[Loaded] = []

    def once() -> None:
        try:
            loaded.append(load([file]))
        finally:
            connection.close()

    threads = [threading.Thread(target=once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(one.new_records for one in loaded) == [0, 1]
    assert Record.objects.filter(reference="new-term").count() == 1
