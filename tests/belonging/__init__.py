"""Memberships and focal points."""
