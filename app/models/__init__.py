"""Model files: what is in them, where they are, where they came from."""
