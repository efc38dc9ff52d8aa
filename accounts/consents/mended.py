"""A detail whose text an editor changes: what was consented to is no longer what it says."""

from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from accounts.consents.stands import stands_of
from tarepo.labels import labels_of


def no_longer_held(formset: BaseInlineFormSet) -> list[str]:
    """A sentence for each detail just saved with another text to which a beneficiary had consented. Three queries."""
    changed = [form.instance for form in formset.initial_forms if "text" in form.changed_data and form.instance.pk]
    stands = [stand for stand in stands_of(changed) if stand.answer and stand.is_of_another_text]
    names = labels_of({stand.party for stand in stands})
    told = _(
        "%(party)s had consented to another text of “%(detail)s”: it is withheld until you ask again, under “Details"
        " and consents”."
    )
    return [
        told % {"party": names.get(str(stand.party), "–"), "detail": stand.detail.get_nature_display()}
        for stand in stands
    ]
