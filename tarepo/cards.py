"""What a search row is made of, from the content of a record: label, card, codes and keys to sort by."""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from anyascii import anyascii
from django.utils import timezone

from tarepo.codes import Facet, code
from tarepo.content import Content
from tarepo.enums import Precision, TextStatus
from tarepo.kinds import names_record, schema_of
from webinars.card import webinar_card

# What a list shows beside the texts, where the kind has it.
CARD_FIELDS = (
    *("starts", "ends", "precision", "period_printed", "status", "delivery_mode", "types", "venue"),
    *("project", "series", "agreements"),
    *("cooperation", "open_to_all", "phases", "symbol", "issued_on", "number", "session", "committee"),
    *("form", "body", "country", "iso2", "m49_region", "m49_subregion", "parent", "position", "level"),
)
UNDATED = dt.date.min
MOST_MONTHS = 1200  # of a period: a hundred years
FALLBACK = ("en", "fr", "es", "ar", "zh", "ru")
# /0: the name alone; /1, /2: so many last words of it; /h: as printed, with the form of address.
PERSON_TOKEN = re.compile(r"\{(P-[0-9]+)(?:/[0-9h])?\}")


def lead_language(texts: dict[str, dict]) -> str:
    """The language shown where the reader's is lacking: the original, else the first that there is."""
    for language, text in texts.items():
        if text["status"] == TextStatus.ORIGINAL:
            return language
    return next((language for language in FALLBACK if language in texts), next(iter(texts), ""))


def label(content: Content) -> dict:
    """{"lead": "en", "names": {"en": "…"}, "short": {"en": "…"}, "slug": "…"}: what others call the record by."""
    texts = content.get("texts", {})
    made: dict = {"lead": lead_language(texts), "names": {code: text["title"] for code, text in texts.items()}}
    short = {code: text["short_title"] for code, text in texts.items() if text.get("short_title")}
    if short:
        made["short"] = short
    for row in content.get("webinars", []):  # it has its page there
        made["slug"] = row["slug"]
    return made


def card(content: Content) -> dict:
    """What a list shows of the record, names of others as ids."""
    texts = content.get("texts", {})
    made = {name: content[name] for name in CARD_FIELDS if name in content}
    made["summary"] = {code: text["summary"] for code, text in texts.items() if text.get("summary")}
    made["other"] = {code: text["other_title"] for code, text in texts.items() if text.get("other_title")}
    made["languages"] = {code: text["status"] for code, text in texts.items()}
    made["parties"] = [[row["party"], row["role"]] for row in content.get("involvements", [])]
    made["webinar"] = webinar_card(content)
    return {name: value for name, value in made.items() if value not in ({}, [])}


def references(kind: str, content: Content) -> list[int]:
    """The ids of all records that the content names by id, whatever the way; a proposal may also empty a field."""
    schema = schema_of(kind)
    found = {content[name] for name, field in schema.fields.items() if names_record(field) and name in content}
    for name in schema.links.keys() & content.keys():
        found.update(content[name])
    for name in schema.parts.keys() & content.keys():
        fields = [key for key, field in schema.parts[name].fields.items() if names_record(field)]
        found.update(row[key] for row in content[name] for key in fields if key in row)
    return sorted(pk for pk in found if isinstance(pk, int))


def person_token(key: str, form: str = "") -> str:
    return f"{{{key}/{form}}}" if form else f"{{{key}}}"


def replace_tokens(text: str, told: Callable[[str, str], str]) -> str:
    """told: the key of a person and the form of the token (empty, 0 to 9, h) → what stands in its place."""
    if "{P-" not in text:
        return text
    return PERSON_TOKEN.sub(lambda token: told(token[1], token[0][len(token[1]) + 2 : -1]), text)


def put_tokens_back(text: str, printed: Iterable[tuple[str, str]]) -> str:
    """The text with tokens for what they print, as (what it prints, token); never for a piece of another word.

    Of two that print the same, each stands where it stood, in their order.
    """
    tokens = defaultdict(list)
    for words, token in printed:
        tokens[words].append(token)
    if not tokens:
        return text
    longest_first = "|".join(re.escape(words) for words in sorted(tokens, key=len, reverse=True))

    def token_of(match: re.Match[str]) -> str:
        found = tokens[match[0]]
        return found.pop(0) if len(found) > 1 else found[0]

    return re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", token_of, text)


def persons(content: Content) -> list[str]:
    """The keys of all persons that the content names: in its fields, its parts and as tokens in its texts."""
    return sorted(set(_person_keys(content)))


def _person_keys(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from PERSON_TOKEN.findall(value)
        if re.fullmatch(r"P-[0-9]+", value):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _person_keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _person_keys(item)


def codes(kind: str, content: Content, countries: Mapping[int, int]) -> list[int]:
    """The search row's codes: what it names; countries: the id of a party → that of its country or area.

    What an office does concerns its country too, so that it stands on that country's page.
    """
    lands = (countries.get(row["party"]) for row in content.get("involvements", []))
    # Whose confirmation holds has a part in it; another's is history, which no page but that of the history tells.
    said = {name: value for name, value in content.items() if name != "confirmations"}
    return sorted(code(Facet.REFERS, pk) for pk in {*references(kind, said), *filter(None, lands)})


def is_open_ended(content: Content) -> bool:
    """Whether each new year is one more that the period touches."""
    return content.get("precision") in (Precision.SINCE, Precision.CONTINUING) and "ends" not in content


def years(content: Content) -> range:
    """Every year that the period touches; one that goes on touches this year too."""
    starts = content.get("starts", "")
    if not starts:
        return range(0)
    first = int(starts[:4])
    last = timezone.localdate().year if is_open_ended(content) else int(str(content.get("ends") or starts)[:4])
    return range(first, max(first, last) + 1)


def months(content: Content) -> range:
    """Every month that the period touches, as year × 12 + 0 to 11; none where no day or month is stated."""
    if content.get("precision") not in (Precision.DAY, Precision.MONTH):
        return range(0)
    starts = content["starts"]
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (starts, content.get("ends") or starts))
    return range(first, min(max(first, last), first + MOST_MONTHS) + 1)


def sort_date(content: Content) -> dt.date:
    """The day a list is ordered by: the start, else the day of issue, else UNDATED."""
    day = content.get("starts") or content.get("issued_on")
    return dt.date.fromisoformat(day) if day else UNDATED


def sort_keys(content: Content) -> dict[str, str]:
    return {language: sort_key(text["title"], language) for language, text in content.get("texts", {}).items()}


def sort_key(title: str, language: str) -> str:
    """A key whose order by bytes is, near enough, the alphabet's: the database knows no other order.

    Latin letters lose their accents (Spanish ñ stays after n), ё counts as е, Arabic loses the article and the
    forms of alif, Chinese goes by its sound in Latin letters.
    """
    folded = unicodedata.normalize("NFC", title).casefold()
    if language == "zh":
        return anyascii(folded).casefold()
    if language == "ar":
        folded = re.sub(r"[\u064b-\u0652\u0640]", "", folded)
        return re.sub("[أإآٱ]", "ا", re.sub(r"\bال", "", folded))
    if language == "es":
        folded = folded.replace("ñ", "n\uffff")
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded.replace("ё", "е")) if not unicodedata.combining(c))
    return re.sub(r"[^\w\s\uffff]+", " ", plain).strip()
