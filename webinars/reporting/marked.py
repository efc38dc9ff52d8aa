"""What is said beside a text in a report: that it stayed in its original, that it was written by hand.

In the language of the report, not of whoever looks, for the six that a report may be in.
"""

from babel import Locale, UnknownLocaleError

WORDS = {
    "en": {
        "original": "[Original: {language}]",
        "by_hand": "Written by hand.",
        "outdated": "Written by hand; what it replaces has changed since.",
    },
    "fr": {
        "original": "[Original : {language}]",
        "by_hand": "Rédigé à la main.",
        "outdated": "Rédigé à la main ; le texte qu’il remplace a changé depuis.",
    },
    "es": {
        "original": "[Original: {language}]",
        "by_hand": "Redactado a mano.",
        "outdated": "Redactado a mano; el texto al que sustituye ha cambiado desde entonces.",
    },
    "ru": {
        "original": "[Язык оригинала: {language}]",
        "by_hand": "Написано вручную.",
        "outdated": "Написано вручную; заменённый текст с тех пор изменился.",
    },
    "zh": {
        "original": "[原文：{language}]",
        "by_hand": "人工撰写。",
        "outdated": "人工撰写；其所替换的文本此后已有改动。",
    },
    "ar": {
        "original": "[الأصل: {language}]",
        "by_hand": "نصّ حُرِّر يدويا.",
        "outdated": "نصّ حُرِّر يدويا، وقد تغيّر النص الذي يحل محله منذ ذلك الحين.",
    },
}


def in_original(language: str, report: str) -> str:
    """The note beside a text that lacks the report's language."""
    words = WORDS.get(report, WORDS["en"])
    return words["original"].format(language=_name(language, report))


def _name(language: str, report: str) -> str:
    try:
        return Locale.parse(language, sep="-").get_display_name(Locale.parse(report, sep="-")) or language
    except (UnknownLocaleError, ValueError):
        return language
