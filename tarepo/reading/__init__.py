"""Turning snapshots and search rows into the plain values that templates show."""
