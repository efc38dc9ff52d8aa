"""What steps come to, alone and as the database counts and lists them."""

import datetime as dt
from unittest import mock

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from tarepo.asked import Asked
from tarepo.changed import find
from tarepo.changed.asking import PARAMETERS, SEVERAL, Wanted, read
from tarepo.changed.find import count, page
from tarepo.changed.net import Step, net_of, version_before
from tarepo.codes import Facet, code
from tarepo.enums import Kind
from tarepo.models import PublicAct, PublicChange, Record
from tests.examples import examples

NEW, CHANGED, WITHDRAWN, RETURNED = PublicAct.NEW, PublicAct.CHANGED, PublicAct.WITHDRAWN, PublicAct.RETURNED
FIRST_DAY = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
DAYS = 12


@pytest.mark.parametrize(
    ("steps", "net"),
    [
        ([(NEW, 1)], NEW),
        ([(NEW, 1), (CHANGED, 2), (CHANGED, 3)], NEW),
        ([(CHANGED, 2), (CHANGED, 3), (CHANGED, 4)], CHANGED),
        ([(CHANGED, 2), (WITHDRAWN, 2)], WITHDRAWN),
        ([(WITHDRAWN, 1)], WITHDRAWN),
        ([(RETURNED, 1), (CHANGED, 2)], RETURNED),
        ([(NEW, 1), (WITHDRAWN, 1)], None),
        ([(RETURNED, 2), (WITHDRAWN, 2)], None),
        ([(WITHDRAWN, 3), (RETURNED, 3)], None),
        ([(WITHDRAWN, 3), (RETURNED, 4)], CHANGED),
        ([(WITHDRAWN, 3), (RETURNED, 3), (CHANGED, 4)], CHANGED),
    ],
)
def test_each_record_is_told_of_once(steps: list[tuple[PublicAct, int]], net: PublicAct | None) -> None:
    assert net_of(Step(*steps[0]), Step(*steps[-1])) == net


@st.composite
def lives(draw: st.DrawFn) -> list[Step]:
    """What one record may go through, from its first publication on."""
    steps = [Step(NEW, 1)]
    for _step in range(draw(st.integers(0, 5))):
        last = steps[-1]
        if last.act == WITHDRAWN:
            steps.append(Step(RETURNED, last.version + draw(st.integers(0, 1))))
        else:
            act = draw(st.sampled_from((CHANGED, WITHDRAWN)))
            steps.append(Step(act, last.version + (act == CHANGED)))
    return steps


def public_after(steps: list[Step]) -> int:
    """The version that readers see after these steps; 0 where they see none."""
    return 0 if not steps or steps[-1].act == WITHDRAWN else steps[-1].version


@given(lives(), st.data())
def test_what_is_told_leads_from_what_readers_saw_before_to_what_they_see_after(
    life: list[Step], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(life) - 1))
    end = data.draw(st.integers(start + 1, len(life)))
    was, now = public_after(life[:start]), public_after(life[:end])
    net = net_of(life[start], life[end - 1])
    expected = {
        (False, False): None,
        (True, False): WITHDRAWN,
        (False, True): NEW if start == 0 else RETURNED,
        (True, True): None if was == now else CHANGED,
    }
    assert net == expected[bool(was), bool(now)]
    if net == CHANGED:
        assert version_before(life[start]) == was


CODES = [code(Facet.REFERS, 900 + number) for number in range(3)]


@st.composite
def histories(draw: st.DrawFn) -> list[list[tuple[Step, int, set[int]]]]:
    """Lives of several records, each step with its day and what it names before and after."""
    made = []
    for _record in range(draw(st.integers(1, 4))):
        life = draw(lives())
        days = sorted(draw(st.lists(st.integers(0, DAYS), min_size=len(life), max_size=len(life))))
        named = [draw(st.sets(st.sampled_from(CODES))) for _step in life]
        both = [names | (named[place - 1] if place else set()) for place, names in enumerate(named)]
        made.append(list(zip(life, days, both, strict=True)))
    return made


def expected(history: list, wanted: Wanted) -> list[tuple[int, str]]:
    """(record, net) as the pure rule has it."""
    found = []
    for number, life in enumerate(history):
        inside = [each for each in life if wanted.since <= moment(each[1]) < (wanted.until or moment(10**4))]
        if not inside or not any(all(names & set(group) for group in wanted.codes) for _s, _d, names in inside):
            continue
        net = net_of(inside[0][0], inside[-1][0])
        if net and (not wanted.acts or net in wanted.acts):
            found.append((number, str(net)))
    return found


