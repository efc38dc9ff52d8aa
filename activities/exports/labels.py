"""Names, codes and words of the reader's language, as the statement takes them."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from activities.enums import Confirmed, Cooperation, Status
from activities.exports.webinars import webinar_parameters, webinar_words
from tarepo.cards import replace_tokens
from tarepo.enums import (
    PARTNER_ROLES,
    DeliveryMode,
    FigureNature,
    Kind,
    LessonKind,
    PartyRole,
    Precision,
    Qualifier,
)
from tarepo.models import SearchRow
from tarepo.reading.names import printed
from tarepo.reading.words import content_language
from tarepo.tiers import PUBLIC
from webinars.enums import SpeakerRole

ENUMERATIONS: dict[str, type[TextChoices]] = {
    "status": Status,
    "precision": Precision,
    "delivery_mode": DeliveryMode,
    "cooperation": Cooperation,
    "confirmation": Confirmed,
    "role": PartyRole,
    "nature": FigureNature,
    "qualifier": Qualifier,
    "lesson": LessonKind,
    "speaker": SpeakerRole,
}


@dataclass
class Labels:
    """What of a table hangs on the reader's language, and on who is named."""

    parameters: dict[str, Any]
    persons: dict[str, dict]

    def fill(self, text: str) -> str:
        """The text with persons for their tokens, as their source prints them."""
        return replace_tokens(text, self._told)

    def fill_line(self, line: bytes) -> bytes:
        """A line of quoted cells."""
        return replace_tokens(line.decode(), lambda *token: self._told(*token).replace('"', '""')).encode()

    def fill_json(self, line: bytes) -> bytes:
        """A line of JSON."""
        return replace_tokens(line.decode(), lambda *token: json.dumps(self._told(*token))[1:-1]).encode()

    def _told(self, key: str, form: str) -> str:
        return printed(self.persons.get(key), form)


def load_labels(root: str) -> Labels:
    """Three queries: activities are named in no column, so all other records are few.

    root: the whole address of the home page in the reader's language.
    """
    language = content_language()
    rows = SearchRow.objects.filter(tier=PUBLIC).exclude(kind=Kind.ACTIVITY)
    codes, names = {}, {}
    for pk, reference, label in rows.values_list("record_id", "reference", "label"):
        told = label["names"]
        codes[pk], names[pk] = reference, told.get(language) or told.get(label["lead"]) or reference
    labels = Labels({}, _persons())
    labels.parameters = {
        "language": language,
        "root": root,
        "codes": json.dumps(codes),
        "names": json.dumps({pk: labels.fill(name) for pk, name in names.items()}, ensure_ascii=False),
        "words": json.dumps(_words(), ensure_ascii=False),
        "partner": [str(role) for role in PARTNER_ROLES],
        **webinar_parameters(),
    }
    return labels


def _words() -> dict[str, str]:
    words = {f"{name}.{item.value}": str(item.label) for name, items in ENUMERATIONS.items() for item in items}
    return (
        words
        | webinar_words()
        | {"open_to_all.true": _("yes"), "open_to_all.false": _("no"), "inferred": _("inferred, not stated")}
    )


def _persons() -> dict[str, dict]:
    from experts.models import Person

    rows = Person.objects.values("key", "honorific", "name", "function", "affiliation")
    return {row["key"]: dict(row) for row in rows}
