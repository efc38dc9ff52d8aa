"""Synthetic activities: as many as wanted, for measuring and for trying things out. Nothing of them is true."""

SYSTEM = "synthetic"  # the identifier system that marks every record made here
