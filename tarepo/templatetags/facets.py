"""The values of a facet, of which a page has hundreds: put together by hand, every value escaped (see site.py)."""

from collections.abc import Iterable, Mapping
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from tarepo.reading.words import number

register = template.Library()


@register.filter
def facet_values(values: Iterable[Mapping], name: str) -> SafeString:
    """Items with a box for each value: {"value", "label", "lang"?, "count", "chosen"?}."""
    field = escape(name)
    items = [
        f'<li><label><input type="checkbox" name="{field}" value="{escape(value["value"])}"'
        f"{' checked' if value.get('chosen') else ''}> <bdi{_lang(value.get('lang'))}>{escape(str(value['label']))}"
        f"</bdi> <span>{number(str(value['count']))}</span></label></li>"
        for value in values
    ]
    return mark_safe("".join(items))  # noqa: S308  # escaped above


def _lang(language: str | None) -> str:
    return f' lang="{escape(language)}"' if language else ""
