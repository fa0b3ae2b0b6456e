"""Files attached to questions, their text, and the passages that matter."""
