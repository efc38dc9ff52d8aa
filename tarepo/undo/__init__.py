"""Taking back a whole change: what it wrote comes back as it was, and what was edited since is spared and named."""

from tarepo.undo.undone import Spared, Undone
from tarepo.undo.verb import undo

__all__ = ["Spared", "Undone", "undo"]
