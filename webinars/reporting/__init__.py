"""Reports to the committee, composed from what is published."""
