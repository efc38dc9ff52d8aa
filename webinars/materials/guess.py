"""What an uploaded file is for, by its name and content: a suggestion, which the editor sees and changes."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from tarepo.search.normalise import fold, plain
from webinars.enums import MaterialKind

# Words of file names, folded; the first kind of which one stands in the name.
WORDS: dict[MaterialKind, tuple[str, ...]] = {
    MaterialKind.CHAPTERS: ("chapters", "chapter", "chapitres", "capitulos"),
    MaterialKind.TRANSCRIPT: ("transcript", "transcription", "transcripcion", "verbatim"),
    MaterialKind.CAPTIONS: ("captions", "subtitles", "subtitulos", "legendes"),
    MaterialKind.PROGRAMME: ("programme", "program", "programa", "agenda", "provisional"),
    MaterialKind.SUMMARY: ("summary", "resume", "resumen"),
    MaterialKind.SLIDES: ("slides", "presentation", "presentacion", "diapositivas", "ppt", "deck"),
}
LANGUAGES: dict[str, tuple[str, ...]] = {
    "ar": ("ar", "ara", "arabic", "arabe"),
    "zh": ("zh", "cn", "chi", "chinese", "chinois", "chino"),
    "en": ("en", "eng", "english", "anglais", "ingles"),
    "fr": ("fr", "fre", "fra", "french", "francais", "frances"),
    "ru": ("ru", "rus", "russian", "russe", "ruso"),
    "es": ("es", "spa", "esp", "spanish", "espanol", "castellano", "espagnol"),
}
# Short words that stand in nearly every sentence of one language and in few of the others.
TELLING = {
    "en": {"the", "of", "and", "is", "that", "with", "for", "this"},
    "fr": {"le", "les", "des", "et", "est", "une", "dans", "pour"},
    "es": {"el", "los", "las", "y", "del", "una", "para", "por"},
}
SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
SLIDE = re.compile(r"(ppt/slides/slide\d+\.xml|word/document\.xml)")
SLIDE_LANGUAGE = re.compile(rb"(?:\blang|w:val)=\"(ar|zh|en|fr|ru|es)-[A-Za-z]{2,4}\"")
MOST_READ = 200_000  # bytes or characters of each thing that is looked at
SHORTEST = 3  # letters of a name that say whose slides they are


@dataclass(frozen=True)
class Guess:
    kind: MaterialKind
    language: str = ""
    person: str = ""


def guess(name: str, ending: str, text: str, hinted: str, speakers: Mapping[str, str]) -> Guess:
    """ending: of the type found in the bytes; text: what is read in it; speakers: key → name as printed."""
    words = words_of(name.rpartition(".")[0] or name)
    person = whose(words, speakers)
    return Guess(kind_of(words, ending, person), language_in(words) or hinted or language_of(text), person)


def words_of(name: str) -> list[str]:
    """The words of a file name, folded: parted by anything that is no letter, and where small letters meet large."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.findall(r"[^\W\d_]+", fold(plain(parted)))


def kind_of(words: list[str], ending: str, person: str) -> MaterialKind:
    for kind, known in WORDS.items():
        if not set(known).isdisjoint(words) and (kind != MaterialKind.CAPTIONS or ending == "vtt"):
            return kind
    if ending == "vtt":
        return MaterialKind.CAPTIONS
    if ending in ("pptx", "odp") or (ending == "pdf" and person):
        return MaterialKind.SLIDES
    return MaterialKind.TRANSCRIPT if ending == "txt" else MaterialKind.OTHER


def language_in(words: list[str]) -> str:
    """A code stands first or last in a name ("en" and "es" are words of Spanish, too); a language's name anywhere."""
    for language, known in LANGUAGES.items():
        if words and any(word in known for word in (words[-1], words[0])):
            return language
        if any(word in known for word in words if len(word) > SHORTEST):
            return language
    return ""


def language_of(text: str) -> str:
    """Of a running text, by its script, else by its commonest words; empty where that says too little."""
    text = text[:MOST_READ]
    letters = sum(letter.isalpha() for letter in text)
    for language, script in SCRIPTS.items():
        if letters and len(script.findall(text)) * 2 > letters:
            return language
    counted = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    (first, best), (_, second) = Counter(
        {language: sum(counted[word] for word in words) for language, words in TELLING.items()}
    ).most_common(2)
    return first if best >= 5 and best >= 2 * second else ""


def language_of_slides(data: BinaryIO) -> str:
    """The language in which most of a PowerPoint's or Word's text is marked to be; empty where nothing is."""
    found: Counter[bytes] = Counter()
    data.seek(0)
    try:
        with zipfile.ZipFile(io.BytesIO(data.read())) as package:
            for member in [each for each in package.namelist() if SLIDE.fullmatch(each)][:60]:
                with package.open(member) as slide:
                    found.update(SLIDE_LANGUAGE.findall(slide.read(MOST_READ)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    return found.most_common(1)[0][0].decode() if found else ""


def whose(words: list[str], speakers: Mapping[str, str]) -> str:
    """The speaker of whose name most stands in the file's; nobody where two would do."""
    found = {
        key: sum(word in words for word in words_of(name) if len(word) >= SHORTEST) for key, name in speakers.items()
    }
    best = max(found.values(), default=0)
    keys = [key for key, count in found.items() if count == best]
    return keys[0] if best and len(keys) == 1 else ""
