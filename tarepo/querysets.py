"""Domain words of the rows that readers' pages are made of."""

from collections.abc import Collection
from typing import Self

from django.db import models

from tarepo.codes import Facet, code
from tarepo.tiers import PUBLIC


class TierQuerySet(models.QuerySet):
    """Rows of which each belongs to one record and tier."""

    def for_tiers(self, tiers: Collection[int]) -> Self:
        """One row for each record that readers of these tiers may see: its fullest form."""
        if set(tiers) == {PUBLIC}:
            return self.filter(tier=PUBLIC)
        return self.filter(tier__in=tiers).exclude(overridden_by__overlap=list(tiers))


class SearchRowQuerySet(TierQuerySet):
    def naming(self, record_id: int) -> Self:
        """The rows whose record names this one, in whatever way."""
        return self.filter(codes__contains=[code(Facet.REFERS, record_id)])


class SearchIndexQuerySet(TierQuerySet):
    def having(self, codes: Collection[int]) -> Self:
        """The rows with any of these codes."""
        if len(codes) == 1:
            return self.filter(codes__contains=list(codes))
        return self.filter(codes__overlap=sorted(codes))

    def keyed(self, keys: Collection[int]) -> Self:
        """The rows with any of these keys."""
        return self.filter(keys__overlap=sorted(keys))
