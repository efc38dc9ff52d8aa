"""Domain words of the rows that readers' pages are made of."""

from collections.abc import Collection
from typing import Self

from django.db import models

from tarepo.codes import Facet, code
from tarepo.tiers import PUBLIC


class SearchRowQuerySet(models.QuerySet):
    def for_tiers(self, tiers: Collection[int]) -> Self:
        """One row for each record that readers of these tiers may see: its fullest form."""
        if set(tiers) == {PUBLIC}:
            return self.filter(tier=PUBLIC)
        return self.filter(tier__in=tiers).exclude(overridden_by__overlap=list(tiers))

    def naming(self, record_id: int) -> Self:
        """The rows whose record names this one, in whatever way."""
        return self.filter(codes__contains=[code(Facet.REFERS, record_id)])
