"""What every form of the office carries besides its fields: its own key, what it was made from, and a reason."""

import hashlib
import json
from functools import cached_property
from uuid import UUID, uuid4

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarepo.content import Content, read_content
from tarepo.models import Detail, Record

LONGEST_REASON = 500
LONGEST_REQUEST = 200


class SentForm(forms.ModelForm):
    """Knows the state that it was filled in from, and refuses to be saved on top of somebody else's save."""

    refusal = ""  # a sentence with which the database refused the same form a moment ago
    has_newer = False  # somebody saved since the form was opened: the template offers to save over it

    sent_key = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)
    sent_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    sent_why = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=gettext_lazy("Reason for this change"),
        help_text=gettext_lazy("Kept in the history. Colleagues thank you for it."),
    )

    sent_requested_by = forms.CharField(
        required=False,
        max_length=LONGEST_REQUEST,
        label=gettext_lazy("On request of"),
        help_text=gettext_lazy("Who asked for it: a letter, a mission, a colleague."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.is_bound:
            self.fields["sent_seen"].initial = self.token

    @cached_property
    def content(self) -> Content:
        """What the saved record says; empty for one that is new."""
        saved = isinstance(self.instance, Record) and self.instance.pk
        return read_content(self.instance.kind, self.instance.pk) if saved else {}

    @cached_property
    def token(self) -> str:
        """Stands for all that the saved object says: another one means that somebody saved since."""
        if isinstance(self.instance, Record):
            details = Detail.objects.filter(record_id=self.instance.pk).order_by("pk")
            state = [self.content, [*details.values_list("pk", "party", "nature", "text")]]
        else:
            state = row_state(self.instance)
        written = json.dumps(state, cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:20]

    def clean(self) -> dict | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        elif self.instance.pk and self.token not in (self.data.get("sent_seen"), self.data.get("sent_over")):
            self.has_newer = True
            self.add_error(
                None,
                _(
                    "Somebody saved this while you were writing. Nothing of yours was saved, and nothing is lost: it"
                    " stands in the form below. Open the newer version, compare, and then save yours over it or"
                    " leave it."
                ),
            )
        return cleaned


def row_state(instance: models.Model) -> list:
    """The columns of an object that is not a record, and of what hangs on it."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    state = [*rows.values_list()]
    if hasattr(instance, "roles"):
        state.append([*instance.roles.order_by("pk").values_list()])
    return state


def sent_key(data: dict) -> UUID:
    """The key that the form was given; a new one where it has none or a false one."""
    try:
        return UUID(data.get("sent_key", ""))
    except ValueError:
        return uuid4()


def sent_reason(data: dict) -> str:
    reason = data.get("sent_why", "").replace("\x00", "").strip()
    return reason[:LONGEST_REASON] or _("edited in the admin")


def sent_request(data: dict) -> str:
    """On whose request."""
    return data.get("sent_requested_by", "").replace("\x00", "").strip()[:LONGEST_REQUEST]


class RecordForm(SentForm):
    """A record's own columns."""

    def clean_reference(self) -> str:
        reference = self.cleaned_data.get("reference", "")
        kind = self.instance.kind or self.instance.KIND
        taken = Record.objects.filter(kind=kind, reference=reference).exclude(pk=self.instance.pk)
        if reference and taken.exists():
            raise forms.ValidationError(_("Another record of this kind has this reference."))
        return reference
