"""Groups of functional addresses, kept by the Secretariat."""
