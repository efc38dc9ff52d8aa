"""What changed since: each step of a record's public life is noted, and told as a page, a feed, a file and by mail."""
