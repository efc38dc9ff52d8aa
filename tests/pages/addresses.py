"""Every public address, from the site map itself: one that is added is tested with the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

OFFICE = ("admin/", "accounts/", "submissions/")  # for those who signed in; tested by themselves


@dataclass(frozen=True)
class Address:
    """A route of the site map: activities/<str:reference>/, under a language or not."""

    route: str
    languages: tuple[str, ...]  # prefixes; one empty one where there is no language

    @property
    def names_something(self) -> bool:
        return "<" in self.route

    def path(self, filling: str, prefix: str = "") -> str:
        """The path with the same text in each of its gaps."""
        filled, rest = "", self.route
        while "<" in rest:
            before, _open, rest = rest.partition("<")
            filled, rest = filled + before + filling, rest.partition(">")[2]
        return f"/{prefix}{filled}{rest}"


def public_addresses() -> list[Address]:
    prefixes = tuple("" if code == settings.LANGUAGE_CODE else f"{code}/" for code, _name in settings.LANGUAGES)
    return list(_walk(get_resolver().url_patterns, "", ("",), prefixes))


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, languages: tuple[str, ...], all_languages: tuple[str, ...]
) -> Iterator[Address]:
    for entry in patterns:
        translated = isinstance(entry.pattern, LocalePrefixPattern)
        route = before if translated else before + str(entry.pattern)
        if route.startswith(OFFICE):
            continue
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, route, all_languages if translated else languages, all_languages)
        else:
            yield Address(route, languages)
