"""What is wrong in forms, as one list at the top of the page: each complaint with the way to its field."""

from typing import Any


def complaints(*forms: Any) -> list[dict[str, str]]:
    """Values of accounts/complaints.html: [{where, id, sentence}]; what is about a whole form has no place."""
    return [complaint for form in forms if form is not None for complaint in _of(form)]


def _of(form: Any) -> list[dict[str, str]]:
    found = [{"where": "", "id": "", "sentence": str(error)} for error in form.non_field_errors()]
    return found + [
        {
            "where": str(form[name].label),
            "id": form[name].id_for_label or f"{form[name].auto_id}_0",
            "sentence": str(error),
        }
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
