"""What is kept in the SQLite file."""
