"""The size of a file in words, before somebody on a slow line fetches it."""

from django.utils.translation import gettext as _


def size_of(size: int) -> str:
    if size < 1_000_000:
        return _("%(n)s KB") % {"n": max(1, round(size / 1000))}
    return _("%(n)s MB") % {"n": f"{size / 1_000_000:.1f}".removesuffix(".0")}
