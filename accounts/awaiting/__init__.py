"""What waits for somebody's answer: the page, the monthly mail, signed links and the list of what is late ask here."""
