"""The index that searches ask: written by one path, kept true, counted (docs/decisions, index and facets)."""

from tarepo.indexing.dirty import drain, drain_all, mark
from tarepo.indexing.rows import index
from tarepo.indexing.totals import make_totals

__all__ = ["drain", "drain_all", "index", "make_totals", "mark"]
