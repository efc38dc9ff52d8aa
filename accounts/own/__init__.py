"""What the portal holds on a person: their copy of it, and what of it goes when they ask to be erased."""