def moment(day: int) -> dt.datetime:
    return FIRST_DAY + dt.timedelta(days=day)


@pytest.mark.django_db
@examples(150)
@given(
    history=histories(),
    since=st.integers(0, DAYS),
    until=st.none() | st.integers(1, DAYS),
    groups=st.lists(st.sets(st.integers(900, 902), min_size=1), max_size=2),
    acts=st.sets(st.sampled_from(list(PublicAct))),
)
def test_the_database_lists_and_counts_by_the_same_rule(
    history: list, since: int, until: int | None, groups: list[set[int]], acts: set[PublicAct]
) -> None:
    assume(until is None or until > since)
    ids = list(Record.objects.filter(kind=Kind.UNIT).order_by("pk").values_list("pk", flat=True)[: len(history)])
    assume(len(ids) == len(history))
    PublicChange.objects.all().delete()
    rows = [
        PublicChange(
            record_id=ids[number],
            kind=Kind.UNIT,
            act=step.act,
            version=step.version,
            at=moment(day) + dt.timedelta(minutes=place),
            codes=sorted(names),
        )
        for number, life in enumerate(history)
        for place, (step, day, names) in enumerate(life)
    ]
    PublicChange.objects.bulk_create(sorted(rows, key=lambda row: row.at))
    wanted = Wanted(
        since=moment(since),
        until=moment(until) if until else None,
        chosen={str(place): {str(pk): pk for pk in group} for place, group in enumerate(groups)},
        closed={"act": tuple(acts)} if acts else {},
    )
    told = expected(history, wanted)
    found = page(wanted, size=50)
    assert sorted((ids.index(each.record), str(each.net)) for each in found.entries) == sorted(told)
    assert [each.at for each in found.entries] == sorted((each.at for each in found.entries), reverse=True)
    many = count(wanted).counts
    nets = [net for _record, net in told]
    assert {act: many.get(act, 0) for act in PublicAct} == {act: nets.count(act) for act in PublicAct}
    with mock.patch.object(find, "REACH", 1):  # each walk takes several goes
        stepwise = page(wanted, size=1)
        walked = list(stepwise.entries)
        while stepwise.older:
            stepwise = page(wanted, size=1, before=walked[-1].step)
            walked += stepwise.entries
    assert [each.step for each in walked] == [each.step for each in found.entries]
    back = page(wanted, size=50, after=walked[-1].step) if walked else stepwise
    assert [each.step for each in back.entries] == [each.step for each in walked[:-1]]


def asked(query: str) -> tuple[Wanted, list[str]]:
    found = Asked(QueryDict(query), PARAMETERS, SEVERAL)
    return read(found), found.problems


VALUES = ("PE", "pe", "2024-11-01", "0001-01-01", "9999-12-31", "cdip-30", "new", "activity", "\0")


@pytest.mark.django_db
@examples(200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from((*PARAMETERS, "other")),
            st.text(max_size=12) | st.sampled_from(VALUES),
        ),
        max_size=6,
    )
)
def test_any_address_is_read_and_what_is_understood_is_read_again_as_the_same(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    found = Asked(query, PARAMETERS, SEVERAL)
    wanted = read(found)
    again, problems = asked(wanted.query()[1:])
    assert (again, problems) == (wanted, [])


@pytest.mark.django_db
def test_without_a_day_it_is_the_last_thirty() -> None:
    wanted, problems = asked("")
    first = timezone.localdate() - dt.timedelta(days=30)
    assert (wanted.since.date(), wanted.until, wanted.query(), problems) == (first, None, "", [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=yesterday", "“yesterday” was not understood as “since” and is left out."),
        ("since=2024-13-01", "“2024-13-01” was not understood as “since” and is left out."),
        ("country=Peru", "“Peru” was not understood as “country” and is left out."),
        ("subject=no-such", "“no-such” was not understood as “subject” and is left out."),
        ("session=none", "“none” was not understood as “session” and is left out."),
        ("act=lost", "“lost” was not understood as “act” and is left out."),
        ("by=mood", "“mood” was not understood as “by” and is left out."),
        ("since=2024-02-01&until=2024-01-01", "“until” is before “since” and is left out."),
        ("page=2", "“page” is no filter of this list."),
    ],
)
def test_what_makes_no_sense_is_named_and_left_out(query: str, said: str) -> None:
    assert asked(query)[1] == [said]
