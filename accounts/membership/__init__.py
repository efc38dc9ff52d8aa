"""For whom somebody speaks: asked by themselves, answered by the party's focal points, else by an editor."""
