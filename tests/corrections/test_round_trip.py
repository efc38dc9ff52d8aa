"""A form that is sent as it was shown proposes nothing: of every published record, and of whatever may stand in one."""

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tarepo.addresses import FOLDERS
from tarepo.corrections.entry import Base, Entry
from tarepo.enums import Kind, Precision, Qualifier
from tarepo.models import SearchRow, Snapshot
from tarepo.tiers import PUBLIC
from tests.admin.office import filled, signed_in
from tests.corrections.paper import WHY, complaints
from tests.examples import examples

pytestmark = pytest.mark.django_db
NOTHING = ["Nothing was changed: what stands in the form is what the record says already."]


def sent_as_shown(base: Base, keys: list[str]) -> Entry:
    """The form of these pieces, sent as a browser would send it."""
    from django.http import HttpResponse

    by_key = base.pieces.by_key()
    chosen = [by_key[key] for key in keys]
    shown = Entry(base, chosen, [("1", "Peru")], "Somebody")
    fields = "".join(str(form) for form in (shown.about, *shown.forms))
    data = QueryDict(mutable=True)
    for name, value in (filled(HttpResponse(fields)) | {"why": WHY}).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Entry(base, chosen, [("1", "Peru")], "Somebody", data)


@pytest.mark.parametrize(
    "kind", [Kind.ACTIVITY, *(pytest.param(kind, marks=pytest.mark.long) for kind in FOLDERS if kind != Kind.ACTIVITY)]
)
def test_every_published_record_sent_as_it_stands_changes_nothing(kind: str) -> None:
    """In each of its languages, and in one that it does not have."""
    rows = SearchRow.objects.filter(tier=PUBLIC, kind=kind).select_related("snapshot").order_by("pk")
    assert rows.exists()
    for row in rows[:40]:
        languages = [*row.snapshot.body["content"].get("texts", {}), "ar"]
        for language in dict.fromkeys(languages):
            base = Base(kind, row.snapshot, language)
            entry = sent_as_shown(base, list(base.pieces.by_key()))
            assert (entry.is_valid(), complaints_of(entry), entry.values) == (False, NOTHING, {}), row.reference


def complaints_of(entry: Entry) -> list[str]:
    return [one["sentence"] for one in entry.complaints]


def test_the_same_through_the_pages() -> None:
    client = signed_in("member of the beneficiary")
    for row in SearchRow.objects.filter(tier=PUBLIC, kind=Kind.ACTIVITY).order_by("pk")[:3]:
        address = f"/activities/{row.reference}/correct/"
        stated = [piece.key for piece in client.get(address).context["pieces"].stated][:40]
        address += "?" + "&".join(f"field={key}" for key in stated)
        page = client.post(address, filled(client.get(address)) | {"why": WHY})
        assert complaints(page) == NOTHING


texts = st.text(
    st.characters(exclude_characters="\x00\r{}", exclude_categories=["Cs"]), min_size=1, max_size=40
).filter(lambda text: text.strip() == text)
days = st.dates(min_value=dt.date(1850, 1, 1), max_value=dt.date(2150, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> dict:
    precision = draw(st.sampled_from(list(Precision)))
    if precision == Precision.NOT_STATED:
        return {"precision": precision.value}
    first, last = sorted((draw(days), draw(days)))
    made = {"precision": precision.value, "starts": first.isoformat()}
    if draw(st.booleans()) and precision != Precision.SINCE:
        made["ends"] = last.isoformat()
    return made


figures = st.builds(
    lambda value, qualifier, measure, period: {
        "value": str(value),
        "qualifier": qualifier.value,
        "nature": "target",
        "measure": measure,
        "series": "kept",
        "printed": "kept",
        **period,
    },
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(list(Qualifier)),
    st.dictionaries(st.sampled_from(["en", "es", "ar", "pt"]), texts, min_size=1),
    periods(),
)


@given(
    title=texts,
    summary=texts,
    period=periods(),
    rows=st.lists(figures, max_size=3),
    language=st.sampled_from(["en", "fr", "es"]),
    status=st.sampled_from(["planned", "not_stated"]),
)
@examples(40)
def test_whatever_a_record_says_is_proposed_as_nothing(
    title: str, summary: str, period: dict, rows: list, language: str, status: str
) -> None:
    content = {
        "reference": "TA-2023-9001",
        "status": status,
        "texts": {"en": {"status": "original", "title": title, "summary": summary}},
        "figures": rows,
        **period,
    }
    body = {"version": 1, "content": content, "names": [], "persons": []}
    base = Base(Kind.ACTIVITY, Snapshot(body=body, number=1, record_id=0), language)
    entry = sent_as_shown(base, list(base.pieces.by_key()))
    assert (entry.is_valid(), complaints_of(entry), entry.values) == (False, NOTHING, {})
