"""This computer: what it has, how fast it is, and what that means for a model."""
