"""Whether the program may open a connection, and the record of those it opened."""
