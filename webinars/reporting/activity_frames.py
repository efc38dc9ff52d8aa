"""The frame of the report on activities in the six languages: activities.toml beside it."""

import tomllib
from pathlib import Path

_ALL = tomllib.loads((Path(__file__).parent / "activities.toml").read_text(encoding="utf-8"))
FRAMES: dict[str, dict[str, str]] = {code: each for code, each in _ALL.items() if code != "regions"}
# M49 number → name, by language.
REGION_NAMES: dict[str, dict[int, str]] = {
    language: {int(number): names[place] for number, names in _ALL["regions"].items()}
    for place, language in enumerate(("en", "fr", "es", "ru", "zh", "ar"))
}
