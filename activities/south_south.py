"""Who helps whom: provider → beneficiary (→ facilitator), as those who entered the records stated the roles."""

import re
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.pictures import many, narrowed
from activities.search import Found
from tarepo.asked import Asked
from tarepo.codes import BASE, COOPERATIONS, ROLES, Facet, place_code
from tarepo.enums import PartyRole
from tarepo.indexing import counts
from tarepo.querysets import SearchIndexQuerySet
from tarepo.reading.names import Names, load_names

BUSIEST = 20  # rows and columns of the matrix: as many as fit a page
HELPERS = 3  # facilitators named beside a pair
PAGE = 50  # pairs of the list beneath
CONFIRMED = place_code(Facet.CONFIRMED, "all")
DECLARED = [place_code(Facet.COOPERATION, name) for name in COOPERATIONS]
ROLE_FACETS = {
    role: (Facet.COUNTRY_AS + ROLES.index(role), Facet.PARTNER_AS + ROLES.index(role))
    for role in (PartyRole.PROVIDER, PartyRole.BENEFICIARY, PartyRole.FACILITATOR)
}


Pair = tuple[int, int]  # provider and beneficiary, by record id
Helpers = dict[Pair, dict[int, int]]  # who facilitated between them: party → hits


@dataclass(frozen=True)
class Flows:
    """How many hits each pair of a provider and a beneficiary has; parties by record id."""

    total: int  # hits that have a provider and a beneficiary, or were declared
    declared: int  # of all hits
    confirmed: int  # of the declared ones, by all parties
    pairs: dict[Pair, int]  # the pairs, the busiest first
    providers: dict[int, int] = field(default_factory=dict)  # party → the sum of its pairs
    beneficiaries: dict[int, int] = field(default_factory=dict)


def flows(hits: SearchIndexQuerySet, *, every: bool) -> Flows:
    """Three queries; every: not only what was declared South-South or triangular."""
    declared = hits.filter(codes__overlap=DECLARED)
    narrow = hits if every else declared
    pairs = _pairs(narrow)
    told = declared.aggregate(every=Count("pk"), confirmed=Count("pk", filter=Q(codes__contains=[CONFIRMED])))
    made = Flows(_with_both(narrow), told["every"], told["confirmed"], pairs)
    for (provider, beneficiary), count in pairs.items():
        made.providers[provider] = made.providers.get(provider, 0) + count
        made.beneficiaries[beneficiary] = made.beneficiaries.get(beneficiary, 0) + count
    return made


def _within(role: PartyRole, name: str) -> str:
    """A condition on a key: that it says of a party that it has the role. Numbers of our own only."""
    spans = (f"{name} >= {facet * BASE} AND {name} < {(facet + 1) * BASE}" for facet in ROLE_FACETS[role])
    return f"({' OR '.join(spans)})"


def _those(role: PartyRole, name: str) -> str:
    """The keys of a hit that say of a party that it has the role: few, of many keys."""
    return f"LATERAL (SELECT key AS {name} FROM unnest(keys) AS key WHERE {_within(role, 'key')}) AS of_{name}"  # noqa: S608


def _pairs(hits: SearchIndexQuerySet) -> dict[Pair, int]:
    query = f"""
        SELECT provider %% {BASE}, beneficiary %% {BASE}, count(*)
        FROM hits, {_those(PartyRole.PROVIDER, "provider")}, {_those(PartyRole.BENEFICIARY, "beneficiary")}
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
    """  # noqa: S608  # numbers of our own
    return {(provider, beneficiary): count for provider, beneficiary, count in counts.over(hits, query, [])}


def _with_both(hits: SearchIndexQuerySet) -> int:
    has = "EXISTS (SELECT FROM unnest(keys) AS key WHERE {})"
    roles = (PartyRole.PROVIDER, PartyRole.BENEFICIARY)
    conditions = " AND ".join(has.format(_within(role, "key")) for role in roles)
    ((count,),) = counts.over(hits, f"SELECT count(*) FROM hits WHERE {conditions}", [])  # noqa: S608  # as above
    return count


