"""Which codes and keys a record's index rows have. Each code once, so that a record counts once for each value."""

from tarepo import cards, confirmed
from tarepo.codes import ANYBODY, NO_BENEFICIARY, NO_COUNTRY, ROLES, Facet, code, language_number, place_code
from tarepo.content import Content
from tarepo.enums import Kind, PartyRole
from tarepo.indexing.known import Known, groups_on


def codes(content: Content, known: Known) -> list[int]:
    """What facets count."""
    made = {code(Facet.LANGUAGE, language_number(language)) for language in content.get("texts", {})}
    made |= {code(Facet.YEAR, year) for year in cards.years(content) or [0]}
    made |= {place_code(Facet.LESSON, row["kind"]) for row in content.get("lessons", [])}
    made |= {code(Facet.TARGET_GROUP, pk) for pk in content.get("target_groups", [])}
    for name, facet in (("status", Facet.STATUS), ("delivery_mode", Facet.DELIVERY_MODE)):
        if name in content:
            made.add(place_code(facet, content[name]))
    if not cards.months(content):
        made.add(code(Facet.MONTHLESS, 1))
    if content.get("cooperation"):
        made.add(place_code(Facet.COOPERATION, content["cooperation"]))
        made.add(place_code(Facet.CONFIRMED, "all" if confirmed.by_all(content) else "reported"))
    for name, facet in (("unit", Facet.UNIT), ("project", Facet.PROJECT), ("series", Facet.SERIES)):
        if name in content:
            made.add(code(facet, content[name]))
    return sorted(made | _parties(content, known) | _placeless(content, known) | _terms(content, known))


def keys(content: Content, known: Known) -> list[int]:
    """What is asked for but no facet counts: who has which role, what lessons are about, whether a period goes on."""
    made = _days(content) | _lessons(content) | _confirming(content)
    for row in content.get("involvements", []):
        place, party = ROLES.index(row["role"]), row["party"]
        if party in known.countries:
            made.add(code(Facet.COUNTRY_AS + place, known.countries[party]))
        if known.kinds.get(party) == Kind.ORGANISATION:
            made.add(code(Facet.PARTNER_AS + place, party))
    return sorted(made)


def _days(content: Content) -> set[int]:
    made = {code(Facet.OPEN_ENDED, 1)} if cards.is_open_ended(content) else set()
    if content.get("status") == "planned":
        made.add(code(Facet.PLANNED, int(content.get("starts", "0")[:4])))
    return made | {code(Facet.MONTH, month) for month in cards.months(content)}


def _confirming(content: Content) -> set[int]:
    """Who is still to confirm a declared cooperation, and who is not."""
    waiting = confirmed.unconfirmed(content)
    made = {code(Facet.UNCONFIRMED, party) for party in (waiting and [ANYBODY, *waiting])}
    return made | {code(Facet.CONFIRMED_BY, party) for party in confirmed.parts_of(content) if party not in waiting}


def _lessons(content: Content) -> set[int]:
    rows = content.get("lessons", [])
    made = {code(Facet.LESSON_ABOUT, row["subject"]) for row in rows if "subject" in row}
    return made | {code(Facet.LESSON_TOLD_BY, row["told_by"]) for row in rows if "told_by" in row}


def _parties(content: Content, known: Known) -> set[int]:
    """What an office does concerns its country too, so that it is found under that country."""
    rows = content.get("involvements", [])
    made = {place_code(Facet.ROLE, row["role"]) for row in rows}
    parties = {row["party"] for row in rows}
    made |= {code(Facet.PARTNER, pk) for pk in parties if known.kinds.get(pk) == Kind.ORGANISATION}
    for land in {known.countries[pk] for pk in parties if pk in known.countries}:
        made.add(code(Facet.COUNTRY, land))
        made |= {code(Facet.REGION, number) for number in known.regions.get(land, [])}
        made |= {code(Facet.GROUPING, group) for group in groups_on(known, land, content.get("starts", ""))}
    return made


def _placeless(content: Content, known: Known) -> set[int]:
    """What a map cannot show."""
    rows = [row for row in content.get("involvements", []) if row["party"] in known.countries]
    made = set() if rows else {code(Facet.PLACELESS, NO_COUNTRY)}
    if not any(row["role"] == PartyRole.BENEFICIARY for row in rows):
        made.add(code(Facet.PLACELESS, NO_BENEFICIARY))
    return made


def _terms(content: Content, known: Known) -> set[int]:
    types, subjects = content.get("types", []), content.get("subjects", [])
    made = {code(Facet.TYPE, pk) for pk in types}
    made |= {place_code(Facet.LEVEL, known.levels[pk]) for pk in types if pk in known.levels}
    made |= {code(Facet.SUBJECT, pk) for pk in subjects}
    return made | {code(Facet.SUBJECT, known.parents[pk]) for pk in subjects if pk in known.parents}
