"""On all activities of a period."""
