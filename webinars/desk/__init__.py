"""The desk's pages of webinars: what editors do beside entering the record."""
