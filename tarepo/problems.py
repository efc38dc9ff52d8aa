"""What stands between a record and its publication, in sentences that an editor can act on."""

from django.utils.translation import gettext as _

from tarepo.content import Content
from tarepo.enums import Kind, PartyRole, TextStatus
from webinars.problems import webinar_problems

# These are named, not written: their texts are names in several languages, none of them the original.
NAMED = {Kind.COUNTRY}


def problems(kind: str, content: Content) -> list[str]:
    """Every reason why a record with this content cannot be published; none where it can."""
    found = _text_problems(kind, content.get("texts", {}))
    if not content.get("reference"):
        found.append(_("It needs a reference."))
    found += _figure_problems(content.get("figures", []))
    if kind == Kind.ACTIVITY:
        found += _activity_problems(content)
    return found


def _text_problems(kind: str, texts: dict[str, dict]) -> list[str]:
    if not texts:
        return [_("It needs a title in one language at least.")]
    found = [
        _("The text in “%(language)s” needs a title.") % {"language": language}
        for language, text in texts.items()
        if not text.get("title", "").strip()
    ]
    statuses = [text["status"] for text in texts.values()]
    originals = statuses.count(TextStatus.ORIGINAL)
    # A text whose status nobody stated may stand alone: the source does not say whether it is the original.
    unknown = statuses == [TextStatus.NOT_STATED]
    if originals != 1 and not unknown and kind not in NAMED:
        found.append(_("Exactly one of its texts must be marked as the original."))
    return found


def _figure_problems(figures: list[dict]) -> list[str]:
    """A number of nothing cannot be understood, nor kept from being added up."""
    bare = [
        row["value"] for row in figures if not any(row.get(name) for name in ("measure", "unit_of_measure", "rule"))
    ]
    return [
        _("The figure %(value)s needs to say what is counted, its unit or its counting rule.") % {"value": value}
        for value in bare
    ]


def _activity_problems(content: Content) -> list[str]:
    roles = [row["role"] for row in content.get("involvements", [])]
    found = []
    if content.get("open_to_all") and PartyRole.BENEFICIARY in roles:
        found.append(_("An activity open to all has no beneficiary: take away one or the other."))
    if content.get("cooperation"):
        found += _cooperation_problems(content)
    if not content.get("sources"):
        found.append(_("It needs a source: where is this published?"))
    return found + webinar_problems(content)


def _cooperation_problems(content: Content) -> list[str]:
    """It is declared, never derived: by whom, and between whom."""
    found = [] if content.get("declared_by") else [_("Say who declared the cooperation.")]
    parties = {row["party"] for row in content.get("involvements", [])} | {content.get("declared_by")} - {None}
    if len(parties) < 2:
        found.append(_("A South-South or triangular cooperation needs two parties at least."))
    return found
