"""What members and focal points submit for their party, on the public site; editors answer it at their desk."""
