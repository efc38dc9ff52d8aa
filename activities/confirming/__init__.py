"""Each party's own word on a declared cooperation: confirmed or disputed by its focal points, singly or as a list."""
