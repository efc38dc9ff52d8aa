"""Corrections of published records by those who know better, and reports of errors by whoever reads."""
