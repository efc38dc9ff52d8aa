"""Focal points, as an administrator appoints them on an official communication whose reference is kept."""
