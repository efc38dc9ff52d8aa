"""The portal's own table of countries and areas, as contents of records; reference/data/README.md names the sources."""

import csv
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
COLUMNS = ("iso2", "iso3", "m49", "m49_region", "m49_subregion")


def read_countries(path: Path) -> Iterator[dict]:
    """One record a row; its names are the titles of its texts."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "kind": "country",
                "reference": row["iso2"],
                "form": "country",
                **{column: row[column] for column in COLUMNS},
                "un_member": row["un_member"] == "1",
                "texts": {code: {"status": "official", "title": row[code]} for code in LANGUAGES},
            }
