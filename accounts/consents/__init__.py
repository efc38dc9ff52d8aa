"""Consents: asked for by editors, answered by focal points; and members who ask for the details of an activity."""
