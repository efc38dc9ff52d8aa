"""The name under which a file is saved by whoever fetches it."""

import unicodedata

MOST = 120  # leaves room for the ending; a name of Arabic or Chinese letters stays below 255 bytes when it is saved
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control characters, turners of direction, lone surrogates
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*%#&;', " "))


def clean_name(name: str, ending: str) -> str:
    """A name that is safe in an address, a header and any file system; its ending is that of the type."""
    name = unicodedata.normalize("NFC", _without_unwanted(name)).replace("\\", "/").rpartition("/")[2]
    stem, dot, last = name.rpartition(".")
    if not dot or len(last) > 5 or not last.isalnum():
        stem = name
    stem = " ".join(stem.translate(FORBIDDEN).split()).strip(". ")
    while len(stem.encode()) > 2 * MOST or len(stem) > MOST:
        stem = stem[:-1].rstrip(". ")
    return f"{stem or 'file'}.{ending}"


def _without_unwanted(name: str) -> str:
    spaced = "".join(" " if character.isspace() else character for character in name)
    return "".join(character for character in spaced if unicodedata.category(character) not in UNWANTED)
