"""Parties confirm or dispute their part in declared cooperation."""
