"""/styleguide/: every component in every state, with facts of the source documents."""
