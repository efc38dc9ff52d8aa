"""Sample details for a portal on one's own machine, so that its focal point has something to answer. All is made up."""

from accounts.consents.ask import ask
from accounts.consents.requests import request_details
from accounts.models import User
from tarepo.changes import change
from tarepo.enums import Kind, PartyRole, State
from tarepo.models import Detail, DetailNature, Involvement, Record
from tarepo.publish import refresh_forms

MOST = 6  # activities
TEXTS = {
    DetailNature.COST: "Sample, made up: 18,400 Swiss francs for travel, rooms and interpretation.",
    DetailNature.PARTICIPANTS: "Sample, made up: Ms A. Example, head of patents; Mr B. Example, examiner.",
    DetailNature.EVALUATION: "Sample, made up: two of three participants had used what they learnt a year later.",
}


def load_details() -> int:
    """Details of a few activities in Peru, asked for by the chief editor; how many. None where there are any."""
    peru = Record.objects.filter(kind=Kind.COUNTRY, reference="PE").first()
    editor = User.objects.filter(email="chief-editor@example.org").first()
    member = User.objects.filter(email="other-member@example.org").first()
    if peru is None or editor is None or member is None or Detail.objects.exists():
        return 0
    rows = Involvement.objects.filter(party_id=peru.pk, role=PartyRole.BENEFICIARY, record__kind=Kind.ACTIVITY)
    public = rows.filter(record__state=State.PUBLISHED).order_by("record_id")
    records = list(public.values_list("record_id", flat=True).distinct()[:MOST])
    if not records:
        return 0
    with change(by=editor, why="Sample details for a portal on one's own machine"):
        made = Detail.objects.bulk_create(
            Detail(record_id=record, party_id=peru.pk, nature=nature, text=text)
            for record in records
            for nature, text in TEXTS.items()
        )
        refresh_forms(records)
        ask(details=[detail.pk for detail in made], by=editor)
        party = member.roles.values_list("party", flat=True).first()
        if party:
            request_details(record=records[0], party=party, why="To plan a similar course.", by=member)
    return len(made)
