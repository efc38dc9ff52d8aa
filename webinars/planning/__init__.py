"""Finding speakers: candidates, how balanced a panel of them is, and taking over whoever accepts."""
