"""What somebody wrote, as it may stand in a mail to somebody else."""

import re

LONGEST = 150
# Mail programs make links of bare hosts too: "portal.example", also with the dots of other scripts.
HOST_DOT = re.compile(r"(?<=\w)[.\u3002\uff0e\uff61](?=[^\W\d_]{2})")


def plain(text: str) -> str:
    """One line, in which nothing that somebody wrote becomes a link of a mail program's making."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split()).replace("://", ": //")
    line = HOST_DOT.sub(". ", line)
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"
