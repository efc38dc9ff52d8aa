"""What is filtered, to take away: CSV, XLSX and JSON, in the reader's language, as far as the reader may see it."""
