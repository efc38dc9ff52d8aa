"""What country or area a government's mail domain suggests; nothing else of an address suggests any.

data/government_domains.csv: zones that a registry keeps for public bodies, with the source. A two-letter ending alone
says where a name was bought, not for whom somebody came.
"""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "government_domains.csv"


@cache
def government_zones() -> dict[str, str]:
    """{zone: iso2}"""
    with DATA.open(encoding="utf-8", newline="") as lines:
        return {row["domain"]: row["iso2"] for row in csv.DictReader(lines)}


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].casefold().rstrip(".")


def suggested_by(email: str) -> str:
    """The iso2 code of the country or area whose government keeps the zone of the address; empty for none."""
    parts = domain_of(email).split(".")
    zones = government_zones()
    return next((zones[zone] for start in range(len(parts)) if (zone := ".".join(parts[start:])) in zones), "")
