"""Making a webinar known: the promotion log, and invitations to groups of functional addresses."""