def facilitators(hits: SearchIndexQuerySet, pairs: list[Pair], *, every: bool) -> dict[tuple, dict[int, int]]:
    """Who facilitated between the parties of each pair: pair → party → hits."""
    narrow = hits if every else hits.filter(codes__overlap=DECLARED)
    query = f"""
        SELECT provider %% {BASE}, beneficiary %% {BASE}, facilitator %% {BASE}, count(*)
        FROM hits, {_those(PartyRole.FACILITATOR, "facilitator")},
            {_those(PartyRole.PROVIDER, "provider")}, {_those(PartyRole.BENEFICIARY, "beneficiary")}
        WHERE (provider %% {BASE}, beneficiary %% {BASE}) IN (SELECT * FROM unnest(%s::int[], %s::int[]))
        GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3
    """  # noqa: S608  # numbers of our own
    found: Helpers = {}
    params = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    for provider, beneficiary, party, count in counts.over(narrow, query, params):
        found.setdefault((provider, beneficiary), {})[party] = count
    return found


def busiest(sums: dict[int, int]) -> list[int]:
    return sorted(sums, key=lambda party: (-sums[party], party))[:BUSIEST]


def names_of(made: Flows, shown: list[Pair], helpers: Helpers) -> Names:
    """The parties of the matrix and of the pairs shown."""
    ids = {*busiest(made.providers), *busiest(made.beneficiaries), *(party for pair in shown for party in pair)}
    return load_names(ids | {party for counts in helpers.values() for party in counts})


def cell_url(found: Found, provider: dict, beneficiary: dict, *, every: bool) -> str:
    """The list of just what a cell counts; empty where the search asks for other parties."""
    if not narrowed(found, "provider", provider["reference"]):
        return ""
    given = {"provider": provider["reference"], "beneficiary": beneficiary["reference"]}
    return narrowed(found, "beneficiary", given["beneficiary"], provider=given["provider"], **_declared(found, every))


def _declared(found: Found, every: bool) -> dict[str, list[str]]:
    """Declared records only, unless the search narrows that itself."""
    return {} if every or "cooperation" in found.understood else {"cooperation": list(COOPERATIONS)}


def matrix(found: Found, made: Flows, names: Names, *, every: bool) -> dict:
    """What components/matrix.html takes: providers down, beneficiaries across, the busiest of each."""
    across = names.sorted(busiest(made.beneficiaries))
    rows = []
    for provider in names.sorted(busiest(made.providers)):
        cells = []
        for beneficiary in across:
            count = made.pairs.get((provider["id"], beneficiary["id"]), 0)
            url = cell_url(found, provider, beneficiary, every=every) if count else ""
            name = f"{provider['name']} → {beneficiary['name']}"
            cells.append({"count": many(count) if count else "", "url": url, "name": name})
        rows.append({"head": provider, "cells": cells})
    return {"caption": _("Providers (rows) and beneficiaries (columns)"), "headers": across, "rows": rows}


def pair_table(found: Found, made: Flows, names: Names, shown: list, helpers: dict, *, every: bool) -> dict:
    """What components/table.html takes: the pairs of one page, with who facilitated."""
    rows = []
    for pair in shown:
        provider, beneficiary = names.get(pair[0]), names.get(pair[1])
        if provider and beneficiary:
            url = cell_url(found, provider, beneficiary, every=every)
            count = {"name": many(made.pairs[pair]), "url": url}
            rows.append({"head": provider, "cells": [beneficiary, count, _helpers(names, helpers.get(pair, {}))]})
    return {
        "caption": _("All pairs, those with the most activities first"),
        "headers": [_("Provider"), _("Beneficiary"), _("Activities"), _("Facilitators")],
        "rows": rows,
    }


def _helpers(names: Names, counts: dict[int, int]) -> str:
    """Those who facilitated most often by name, the others by their number."""
    known = [(name, count) for party, count in counts.items() if (name := names.get(party))]
    said = ", ".join(f"{name['name']} ({many(count)})" for name, count in known[:HELPERS])
    more = len(known) - HELPERS
    if more < 1:
        return said
    words = ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more)
    return words % {"names": said, "count": many(more)}


