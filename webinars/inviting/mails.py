"""The mail that a contact gets of an invitation: the same for whoever looks at it first and for the job."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from tarepo.addresses import absolute, language_root
from tarepo.languages import OFFICIAL
from tarepo.reading.words import interface_of
from webinars.inviting.text import filled_in
from webinars.models import Contact

LONGEST_SUBJECT = 200


class Wording(NamedTuple):
    """What an editor wrote, with its placeholders, and in which language."""

    subject: str
    body: str
    language: str


class Mail(NamedTuple):
    to: str
    subject: str
    body: str


@dataclass(frozen=True)
class Sample:
    """The mail of the first contact of a language, and how many get theirs in the same way."""

    language: str
    many: int
    contact: Contact
    mail: Mail


def mail_to(contact: Contact, wording: Wording, slug: str) -> Mail:
    values = {"name": contact.name, "link": address_of(slug, contact.language, wording.language)}
    subject = " ".join(filled_in(wording.subject, values).split())[:LONGEST_SUBJECT]
    return Mail(contact.email, subject, filled_in(wording.body, values))


def address_of(slug: str, language: str, otherwise: str) -> str:
    """The whole address of the webinar's page; otherwise: the language, where the interface has not the first."""
    code = language if language in OFFICIAL else otherwise
    return absolute(f"{language_root(interface_of(code))}webinars/{slug}/")


def leads_there(body: str, slug: str) -> bool:
    """Whether who reads the mail finds the webinar's page by it."""
    return f"/webinars/{slug}/" in filled_in(body, {"name": "", "link": f"/webinars/{slug}/"})


def samples(contacts: Collection[Contact], wording: Wording, slug: str) -> list[Sample]:
    """One for each language of the contacts: the official ones in their order, then others by their codes."""
    by_language: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_language.setdefault(contact.language, []).append(contact)
    order = [*OFFICIAL, *sorted(set(by_language) - set(OFFICIAL))]
    return [
        Sample(OFFICIAL.get(code, code), len(theirs), theirs[0], mail_to(theirs[0], wording, slug))
        for code in order
        if (theirs := by_language.get(code))
    ]
