"""One file a kind of target; each is found by its entry point."""
