"""The look's numbers: one small sheet, logical properties only, contrast in both themes."""

import re
from itertools import product
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from django.conf import settings

from tarepo.stylesheet import PARTS, SOURCES, StylesheetFinder, joined

BUDGET = 12_000
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)|(?<![\w-])(left|right|top|bottom)\s*:"
    r"|(?<![\w-])(min-|max-)?(width|height)\s*:|text-align:\s*(left|right)|float:\s*(left|right)"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
# Text on each ground, by WCAG 1.4.3; controls' edges and marks by 1.4.11.
TEXT = ("ink", "muted", "accent", "visited", "good", "warn", "bad")
GROUNDS = ("ground", "tint")


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def themes() -> dict[str, dict[str, str]]:
    text = (SOURCES / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
    found = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    return {"light": dict(found.findall(light)), "dark": dict(found.findall(dark))}


def rules(part: str) -> str:
    text = (SOURCES / f"{part}.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/|@media[^{]*", "", text, flags=re.DOTALL)


def test_the_sheet_has_every_file_of_the_folder_once() -> None:
    assert sorted(PARTS) == sorted(path.stem for path in SOURCES.glob("*.css"))


def test_the_sheet_is_small_when_compressed() -> None:
    assert len(brotli.compress(joined().encode())) < BUDGET


def test_the_finder_offers_the_joined_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    finder = StylesheetFinder()
    assert Path(str(finder.find("css/site.css"))).read_text(encoding="utf-8") == joined()
    assert [path for path, storage in finder.list(None)] == ["css/site.css"]
    assert finder.find("css/other.css") == []


@pytest.mark.parametrize("part", PARTS)
def test_only_logical_properties_are_used(part: str) -> None:
    text = rules(part).replace("--start: left", "").replace("--start: right", "")
    assert [match.group() for match in PHYSICAL.finditer(text)] == []


@pytest.mark.parametrize("part", [part for part in PARTS if part != "tokens"])
def test_only_tokens_name_a_colour(part: str) -> None:
    assert COLOUR.findall(rules(part)) == []


def test_both_themes_have_the_same_colours() -> None:
    assert themes()["light"].keys() == themes()["dark"].keys()


@pytest.mark.parametrize(("theme", "text", "ground"), list(product(("light", "dark"), TEXT, GROUNDS)))
def test_text_can_be_read_on_every_ground(theme: str, text: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_can_be_seen(theme: str) -> None:
    colours = themes()[theme]
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["edge"], colours["ground"]) >= 3
    assert contrast(colours["edge"], colours["tint"]) >= 3


def test_the_contrast_of_black_on_white_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