def context(found: Found, mine: Asked, path: str, *, every: bool) -> tuple[dict, list[object]]:
    """What the page shows of who helps whom, and what its ETag is made of."""
    made = flows(found.index, every=every)
    number = page_asked(mine, found, made)
    shown = pairs_on(made, number)
    helpers = facilitators(found.index, shown, every=every) if shown else {}
    names = names_of(made, shown, helpers)
    own = {
        "none": nothing(found, made, path, every=every),
        "matrix": matrix(found, made, names, every=every),
        "pairs": pair_table(found, made, names, shown, helpers, every=every),
        "count": len(made.pairs),
        "pager": pager(found, made, path, number, every=every),
        "sentences": sentences(made, every=every),
    }
    return own, [number, made, helpers, sorted(name["mark"] for name in names.records.values())]


def page_asked(mine: Asked, found: Found, made: Flows) -> int:
    """?page=2 of the pairs; the first where it makes no sense."""
    value = mine.text("page")
    last = max(1, -(-len(made.pairs) // PAGE))
    number = int(value) if re.fullmatch("[0-9]{1,6}", value) else 1 if not value else 0
    if not 1 <= number <= last:
        mine.misread("page", value)
        number = 1
    found.problems.extend(mine.problems)
    return number


def pairs_on(made: Flows, page: int) -> list[Pair]:
    return list(islice(made.pairs, (page - 1) * PAGE, page * PAGE))


def pager(found: Found, made: Flows, path: str, page: int, *, every: bool) -> dict:
    """What components/pager.html takes."""
    own = {"all": "1"} if every else {}
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, len(made.pairs))
    both = {"newer_label": _("Previous"), "older_label": _("Next")}
    if len(made.pairs) <= PAGE:
        return both
    return both | {
        "newer_url": found.url(path, page=str(page - 1), **own) if page > 1 else "",
        "older_url": found.url(path, page=str(page + 1), **own) if last < len(made.pairs) else "",
        "summary": f"{many(first)}–{many(last)}",
    }


def nothing(found: Found, made: Flows, path: str, *, every: bool) -> dict:
    """What stands in the matrix's place where no pair is found."""
    if every:
        return {"title": _("No activity found has both a provider and a beneficiary.")}
    if made.declared:
        title = _("The declared activities have no pair of a provider and a beneficiary.")
    else:
        title = _("No activity found is declared South-South or triangular.")
    link = {"name": _("Show all with provider and beneficiary"), "url": found.url(path, all="1")}
    text = _("Only those who took part can declare it. Of the others the same can be shown without that word:")
    return {"title": title, "text": text, "link": link}


def sentences(made: Flows, *, every: bool) -> list[str]:
    """What the matrix counts, and what it leaves to its readers."""
    said = [
        _(
            "Roles are as the records state them, and South-South and triangular as those who took part declared them: "
            "the portal derives neither and classes no country or area."
        ),
        _(
            "Parties may be countries and areas, offices, organisations and groups. What an office does counts for its "
            "country or area too; a group does not count for its members."
        ),
    ]
    if not made.pairs:
        said.insert(0, "")  # the page says in the picture's place that there is none
    else:
        words = ngettext(
            "%(count)s activity has a provider and a beneficiary; it counts in the cell of each such pair.",
            "%(count)s activities have a provider and a beneficiary; each counts in the cell of each such pair.",
            made.total,
        )
        said.insert(0, words % {"count": many(made.total)})
    if made.declared:
        words = ngettext(
            "%(count)s activity is declared; confirmed by all its parties: %(confirmed)s.",
            "%(count)s activities are declared; confirmed by all their parties: %(confirmed)s.",
            made.declared,
        )
        said.append(words % {"count": many(made.declared), "confirmed": many(made.confirmed)})
    if len(made.providers) > BUSIEST or len(made.beneficiaries) > BUSIEST:
        values = {"most": BUSIEST, "providers": many(len(made.providers)), "others": many(len(made.beneficiaries))}
        said.append(
            _(
                "The matrix shows the busiest %(most)s of %(providers)s providers and of %(others)s beneficiaries; the "
                "list beneath has all pairs."
            )
            % values
        )
    return said
