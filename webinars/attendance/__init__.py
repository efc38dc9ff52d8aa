"""Files of attendance from Zoom, Webex and Teams: read, looked at, taken over, forgotten.

Pure, from bytes to persons: decode → table → words, dates → joins → persons. Verbs: receive, read, countries,
take_over, webcast, purge. No sentence of a problem quotes a name or an address: problems outlive the rows of persons.
"""
