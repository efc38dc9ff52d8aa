"""Who has to confirm a declared cooperation, and who has: pure functions over an activity's content.

A confirmation holds as long as the content says what it was given for: the declaration, and the party's roles. So an
edit of either makes it void, and taking the edit back makes it good, without anybody touching it.
"""

from tarepo.content import Content
from tarepo.enums import PartyRole

# Where something was held is no part in the cooperation; activities have no signatories.
NO_PART = (PartyRole.VENUE, PartyRole.SIGNATORY)


def is_declared(content: Content) -> bool:
    """Whether the activity is declared South-South or triangular."""
    return bool(content.get("cooperation"))


def declared_by(content: Content) -> int | None:
    """The party that declared it, which so confirmed its own part."""
    return content.get("declared_by") if is_declared(content) else None


def parts_of(content: Content) -> dict[int, str]:
    """Each party with a part in the declared cooperation → its roles, sorted, by commas; "" for who only declared it.

    In the order of the record, who declared it first.
    """
    if not is_declared(content):
        return {}
    roles: dict[int, set[str]] = {}
    if declaring := declared_by(content):
        roles[declaring] = set()
    for row in content.get("involvements", []):
        if row["role"] not in NO_PART:
            roles.setdefault(row["party"], set()).add(row["role"])
    return {party: ",".join(sorted(names)) for party, names in roles.items()}


def confirmations(content: Content) -> dict[int, str]:
    """The parties whose confirmation holds → the day; who declared it needs none."""
    parts, declaring = parts_of(content), declared_by(content)
    return {
        row["party"]: row["confirmed_on"]
        for row in content.get("confirmations", [])
        if row["party"] != declaring
        and row["cooperation"] == content.get("cooperation")
        and row["roles"] == parts.get(row["party"])
    }


def unconfirmed(content: Content) -> list[int]:
    """The parties that have not confirmed their part."""
    settled = {declared_by(content), *confirmations(content)}
    return [party for party in parts_of(content) if party not in settled]


def by_all(content: Content) -> bool:
    """Whether every party confirmed: where nobody but the declaring party has a part, nobody did."""
    return bool(confirmations(content)) and not unconfirmed(content)
