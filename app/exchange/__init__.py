"""Conversations as files: out of here, and in from here and elsewhere."""
