"""The sentences of a report in one of the six languages, with plurals, ordinals, dates and lists as it has them."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal

from tarepo.languages import OFFICIAL

FRAMES = Path(__file__).parent / "frames"
LANGUAGES = tuple(OFFICIAL)


@dataclass(frozen=True)
class Frame:
    """words: a file of frames/."""

    language: str
    words: dict[str, Any]
    locale: Locale

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return self.words.get("gap", " ")

    def says(self, key: str) -> bool:
        return key in self.words

    def say(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def counted(self, key: str, number: int | Decimal, **values: object) -> str:
        """The sentence in the form that the number asks for; {word} is the number in words."""
        forms = self.words[key]
        form = forms.get(self.locale.plural_form(number), forms["other"])
        word = self.numeral(number)
        named = {"word": word, "word_f": self.numeral(number, "numbers_f"), "Word": word[:1].upper() + word[1:]}
        return form.format(**named, **values)

    def numeral(self, number: int | Decimal, column: str = "numbers") -> str:
        names = self.words.get(column, self.words["numbers"])
        return names[int(number)] if number == int(number) and 0 <= number < len(names) else self.number(number)

    def number(self, number: int | Decimal) -> str:
        """In full: never rounded."""
        return format_decimal(number, locale=self.locale, decimal_quantization=False, numbering_system="latn")

    def nth(self, number: int) -> str:
        """What a sentence on the first, second, … webinar says before or after its noun."""
        names: Sequence[str] = self.words["nths"]
        return names[number - 1] if number <= len(names) else self.say("nth_beyond", n=number)

    def ordinal(self, number: int) -> str:
        """Of a session."""
        table = self.words["ordinals"]
        if not 0 < number < 70:
            form = f"beyond_{self.locale.ordinal_form(number)}"  # 71st, 72nd, where the language tells them apart
            return table.get(form, table["beyond"]).format(n=number)
        if number < 20:
            return table["below_20"][number - 1]
        ten, unit = divmod(number, 10)
        if not unit:
            return table["tens"][ten - 2]
        pattern = table.get("first_after_ten", table["joined"]) if unit == 1 else table["joined"]
        named = table.get("units", table["below_20"])[unit - 1]
        return pattern.format(ten=table["before_unit"][ten - 2], unit=named)

    def listed(self, words: Iterable[str]) -> str:
        return format_list(list(words), locale=self.locale)

    def worded(self, table: str, codes: Iterable[str]) -> list[str]:
        """The words for these codes in the order of the table; two that the table has one word for together are
        said together. Codes that it does not know are left out."""
        names, left = self.words[table], set(codes)
        found = {}
        for key in sorted(names, key=lambda key: -key.count("+")):
            parts = key.split("+")
            if left.issuperset(parts):
                found[key] = names[key]
                left.difference_update(parts)
        order = list(names)
        return [found[key] for key in sorted(found, key=lambda key: order.index(key.partition("+")[0]))]

    def date(self, day: dt.date) -> str:
        return format_date(day, self.words["date"], locale=self.locale)

    def month(self, day: dt.date) -> str:
        return format_skeleton("yMMMM", day, locale=self.locale)

    def time(self, at: dt.datetime) -> str:
        told = format_time(at.time(), self.words["time"], locale=self.locale)
        for half, word in self.words.get("day_halves", {}).items():
            told = told.replace(half, word)
        return told

    def zone(self, at: dt.datetime) -> str:
        return get_timezone_name(at, locale=self.locale)

    def period(self, starts: dt.date, ends: dt.date) -> str:
        """The period of a report: a whole year is told by its number."""
        if starts == ends:
            return self.say("on_day", day=self.date(starts))
        if (starts, ends) == (dt.date(starts.year, 1, 1), dt.date(starts.year, 12, 31)):
            return self.say("in_year", year=starts.year)
        return self.say("between", first=self.date(starts), last=self.date(ends))


@cache
def frame_of(language: str) -> Frame:
    """Raises ValueError for any but the six official languages."""
    if language not in LANGUAGES:
        raise ValueError(f"There is no frame of a report in “{language}”.")
    words = tomllib.loads((FRAMES / f"{language}.toml").read_text(encoding="utf-8"))
    return Frame(language, words, Locale.parse(language))


@cache
def region_names(language: str) -> dict[int, str]:
    """The regions and subregions of M49 by their numbers."""
    place = ("en", "fr", "es", "ru", "zh", "ar").index(language)
    rows = tomllib.loads((FRAMES / "regions.toml").read_text(encoding="utf-8"))
    return {int(number): names[place] for number, names in rows.items()}
